// SPDX-License-Identifier: MIT
#pragma once

#include <boost/context/fiber.hpp>

#include <cstddef>
#include <functional>

namespace braid {

/// A function on a stack of its own, entered and left at will.
///
/// All calls are for one thread. Sanitizers are told of every switch.
class Fiber {
public:
    /// As large as a thread's stack, because Python and C libraries expect that much; only what is
    /// used of it takes memory. A guard page lies below.
    static constexpr std::size_t stack_bytes = 8 << 20;

    /// `body` must not throw. It starts at the first `enter`.
    explicit Fiber(std::function<void()> body);
    /// A fiber that was left in the middle is leaked: unwinding it would tear C frames apart.
    ~Fiber();
    Fiber(const Fiber&) = delete;
    Fiber& operator=(const Fiber&) = delete;

    /// Runs `body` on, until it leaves or ends.
    void enter();
    /// From inside: goes back to whoever entered; returns at the next `enter`.
    void leave();

    bool ended() const noexcept { return ended_; }

private:
    struct Stack;

    void start();

    std::function<void()> body_;
    boost::context::fiber inside_;
    boost::context::fiber outside_;
    bool started_ = false;
    bool ended_ = false;

    /// What the C++ runtime knows of exceptions that are thrown and caught: of a stack, though it
    /// keeps that by thread.
    struct Exceptions {
        void* caught = nullptr;
        unsigned uncaught = 0;
    };
    static Exceptions exchange_exceptions(Exceptions of_next) noexcept;
    Exceptions exceptions_;

    // What the sanitizers have to know of either side; without them nobody asks.
    [[maybe_unused]] const void* inside_bottom_ = nullptr;
    [[maybe_unused]] std::size_t inside_size_ = 0;
    [[maybe_unused]] void* inside_fake_stack_ = nullptr;
    [[maybe_unused]] const void* outside_bottom_ = nullptr;
    [[maybe_unused]] std::size_t outside_size_ = 0;
    [[maybe_unused]] void* inside_tsan_ = nullptr;
    [[maybe_unused]] void* outside_tsan_ = nullptr;
};

} // namespace braid

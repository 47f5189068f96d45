// SPDX-License-Identifier: MIT
#pragma once

#include "loop/coroutine.h"
#include "loop/detail/waiter.h"

#include <cstddef>
#include <stdexcept>

namespace braid {

/// The barrier was reset or aborted while tasks waited at it.
class BrokenBarrierError : public std::runtime_error {
public:
    BrokenBarrierError()
        : std::runtime_error("the barrier is broken") {}
};

/// A point that a number of tasks pass together, again and again. Not for threads.
class Barrier {
    class Awaiter;

public:
    /// Throws std::invalid_argument for less than one party.
    explicit Barrier(std::size_t parties)
        : parties_(parties) {
        if (parties == 0)
            throw std::invalid_argument("Barrier: at least one party");
    }
    Barrier(const Barrier&) = delete;
    Barrier& operator=(const Barrier&) = delete;

    std::size_t parties() const noexcept { return parties_; }
    std::size_t n_waiting() const noexcept { return waiting_; }
    bool broken() const noexcept { return broken_; }

    /// Waits until all parties wait, and gives each a different number from 0 to parties - 1. A
    /// task that is cancelled leaves; the others wait for another one. Throws BrokenBarrierError.
    [[nodiscard]] Awaiter wait() noexcept;
    /// Those who wait get BrokenBarrierError; the barrier is as new.
    void reset() noexcept { release(true); }
    /// Those who wait or come later get BrokenBarrierError, until `reset`.
    void abort() noexcept {
        release(true);
        broken_ = true;
    }

private:
    inline void release(bool broken) noexcept;

    std::size_t parties_;
    std::size_t waiting_ = 0;
    bool broken_ = false;
    detail::List<detail::Waiter> waiters_;
};

class [[nodiscard]] Barrier::Awaiter final : public detail::Waiter {
public:
    explicit Awaiter(Barrier& barrier) noexcept
        : barrier_(barrier) {}
    Awaiter(Awaiter&&) = default;
    ~Awaiter() { leave(); }
    bool await_ready() noexcept {
        broken_ = barrier_.broken_;
        if (broken_)
            return true;
        place_ = barrier_.waiting_;
        if (place_ + 1 < barrier_.parties_)
            return false;
        barrier_.release(false);
        return true;
    }
    template<typename Promise>
    void await_suspend(std::coroutine_handle<Promise> coroutine) noexcept {
        stand_in(barrier_.waiters_, coroutine);
        barrier_.waiting_ += linked();
    }
    bool cancel() noexcept override {
        leave();
        return Waiter::cancel();
    }
    std::size_t await_resume() {
        if (suspended() && resumed()) [[unlikely]]
            throw_cancelled();
        if (broken_)
            throw BrokenBarrierError();
        return place_;
    }
    detail::WaitDescription describe() const noexcept override {
        return {.kind = WaitKind::Lock, .what = "Barrier.wait"};
    }

private:
    friend class Barrier;
    void leave() noexcept {
        // Still in line: those behind move up, so that all numbers are given.
        if (!linked() || left_)
            return;
        left_ = true;
        --barrier_.waiting_;
        barrier_.waiters_.for_each([this](detail::Waiter& other) {
            auto& behind = static_cast<Awaiter&>(other);
            if (behind.place_ > place_)
                --behind.place_;
        });
    }

    Barrier& barrier_;
    std::size_t place_ = 0;
    bool broken_ = false;
    bool left_ = false;
};

inline Barrier::Awaiter Barrier::wait() noexcept { return Awaiter(*this); }

inline void Barrier::release(bool broken) noexcept {
    waiting_ = 0;
    broken_ = false;
    while (!waiters_.empty()) {
        auto& waiter = static_cast<Awaiter&>(waiters_.front());
        waiter.broken_ = broken;
        waiter.serve();
    }
}

} // namespace braid

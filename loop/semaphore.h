// SPDX-License-Identifier: MIT
#pragma once

#include "loop/coroutine.h"
#include "loop/detail/waiter.h"

#include <cstddef>
#include <type_traits>
#include <utility>

namespace braid {

/// Lets a number of tasks pass at a time, first come, first served. Not for threads.
///
///     const Semaphore::Guard guard = co_await semaphore;
class Semaphore {
    template<typename Got>
    class Awaiter;

public:
    class Guard;

    explicit Semaphore(std::size_t value = 1) noexcept
        : value_(value) {}
    Semaphore(const Semaphore&) = delete;
    Semaphore& operator=(const Semaphore&) = delete;
    virtual ~Semaphore() = default;

    /// True if `acquire` would wait.
    bool locked() const noexcept { return value_ == 0; }
    std::size_t value() const noexcept { return value_; }
    [[nodiscard]] Awaiter<void> acquire() noexcept;
    /// As `acquire`, and gives a Guard that releases it.
    Awaiter<Guard> operator co_await() noexcept;
    virtual void release() { give_back(); }

private:
    void give_back() noexcept {
        if (waiters_.empty())
            ++value_;
        else
            waiters_.front().serve();
    }

    std::size_t value_;
    detail::List<detail::Waiter> waiters_;
};

/// A semaphore that notices when it is released more often than acquired.
class BoundedSemaphore : public Semaphore {
public:
    explicit BoundedSemaphore(std::size_t value = 1) noexcept
        : Semaphore(value)
        , bound_(value) {}
    /// Throws InvalidStateError if nobody has acquired it.
    void release() override {
        if (value() >= bound_)
            throw InvalidStateError("BoundedSemaphore.release: nobody has acquired it");
        Semaphore::release();
    }

private:
    std::size_t bound_;
};

/// Releases its semaphore at the end of its life.
class [[nodiscard]] Semaphore::Guard {
public:
    explicit Guard(Semaphore& semaphore) noexcept
        : semaphore_(&semaphore) {}
    Guard(Guard&& other) noexcept
        : semaphore_(std::exchange(other.semaphore_, nullptr)) {}
    Guard& operator=(Guard other) noexcept {
        std::swap(semaphore_, other.semaphore_);
        return *this;
    }
    ~Guard() { release(); }
    void release() {
        if (semaphore_)
            std::exchange(semaphore_, nullptr)->release();
    }

private:
    Semaphore* semaphore_;
};

template<typename Got>
class [[nodiscard]] Semaphore::Awaiter final : public detail::Waiter {
public:
    explicit Awaiter(Semaphore& semaphore) noexcept
        : semaphore_(semaphore) {}
    Awaiter(Awaiter&&) = default;
    ~Awaiter() {
        if (served()) [[unlikely]]
            semaphore_.give_back();
    }
    bool await_ready() noexcept {
        if (semaphore_.value_ == 0)
            return false;
        --semaphore_.value_;
        return true;
    }
    template<typename Promise>
    void await_suspend(std::coroutine_handle<Promise> coroutine) noexcept {
        stand_in(semaphore_.waiters_, coroutine);
    }
    Got await_resume() {
        if (suspended() && resumed()) [[unlikely]]
            throw_cancelled(); // ~Awaiter hands it on if we had got it
        settle();
        if constexpr (!std::is_void_v<Got>)
            return Got(semaphore_);
    }
    detail::WaitDescription describe() const noexcept override {
        return {.kind = WaitKind::Lock, .what = "Semaphore.acquire"};
    }

private:
    Semaphore& semaphore_;
};

inline Semaphore::Awaiter<void> Semaphore::acquire() noexcept { return Awaiter<void>(*this); }
inline Semaphore::Awaiter<Semaphore::Guard> Semaphore::operator co_await() noexcept {
    return Awaiter<Guard>(*this);
}

} // namespace braid

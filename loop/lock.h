// SPDX-License-Identifier: MIT
#pragma once

#include "loop/coroutine.h"
#include "loop/detail/waiter.h"

#include <cstdint>
#include <type_traits>
#include <utility>

namespace braid {

/// Mutual exclusion among tasks: one at a time, first come, first served. Not for threads.
///
///     const Lock::Guard guard = co_await lock; // until the end of the block
///
/// Uncontended, it costs a few instructions and does not suspend.
class Lock {
    template<typename Got>
    class Awaiter;

public:
    class Guard;

    Lock() = default;
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;

    bool locked() const noexcept { return locked_; }
    /// Waits for the lock; `release` it afterwards.
    [[nodiscard]] Awaiter<void> acquire() noexcept;
    /// As `acquire`, and gives a Guard that releases it.
    Awaiter<Guard> operator co_await() noexcept;
    /// Hands it to the one who waits longest. Throws InvalidStateError if it is not locked.
    void release();

private:
    friend class Condition;
    /// Who has got it: nobody else's guard releases it. `Condition::wait` gives it up for a while,
    /// with a guard in place; if the task is destroyed in there, that guard has nothing to release.
    enum class Holder : std::uint64_t { Nobody = 0 };
    void taken() noexcept { holder_ = last_holder_ = Holder(std::uint64_t(last_holder_) + 1); }

    bool locked_ = false;
    Holder holder_ = Holder::Nobody; ///< also while the next in the line has it but has not run yet
    Holder last_holder_ = Holder::Nobody;
    detail::List<detail::Waiter> waiters_;
};

/// Releases its lock at the end of its life.
class [[nodiscard]] Lock::Guard {
public:
    explicit Guard(Lock& lock) noexcept
        : lock_(&lock)
        , holder_(lock.holder_) {}
    Guard(Guard&& other) noexcept
        : lock_(std::exchange(other.lock_, nullptr))
        , holder_(other.holder_) {}
    Guard& operator=(Guard other) noexcept {
        std::swap(lock_, other.lock_);
        std::swap(holder_, other.holder_);
        return *this;
    }
    ~Guard() { release(); }
    void release() noexcept {
        Lock* const lock = std::exchange(lock_, nullptr);
        if (lock && lock->holder_ == holder_)
            lock->release();
    }

private:
    Lock* lock_;
    Holder holder_;
};

template<typename Got>
class [[nodiscard]] Lock::Awaiter final : public detail::Waiter {
public:
    explicit Awaiter(Lock& lock) noexcept
        : lock_(lock) {}
    Awaiter(Awaiter&&) = default;
    ~Awaiter() {
        if (served()) [[unlikely]]
            lock_.release();
    }
    bool await_ready() noexcept {
        if (lock_.locked_)
            return false;
        lock_.locked_ = true;
        lock_.taken();
        return true;
    }
    template<typename Promise>
    void await_suspend(std::coroutine_handle<Promise> coroutine) noexcept {
        stand_in(lock_.waiters_, coroutine);
    }
    Got await_resume() {
        if (suspended()) {
            if (resumed()) [[unlikely]]
                throw_cancelled(); // ~Awaiter hands it on if we had got it
            lock_.taken();
        }
        settle();
        if constexpr (!std::is_void_v<Got>)
            return Got(lock_);
    }
    detail::WaitDescription describe() const noexcept override {
        return {.kind = WaitKind::Lock, .what = "Lock.acquire"};
    }

private:
    Lock& lock_;
};

inline Lock::Awaiter<void> Lock::acquire() noexcept { return Awaiter<void>(*this); }
inline Lock::Awaiter<Lock::Guard> Lock::operator co_await() noexcept {
    return Awaiter<Guard>(*this);
}

inline void Lock::release() {
    if (!locked_)
        throw InvalidStateError("Lock.release: it is not locked");
    holder_ = Holder::Nobody;
    if (waiters_.empty())
        locked_ = false;
    else
        waiters_.front().serve(); // it stays locked: nobody can come between
}

} // namespace braid

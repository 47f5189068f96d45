// SPDX-License-Identifier: MIT
#pragma once

#include "loop/coroutine.h"
#include "loop/detail/waiter.h"
#include "loop/lock.h"

#include <cstddef>
#include <limits>

namespace braid {

/// Tasks that hold a lock wait here for a change that another one, holding the same lock, tells of.
/// Not for threads.
///
///     const Lock::Guard guard = co_await condition.lock();
///     while (items.empty())
///         co_await condition.wait();
class Condition {
public:
    /// With a lock of its own.
    Condition() noexcept
        : lock_(own_lock_) {}
    /// The lock must outlive it.
    explicit Condition(Lock& lock) noexcept
        : lock_(lock) {}
    Condition(const Condition&) = delete;
    Condition& operator=(const Condition&) = delete;

    Lock& lock() noexcept { return lock_; }

    /// Releases the lock, waits for a notification and takes the lock again, also when it is
    /// cancelled; a notification that a cancelled waiter got goes to the next. Throws
    /// InvalidStateError if the lock is not locked.
    Coroutine<> wait();
    /// Waits until `predicate()` is true.
    template<typename Predicate>
    Coroutine<> wait_for(Predicate predicate) {
        for (;;) {
            if (predicate())
                co_return;
            co_await wait();
        }
    }
    /// Wakes so many of those who wait, the longest first. Throws InvalidStateError if the lock is
    /// not locked.
    void notify(std::size_t count = 1);
    void notify_all() { notify(std::numeric_limits<std::size_t>::max()); }

private:
    class Awaiter;
    void notify_waiters(std::size_t count) noexcept;

    Lock own_lock_;
    Lock& lock_;
    detail::List<detail::Waiter> waiters_;
};

} // namespace braid

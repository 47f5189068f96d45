// SPDX-License-Identifier: MIT
#include "loop/condition.h"

#include <optional>

namespace braid {

class Condition::Awaiter final : public detail::Waiter {
public:
    explicit Awaiter(Condition& condition) noexcept
        : condition_(condition) {}
    ~Awaiter() { hand_on(); }
    bool await_ready() const noexcept { return false; }
    template<typename Promise>
    void await_suspend(std::coroutine_handle<Promise> coroutine) noexcept {
        stand_in(condition_.waiters_, coroutine);
    }
    void await_resume() {
        if (resumed())
            throw_cancelled();
    }
    /// Nobody needs the notification any more: its task goes on with it.
    using Waiter::settle;
    /// It goes to the next one instead, if there was one: its task is cancelled or destroyed.
    void hand_on() noexcept {
        if (!served())
            return;
        settle();
        condition_.notify_waiters(1);
    }
    detail::WaitDescription describe() const noexcept override {
        return {.kind = WaitKind::Lock, .what = "Condition.wait"};
    }

private:
    Condition& condition_;
};

Coroutine<> Condition::wait() {
    const Lock::Holder holder = lock_.holder_;
    lock_.release();
    std::optional<CancelledError> cancelled;
    Awaiter notified(*this);
    try {
        co_await notified;
    } catch (const CancelledError& e) {
        cancelled = e;
        notified.hand_on();
    }
    // The caller must find the lock locked, whatever happens.
    for (bool locked = false; !locked;) {
        try {
            co_await lock_.acquire();
            locked = true;
        } catch (const CancelledError& e) {
            cancelled = e;
            notified.hand_on();
        }
    }
    lock_.holder_ = holder;
    if (cancelled)
        throw CancelledError(*cancelled);
    notified.settle();
}

void Condition::notify(std::size_t count) {
    if (!lock_.locked())
        throw InvalidStateError("Condition.notify: its lock is not locked");
    notify_waiters(count);
}

void Condition::notify_waiters(std::size_t count) noexcept {
    for (; count > 0 && !waiters_.empty(); --count)
        waiters_.front().serve();
}

} // namespace braid

// SPDX-License-Identifier: MIT
#pragma once

#include "loop/coroutine.h"
#include "loop/detail/waiter.h"

namespace braid {

/// A flag that tasks wait for. Not for threads.
class Event {
    class Awaiter;

public:
    Event() = default;
    Event(const Event&) = delete;
    Event& operator=(const Event&) = delete;

    bool is_set() const noexcept { return set_; }
    /// Wakes all who wait, and lets everybody pass until `clear`.
    void set() noexcept {
        set_ = true;
        while (!waiters_.empty())
            waiters_.front().serve();
    }
    void clear() noexcept { set_ = false; }
    /// Waits until it is set; at once if it is.
    [[nodiscard]] Awaiter wait() noexcept;

private:
    bool set_ = false;
    detail::List<detail::Waiter> waiters_;
};

class [[nodiscard]] Event::Awaiter final : public detail::Waiter {
public:
    explicit Awaiter(Event& event) noexcept
        : event_(event) {}
    bool await_ready() const noexcept { return event_.set_; }
    template<typename Promise>
    void await_suspend(std::coroutine_handle<Promise> coroutine) noexcept {
        stand_in(event_.waiters_, coroutine);
    }
    void await_resume() {
        if (suspended() && resumed()) [[unlikely]]
            throw_cancelled();
    }
    detail::WaitDescription describe() const noexcept override {
        return {.kind = WaitKind::Event, .what = "Event.wait"};
    }

private:
    Event& event_;
};

inline Event::Awaiter Event::wait() noexcept { return Awaiter(*this); }

} // namespace braid

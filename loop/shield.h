// SPDX-License-Identifier: MIT
#pragma once

#include "loop/gather.h"
#include "loop/task.h"

namespace braid {

namespace detail {

/// Waits like `DoneAwaiter`, but being cancelled just stops waiting.
template<typename Handle>
class [[nodiscard]] Shield final : public DoneAwaiter {
public:
    explicit Shield(const Handle& handle) noexcept
        : DoneAwaiter(StateRef<FutureState>(handle.state()))
        , handle_(handle) {}
    template<typename Promise>
    void await_suspend(std::coroutine_handle<Promise> coroutine) noexcept {
        if (suspend(coroutine))
            future().add_hook(*this);
    }
    bool cancel() noexcept override {
        if (!linked())
            return false;
        unlink();
        wake_cancelled();
        return true;
    }
    ValueOf<Handle> await_resume() {
        finish_waiting();
        return take_value(handle_);
    }

private:
    Handle handle_;
};

} // namespace detail

/// Waits for a task, a future or what becomes a task here, without passing cancellation on: a task
/// that is cancelled here gets CancelledError, and what it waited for goes on. The loop keeps
/// that alive; if it fails later, the loop's exception handler hears of it.
template<Awaitable T>
auto shield(T&& awaitable, std::source_location where = std::source_location::current()) {
    return detail::Shield<detail::TaskOf<T>>(detail::as_task(std::forward<T>(awaitable), where));
}

} // namespace braid

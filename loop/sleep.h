// SPDX-License-Identifier: MIT
#pragma once

#include "loop/coroutine.h"
#include "loop/detail/task_state.h"
#include "loop/event_loop.h"

namespace braid {

namespace detail {

class YieldAwaiter {
public:
    bool await_ready() const noexcept { return false; }
    template<typename Promise>
    void await_suspend(std::coroutine_handle<Promise> coroutine) noexcept {
        PromiseBase& promise = coroutine.promise();
        task_ = promise.task;
        task_->leaf = &promise;
        task_->scheduler.schedule(promise);
    }
    void await_resume() {
        if (task_->must_cancel) [[unlikely]]
            task_->throw_cancelled();
    }

private:
    TaskState* task_ = nullptr;
};

class [[nodiscard]] SleepAwaiter final : public Suspension {
public:
    explicit SleepAwaiter(Duration delay) noexcept
        : delay_(delay) {}
    explicit SleepAwaiter(TimePoint when) noexcept
        : when_(when) {}
    SleepAwaiter(SleepAwaiter&&) = default;
    ~SleepAwaiter() {
        if (timer_.running()) [[unlikely]]
            scheduler().timers.stop(timer_);
    }

    bool await_ready() const noexcept { return false; }
    template<typename Promise>
    void await_suspend(std::coroutine_handle<Promise> coroutine) {
        if (suspend(coroutine))
            start_timer();
    }
    void await_resume() {
        if (resumed()) [[unlikely]]
            throw_cancelled();
    }
    bool cancel() noexcept override;
    WaitDescription describe() const noexcept override;

private:
    void start_timer();
    Duration delay_ = Duration::max(); ///< max: when_ is given
    TimePoint when_;
    Timer timer_;
};

} // namespace detail

/// Lets everything else that is ready run first: `asyncio.sleep(0)`, the cheapest switch there is.
inline detail::YieldAwaiter yield() noexcept { return {}; }

/// Suspends the task for `delay` of the loop's time; not at all in an instant, but never without
/// letting the others run.
inline detail::SleepAwaiter sleep(Duration delay) noexcept { return detail::SleepAwaiter(delay); }
/// Suspends it until the loop's time is `when`.
inline detail::SleepAwaiter sleep_until(TimePoint when) noexcept {
    return detail::SleepAwaiter(when);
}

} // namespace braid

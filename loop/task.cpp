// SPDX-License-Identifier: MIT
#include "loop/task.h"

#include "loop/sleep.h"

namespace braid {

namespace detail {

// -- waiting for a future ---------------------------------------------------------------------

void DoneAwaiter::cancel_waited() noexcept { future_->cancel(task().cancel_message()); }

bool DoneAwaiter::cancel() noexcept {
    // Out of sight meanwhile, or a task that waits, by way of others, for itself would never end.
    task().suspension = nullptr;
    const bool cancelled = future_->cancel(task().cancel_message());
    task().suspension = this;
    if (task().must_cancel && !promise()->queued()) { // the request has come back
        unlink();
        wake();
    }
    return cancelled;
}

void DoneAwaiter::done(FutureState&) noexcept { wake(); }

TaskState* DoneAwaiter::waiting_task() const noexcept { return suspended() ? &task() : nullptr; }

void DoneAwaiter::finish_waiting() {
    if (suspended() && resumed()) [[unlikely]]
        throw_cancelled();
    future_->retrieve();
    if (future_->error()) [[unlikely]]
        std::rethrow_exception(future_->error());
}

WaitDescription DoneAwaiter::describe() const noexcept {
    return {.kind = future_->is_task() ? WaitKind::Task : WaitKind::Future,
            .what = future_->is_task() ? "task" : "future",
            .other = future_.get()};
}

namespace {
class CallbackHook final : public DoneHook, public Pooled {
public:
    explicit CallbackHook(std::function<void()> callback)
        : callback_(std::move(callback)) {}
    void done(FutureState& future) noexcept override {
        future.scheduler.loop.call_soon(std::move(callback_));
        delete this;
    }

private:
    std::function<void()> callback_;
};
} // namespace

void call_when_done(FutureState& future, std::function<void()> callback) {
    if (future.done())
        future.scheduler.loop.call_soon(std::move(callback));
    else
        future.add_hook(*new CallbackHook(std::move(callback)));
}

// -- sleeping ---------------------------------------------------------------------------------

void SleepAwaiter::start_timer() {
    if (delay_ <= Duration::zero())
        return wake();
    if (delay_ != Duration::max())
        when_ = scheduler().time() + delay_;
    scheduler().add_timer(timer_, when_, *promise());
}

bool SleepAwaiter::cancel() noexcept {
    scheduler().timers.stop(timer_);
    wake_cancelled();
    return true;
}

WaitDescription SleepAwaiter::describe() const noexcept {
    return {.kind = WaitKind::Timer, .what = "sleep", .until = when_};
}

} // namespace detail

void AnyTask::set_name(std::string name) const { state_->set_name(std::move(name)); }

AnyTask current_task() noexcept {
    EventLoop* const loop = EventLoop::current();
    if (!loop)
        return {};
    return AnyTask(detail::StateRef<detail::TaskState>(detail::scheduler_of(*loop).current()));
}

std::vector<AnyTask> all_tasks() {
    std::vector<AnyTask> tasks;
    detail::scheduler_of_this_thread().tasks.for_each([&](detail::TaskState& task) {
        tasks.emplace_back(detail::StateRef<detail::TaskState>(&task));
    });
    return tasks;
}

} // namespace braid

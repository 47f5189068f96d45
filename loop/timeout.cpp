// SPDX-License-Identifier: MIT
#include "loop/timeout.h"

#include "loop/detail/task_state.h"

namespace braid {

Timeout::~Timeout() { stop_timer(); }

void Timeout::enter() {
    detail::TaskState* const task = detail::scheduler_of_this_thread().current();
    if (!task)
        throw InvalidStateError("Timeout.run: only in a task");
    if (entered_)
        throw InvalidStateError("Timeout.run: once only");
    entered_ = true;
    task_ = task;
    scheduler_ = &task->scheduler;
    cancelling_before_ = task->cancelling;
    start_timer();
}

bool Timeout::leave() noexcept {
    detail::TaskState& task = *std::exchange(task_, nullptr);
    stop_timer();
    if (!expired_)
        return false;
    return task.uncancel() <= cancelling_before_;
}

void Timeout::expire() {
    expired_ = true;
    if (task_)
        task_->cancel({});
}

void Timeout::reschedule(std::optional<TimePoint> when) {
    if (expired_)
        throw InvalidStateError("Timeout.reschedule: the time is over");
    delay_.reset();
    when_ = when;
    if (task_) {
        stop_timer();
        start_timer();
    }
}

void Timeout::start_timer() {
    if (!delay_ && !when_)
        return;
    const TimePoint now = scheduler_->time();
    if (delay_)
        when_ = now + *delay_;
    if (*when_ > now)
        scheduler_->add_timer(timer_, *when_, expiry_);
    else // over already: it comes before everything that becomes ready from here on
        scheduler_->schedule(expiry_);
}

void Timeout::stop_timer() noexcept {
    if (timer_.running())
        scheduler_->timers.stop(timer_);
    if (expiry_.queued())
        scheduler_->ready.remove(expiry_);
}

} // namespace braid

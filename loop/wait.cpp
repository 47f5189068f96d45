// SPDX-License-Identifier: MIT
#include "loop/wait.h"

namespace braid::detail {

WaitBase::WaitBase(ReturnWhen when, std::optional<Duration> limit) noexcept
    : MultiWaiter(when == ReturnWhen::AllCompleted     ? WakeAt::AllDone
                  : when == ReturnWhen::FirstCompleted ? WakeAt::FirstDone
                                                       : WakeAt::FirstException)
    , limit_(limit) {}

WaitBase::~WaitBase() { woken(); }

void WaitBase::woken() noexcept {
    if (timer_.running())
        scheduler().timers.stop(timer_);
}

bool WaitBase::cancel() noexcept {
    woken();
    let_go();
    wake_cancelled();
    return true;
}

void WaitBase::finish_waiting() {
    let_go();
    if (suspended() && resumed())
        throw_cancelled();
}

void Arrivals::watch(FutureState& future, std::size_t index) {
    Hook& hook = hooks_[index];
    hook.arrivals = this;
    hook.index = index;
    if (future.done())
        arrived(hook);
    else
        future.add_hook(hook);
}

void Arrivals::arrived(Hook& hook) noexcept {
    arrived_.push_back(hook);
    if (!waiters_.empty())
        waiters_.front().serve();
}

TaskState* Arrivals::waiting_task() noexcept {
    return waiters_.empty() ? nullptr : &static_cast<Awaiter&>(waiters_.front()).task();
}

} // namespace braid::detail

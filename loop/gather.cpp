// SPDX-License-Identifier: MIT
#include "loop/gather.h"

#include "loop/detail/scheduler.h"

#include <vector>

namespace braid::detail {

// -- MultiWaiter ------------------------------------------------------------------------------

MultiWaiter::MultiWaiter(MultiWaiter&& other) noexcept
    : Suspension(std::move(other))
    , hooks_(std::move(other.hooks_))
    , count_(other.count_)
    , pending_(other.pending_)
    , first_failed_(other.first_failed_)
    , wake_at_(other.wake_at_)
    , satisfied_(other.satisfied_) {
    for (std::size_t i = 0; i < count_; ++i)
        hooks_[i].waiter = this;
}

void MultiWaiter::watch(FutureState& future, bool made) noexcept {
    Hook& hook = hooks_[count_++];
    hook.waiter = this;
    hook.future = &future;
    hook.made = made;
    if (future.done())
        one_done(future);
    else
        future.add_hook(hook);
}

void MultiWaiter::one_done(FutureState& future) noexcept {
    --pending_;
    if (future.error() && !first_failed_)
        first_failed_ = &future;
    if (satisfied_)
        return;
    satisfied_ = pending_ == 0 || wake_at_ == WakeAt::FirstDone ||
                 (wake_at_ == WakeAt::FirstError && future.error()) ||
                 (wake_at_ == WakeAt::FirstException && future.error() &&
                  future.status() != FutureState::Status::Cancelled);
    if (satisfied_ && suspended() && !promise()->queued()) {
        woken();
        wake();
    }
}

const FutureState* MultiWaiter::first_pending() const noexcept {
    for (std::size_t i = 0; i < count_; ++i)
        if (hooks_[i].linked())
            return hooks_[i].future;
    return nullptr;
}

void MultiWaiter::let_go() noexcept {
    for (std::size_t i = 0; i < count_; ++i)
        hooks_[i].unlink();
}

void MultiWaiter::unwind_made() noexcept {
    const bool destroyed_here = suspended() && task().suspension == this;
    if (!destroyed_here)
        return;
    std::vector<StateRef<TaskState>> tasks;
    for (std::size_t i = 0; i < count_; ++i)
        if (hooks_[i].made && hooks_[i].linked())
            tasks.emplace_back(static_cast<TaskState*>(hooks_[i].future));
    let_go(); // none of them wakes who is being destroyed
    for (; !tasks.empty(); tasks.pop_back()) {
        TaskState& made = *tasks.back();
        if (made.done())
            continue;
        if (made.scheduler.on_stack(made)) // its own doing: all it can do is end
            made.cancel("who gathered it was destroyed");
        else
            made.unwind("who gathered it was destroyed");
    }
}

// -- gather -----------------------------------------------------------------------------------

bool GatherWait::cancel() noexcept {
    // The children end, and that wakes us; even if all of them refuse, we were cancelled.
    cancelled_ = true;
    bool any = false;
    const std::string message = task().cancel_message();
    task().suspension = nullptr; // as in DoneAwaiter::cancel
    for_each_pending([&](FutureState& child) { any |= child.cancel(message); });
    task().suspension = this;
    if (task().must_cancel && !promise()->queued()) {
        let_go();
        wake();
    }
    return any;
}

void GatherWait::finish_waiting() {
    if (suspended() && resumed()) [[unlikely]] {
        let_go();
        throw_cancelled();
    }
    if (!all_ && first_failed()) {
        let_go();
        first_failed()->retrieve();
        std::rethrow_exception(first_failed()->error());
    }
    if (cancelled_) // though the children may have refused
        throw_cancelled();
}

} // namespace braid::detail

// SPDX-License-Identifier: MIT
#include "bridge/script/script_turns.h"

#include "bridge/script/current_run.h"
#include "bridge/script/semaphore_waits.h"
#include "bridge/script/stack_run.h"

#include <algorithm>

namespace braid {

ScriptTurns::ScriptTurns(EventLoop& loop)
    : loop_(loop)
    , slice_(loop.budget.interrupt_again)
    , signals_(*this) {
    CurrentRun::watch_forks();
    StandardDescriptors::keep_the_programs();
    loop_.add_guest(*this);
}

ScriptTurns::~ScriptTurns() { loop_.remove_guest(*this); }

SemaphoreWaits& ScriptTurns::semaphores() {
    if (!semaphores_) {
        semaphores_ = std::make_shared<SemaphoreWaits>(loop_);
        semaphores_->listen();
    }
    return *semaphores_;
}

void ScriptTurns::queue(StackRun& run) {
    if (std::find(queue_.begin(), queue_.end(), &run) == queue_.end())
        queue_.push_back(&run);
}

void ScriptTurns::forget(StackRun& run) noexcept { std::erase(queue_, &run); }

bool ScriptTurns::ready() const noexcept {
    return std::any_of(queue_.begin(), queue_.end(), [](StackRun* run) { return run->may_run(); });
}

StackRun* ScriptTurns::take_next() noexcept {
    const auto next =
        std::find_if(queue_.begin(), queue_.end(), [](StackRun* run) { return run->may_run(); });
    if (next == queue_.end())
        return nullptr;
    StackRun* run = *next;
    queue_.erase(next);
    return run;
}

void ScriptTurns::run(TimePoint until) {
    // One round, so that what a script has made ready elsewhere gets its turn before the script.
    for (std::size_t n = queue_.size(); n > 0; --n) {
        StackRun* next = take_next();
        if (!next)
            return;
        slice_.begin(*next, until);
        next->enter();
        slice_.end();
        if (slice_.over())
            return;
    }
}

void ScriptTurns::hurry() noexcept { slice_.hurry(); }

void ScriptTurns::turn_began() noexcept {
    StackRun* below = CurrentRun::on_stack();
    turns_.push_back(below);
    if (below) {
        below->hold();
        slice_.end();
        below->streams().descriptors().hide();
    }
}

void ScriptTurns::turn_ended() noexcept {
    StackRun* below = turns_.back();
    turns_.pop_back();
    if (below) {
        below->release();
        below->streams().descriptors().show();
        slice_.begin(*below, Clock::now() + loop_.budget.least_guests);
    }
}

} // namespace braid

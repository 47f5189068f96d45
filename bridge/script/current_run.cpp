// SPDX-License-Identifier: MIT
#include "bridge/script/current_run.h"

#include "bridge/script/stack_run.h"

#include <pthread.h>

namespace braid {

namespace {

thread_local std::shared_ptr<StackRun> thread_owner;
bool forked = false;

} // namespace

StackRun* CurrentRun::of_thread() noexcept { return on_stack_ ? on_stack_ : thread_owner.get(); }

void CurrentRun::adopt_thread(std::shared_ptr<StackRun> run) noexcept {
    thread_owner = std::move(run);
}

bool CurrentRun::in_forked_child() noexcept { return forked; }

void CurrentRun::watch_forks() {
    static const int watched = pthread_atfork(nullptr, nullptr, [] {
        forked = true;
        if (StackRun* run = exchange(nullptr))
            thread_owner = run->shared_from_this();
        if (thread_owner)
            thread_owner->script_signals().apply_to_process();
    });
    static_cast<void>(watched);
}

} // namespace braid

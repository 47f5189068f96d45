// SPDX-License-Identifier: MIT
#include "bridge/script/current_run.h"

#include "bridge/script/stack_run.h"
#include "bridge/script/standard_descriptors.h"

#include <pthread.h>
#include <unistd.h>

namespace braid {

namespace {

thread_local std::shared_ptr<StackRun> thread_owner;
bool forked = false;
pid_t own_process = 0;

} // namespace

StackRun* CurrentRun::of_thread() noexcept { return on_stack_ ? on_stack_ : thread_owner.get(); }

void CurrentRun::adopt_thread(std::shared_ptr<StackRun> run) noexcept {
    thread_owner = std::move(run);
}

bool CurrentRun::in_forked_child() noexcept { return forked; }

bool CurrentRun::in_own_process() noexcept { return !forked && getpid() == own_process; }

void CurrentRun::watch_forks() {
    own_process = getpid();
    static const int watched =
        pthread_atfork(StandardDescriptors::lock, StandardDescriptors::unlock, [] {
            StandardDescriptors::unlock();
            if (!std::exchange(forked, true))
                StandardDescriptors::after_fork(of_thread(), on_stack_ != nullptr);
            if (StackRun* run = exchange(nullptr))
                thread_owner = run->shared_from_this();
            if (thread_owner)
                thread_owner->script_signals().apply_to_process();
        });
    static_cast<void>(watched);
}

} // namespace braid

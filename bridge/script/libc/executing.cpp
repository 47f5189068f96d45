// SPDX-License-Identifier: MIT
// A child that was made by vfork() and becomes another program: that begins with the signals that
// the script ignores and blocks. Children made by fork() have them already.
#include "bridge/script/current_run.h"
#include "bridge/script/libc/real_call.h"
#include "bridge/script/stack_run.h"

#include <unistd.h>

using namespace braid;

namespace {

BRAID_REAL_CALL(execv)
BRAID_REAL_CALL(execve)

void hand_on_signals() noexcept {
    StackRun* const run = CurrentRun::of_thread();
    if (run && !CurrentRun::in_own_process() && !CurrentRun::in_forked_child())
        run->script_signals().apply_to_process();
}

} // namespace

extern "C" {

int execv(const char* path, char* const arguments[]) noexcept {
    hand_on_signals();
    return real_execv(path, arguments);
}

int execve(const char* path, char* const arguments[], char* const environment[]) noexcept {
    hand_on_signals();
    return real_execve(path, arguments, environment);
}

} // extern "C"

// SPDX-License-Identifier: MIT
// Calls about 0, 1 and 2 that do not wait, and the end of the process: in a script's code they are
// about the script's. What reads, writes and polls is in transfers.cpp and polling.cpp.
#include "bridge/script/current_run.h"
#include "bridge/script/libc/real_call.h"
#include "bridge/script/stack_run.h"
#include "bridge/script/standard_descriptors.h"

#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <cstdarg>

using namespace braid;

namespace {

BRAID_REAL_CALL(isatty)
BRAID_REAL_CALL(fstat)
BRAID_REAL_CALL(fstat64)
BRAID_REAL_CALL(ioctl)
BRAID_REAL_CALL(tcgetattr)
BRAID_REAL_CALL(tcsetattr)
BRAID_REAL_CALL(epoll_ctl)
BRAID_REAL_CALL(dup)
BRAID_REAL_CALL(_exit)

} // namespace

extern "C" {

int isatty(int descriptor) noexcept { return real_isatty(own_descriptor(descriptor)); }

int fstat(int descriptor, struct stat* status) noexcept {
    return real_fstat(own_descriptor(descriptor), status);
}

int fstat64(int descriptor, struct stat64* status) noexcept {
    return real_fstat64(own_descriptor(descriptor), status);
}

int ioctl(int descriptor, unsigned long request, ...) noexcept {
    va_list arguments;
    va_start(arguments, request);
    void* const argument = va_arg(arguments, void*);
    va_end(arguments);
    return real_ioctl(own_descriptor(descriptor), request, argument);
}

int tcgetattr(int descriptor, termios* settings) noexcept {
    return real_tcgetattr(own_descriptor(descriptor), settings);
}

int tcsetattr(int descriptor, int when, const termios* settings) noexcept {
    return real_tcsetattr(own_descriptor(descriptor), when, settings);
}

int epoll_ctl(int epoll, int operation, int descriptor, epoll_event* event) noexcept {
    if (descriptor == STDIN_FILENO && operation != EPOLL_CTL_DEL)
        if (StackRun* run = CurrentRun::on_stack())
            run->streams().input_is_watched_by(epoll);
    return real_epoll_ctl(epoll, operation, own_descriptor(descriptor), event);
}

int dup(int descriptor) noexcept { return real_dup(own_descriptor(descriptor)); }

void _exit(int status) {
    StackRun* run = CurrentRun::of_thread();
    if (run && CurrentRun::in_own_process())
        run->exit_process(status);
    real__exit(status);
    __builtin_unreachable();
}

void _Exit(int status) noexcept { _exit(status); }

} // extern "C"

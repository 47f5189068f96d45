// SPDX-License-Identifier: MIT
// open() in a script's code: the terminal of the process is the script's; and on its stack a FIFO,
// which waits for somebody to open the other end, does so in a thread.
#include "bridge/script/libc/call_in_thread.h"
#include "bridge/script/libc/real_call.h"
#include "bridge/script/stack_run.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cstdarg>
#include <cstring>

using namespace braid;

namespace {

BRAID_REAL_CALL(open)
BRAID_REAL_CALL(open64)

/// What stands for the terminal of the process is the script's, if it has one.
const char* own_terminal(const char* path) noexcept {
    if (!path || std::strcmp(path, "/dev/tty") != 0)
        return path;
    StackRun* run = CurrentRun::of_thread();
    return run && !run->streams().terminal_name().empty() ? run->streams().terminal_name().c_str()
                                                          : path;
}

/// Who opens both ends at once, or does not want to wait, does not.
bool may_wait(const char* path, int flags) noexcept {
    struct stat what {};
    return path && !(flags & (O_NONBLOCK | O_PATH)) && (flags & O_ACCMODE) != O_RDWR &&
           stat(path, &what) == 0 && S_ISFIFO(what.st_mode);
}

template<typename Real>
int open_by(Real& real, const char* path, int flags, mode_t mode) {
    StackRun* const run = BlockingCall::run_here();
    if (!run || !may_wait(path, flags))
        return real(own_terminal(path), flags, mode);
    BlockingCall call(*run, WaitKind::Io, "open");
    return call_in_thread(call, [&] { return real(path, flags, mode); });
}

} // namespace

extern "C" {

int open(const char* path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = va_arg(arguments, mode_t);
    va_end(arguments);
    return open_by(real_open, path, flags, mode);
}

int open64(const char* path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = va_arg(arguments, mode_t);
    va_end(arguments);
    return open_by(real_open64, path, flags, mode);
}

} // extern "C"

// SPDX-License-Identifier: MIT
// wait and its like on a script's stack: a child is watched by its descriptor; what that does not
// tell is waited for in a thread.
#include "bridge/script/blocking_call.h"
#include "bridge/script/libc/real_call.h"

#include <poll.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

using namespace braid;
using End = BlockingCall::End;

namespace {

BRAID_REAL_CALL(waitpid)
BRAID_REAL_CALL(wait3)
BRAID_REAL_CALL(wait4)
BRAID_REAL_CALL(waitid)

class ChildDescriptor {
public:
    explicit ChildDescriptor(pid_t child) noexcept
        : number_(int(syscall(SYS_pidfd_open, child, 0))) {}
    ~ChildDescriptor() {
        if (number_ >= 0)
            close(number_);
    }
    ChildDescriptor(const ChildDescriptor&) = delete;
    ChildDescriptor& operator=(const ChildDescriptor&) = delete;
    int number() const noexcept { return number_; }

private:
    const int number_;
};

/// `reap(options)` makes the call with more options; 0 is for "nobody yet". `child` is the only one
/// whose end would do, 0 if there is none such.
template<typename Result, typename Reap>
Result wait_for_child(StackRun& run, const char* name, pid_t child, Reap reap) {
    BlockingCall call(run, WaitKind::Process, name);
    const auto interrupted = [] {
        errno = EINTR;
        return Result(-1);
    };
    if (const ChildDescriptor descriptor(child > 0 ? child : -1); descriptor.number() >= 0) {
        const pollfd watched[] = {{descriptor.number(), POLLIN, 0}};
        const End end = call.wait_for(watched);
        if (end == End::Impossible)
            return reap(0);
        if (end == End::Interrupted)
            return interrupted();
        // It has ended; a debugger may have to let go of it before we hear of it.
        for (int looks = 0; looks < 3; ++looks)
            if (const Result result = reap(WNOHANG); result != 0)
                return result;
    }
    Result result = 0;
    int error = 0;
    const End end = call.in_thread(
        [&] {
            result = reap(0);
            error = errno;
            return result >= 0 || error != EINTR;
        },
        true);
    if (end == End::Impossible)
        return reap(0);
    errno = error;
    return result;
}

/// What waitpid, wait3 and wait4 have in common.
template<typename Wait>
pid_t wait_for_pid(const char* name, pid_t child, int options, Wait wait) {
    StackRun* const run = options & WNOHANG ? nullptr : BlockingCall::run_here();
    if (!run)
        return wait(options);
    const pid_t now = wait(options | WNOHANG);
    if (now != 0)
        return now;
    return wait_for_child<pid_t>(*run, name, options == 0 ? child : 0,
                                 [&](int more) { return wait(options | more); });
}

} // namespace

extern "C" {

pid_t waitpid(pid_t child, int* status, int options) {
    return wait_for_pid("waitpid", child, options,
                        [=](int all) { return real_waitpid(child, status, all); });
}

pid_t wait(int* status) { return waitpid(-1, status, 0); }

pid_t wait3(int* status, int options, rusage* usage) noexcept {
    return wait_for_pid("wait", -1, options,
                        [=](int all) { return real_wait3(status, all, usage); });
}

pid_t wait4(pid_t child, int* status, int options, rusage* usage) noexcept {
    return wait_for_pid("waitpid", child, options,
                        [=](int all) { return real_wait4(child, status, all, usage); });
}

int waitid(idtype_t type, id_t id, siginfo_t* info, int options) {
    StackRun* const run = options & WNOHANG ? nullptr : BlockingCall::run_here();
    if (!run)
        return real_waitid(type, id, info, options);
    siginfo_t found;
    // Whoever was found has a process id; 1 tells that from nobody yet.
    const auto reap = [&](int more) {
        found.si_pid = 0;
        const int result = real_waitid(type, id, &found, options | more);
        return result == 0 && (found.si_pid != 0 || !(more & WNOHANG)) ? 1 : result;
    };
    int result = reap(WNOHANG);
    if (result == 0) {
        const bool one_end =
            type == P_PID && (options & (WEXITED | WSTOPPED | WCONTINUED)) == WEXITED;
        result = wait_for_child<int>(*run, "waitid", one_end ? pid_t(id) : 0, reap);
    }
    if (result != 1)
        return result;
    if (info)
        *info = found;
    return 0;
}

} // extern "C"

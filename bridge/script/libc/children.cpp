// SPDX-License-Identifier: MIT
// wait and its like in a script's code: each script finds its own children alone. On its stack a
// child is watched by its descriptor; what that does not tell is waited for in a thread.
#include "bridge/script/blocking_call.h"
#include "bridge/script/libc/real_call.h"
#include "bridge/script/script_children.h"

#include <poll.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <utility>
#include <vector>

using namespace braid;
using End = BlockingCall::End;

namespace {

BRAID_REAL_CALL(wait4)
BRAID_REAL_CALL(waitid)
BRAID_REAL_CALL(poll)

/// The script whose children are meant; null: all of the process's are.
StackRun* asking() noexcept {
    StackRun* const run = CurrentRun::of_thread();
    return run && CurrentRun::in_own_process() ? run : nullptr;
}

int fail(int error) noexcept {
    errno = error;
    return -1;
}

class ChildDescriptor {
public:
    explicit ChildDescriptor(pid_t child) noexcept
        : number_(int(syscall(SYS_pidfd_open, child, 0))) {}
    ~ChildDescriptor() {
        if (number_ >= 0)
            syscall(SYS_close, number_);
    }
    ChildDescriptor(ChildDescriptor&& other) noexcept
        : number_(std::exchange(other.number_, -1)) {}
    ChildDescriptor& operator=(ChildDescriptor&&) = delete;
    int number() const noexcept { return number_; }

private:
    int number_;
};

// In what follows `reap(child, more)` makes the call for this child with more options: above zero
// it has found it, 0 is for "not yet". `ends` says that nothing but an end would do.

/// Waits for a child of which nobody else is to know.
template<typename Reap>
int wait_for_one(StackRun& run, const char* name, pid_t child, bool ends, Reap reap) {
    BlockingCall call(run, WaitKind::Process, name);
    if (const ChildDescriptor descriptor(ends ? child : -1); descriptor.number() >= 0) {
        const pollfd watched[] = {{descriptor.number(), POLLIN, 0}};
        const End end = call.wait_for(watched);
        if (end == End::Impossible)
            return reap(child, 0);
        if (end == End::Interrupted)
            return fail(EINTR);
        // It has ended; a debugger may have to let go of it before we hear of it.
        for (int looks = 0; looks < 3; ++looks)
            if (const int result = reap(child, WNOHANG); result != 0)
                return result;
    }
    int result = 0;
    int error = 0;
    const End end = call.in_thread(
        [&] {
            result = reap(child, 0);
            error = errno;
            return result >= 0 || error != EINTR;
        },
        true);
    if (end == End::Impossible)
        return reap(child, 0);
    errno = error;
    return result;
}

/// Until one of them ends; or for a moment, if something else would do, which nobody tells.
bool wait_for_end_of_any(const char* name, const std::vector<pid_t>& children, bool ends) {
    constexpr int moment_ms = 20;
    std::vector<ChildDescriptor> descriptors;
    std::vector<pollfd> watched;
    for (const pid_t child : children) {
        descriptors.emplace_back(child);
        watched.push_back({descriptors.back().number(), POLLIN, 0});
    }
    if (StackRun* const run = BlockingCall::run_here()) {
        BlockingCall call(*run, WaitKind::Process, name);
        if (!ends)
            call.give_until(Clock::now() + std::chrono::milliseconds(moment_ms));
        const End end = call.wait_for(watched);
        if (end == End::Interrupted)
            errno = EINTR;
        if (end != End::Impossible)
            return end != End::Interrupted;
    }
    return real_poll(watched.data(), watched.size(), ends ? -1 : moment_ms) >= 0;
}

/// Waits for the first of the script's children, of those of this group if it is not 0.
template<typename Reap>
int wait_for_any(StackRun& run, const char* name, pid_t group, bool ends, bool waits, Reap reap) {
    for (;;) {
        std::vector<pid_t> left;
        for (const pid_t child : ScriptChildren::of(run)) {
            if (group != 0 && getpgid(child) != group)
                continue;
            const int result = reap(child, WNOHANG);
            if (result > 0 || (result < 0 && errno != ECHILD))
                return result;
            if (result == 0)
                left.push_back(child);
            else // somebody has waited for it by its descriptor
                ScriptChildren::remove(child);
        }
        if (left.empty())
            return fail(ECHILD);
        if (!waits)
            return 0;
        if (!wait_for_end_of_any(name, left, ends))
            return -1;
    }
}

/// What waitpid, wait3 and wait4 have in common.
pid_t wait_for_pid(const char* name, pid_t child, int* status, int options, rusage* usage) {
    StackRun* const run = asking();
    if (!run)
        return real_wait4(child, status, options, usage);
    const auto reap = [&](pid_t one, int more) {
        int how = 0;
        const pid_t found = real_wait4(one, &how, options | more, usage);
        if (found > 0 && (WIFEXITED(how) || WIFSIGNALED(how)))
            ScriptChildren::remove(found);
        if (found > 0 && status)
            *status = how;
        return found;
    };
    const bool waits = (options & WNOHANG) == 0;
    const bool ends = (options & (WUNTRACED | WCONTINUED)) == 0;
    if (child <= 0)
        return wait_for_any(*run, name,
                            child == -1  ? 0
                            : child == 0 ? getpgrp()
                                         : -child,
                            ends, waits, reap);
    if (ScriptChildren::is_strange_to(*run, child))
        return fail(ECHILD);
    StackRun* const here = waits ? BlockingCall::run_here() : nullptr;
    if (!here)
        return reap(child, 0);
    const pid_t now = reap(child, WNOHANG);
    return now != 0 ? now : wait_for_one(*here, name, child, ends, reap);
}

} // namespace

extern "C" {

pid_t waitpid(pid_t child, int* status, int options) {
    return wait_for_pid("waitpid", child, status, options, nullptr);
}

pid_t wait(int* status) { return wait_for_pid("waitpid", -1, status, 0, nullptr); }

pid_t wait3(int* status, int options, rusage* usage) noexcept {
    return wait_for_pid("wait", -1, status, options, usage);
}

pid_t wait4(pid_t child, int* status, int options, rusage* usage) noexcept {
    return wait_for_pid("waitpid", child, status, options, usage);
}

int waitid(idtype_t type, id_t id, siginfo_t* info, int options) {
    StackRun* const run = asking();
    if (!run)
        return real_waitid(type, id, info, options);
    const bool for_one = type != P_ALL && type != P_PGID;
    siginfo_t found{};
    // Whoever was found has a process id.
    const auto reap = [&](pid_t child, int more) {
        found = {};
        if (real_waitid(for_one ? type : P_PID, for_one ? id : id_t(child), &found,
                        options | more) < 0)
            return -1;
        const bool end = found.si_code == CLD_EXITED || found.si_code == CLD_KILLED ||
                         found.si_code == CLD_DUMPED;
        if (found.si_pid != 0 && end && !(options & WNOWAIT))
            ScriptChildren::remove(found.si_pid);
        return found.si_pid != 0 ? 1 : 0;
    };
    const bool waits = (options & WNOHANG) == 0;
    const bool ends = (options & (WEXITED | WSTOPPED | WCONTINUED)) == WEXITED;
    int result = 0;
    if (!for_one) {
        const pid_t group = type == P_ALL ? 0 : id == 0 ? getpgrp() : pid_t(id);
        result = wait_for_any(*run, "waitid", group, ends, waits, reap);
    } else if (type == P_PID && ScriptChildren::is_strange_to(*run, pid_t(id))) {
        return fail(ECHILD);
    } else if (StackRun* const here = waits ? BlockingCall::run_here() : nullptr) {
        result = reap(0, WNOHANG);
        if (result == 0)
            result = wait_for_one(*here, "waitid", type == P_PID ? pid_t(id) : -1,
                                  ends && type == P_PID, reap);
    } else {
        result = reap(0, 0);
    }
    if (result < 0)
        return -1;
    if (info)
        *info = found;
    return 0;
}

} // extern "C"

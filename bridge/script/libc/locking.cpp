// SPDX-License-Identifier: MIT
// Semaphores, which Python's locks are, and locks of files, on a script's stack.
#include "bridge/script/libc/call_in_thread.h"
#include "bridge/script/libc/real_call.h"
#include "bridge/script/libc/times.h"
#include "bridge/script/semaphore_waits.h"

#include <fcntl.h>
#include <semaphore.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstdarg>

using namespace braid;
using End = BlockingCall::End;

namespace {

BRAID_REAL_CALL(sem_post)
BRAID_REAL_CALL(sem_wait)
BRAID_REAL_CALL(sem_timedwait)
BRAID_REAL_CALL(sem_clockwait)
BRAID_REAL_CALL(flock)
BRAID_REAL_CALL(fcntl)
BRAID_REAL_CALL(fcntl64)

/// Others post it whom nobody here hears. So says glibc's own field, which has been there since
/// 2.21: it is part of what programs and the library agree on (sysdeps/nptl/internaltypes.h).
bool is_shared_with_processes(const sem_t* semaphore) noexcept {
    return reinterpret_cast<const int*>(semaphore)[2] != 0;
}

int fail(int error) noexcept {
    errno = error;
    return -1;
}

/// Waits for it until it is `time` of a clock; null: for ever.
template<typename Real>
int wait_for_semaphore(sem_t* semaphore, clockid_t clock, const timespec* time, Real real) {
    StackRun* const run = BlockingCall::run_here();
    if (!run)
        return real();
    if (sem_trywait(semaphore) == 0)
        return 0;
    if (time && !is_time(*time))
        return real();
    BlockingCall call(*run, WaitKind::Lock, "sem_wait");
    if (is_shared_with_processes(semaphore))
        return call_in_thread(call, real);
    if (time) {
        timespec now{};
        if (clock_gettime(clock, &now) < 0)
            return real();
        const Duration delay = duration_between(now, *time);
        if (delay <= Duration())
            return fail(ETIMEDOUT);
        call.give_until(Clock::now() + delay);
    }
    switch (call.wait_for(*semaphore)) {
    case End::Ready:
        return 0;
    case End::TimedOut:
        return fail(ETIMEDOUT);
    case End::Interrupted:
        return fail(EINTR);
    case End::Impossible:
        break;
    }
    return real();
}

bool is_lock_command(int command) noexcept {
    return command == F_SETLKW || command == F_OFD_SETLKW;
}

template<typename Real>
int lock_by_fcntl(Real& real, int descriptor, int command, void* argument) {
    StackRun* const run = is_lock_command(command) ? BlockingCall::run_here() : nullptr;
    if (!run)
        return real(descriptor, command, argument);
    const int at_once = command == F_SETLKW ? F_SETLK : F_OFD_SETLK;
    if (real(descriptor, at_once, argument) == 0)
        return 0;
    if (errno != EAGAIN && errno != EACCES)
        return -1;
    BlockingCall call(*run, WaitKind::Lock, "fcntl");
    return call_in_thread(call, [&] { return real(descriptor, command, argument); });
}

} // namespace

extern "C" {

int sem_post(sem_t* semaphore) noexcept {
    const int result = real_sem_post(semaphore);
    SemaphoreWaits::posted(semaphore);
    return result;
}

int sem_wait(sem_t* semaphore) {
    return wait_for_semaphore(semaphore, CLOCK_REALTIME, nullptr,
                              [=] { return real_sem_wait(semaphore); });
}

int sem_timedwait(sem_t* semaphore, const timespec* time) {
    return wait_for_semaphore(semaphore, CLOCK_REALTIME, time,
                              [=] { return real_sem_timedwait(semaphore, time); });
}

int sem_clockwait(sem_t* semaphore, clockid_t clock, const timespec* time) {
    return wait_for_semaphore(semaphore, clock, time,
                              [=] { return real_sem_clockwait(semaphore, clock, time); });
}

int flock(int descriptor, int operation) noexcept {
    StackRun* const run = operation & (LOCK_NB | LOCK_UN) ? nullptr : BlockingCall::run_here();
    if (!run)
        return real_flock(descriptor, operation);
    if (real_flock(descriptor, operation | LOCK_NB) == 0)
        return 0;
    if (errno != EWOULDBLOCK)
        return -1;
    BlockingCall call(*run, WaitKind::Lock, "flock");
    return call_in_thread(call, [=] { return real_flock(descriptor, operation); });
}

// One argument of the size of a pointer, whatever the command, is what the library reads, too.

int fcntl(int descriptor, int command, ...) {
    va_list rest;
    va_start(rest, command);
    void* const argument = va_arg(rest, void*);
    va_end(rest);
    return lock_by_fcntl(real_fcntl, descriptor, command, argument);
}

int fcntl64(int descriptor, int command, ...) {
    va_list rest;
    va_start(rest, command);
    void* const argument = va_arg(rest, void*);
    va_end(rest);
    return lock_by_fcntl(real_fcntl64, descriptor, command, argument);
}

} // extern "C"

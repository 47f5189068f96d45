// SPDX-License-Identifier: MIT
// sleep, usleep, nanosleep, clock_nanosleep and pause on a script's stack: the loop's time.
//
// The clocks of the world stay what they are. So a time to sleep until, on a loop whose time is
// another, is as far away as it was when the program looked at that clock last: there and then it
// has added its delay. CPython's time.sleep does so.
#include "bridge/script/blocking_call.h"
#include "bridge/script/libc/real_call.h"
#include "bridge/script/libc/times.h"
#include "bridge/script/stack_run.h"

#include <poll.h>
#include <unistd.h>

#include <cerrno>

using namespace braid;
using End = BlockingCall::End;

namespace {

BRAID_REAL_CALL(sleep)
BRAID_REAL_CALL(usleep)
BRAID_REAL_CALL(nanosleep)
BRAID_REAL_CALL(clock_nanosleep)
BRAID_REAL_CALL(pause)
BRAID_REAL_CALL(clock_gettime)

thread_local timespec last_look{}; ///< of a script's stack at CLOCK_MONOTONIC

Duration delay_until(const StackRun& run, clockid_t clock, const timespec& time) {
    if (clock == CLOCK_MONOTONIC && run.loop().clock().has_source())
        return duration_between(last_look, time);
    timespec now{};
    real_clock_gettime(clock, &now);
    return duration_between(now, time);
}

/// Those that pass while the thread stands still, too.
bool is_clock_of_the_world(clockid_t clock) noexcept {
    return clock == CLOCK_REALTIME || clock == CLOCK_MONOTONIC || clock == CLOCK_BOOTTIME ||
           clock == CLOCK_TAI;
}

} // namespace

extern "C" {

int clock_gettime(clockid_t clock, timespec* time) noexcept {
    const int result = real_clock_gettime(clock, time);
    if (CurrentRun::on_stack() && clock == CLOCK_MONOTONIC && result == 0)
        last_look = *time;
    return result;
}

unsigned sleep(unsigned seconds) {
    StackRun* const run = seconds ? BlockingCall::run_here() : nullptr;
    if (!run)
        return real_sleep(seconds);
    BlockingCall call(*run, WaitKind::Nothing, "sleep");
    switch (call.sleep(std::min(longest_time, std::chrono::seconds(seconds)))) {
    case End::Impossible:
        return real_sleep(seconds);
    case End::Interrupted:
        return unsigned(std::chrono::round<std::chrono::seconds>(call.rest_of_sleep()).count());
    default:
        return 0;
    }
}

int usleep(useconds_t microseconds) {
    StackRun* const run = microseconds ? BlockingCall::run_here() : nullptr;
    if (!run)
        return real_usleep(microseconds);
    BlockingCall call(*run, WaitKind::Nothing, "usleep");
    switch (call.sleep(std::chrono::microseconds(microseconds))) {
    case End::Impossible:
        return real_usleep(microseconds);
    case End::Interrupted:
        errno = EINTR;
        return -1;
    default:
        return 0;
    }
}

int clock_nanosleep(clockid_t clock, int flags, const timespec* time, timespec* rest) {
    StackRun* const run = BlockingCall::run_here();
    const bool absolute = flags == TIMER_ABSTIME;
    if (!run || (flags && !absolute) || !is_clock_of_the_world(clock) || !time || !is_time(*time))
        return real_clock_nanosleep(clock, flags, time, rest);
    const Duration delay = absolute ? delay_until(*run, clock, *time) : duration_of(*time);
    if (delay <= Duration())
        return real_clock_nanosleep(clock, flags, time, rest);
    BlockingCall call(*run, WaitKind::Nothing, "clock_nanosleep");
    switch (call.sleep(delay)) {
    case End::Impossible:
        return real_clock_nanosleep(clock, flags, time, rest);
    case End::Interrupted:
        if (rest && !absolute)
            *rest = timespec_of(call.rest_of_sleep());
        return EINTR;
    default:
        return 0;
    }
}

int nanosleep(const timespec* time, timespec* rest) {
    if (!CurrentRun::on_stack())
        return real_nanosleep(time, rest);
    const int error = clock_nanosleep(CLOCK_MONOTONIC, 0, time, rest);
    errno = error ? error : errno;
    return error ? -1 : 0;
}

int pause() {
    StackRun* const run = BlockingCall::run_here();
    if (!run)
        return real_pause();
    BlockingCall call(*run, WaitKind::Nothing, "pause");
    for (End end = End::Ready; end != End::Interrupted;)
        if (end = call.wait_for(std::span<const pollfd>()); end == End::Impossible)
            return real_pause();
    errno = EINTR;
    return -1;
}

} // extern "C"

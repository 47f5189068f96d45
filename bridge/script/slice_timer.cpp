// SPDX-License-Identifier: MIT
#include "bridge/script/slice_timer.h"

#include "bridge/script/current_run.h"

#include <pthread.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <stdexcept>
#include <system_error>

namespace braid {

namespace {

// Read and written by a signal handler on the loop's thread, and by `hurry` on any: hence static
// and atomic.
std::atomic<std::uint64_t> running_slice = 0; ///< its number; 0 while no script runs
std::atomic<Sliced*> running = nullptr;       ///< whose it is
std::atomic<std::uint64_t> told_slice = 0;
std::atomic<std::int64_t> deadline_ns = 0;
std::atomic<bool> timer_armed = false;
std::int64_t again_ns = 0; ///< see TurnBudget::interrupt_again
std::uint64_t slice_count = 0;
timer_t timer;
pthread_t loop_thread;
bool exists = false;

std::int64_t clock_ns() noexcept {
    timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1'000'000'000LL + now.tv_nsec;
}

void arm(std::int64_t when_ns) noexcept {
    itimerspec when{};
    when.it_value.tv_sec = when_ns / 1'000'000'000;
    when.it_value.tv_nsec = when_ns % 1'000'000'000;
    timer_armed = true;
    timer_settime(timer, TIMER_ABSTIME, &when, nullptr);
}

// Sanitizers look a type up by system calls, which a handler may find in the middle of others.
[[gnu::no_sanitize("vptr")]] void on_signal(int) {
    const CurrentRun::Aside aside;
    const int saved_errno = errno;
    timer_armed = false;
    if (const std::uint64_t slice = running_slice) {
        const std::int64_t now = clock_ns();
        if (now < deadline_ns) {
            arm(deadline_ns);
        } else {
            told_slice = slice;
            running.load()->time_is_over();
            arm(now + again_ns);
        }
    }
    errno = saved_errno;
}

} // namespace

int SliceTimer::signal_number() noexcept {
    return SIGRTMAX - 3; // far from those that programs like to use
}

SliceTimer::SliceTimer(Duration interrupt_again) {
    if (exists)
        throw std::logic_error("scripts get their turns on one loop of a process");
    running_slice = 0;
    timer_armed = false;
    again_ns = std::chrono::nanoseconds(interrupt_again).count();
    loop_thread = pthread_self();

    struct sigaction action {};
    action.sa_handler = on_signal;
    action.sa_flags = SA_ONSTACK; // without SA_RESTART: calls are to be interrupted
    sigaction(signal_number(), &action, nullptr);

    sigevent event{};
    event.sigev_notify = SIGEV_THREAD_ID;
    event.sigev_signo = signal_number();
    event._sigev_un._tid = static_cast<pid_t>(syscall(SYS_gettid));
    if (timer_create(CLOCK_MONOTONIC, &event, &timer) < 0)
        throw std::system_error(errno, std::generic_category(),
                                "the timer that interrupts scripts");
    exists = true;
}

SliceTimer::~SliceTimer() {
    running_slice = 0;
    timer_delete(timer);
    std::signal(signal_number(), SIG_IGN); // one may be on its way
    exists = false;
}

void SliceTimer::begin(Sliced& who, TimePoint deadline) noexcept {
    deadline_ns = std::chrono::nanoseconds(deadline.time_since_epoch()).count();
    running = &who;
    running_slice = ++slice_count;
    // A timer that is armed already comes early, sees that, and arms itself for the deadline: so
    // there are few system calls however often scripts are entered.
    if (!timer_armed)
        arm(deadline_ns);
}

void SliceTimer::end() noexcept { running_slice = 0; }

bool SliceTimer::over() const noexcept { return clock_ns() >= deadline_ns; }

bool SliceTimer::told() const noexcept { return running_slice != 0 && told_slice == running_slice; }

void SliceTimer::interrupt() noexcept {
    if (!running_slice)
        return;
    deadline_ns = std::min(deadline_ns.load(), clock_ns());
    pthread_kill(loop_thread, signal_number());
}

void SliceTimer::hurry() noexcept {
    const std::int64_t now = clock_ns();
    if (deadline_ns <= now)
        return;
    deadline_ns = now;
    if (running_slice && !pthread_equal(pthread_self(), loop_thread))
        pthread_kill(loop_thread, signal_number());
}

} // namespace braid

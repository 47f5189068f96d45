// SPDX-License-Identifier: MIT
// poll, select and epoll_wait on a script's stack: what they are asked about is watched on the
// loop.
#include "bridge/script/blocking_call.h"
#include "bridge/script/libc/real_call.h"
#include "bridge/script/libc/times.h"
#include "bridge/script/stack_run.h"
#include "bridge/script/standard_descriptors.h"

#include <poll.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <vector>

using namespace braid;
using End = BlockingCall::End;

namespace {

BRAID_REAL_CALL(poll)
BRAID_REAL_CALL(ppoll)
BRAID_REAL_CALL(select)
BRAID_REAL_CALL(pselect)
BRAID_REAL_CALL(epoll_wait)
BRAID_REAL_CALL(epoll_pwait)
BRAID_REAL_CALL(epoll_pwait2)

/// Asks `look` until it finds something, which is not 0, or the time is over. Without a time to end
/// at it goes on for ever. `watched` is what to wait for in between; nothing: for the time only.
template<typename Look, typename Real>
int look_until(StackRun& run, const char* name, std::optional<Duration> timeout,
               std::span<const pollfd> watched, Look look, Real real) {
    if (const int found = look(); found != 0)
        return found;
    BlockingCall call(run, WaitKind::Io, name);
    const bool only_time =
        std::all_of(watched.begin(), watched.end(), [](const pollfd& each) { return each.fd < 0; });
    if (timeout && only_time) {
        const End end = call.sleep(*timeout);
        if (end == End::TimedOut)
            return 0;
        if (end == End::Impossible)
            return real();
        errno = EINTR;
        return -1;
    }
    if (timeout)
        call.give_until(Clock::now() + *timeout);
    for (;;) {
        switch (call.wait_for(watched)) {
        case End::Impossible:
            return real();
        case End::Interrupted:
            errno = EINTR;
            return -1;
        case End::TimedOut:
            return look();
        case End::Ready:
            if (const int found = look(); found != 0)
                return found;
        }
    }
}

/// A call that changes the signal mask meanwhile, which belongs to the whole thread, waits by
/// itself. Many give the mask that there is.
bool changes_mask(const sigset_t* mask) noexcept {
    sigset_t now;
    if (!mask)
        return false;
    pthread_sigmask(SIG_SETMASK, nullptr, &now);
    for (int signal = 1; signal < NSIG; ++signal)
        if (sigismember(mask, signal) != sigismember(&now, signal))
            return true;
    return false;
}

/// A set of select, as large as its caller's, who need not care for FD_SETSIZE.
class Set {
public:
    Set(fd_set* set, int count)
        : set_(set)
        , bytes_(set ? std::size_t(count + NFDBITS - 1) / NFDBITS * sizeof(fd_mask) : 0)
        , asked_(bytes_) {
        if (bytes_)
            std::memcpy(asked_.data(), set, bytes_);
    }
    bool has(int descriptor) const noexcept {
        return set_ && (asked_[std::size_t(descriptor) / 8] >> descriptor % 8 & 1);
    }
    /// As it was asked about, for another look.
    fd_set* again() noexcept {
        if (bytes_)
            std::memcpy(set_, asked_.data(), bytes_);
        return set_;
    }

private:
    fd_set* const set_;
    const std::size_t bytes_;
    std::vector<unsigned char> asked_;
};

template<typename Real>
int select_until(StackRun& run, const char* name, int count, fd_set* read, fd_set* write,
                 fd_set* except, std::optional<Duration> timeout, Real real) {
    Set readable(read, count), writable(write, count), exceptional(except, count);
    std::vector<pollfd> watched;
    for (int descriptor = 0; descriptor < count; ++descriptor) {
        const int events = (readable.has(descriptor) ? POLLIN : 0) |
                           (writable.has(descriptor) ? POLLOUT : 0) |
                           (exceptional.has(descriptor) ? POLLPRI : 0);
        if (events)
            watched.push_back({descriptor, short(events), 0});
    }
    const auto look = [&] {
        timeval none{};
        return real_select(count, readable.again(), writable.again(), exceptional.again(), &none);
    };
    return look_until(run, name, timeout, watched, look, [&] {
        readable.again();
        writable.again();
        exceptional.again();
        return real();
    });
}

template<typename Real>
int epoll_until(StackRun& run, const char* name, int epoll, epoll_event* events, int most,
                std::optional<Duration> timeout, Real real) {
    const pollfd watched[] = {{epoll, POLLIN, 0}};
    return look_until(
        run, name, timeout, watched, [&] { return real_epoll_wait(epoll, events, most, 0); }, real);
}

/// A thread of a script asks about 0, 1 or 2, which to it are the script's.
bool means_a_threads_own(const pollfd* descriptors, nfds_t count) noexcept {
    return std::any_of(descriptors, descriptors + count, [](const pollfd& each) {
        return each.fd >= 0 && own_descriptor(each.fd) != each.fd;
    });
}

int poll_own(pollfd* descriptors, nfds_t count, int timeout) {
    std::vector<pollfd> own(descriptors, descriptors + count);
    for (pollfd& each : own) {
        StackRun* const run = each.fd == STDIN_FILENO ? CurrentRun::of_thread() : nullptr;
        if (run && timeout)
            run->ask_for_input_threadsafe();
        each.fd = own_descriptor(each.fd);
    }
    const int found = real_poll(own.data(), count, timeout);
    for (nfds_t i = 0; i < count; ++i)
        descriptors[i].revents = own[i].revents;
    return found;
}

std::optional<Duration> of_milliseconds(int timeout) noexcept {
    return timeout < 0 ? std::nullopt : std::optional<Duration>(std::chrono::milliseconds(timeout));
}

} // namespace

extern "C" {

int poll(pollfd* descriptors, nfds_t count, int timeout) {
    StackRun* const run = timeout ? BlockingCall::run_here() : nullptr;
    const auto real = [=] { return real_poll(descriptors, count, timeout); };
    if (!run)
        return means_a_threads_own(descriptors, count) ? poll_own(descriptors, count, timeout)
                                                       : real();
    return look_until(
        *run, "poll", of_milliseconds(timeout), {descriptors, count},
        [=] { return real_poll(descriptors, count, 0); }, real);
}

int ppoll(pollfd* descriptors, nfds_t count, const timespec* timeout, const sigset_t* mask) {
    StackRun* const run = BlockingCall::run_here();
    const auto real = [=] { return real_ppoll(descriptors, count, timeout, mask); };
    if (!run || (timeout && !is_some_time(*timeout)) || changes_mask(mask))
        return real();
    return look_until(
        *run, "poll", duration_of(timeout), {descriptors, count},
        [=] { return real_poll(descriptors, count, 0); }, real);
}

int select(int count, fd_set* read, fd_set* write, fd_set* except, timeval* timeout) {
    StackRun* const run = BlockingCall::run_here();
    const auto real = [=] { return real_select(count, read, write, except, timeout); };
    if (!run || count < 0 || (timeout && !is_some_time(*timeout)))
        return real();
    const TimePoint began = run->loop().time();
    const std::optional<Duration> delay = duration_of(timeout);
    const int found = select_until(*run, "select", count, read, write, except, delay, real);
    if (timeout) // Linux says what is left
        *timeout = timeval_of(std::max(Duration(), *delay - (run->loop().time() - began)));
    return found;
}

int pselect(int count, fd_set* read, fd_set* write, fd_set* except, const timespec* timeout,
            const sigset_t* mask) {
    StackRun* const run = BlockingCall::run_here();
    const auto real = [=] { return real_pselect(count, read, write, except, timeout, mask); };
    if (!run || count < 0 || (timeout && !is_some_time(*timeout)) || changes_mask(mask))
        return real();
    return select_until(*run, "select", count, read, write, except, duration_of(timeout), real);
}

int epoll_wait(int epoll, epoll_event* events, int most, int timeout) {
    StackRun* const run = timeout ? BlockingCall::run_here() : nullptr;
    const auto real = [=] { return real_epoll_wait(epoll, events, most, timeout); };
    if (!run)
        return real();
    return epoll_until(*run, "epoll_wait", epoll, events, most, of_milliseconds(timeout), real);
}

int epoll_pwait(int epoll, epoll_event* events, int most, int timeout, const sigset_t* mask) {
    StackRun* const run = timeout ? BlockingCall::run_here() : nullptr;
    const auto real = [=] { return real_epoll_pwait(epoll, events, most, timeout, mask); };
    if (!run || changes_mask(mask))
        return real();
    return epoll_until(*run, "epoll_wait", epoll, events, most, of_milliseconds(timeout), real);
}

int epoll_pwait2(int epoll, epoll_event* events, int most, const timespec* timeout,
                 const sigset_t* mask) {
    StackRun* const run = BlockingCall::run_here();
    const auto real = [=] { return real_epoll_pwait2(epoll, events, most, timeout, mask); };
    if (!run || (timeout && !is_some_time(*timeout)) || changes_mask(mask))
        return real();
    return epoll_until(*run, "epoll_wait", epoll, events, most, duration_of(timeout), real);
}

} // extern "C"

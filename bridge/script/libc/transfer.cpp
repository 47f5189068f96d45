// SPDX-License-Identifier: MIT
#include "bridge/script/libc/transfer.h"

#include "bridge/script/libc/times.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <termios.h>

#include <cerrno>

namespace braid {

namespace {

/// A terminal that is read without waiting for anything, or for a time of its own only.
bool is_impatient_terminal(int descriptor) noexcept {
    termios settings;
    return tcgetattr(descriptor, &settings) == 0 && !(settings.c_lflag & ICANON) &&
           settings.c_cc[VMIN] == 0;
}

} // namespace

bool Transfer::ready_now() const noexcept {
    pollfd watched{descriptor_, short(direction_ == Direction::In ? POLLIN : POLLOUT), 0};
    return poll(&watched, 1, 0) != 0; // an error is the transfer's to tell
}

bool Transfer::blocks() const noexcept {
    const int flags = fcntl(descriptor_, F_GETFL);
    if (flags < 0 || flags & O_NONBLOCK)
        return false;
    if (direction_ == Direction::Out)
        return (flags & O_ACCMODE) != O_RDONLY;
    return (flags & O_ACCMODE) != O_WRONLY && !is_impatient_terminal(descriptor_);
}

BlockingCall& Transfer::call() {
    if (call_)
        return *call_;
    call_.emplace(run_, WaitKind::Io, name_);
    timeval limit{};
    socklen_t size = sizeof limit;
    const int option = direction_ == Direction::In ? SO_RCVTIMEO : SO_SNDTIMEO;
    if (getsockopt(descriptor_, SOL_SOCKET, option, &limit, &size) == 0 && is_some_time(limit))
        call_->give_until(Clock::now() + *duration_of(&limit));
    return *call_;
}

Transfer::Next Transfer::wait() {
    if (!call_ && !blocks())
        return Next::Block; // which it does not: it says why
    // Not all that waits can be seen by poll: a datagram for somebody whose queue is full.
    if (++vain_waits_ > 3)
        return Next::Thread;
    const pollfd watched[] = {
        {descriptor_, short(direction_ == Direction::In ? POLLIN : POLLOUT), 0}};
    switch (call().wait_for(watched)) {
    case BlockingCall::End::Ready:
        return Next::Attempt;
    case BlockingCall::End::TimedOut:
        errno = EAGAIN;
        return Next::Fail;
    case BlockingCall::End::Interrupted:
        errno = EINTR;
        return Next::Fail;
    case BlockingCall::End::Impossible:
        break;
    }
    return Next::Block;
}

} // namespace braid

// SPDX-License-Identifier: MIT
// read, write, recv, send, accept, connect and their like on a script's stack.
#include "bridge/script/libc/real_call.h"
#include "bridge/script/libc/transfer.h"
#include "bridge/script/stack_run.h"
#include "bridge/script/standard_descriptors.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>

using namespace braid;
using Direction = Transfer::Direction;

namespace {

BRAID_REAL_CALL(read)
BRAID_REAL_CALL(readv)
BRAID_REAL_CALL(recv)
BRAID_REAL_CALL(recvfrom)
BRAID_REAL_CALL(recvmsg)
BRAID_REAL_CALL(accept)
BRAID_REAL_CALL(accept4)
BRAID_REAL_CALL(write)
BRAID_REAL_CALL(writev)
BRAID_REAL_CALL(send)
BRAID_REAL_CALL(sendto)
BRAID_REAL_CALL(sendmsg)
BRAID_REAL_CALL(connect)

/// The run whose stack writes to a stream of its own.
StackRun* run_that_prints(int descriptor) noexcept {
    if (descriptor != STDOUT_FILENO && descriptor != STDERR_FILENO)
        return nullptr;
    StackRun* const run = CurrentRun::on_stack();
    return run && run->streams().descriptors().stream_behind(descriptor) > 0 ? run : nullptr;
}

/// A thread of a script is about to read, perhaps to wait for, its standard input.
int descriptor_to_read(int descriptor) noexcept {
    const int own = own_descriptor(descriptor);
    if (own != descriptor && descriptor == STDIN_FILENO)
        if (StackRun* const run = CurrentRun::of_thread())
            run->ask_for_input_threadsafe();
    return own;
}

/// The same for its output.
int descriptor_to_write(int descriptor) noexcept {
    const int own = own_descriptor(descriptor);
    if (own != descriptor && descriptor != STDIN_FILENO)
        if (StackRun* const run = CurrentRun::of_thread())
            run->streams().thread_writes(OutputStream(descriptor - STDOUT_FILENO));
    return own;
}

/// What never waits, or what nobody knows how to wait for.
constexpr int not_to_wait_for = MSG_DONTWAIT | MSG_OOB | MSG_ERRQUEUE;

/// `receive(flags)`.
template<typename Receive>
ssize_t receive_when_ready(const char* name, int descriptor, int flags, Receive receive) {
    StackRun* const run = flags & not_to_wait_for ? nullptr : BlockingCall::run_here();
    if (!run)
        return receive(flags);
    Transfer transfer(*run, name, descriptor, Direction::In);
    const auto blocking = [&] { return receive(flags); };
    if (flags & MSG_WAITALL)
        return transfer.make_in_thread(blocking);
    return transfer.make([&] { return receive(flags | MSG_DONTWAIT); }, blocking);
}

int socket_option(int descriptor, int option) noexcept {
    int value = 0;
    socklen_t size = sizeof value;
    return getsockopt(descriptor, SOL_SOCKET, option, &value, &size) == 0 ? value : 0;
}

bool is_stream(int descriptor) noexcept {
    return socket_option(descriptor, SO_TYPE) == SOCK_STREAM;
}

/// Connects without waiting. There is no flag to ask for that: so for a moment the descriptor is
/// one that does not wait.
int begin_to_connect(int descriptor, const sockaddr* to, socklen_t length) noexcept {
    const int flags = fcntl(descriptor, F_GETFL);
    fcntl(descriptor, F_SETFL, flags | O_NONBLOCK);
    const int result = real_connect(descriptor, to, length);
    const int error = errno;
    fcntl(descriptor, F_SETFL, flags);
    errno = error;
    return result;
}

/// Sends all, as a socket that waits does: `send(bytes sent, flags)`, up to `size` of them.
template<typename Send>
ssize_t send_all(const char* name, int descriptor, std::size_t size, int flags, Send send) {
    StackRun* const run = flags & not_to_wait_for ? nullptr : BlockingCall::run_here();
    if (!run)
        return send(0, flags);
    Transfer transfer(*run, name, descriptor, Direction::Out);
    std::size_t sent = 0;
    for (;;) {
        const ssize_t more = transfer.make([&] { return send(sent, flags | MSG_DONTWAIT); },
                                           [&] { return send(sent, flags); });
        if (more < 0)
            return sent > 0 ? ssize_t(sent) : more;
        sent += std::size_t(more);
        if (sent >= size || more == 0 || !is_stream(descriptor) || !transfer.blocks())
            return ssize_t(sent);
    }
}

/// The kernel reads and writes pipes without waiting, if one asks for that: since Linux 6.4. Then
/// nobody needs to ask first whether they are ready.
bool pipes_can_be_tried() noexcept {
    static const bool can = [] {
        int ends[2];
        if (pipe2(ends, O_CLOEXEC) < 0)
            return false;
        const iovec byte{const_cast<char*>("?"), 1};
        const bool written = pwritev2(ends[1], &byte, 1, -1, RWF_NOWAIT) == 1;
        for (const int end : ends)
            close(end);
        return written;
    }();
    return can;
}

/// Fails with EAGAIN if that would have to wait, or nobody knows.
ssize_t read_at_once(int descriptor, void* buffer, size_t size) {
    errno = EAGAIN;
    const iovec all{buffer, size};
    const ssize_t got =
        pipes_can_be_tried() ? preadv2(descriptor, &all, 1, -1, RWF_NOWAIT) : ssize_t(-1);
    if (got <= 0 || size_t(got) == size || lseek(descriptor, 0, SEEK_CUR) < 0)
        return got;
    // Of a file, what happened to be in memory; no read of a file gives a part.
    const ssize_t rest =
        real_read(descriptor, static_cast<char*>(buffer) + got, size - size_t(got));
    return got + std::max<ssize_t>(rest, 0);
}

/// The same; it may write a part.
ssize_t write_at_once(int descriptor, const void* bytes, size_t size) {
    errno = EAGAIN;
    const iovec all{const_cast<void*>(bytes), size};
    return pipes_can_be_tried() ? pwritev2(descriptor, &all, 1, -1, RWF_NOWAIT) : ssize_t(-1);
}

/// It has said how it went.
bool done_at_once(ssize_t result) noexcept {
    return result >= 0 || (errno != EAGAIN && errno != EOPNOTSUPP);
}

/// Writes all, as what is neither file nor socket does, and waits: a pipe, a terminal. It takes a
/// page without waiting once it is ready.
ssize_t write_by_pages(Transfer& transfer, int descriptor, const char* bytes, std::size_t size) {
    std::size_t written = 0;
    while (written < size) {
        ssize_t more = write_at_once(descriptor, bytes + written, size - written);
        if (!done_at_once(more))
            more = transfer.make_when_ready([&] {
                return real_write(descriptor, bytes + written,
                                  std::min<std::size_t>(size - written, PIPE_BUF));
            });
        if (more < 0)
            return written > 0 ? ssize_t(written) : more;
        written += std::size_t(more);
    }
    return ssize_t(written);
}

} // namespace

extern "C" {

ssize_t read(int descriptor, void* buffer, size_t size) {
    StackRun* const run = size ? BlockingCall::run_here() : nullptr;
    if (!run)
        return real_read(descriptor_to_read(descriptor), buffer, size);
    if (const ssize_t got = read_at_once(descriptor, buffer, size); done_at_once(got))
        return got;
    Transfer transfer(*run, "read", descriptor, Direction::In);
    return transfer.make_when_ready([=] { return real_read(descriptor, buffer, size); });
}

ssize_t readv(int descriptor, const iovec* buffers, int count) {
    StackRun* const run = BlockingCall::run_here();
    if (!run)
        return real_readv(descriptor_to_read(descriptor), buffers, count);
    Transfer transfer(*run, "read", descriptor, Direction::In);
    return transfer.make_when_ready([=] { return real_readv(descriptor, buffers, count); });
}

ssize_t recv(int descriptor, void* buffer, size_t size, int flags) {
    return receive_when_ready("recv", descriptor, flags,
                              [=](int all) { return real_recv(descriptor, buffer, size, all); });
}

ssize_t recvfrom(int descriptor, void* buffer, size_t size, int flags, sockaddr* from,
                 socklen_t* length) {
    return receive_when_ready("recvfrom", descriptor, flags, [=](int all) {
        return real_recvfrom(descriptor, buffer, size, all, from, length);
    });
}

ssize_t recvmsg(int descriptor, msghdr* message, int flags) {
    return receive_when_ready("recvmsg", descriptor, flags,
                              [=](int all) { return real_recvmsg(descriptor, message, all); });
}

int accept4(int descriptor, sockaddr* from, socklen_t* length, int flags) {
    StackRun* const run = BlockingCall::run_here();
    if (!run || !socket_option(descriptor, SO_ACCEPTCONN))
        return real_accept4(descriptor, from, length, flags);
    Transfer transfer(*run, "accept", descriptor, Direction::In);
    return int(transfer.make_when_ready(
        [=] { return ssize_t(real_accept4(descriptor, from, length, flags)); }));
}

int accept(int descriptor, sockaddr* from, socklen_t* length) {
    if (!CurrentRun::on_stack())
        return real_accept(descriptor, from, length);
    return accept4(descriptor, from, length, 0);
}

int connect(int descriptor, const sockaddr* to, socklen_t length) {
    StackRun* const run = BlockingCall::run_here();
    if (!run || socket_option(descriptor, SO_TYPE) == SOCK_DGRAM)
        return real_connect(descriptor, to, length);
    Transfer transfer(*run, "connect", descriptor, Direction::Out);
    const auto blocking = [=] { return ssize_t(real_connect(descriptor, to, length)); };
    if (!transfer.blocks())
        return int(blocking());
    if (begin_to_connect(descriptor, to, length) == 0)
        return 0;
    if (errno == EAGAIN) // a socket of this machine with a full queue: nothing is under way
        return int(transfer.make_in_thread(blocking));
    if (errno != EINPROGRESS)
        return -1;
    const auto look = [&]() -> ssize_t {
        errno = transfer.ready_now() ? socket_option(descriptor, SO_ERROR) : EAGAIN;
        return errno ? -1 : 0;
    };
    const ssize_t result = transfer.make(look, blocking);
    if (result < 0 && errno == EAGAIN)
        errno = EINPROGRESS; // its SO_SNDTIMEO is over
    return int(result);
}

ssize_t send(int descriptor, const void* bytes, size_t size, int flags) {
    return send_all("send", descriptor, size, flags, [=](size_t sent, int all) {
        return real_send(descriptor, static_cast<const char*>(bytes) + sent, size - sent, all);
    });
}

ssize_t sendto(int descriptor, const void* bytes, size_t size, int flags, const sockaddr* to,
               socklen_t length) {
    return send_all("sendto", descriptor, size, flags, [=](size_t sent, int all) {
        return real_sendto(descriptor, static_cast<const char*>(bytes) + sent, size - sent, all, to,
                           length);
    });
}

/// Its rest, if it does not go at once, follows part by part.
ssize_t sendmsg(int descriptor, const msghdr* message, int flags) {
    size_t size = 0;
    if (CurrentRun::on_stack())
        for (size_t i = 0; i < message->msg_iovlen; ++i)
            size += message->msg_iov[i].iov_len;
    return send_all("sendmsg", descriptor, size, flags, [=](size_t sent, int all) -> ssize_t {
        if (sent == 0)
            return real_sendmsg(descriptor, message, all);
        for (const iovec* part = message->msg_iov;; sent -= part++->iov_len)
            if (sent < part->iov_len)
                return real_send(descriptor, static_cast<const char*>(part->iov_base) + sent,
                                 part->iov_len - sent, all);
    });
}

ssize_t write(int descriptor, const void* buffer, size_t size) {
    if (StackRun* const run = run_that_prints(descriptor))
        return run->write_output(descriptor, buffer, size);
    StackRun* const run = size ? BlockingCall::run_here() : nullptr;
    if (!run)
        return real_write(descriptor_to_write(descriptor), buffer, size);
    const auto* const bytes = static_cast<const char*>(buffer);
    if (const ssize_t written = write_at_once(descriptor, buffer, size); done_at_once(written)) {
        if (written <= 0 || size_t(written) == size)
            return written;
        const ssize_t rest = write(descriptor, bytes + written, size - size_t(written));
        return written + std::max<ssize_t>(rest, 0);
    }
    Transfer transfer(*run, "write", descriptor, Direction::Out);
    if (size <= PIPE_BUF)
        return transfer.make_when_ready([=] { return real_write(descriptor, bytes, size); });
    struct stat what {};
    if (fstat(descriptor, &what) < 0 || !transfer.blocks())
        return real_write(descriptor, bytes, size);
    if (S_ISSOCK(what.st_mode))
        return send(descriptor, bytes, size, 0);
    if (S_ISFIFO(what.st_mode) || S_ISCHR(what.st_mode))
        return write_by_pages(transfer, descriptor, bytes, size);
    return real_write(descriptor, bytes, size);
}

/// What does not fit into a page, which is all that a pipe takes at once, is written part by part.
ssize_t writev(int descriptor, const iovec* buffers, int count) {
    StackRun* const run = BlockingCall::run_here();
    if (!run || count < 0 || count > IOV_MAX)
        return real_writev(descriptor_to_write(descriptor), buffers, count);
    Transfer transfer(*run, "write", descriptor, Direction::Out);
    size_t size = 0;
    for (int i = 0; i < count; ++i)
        size += buffers[i].iov_len;
    if (size <= PIPE_BUF && !run_that_prints(descriptor))
        return transfer.make_when_ready([=] { return real_writev(descriptor, buffers, count); });
    if (transfer.ready_now() && !transfer.blocks())
        return real_writev(descriptor, buffers, count);
    ssize_t written = 0;
    for (int i = 0; i < count; ++i) {
        const ssize_t more = write(descriptor, buffers[i].iov_base, buffers[i].iov_len);
        if (more < 0)
            return written > 0 ? written : more;
        written += more;
        if (size_t(more) < buffers[i].iov_len)
            break;
    }
    return written;
}

} // extern "C"

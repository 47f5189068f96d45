// SPDX-License-Identifier: MIT
#include "blocking_cases.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <thread>

namespace {

/// In a child: waits until it may read from the pipe. It ends if nobody is there to write any more.
void wait_in_child(Ends& e) {
    char byte;
    close(e.pipe_write);
    if (read(e.pipe_read, &byte, 1) != 1)
        _exit(99);
}

pid_t child_that_ends_with(int status, Ends& e) {
    const pid_t child = fork();
    if (child == 0) {
        wait_in_child(e);
        _exit(status);
    }
    return child;
}

void write_to_pipe(Ends& e) {
    if (write(e.pipe_write, "x", 1) != 1)
        qFatal("cannot write");
}
void write_to_socket(Ends& e) {
    if (write(e.other_socket, "xyz", 3) != 3)
        qFatal("cannot write");
}

/// Reads so much, and whatever there is besides.
void drain(int descriptor, std::size_t size) {
    std::vector<char> buffer(1 << 16);
    while (size > 0) {
        const ssize_t got = read(descriptor, buffer.data(), buffer.size());
        if (got <= 0)
            qFatal("cannot read");
        size -= std::size_t(got);
    }
}

/// `listener` listens at an address of that family, and its queue is full.
template<typename Address>
Address listen_with_full_queue(Ends& e, int family) {
    Address address{};
    reinterpret_cast<sockaddr&>(address).sa_family = sa_family_t(family);
    if (family == AF_UNIX)
        std::strcpy(reinterpret_cast<sockaddr_un&>(address).sun_path, e.file("socket").c_str());
    else
        reinterpret_cast<sockaddr_in&>(address).sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    e.listener = ::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    socklen_t size = sizeof address;
    bind(e.listener, reinterpret_cast<sockaddr*>(&address), size);
    listen(e.listener, 0);
    getsockname(e.listener, reinterpret_cast<sockaddr*>(&address), &size);
    e.first_to_connect = ::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    connect(e.first_to_connect, reinterpret_cast<sockaddr*>(&address), sizeof address);
    return address;
}
template<typename Address>
bool connect_to_full_queue(Ends& e, int family) {
    const auto address = listen_with_full_queue<Address>(e, family);
    const int socket = ::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int result = connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    const int error = errno;
    const bool waits_still = !(fcntl(socket, F_GETFL) & O_NONBLOCK);
    close(socket);
    errno = error;
    return result == 0 && waits_still;
}
void accept_one(Ends& e) { close(accept(e.listener, nullptr, nullptr)); }

} // namespace

Ends::Ends() {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0)
        qFatal("no pipe");
    pipe_read = ends[0], pipe_write = ends[1];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0)
        qFatal("no sockets");
    socket = ends[0], other_socket = ends[1];
    sem_init(&semaphore, 0, 0);
    shared_semaphore = static_cast<sem_t*>(
        mmap(nullptr, sizeof(sem_t), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
    sem_init(shared_semaphore, 1, 0);
}

Ends::~Ends() {
    for (const int end : {pipe_read, pipe_write, socket, other_socket, datagrams})
        if (end >= 0)
            close(end);
    sem_destroy(&semaphore);
    munmap(shared_semaphore, sizeof(sem_t));
    for (const int end : {listener, first_to_connect})
        if (end >= 0)
            close(end);
}

const std::vector<Case>& cases() {
    static const std::vector<Case> all = {
        {"read",
         [](Ends& e) {
             char byte = 0;
             return read(e.pipe_read, &byte, 1) == 1 && byte == 'x';
         },
         write_to_pipe},
        {"readv",
         [](Ends& e) {
             char bytes[2] = {};
             iovec parts[] = {{bytes, 1}, {bytes + 1, 1}};
             return readv(e.socket, parts, 2) == 2 && bytes[1] == 'y';
         },
         write_to_socket},
        {"read the end",
         [](Ends& e) {
             char byte = 0;
             return read(e.socket, &byte, 1) == 0;
         },
         [](Ends& e) { shutdown(e.other_socket, SHUT_WR); }},
        {"recv",
         [](Ends& e) {
             char bytes[8];
             return recv(e.socket, bytes, sizeof bytes, 0) == 3;
         },
         write_to_socket},
        {"recv, all of it",
         [](Ends& e) {
             char bytes[6];
             return recv(e.socket, bytes, sizeof bytes, MSG_WAITALL) == 6;
         },
         [](Ends& e) {
             write_to_socket(e);
             write_to_socket(e);
         }},
        {"recvfrom",
         [](Ends& e) {
             char bytes[8];
             return recvfrom(e.socket, bytes, sizeof bytes, 0, nullptr, nullptr) == 3;
         },
         write_to_socket},
        {"recvmsg",
         [](Ends& e) {
             char bytes[8];
             iovec part{bytes, sizeof bytes};
             msghdr message{};
             message.msg_iov = &part;
             message.msg_iovlen = 1;
             return recvmsg(e.socket, &message, 0) == 3;
         },
         write_to_socket},
        {"poll",
         [](Ends& e) {
             pollfd watched[] = {{e.socket, POLLIN, 0}, {-1, POLLIN, 0}, {e.pipe_read, POLLIN, 0}};
             return poll(watched, 3, -1) == 1 && watched[0].revents == 0 &&
                    watched[2].revents == POLLIN;
         },
         write_to_pipe},
        {"poll, one twice",
         [](Ends& e) {
             fcntl(e.socket, F_SETFL, O_NONBLOCK);
             const std::string full(much, 'x');
             while (send(e.socket, full.data(), full.size(), 0) > 0)
                 continue;
             pollfd watched[] = {{e.socket, POLLOUT, 0}, {e.socket, POLLIN, 0}};
             return poll(watched, 2, 20'000) == 1 && watched[1].revents == POLLIN;
         },
         write_to_socket},
        {"ppoll",
         [](Ends& e) {
             pollfd watched{e.pipe_read, POLLIN, 0};
             const timespec limit{20, 0};
             return ppoll(&watched, 1, &limit, nullptr) == 1;
         },
         write_to_pipe},
        {"select",
         [](Ends& e) {
             fd_set set;
             FD_ZERO(&set);
             FD_SET(e.pipe_read, &set);
             FD_SET(e.socket, &set);
             timeval limit{20, 0};
             return select(1 + std::max(e.pipe_read, e.socket), &set, nullptr, nullptr, &limit) ==
                        1 &&
                    FD_ISSET(e.pipe_read, &set) && !FD_ISSET(e.socket, &set) && limit.tv_sec < 20;
         },
         write_to_pipe},
        {"pselect",
         [](Ends& e) {
             fd_set set;
             FD_ZERO(&set);
             FD_SET(e.pipe_read, &set);
             sigset_t mask;
             pthread_sigmask(SIG_SETMASK, nullptr, &mask);
             return pselect(1 + e.pipe_read, &set, nullptr, nullptr, nullptr, &mask) == 1;
         },
         write_to_pipe},
        {"epoll_wait",
         [](Ends& e) {
             const int epoll = epoll_create1(EPOLL_CLOEXEC);
             epoll_event event{};
             event.events = EPOLLIN;
             event.data.fd = 42;
             epoll_ctl(epoll, EPOLL_CTL_ADD, e.pipe_read, &event);
             epoll_event found[4];
             const int count = epoll_wait(epoll, found, 4, -1);
             close(epoll);
             return count == 1 && found[0].data.fd == 42;
         },
         write_to_pipe},
        {"epoll_pwait",
         [](Ends& e) {
             const int epoll = epoll_create1(EPOLL_CLOEXEC);
             epoll_event event{};
             event.events = EPOLLIN;
             epoll_ctl(epoll, EPOLL_CTL_ADD, e.pipe_read, &event);
             epoll_event found[4];
             const int count = epoll_pwait(epoll, found, 4, 20'000, nullptr);
             close(epoll);
             return count == 1;
         },
         write_to_pipe},
        {"accept",
         [](Ends& e) {
             const std::string name = e.file("socket");
             sockaddr_un address{};
             address.sun_family = AF_UNIX;
             std::strcpy(address.sun_path, name.c_str());
             const int listener = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
             bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address);
             listen(listener, 1);
             const int peer = accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
             close(listener);
             return peer >= 0 && fcntl(peer, F_GETFD) == FD_CLOEXEC && close(peer) == 0;
         },
         [](Ends& e) {
             sockaddr_un address{};
             address.sun_family = AF_UNIX;
             std::strcpy(address.sun_path, e.file("socket").c_str());
             const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
             connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address);
             close(socket);
         }},
        {"connect", [](Ends& e) { return connect_to_full_queue<sockaddr_in>(e, AF_INET); },
         accept_one},
        {"connect to a program of this machine",
         [](Ends& e) { return connect_to_full_queue<sockaddr_un>(e, AF_UNIX); }, accept_one},
        {"write much into a pipe",
         [](Ends& e) {
             const std::string bytes(much, 'x');
             return write(e.pipe_write, bytes.data(), much) == ssize_t(much);
         },
         [](Ends& e) { drain(e.pipe_read, much); }},
        {"write much into a socket",
         [](Ends& e) {
             const std::string bytes(much, 'x');
             return write(e.socket, bytes.data(), much) == ssize_t(much);
         },
         [](Ends& e) { drain(e.other_socket, much); }},
        {"writev",
         [](Ends& e) {
             std::string bytes(much / 2, 'x');
             iovec parts[] = {{bytes.data(), bytes.size()}, {bytes.data(), bytes.size()}};
             return writev(e.pipe_write, parts, 2) == ssize_t(much);
         },
         [](Ends& e) { drain(e.pipe_read, much); }},
        {"send",
         [](Ends& e) {
             const std::string bytes(much, 'x');
             return send(e.socket, bytes.data(), much, MSG_NOSIGNAL) == ssize_t(much);
         },
         [](Ends& e) { drain(e.other_socket, much); }},
        {"sendmsg",
         [](Ends& e) {
             std::string bytes(much / 2, 'x');
             iovec parts[] = {{bytes.data(), bytes.size()}, {bytes.data(), bytes.size()}};
             msghdr message{};
             message.msg_iov = parts;
             message.msg_iovlen = 2;
             return sendmsg(e.socket, &message, 0) == ssize_t(much);
         },
         [](Ends& e) { drain(e.other_socket, much); }},
        {"datagrams into a full queue",
         [](Ends& e) {
             int ends[2];
             socketpair(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0, ends);
             e.datagrams = fcntl(ends[1], F_DUPFD_CLOEXEC, 0);
             int sent = 0;
             while (sent < 1000 && send(ends[0], "x", 1, 0) == 1)
                 ++sent;
             close(ends[0]);
             close(ends[1]);
             return sent == 1000;
         },
         [](Ends& e) {
             char byte;
             for (int i = 0; i < 1000; ++i)
                 if (recv(e.datagrams, &byte, 1, 0) != 1)
                     qFatal("cannot receive");
         }},
        {"waitpid",
         [](Ends& e) {
             const pid_t child = child_that_ends_with(7, e);
             int status = 0;
             return waitpid(child, &status, 0) == child && WEXITSTATUS(status) == 7;
         },
         write_to_pipe},
        {"wait for any",
         [](Ends& e) {
             const pid_t child = child_that_ends_with(8, e);
             int status = 0;
             return wait(&status) == child && WEXITSTATUS(status) == 8;
         },
         write_to_pipe},
        {"wait for one that stops",
         [](Ends& e) {
             const pid_t child = fork();
             if (child == 0) {
                 wait_in_child(e);
                 raise(SIGSTOP);
                 _exit(9);
             }
             int status = 0;
             const bool stopped = waitpid(child, &status, WUNTRACED) == child && WIFSTOPPED(status);
             kill(child, SIGCONT);
             return stopped && waitpid(child, &status, 0) == child && WEXITSTATUS(status) == 9;
         },
         write_to_pipe},
        {"wait4",
         [](Ends& e) {
             const pid_t child = child_that_ends_with(7, e);
             int status = 0;
             rusage usage{};
             return wait4(child, &status, 0, &usage) == child && WEXITSTATUS(status) == 7 &&
                    usage.ru_maxrss > 0;
         },
         write_to_pipe},
        {"waitid",
         [](Ends& e) {
             const pid_t child = child_that_ends_with(7, e);
             siginfo_t info{};
             return waitid(P_PID, id_t(child), &info, WEXITED | WNOWAIT) == 0 &&
                    info.si_pid == child && info.si_status == 7 &&
                    waitid(P_ALL, 0, &info, WEXITED) == 0 && info.si_pid == child;
         },
         write_to_pipe},
        {"sem_wait", [](Ends& e) { return sem_wait(&e.semaphore) == 0; },
         [](Ends& e) { sem_post(&e.semaphore); }},
        {"sem_wait, posted by a thread", [](Ends& e) { return sem_wait(&e.semaphore) == 0; },
         [](Ends& e) { std::thread([&] { sem_post(&e.semaphore); }).join(); }},
        {"sem_clockwait",
         [](Ends& e) {
             timespec limit;
             clock_gettime(CLOCK_MONOTONIC, &limit);
             limit.tv_sec += 20;
             return sem_clockwait(&e.semaphore, CLOCK_MONOTONIC, &limit) == 0;
         },
         [](Ends& e) { sem_post(&e.semaphore); }},
        {"a semaphore that processes share",
         [](Ends& e) { return sem_wait(e.shared_semaphore) == 0; },
         [](Ends& e) {
             const pid_t child = fork();
             if (child == 0) {
                 sem_post(e.shared_semaphore);
                 _exit(0);
             }
             waitpid(child, nullptr, 0);
         }},
        {"open a FIFO to read it",
         [](Ends& e) {
             const std::string name = e.file("fifo");
             mkfifo(name.c_str(), 0600);
             const int file = open(name.c_str(), O_RDONLY | O_CLOEXEC);
             return file >= 0 && close(file) == 0;
         },
         [](Ends& e) {
             e.pipe_write = open(e.file("fifo").c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC);
         }},
        {"open a FIFO to write to it",
         [](Ends& e) {
             const std::string name = e.file("fifo");
             mkfifo(name.c_str(), 0600);
             const int file = open(name.c_str(), O_WRONLY | O_CLOEXEC);
             return file >= 0 && close(file) == 0;
         },
         [](Ends& e) {
             e.pipe_read = open(e.file("fifo").c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
         }},
        {"flock",
         [](Ends& e) {
             const std::string name = e.file("lock");
             e.pipe_read = open(name.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
             flock(e.pipe_read, LOCK_EX);
             const int second = open(name.c_str(), O_RDWR | O_CLOEXEC);
             return flock(second, LOCK_EX) == 0 && close(second) == 0;
         },
         [](Ends& e) { flock(e.pipe_read, LOCK_UN); }},
        {"a lock of a part of a file",
         [](Ends& e) {
             const std::string name = e.file("lock");
             const int file = open(name.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
             struct flock lock {};
             lock.l_type = F_WRLCK;
             int ready[2];
             if (pipe2(ready, O_CLOEXEC) < 0)
                 return false;
             const pid_t child = fork();
             if (child == 0) {
                 fcntl(file, F_SETLK, &lock);
                 if (write(ready[1], "x", 1) == 1)
                     wait_in_child(e);
                 _exit(0);
             }
             char byte;
             const bool locked = read(ready[0], &byte, 1) == 1 && fcntl(file, F_SETLKW, &lock) == 0;
             close(file);
             close(ready[0]);
             close(ready[1]);
             return locked && waitpid(child, nullptr, 0) == child;
         },
         write_to_pipe},
    };
    return all;
}

// SPDX-License-Identifier: MIT
// Calls of the C library on a script's stack: what they return, how long they take, and that all
// others go on meanwhile. It is the neighbour who ends them: were he held up, nobody would.
#include "gathering.h"
#include "slow_names.h"
#include "small_language.h"

#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <semaphore.h>
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

#include <array>
#include <cerrno>
#include <cstring>
#include <thread>

using namespace braid;
using namespace std::chrono_literals;
using small::Program;

namespace {

struct Scripts : Gathering {
    ScriptTurns turns{loop};
    small::Engine engine{turns, trace};
    std::vector<std::unique_ptr<Script>> scripts;

    ~Scripts() override {
        scripts.clear();
        engine.shut_down(5s);
    }
    Script& start(const char* name, small::Function function) {
        engine.add(name, std::move(function));
        scripts.push_back(engine.load(name, {}, *this));
        scripts.back()->start();
        return *scripts.back();
    }
    Program& program(const char* name) { return engine.program(name); }
};

/// What a call has to do with: two ends, of each kind that there is.
struct Ends {
    int pipe_read = -1, pipe_write = -1;
    int socket = -1, other_socket = -1;
    int datagrams = -1; ///< of a pair that the script has made
    sem_t semaphore;
    sem_t* shared_semaphore = nullptr;
    QTemporaryDir directory;
    int listener = -1, first_to_connect = -1; ///< those that the script has made

    Ends() {
        int ends[2];
        if (pipe2(ends, O_CLOEXEC) < 0)
            qFatal("no pipe");
        pipe_read = ends[0], pipe_write = ends[1];
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0)
            qFatal("no sockets");
        socket = ends[0], other_socket = ends[1];
        sem_init(&semaphore, 0, 0);
        shared_semaphore = static_cast<sem_t*>(mmap(nullptr, sizeof(sem_t), PROT_READ | PROT_WRITE,
                                                    MAP_SHARED | MAP_ANONYMOUS, -1, 0));
        sem_init(shared_semaphore, 1, 0);
    }
    ~Ends() {
        for (const int end : {pipe_read, pipe_write, socket, other_socket, datagrams})
            if (end >= 0)
                close(end);
        sem_destroy(&semaphore);
        munmap(shared_semaphore, sizeof(sem_t));
        for (const int end : {listener, first_to_connect})
            if (end >= 0)
                close(end);
    }
    std::string file(const char* name) const { return directory.filePath(name).toStdString(); }
};

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

/// A call, what it waits for, and how its neighbour ends it. The call returns true if all is well.
struct Case {
    const char* name;
    std::function<bool(Ends&)> call;
    std::function<void(Ends&)> end;
};

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

constexpr std::size_t much = 1 << 20;

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

/// Called on a script's stack, the function has returned `value` and set `errno` so.
struct Answer {
    long value = -2;
    int error = 0;
    Duration took{};
};

/// Names, which a slow library knows (slow_names.cpp).
struct Lookup {
    const char* name;
    std::function<bool()> call;
};
const std::vector<Lookup>& lookups() {
    static const std::vector<Lookup> all = {
        {"getaddrinfo",
         [] {
             addrinfo* found = nullptr;
             errno = 0;
             return getaddrinfo("somewhere.test", nullptr, nullptr, &found) == EAI_SYSTEM &&
                    errno == EXDEV;
         }},
        {"getnameinfo",
         [] {
             sockaddr_in address{};
             char name[16];
             return getnameinfo(reinterpret_cast<sockaddr*>(&address), sizeof address, name,
                                sizeof name, nullptr, 0, 0) == 0 &&
                    std::strcmp(name, "somewhere") == 0;
         }},
        {"gethostbyname",
         [] {
             h_errno = 0;
             return !gethostbyname("somewhere.test") && h_errno == TRY_AGAIN;
         }},
    };
    return all;
}

Answer answer_of(const std::function<long()>& call) {
    Answer answer;
    errno = 0;
    const TimePoint began = Clock::now();
    answer.value = call();
    answer.error = errno;
    answer.took = Clock::now() - began;
    return answer;
}

} // namespace

class TestBlockingCalls : public QObject {
    Q_OBJECT

private slots:
    void a_neighbour_goes_on_and_ends_it_data() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < cases().size(); ++i)
            QTest::newRow(cases()[i].name) << int(i);
    }
    void a_neighbour_goes_on_and_ends_it() {
        QFETCH(int, index);
        const Case& tested = cases()[std::size_t(index)];
        Ends ends;
        Scripts t;
        bool ended_well = false;
        Script& waits = t.start("waits.small", [&](Program&) { ended_well = tested.call(ends); });
        int turns = 0;
        Script& neighbour = t.start("neighbour.small", [&](Program& p) {
            while (t.program("waits.small").times_blocked == 0)
                p.let_others_run();
            for (; turns < 10; ++turns)
                p.rest(1ms);
            QVERIFY(waits.state() == Script::State::Running);
            tested.end(ends);
        });
        QVERIFY(t.finish(neighbour));
        QCOMPARE(turns, 10);
        QVERIFY(t.finish(waits));
        QVERIFY(ended_well);
        QVERIFY(t.program("waits.small").times_blocked > 0);
        QCOMPARE(t.program("waits.small").times_blocked, t.program("waits.small").times_unblocked);
        QCOMPARE(t.program("waits.small").times_preempted, 0);
    }

    void what_is_interrupted_fails_with_EINTR_data() { a_neighbour_goes_on_and_ends_it_data(); }
    void what_is_interrupted_fails_with_EINTR() {
        QFETCH(int, index);
        const Case& tested = cases()[std::size_t(index)];
        std::optional<Ends> ends(std::in_place);
        Scripts t;
        bool ended_well = true;
        int error = 0;
        Script& waits = t.start("waits.small", [&](Program&) {
            errno = 0;
            ended_well = tested.call(*ends);
            error = errno;
        });
        QVERIFY(t.turn_until([&] { return t.program("waits.small").times_blocked > 0; }));
        t.turn();
        waits.stop();
        const TimePoint asked = Clock::now();
        // Some cases go on to wait for what the first call should have brought.
        QVERIFY(t.turn_until([&] {
            if (Clock::now() > asked + 1s)
                tested.end(*ends);
            return waits.state() == Script::State::Ended;
        }));
        QVERIFY(Clock::now() < asked + 10s);
        QVERIFY(!ended_well);
        QCOMPARE(error, EINTR);
        ends.reset();
        while (waitpid(-1, nullptr, 0) > 0 || errno == EINTR)
            continue;
    }

    void names_are_looked_up_while_others_go_on_data() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < lookups().size(); ++i)
            QTest::newRow(lookups()[i].name) << int(i);
    }
    void names_are_looked_up_while_others_go_on() {
        QFETCH(int, index);
        const Lookup& tested = lookups()[std::size_t(index)];
        Scripts t;
        bool found = false;
        Script& waits = t.start("waits.small", [&](Program&) { found = tested.call(); });
        Script& neighbour = t.start("neighbour.small", [&](Program& p) {
            while (t.program("waits.small").times_blocked == 0)
                p.let_others_run();
            for (int turns = 0; turns < 10; ++turns)
                p.rest(1ms);
            QVERIFY(waits.state() == Script::State::Running);
            answer_lookup();
        });
        QVERIFY(t.finish(neighbour));
        QVERIFY(t.finish(waits));
        QVERIFY(found);
        QCOMPARE(t.program("waits.small").times_preempted, 0);
    }
    void an_address_is_no_name_that_somebody_has_to_be_asked_for() {
        Scripts t;
        int result = -1;
        Script& script = t.start("asks.small", [&](Program&) {
            addrinfo* found = nullptr;
            result = getaddrinfo("127.0.0.1", "80", nullptr, &found);
            freeaddrinfo(found);
        });
        QVERIFY(t.finish(script));
        QCOMPARE(result, 0);
        QCOMPARE(t.program("asks.small").times_blocked, 0);
    }

    void times_are_kept_data() {
        QTest::addColumn<int>("value");
        QTest::addColumn<int>("error");
        QTest::newRow("sleep") << 0 << 0;
        QTest::newRow("usleep") << 0 << 0;
        QTest::newRow("nanosleep") << 0 << 0;
        QTest::newRow("clock_nanosleep") << 0 << 0;
        QTest::newRow("clock_nanosleep until") << 0 << 0;
        QTest::newRow("poll") << 0 << 0;
        QTest::newRow("poll of nothing") << 0 << 0;
        QTest::newRow("select") << 0 << 0;
        QTest::newRow("select of nothing") << 0 << 0;
        QTest::newRow("epoll_wait") << 0 << 0;
        QTest::newRow("sem_timedwait") << -1 << ETIMEDOUT;
        QTest::newRow("recv with SO_RCVTIMEO") << -1 << EAGAIN;
    }
    void times_are_kept() {
        const QByteArray name = QTest::currentDataTag();
        QFETCH(int, value);
        QFETCH(int, error);
        Ends ends;
        const auto call = [&]() -> long {
            const timespec delay{0, 100'000'000};
            if (name == "sleep")
                return sleep(1);
            if (name == "usleep")
                return usleep(100'000);
            if (name == "nanosleep")
                return nanosleep(&delay, nullptr);
            if (name == "clock_nanosleep")
                return clock_nanosleep(CLOCK_REALTIME, 0, &delay, nullptr);
            if (name == "clock_nanosleep until") {
                timespec until;
                clock_gettime(CLOCK_MONOTONIC, &until);
                until.tv_nsec += 100'000'000;
                until.tv_sec += until.tv_nsec / 1'000'000'000;
                until.tv_nsec %= 1'000'000'000;
                return clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr);
            }
            if (name == "poll") {
                pollfd watched{ends.pipe_read, POLLIN, 0};
                return poll(&watched, 1, 100);
            }
            if (name == "poll of nothing")
                return poll(nullptr, 0, 100);
            if (name.startsWith("select")) {
                fd_set set;
                FD_ZERO(&set);
                FD_SET(ends.pipe_read, &set);
                timeval limit{0, 100'000};
                const int count = name == "select" ? ends.pipe_read + 1 : 0;
                const int found = select(count, &set, nullptr, nullptr, &limit);
                return found || limit.tv_sec || limit.tv_usec ||
                       (count && FD_ISSET(ends.pipe_read, &set));
            }
            if (name == "epoll_wait") {
                const int epoll = epoll_create1(EPOLL_CLOEXEC);
                epoll_event event;
                const int found = epoll_wait(epoll, &event, 1, 100);
                close(epoll);
                return found;
            }
            if (name == "sem_timedwait") {
                timespec until;
                clock_gettime(CLOCK_REALTIME, &until);
                until.tv_nsec += 100'000'000;
                until.tv_sec += until.tv_nsec / 1'000'000'000;
                until.tv_nsec %= 1'000'000'000;
                return sem_timedwait(&ends.semaphore, &until);
            }
            const timeval limit{0, 100'000};
            setsockopt(ends.socket, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
            char byte;
            return recv(ends.socket, &byte, 1, 0);
        };
        Scripts t;
        Answer answer;
        Script& waits = t.start("waits.small", [&](Program&) { answer = answer_of(call); });
        bool over = false;
        int turns = 0;
        t.start("neighbour.small", [&](Program& p) {
            for (; !over; ++turns)
                p.rest(5ms);
        });
        QVERIFY(t.finish(waits));
        over = true;
        const Duration due = name == "sleep" ? Duration(1s) : Duration(100ms);
        QCOMPARE(answer.value, long(value));
        if (error)
            QCOMPARE(answer.error, error);
        QVERIFY(answer.took >= due);
        QVERIFY2(answer.took < due + 1s, qPrintable(QString::number(answer.took / 1ms)));
        QVERIFY(turns >= 2);
        QCOMPARE(t.program("waits.small").times_blocked, 1);
    }

    void an_interrupted_sleep_says_what_is_left() {
        Scripts t;
        timespec rest{};
        Answer nanoseconds, seconds;
        Script& waits = t.start("waits.small", [&](Program&) {
            const timespec delay{100, 0};
            nanoseconds = answer_of([&] { return nanosleep(&delay, &rest); });
            seconds = answer_of([] { return long(sleep(100)); });
        });
        for (int times = 1; times <= 2; ++times) {
            QVERIFY(t.turn_until([&] { return t.program("waits.small").times_blocked == times; }));
            waits.stop();
            t.turn();
        }
        QVERIFY(t.finish(waits));
        QCOMPARE(nanoseconds.value, -1L);
        QCOMPARE(nanoseconds.error, EINTR);
        QVERIFY(rest.tv_sec >= 97 && rest.tv_sec < 100);
        QVERIFY(seconds.value >= 97 && seconds.value <= 100);
    }

    /// What need not wait, or must not, is not waited for; what fails, fails as ever.
    void what_does_not_wait_returns_at_once() {
        Ends ends;
        Scripts t;
        std::vector<std::pair<const char*, Answer>> answers;
        const auto note = [&](const char* name, const std::function<long()>& call) {
            answers.emplace_back(name, answer_of(call));
        };
        Script& script = t.start("asks.small", [&](Program&) {
            char byte = 0;
            pollfd watched{ends.pipe_read, POLLIN, 0};
            timeval none{};
            note("poll 0", [&] { return poll(&watched, 1, 0); });
            note("select 0", [&] { return select(0, nullptr, nullptr, nullptr, &none); });
            note("read 0", [&] { return read(ends.pipe_read, &byte, 0); });
            note("MSG_DONTWAIT EAGAIN", [&] { return recv(ends.socket, &byte, 1, MSG_DONTWAIT); });
            note("WNOHANG ECHILD", [&] { return waitpid(-1, nullptr, WNOHANG); });
            note("waitpid ECHILD", [&] { return waitpid(1, nullptr, 0); });
            note("read EBADF", [&] { return read(-1, &byte, 1); });
            note("read EBADF", [&] { return read(ends.pipe_write, &byte, 1); });
            note("recv ENOTSOCK", [&] { return recv(ends.pipe_read, &byte, 1, 0); });
            note("accept EINVAL", [&] { return accept(ends.socket, nullptr, nullptr); });
            const timespec wrong{0, -1};
            note("nanosleep EINVAL", [&] { return nanosleep(&wrong, nullptr); });
            note("LOCK_NB EBADF", [&] { return flock(-1, LOCK_EX | LOCK_NB); });
            const timespec long_ago{1, 0};
            note("sem_timedwait ETIMEDOUT",
                 [&] { return sem_timedwait(&ends.semaphore, &long_ago); });
            fcntl(ends.pipe_read, F_SETFL, O_NONBLOCK);
            fcntl(ends.socket, F_SETFL, O_NONBLOCK);
            note("read EAGAIN", [&] { return read(ends.pipe_read, &byte, 1); });
            note("recv EAGAIN", [&] { return recv(ends.socket, &byte, 1, 0); });
            const std::string bytes(much, 'x');
            fcntl(ends.pipe_write, F_SETFL, O_NONBLOCK);
            note("write some",
                 [&] { return write(ends.pipe_write, bytes.data(), much) < 1 << 20; });
            note("send some", [&] { return send(ends.socket, bytes.data(), much, 0) < 1 << 20; });
        });
        QVERIFY(t.finish(script));
        QCOMPARE(answers.size(), 17u);
        const std::map<QByteArray, int> errors = {{"EAGAIN", EAGAIN}, {"ECHILD", ECHILD},
                                                  {"EBADF", EBADF},   {"ENOTSOCK", ENOTSOCK},
                                                  {"EINVAL", EINVAL}, {"ETIMEDOUT", ETIMEDOUT}};
        for (const auto& [name, answer] : answers) {
            const QByteArray last = QByteArray(name).split(' ').last();
            const auto error = errors.find(last);
            QVERIFY2(answer.value == (error != errors.end() ? -1 : last == "some" ? 1 : 0), name);
            if (error != errors.end())
                QVERIFY2(answer.error == error->second, name);
        }
        QCOMPARE(t.program("asks.small").times_blocked, 0);
    }

    /// Nobody else could run meanwhile: it is the signal that ends it.
    void on_a_held_stack_it_waits_by_itself() {
        Ends ends;
        Scripts t;
        Answer answer;
        Script& script = t.start("held.small", [&](Program& p) {
            const StackRun::Hold hold(p);
            answer = answer_of([&] {
                char byte;
                return read(ends.pipe_read, &byte, 1);
            });
        });
        QVERIFY(t.finish(script));
        QCOMPARE(answer.value, -1L);
        QCOMPARE(answer.error, EINTR);
        QCOMPARE(t.program("held.small").times_blocked, 0);
    }

    void a_forked_child_waits_by_itself() {
        Ends ends;
        Scripts t;
        bool ended_well = false;
        Script& script = t.start("fork.small", [&](Program&) {
            const pid_t child = fork();
            if (child == 0) {
                alarm(20);
                char byte;
                pollfd watched{ends.pipe_read, POLLIN, 0};
                usleep(1000);
                const bool well = poll(&watched, 1, -1) == 1 && read(ends.pipe_read, &byte, 1) == 1;
                throw small::Exit{well ? 42 : 1};
            }
            usleep(20'000);
            int status = 0;
            ended_well = write(ends.pipe_write, "x", 1) == 1 &&
                         waitpid(child, &status, 0) == child && WEXITSTATUS(status) == 42;
        });
        QVERIFY(t.finish(script));
        QVERIFY(ended_well);
    }

    void each_that_waits_for_a_semaphore_gets_it_once() {
        Ends ends;
        Scripts t;
        int got = 0;
        std::vector<Script*> scripts;
        for (const char* name : {"a.small", "b.small", "c.small"})
            scripts.push_back(&t.start(name, [&](Program&) {
                for (int i = 0; i < 1000; ++i)
                    if (sem_wait(&ends.semaphore) == 0)
                        ++got;
            }));
        std::thread others([&] {
            for (int i = 0; i < 1000; ++i)
                sem_wait(&ends.semaphore);
        });
        std::thread posts([&] {
            for (int i = 0; i < 4000; ++i) {
                sem_post(&ends.semaphore);
                if (i % 7 == 0)
                    sched_yield();
            }
        });
        bool finished = true;
        for (Script* script : scripts)
            finished = finished && t.finish(*script);
        posts.join();
        others.join();
        QVERIFY(finished);
        QCOMPARE(got, 3000);
        QCOMPARE(sem_trywait(&ends.semaphore), -1);
    }

    void one_that_computes_lets_the_others_go_where_it_might_wait() {
        Scripts t;
        bool over = false;
        int turns = 0;
        Script& busy = t.start("busy.small", [&](Program& p) {
            for (const TimePoint end = Clock::now() + 200ms; Clock::now() < end;) {
                p.step();
                char byte;
                const int file = open("/dev/zero", O_RDONLY | O_CLOEXEC);
                if (read(file, &byte, 1) != 1)
                    qFatal("cannot read");
                close(file);
            }
            over = true;
        });
        t.start("neighbour.small", [&](Program& p) {
            for (; !over; ++turns)
                p.let_others_run();
        });
        QVERIFY(t.finish(busy));
        QVERIFY2(turns >= 5, qPrintable(QString::number(turns)));
    }

    void an_exception_may_be_under_way_on_every_stack() {
        Scripts t;
        std::string order;
        std::vector<Script*> scripts;
        for (const auto& [name, delay] : {std::pair("a.small", 30ms), std::pair("b.small", 60ms)})
            scripts.push_back(&t.start(name, [&order, name = name, delay = delay](Program&) {
                try {
                    throw std::string(name);
                } catch (const std::string&) {
                    usleep(useconds_t(delay / 1us));
                    try {
                        throw;
                    } catch (const std::string& again) {
                        order += again[0];
                    }
                }
            }));
        for (Script* script : scripts)
            QVERIFY(t.finish(*script));
        QCOMPARE(order, std::string("ab"));
    }
};

QTEST_GUILESS_MAIN(TestBlockingCalls)
#include "tst_blocking_calls.moc"

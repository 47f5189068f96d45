// SPDX-License-Identifier: MIT
// Calls of the C library on a script's stack: what they return, how long they take, and that all
// others go on meanwhile. It is the neighbour who ends them: were he held up, nobody would.
#include "blocking_cases.h"
#include "gathering.h"
#include "slow_names.h"
#include "small_language.h"

#include <QTest>

#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <semaphore.h>
#include <sys/epoll.h>
#include <sys/file.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

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

// SPDX-License-Identifier: MIT
#include "loop/event.h"
#include "loop/run.h"
#include "loop/sleep.h"
#include "tests/loop/combining_test.h"

#include <csignal>
#include <memory>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

using namespace braid;
using namespace std::chrono_literals;

namespace {

/// SIGINT as it is in a program of its own: Qt Test has a handler for it.
class UsualInterrupt {
public:
    UsualInterrupt()
        : of_qt_test_(std::signal(SIGINT, SIG_DFL)) {}
    ~UsualInterrupt() { std::signal(SIGINT, of_qt_test_); }
    UsualInterrupt(const UsualInterrupt&) = delete;
    UsualInterrupt& operator=(const UsualInterrupt&) = delete;

private:
    void (*of_qt_test_)(int);
};

/// What `waitpid` says of a process that runs this.
template<typename Program>
int status_of(Program program) {
    const pid_t pid = ::fork();
    if (pid == 0) {
        run(program());
        _exit(0);
    }
    int status = 0;
    ::waitpid(pid, &status, 0);
    return status;
}

Coroutine<int> number(int x) {
    co_await yield();
    co_return x;
}

volatile std::sig_atomic_t heard = 0;

} // namespace

class TestRun : public QObject {
    Q_OBJECT

private slots:
    void ctrl_c_cancels_the_main_task() {
        const UsualInterrupt usual;
        std::string story;
        const auto body = [&]() -> Coroutine<> {
            ::raise(SIGINT);
            try {
                co_await sleep(24h);
            } catch (const CancelledError&) {
                story = "cleaned up";
                throw;
            }
        };
        QVERIFY_THROWS_EXCEPTION(KeyboardInterrupt, run(body()));
        QCOMPARE(story, std::string("cleaned up"));
        struct sigaction now {};
        sigaction(SIGINT, nullptr, &now);
        QVERIFY(now.sa_handler == SIG_DFL);
    }

    void a_runner_runs_one_program_after_the_other() {
        Runner runner;
        QCOMPARE(runner.run(number(1)), 1);
        QCOMPARE(runner.run(number(2)), 2);
    }

    void a_main_task_that_refuses_ctrl_c_returns_as_usual() {
        const UsualInterrupt usual;
        const auto refuse = []() -> Coroutine<int> {
            ::raise(SIGINT);
            try {
                co_await for_ever();
            } catch (const CancelledError& e) {
                co_return e.message() == "Ctrl-C" ? 1 : 2;
            }
            co_return 3;
        };
        Runner runner;
        QCOMPARE(runner.run(refuse()), 1);
        const auto obey = []() -> Coroutine<> {
            ::raise(SIGINT);
            co_await for_ever();
        };
        QVERIFY_THROWS_EXCEPTION(KeyboardInterrupt, runner.run(obey()));
        QCOMPARE(runner.run(number(4)), 4);
    }

    void a_second_ctrl_c_ends_the_process() {
        const UsualInterrupt usual;
        const int status = status_of([]() -> Coroutine<> {
            ::raise(SIGINT);
            try {
                co_await for_ever();
            } catch (const CancelledError&) {
                ::raise(SIGINT);
            }
        });
        QVERIFY(WIFSIGNALED(status) && WTERMSIG(status) == SIGINT);
    }

    void a_second_ctrl_c_ends_the_process_also_while_a_step_holds_the_loop() {
        const UsualInterrupt usual;
        const int status = status_of([]() -> Coroutine<> {
            co_await yield();
            ::raise(SIGINT);
            ::raise(SIGINT);
        });
        QVERIFY(WIFSIGNALED(status) && WTERMSIG(status) == SIGINT);
    }

    void somebody_elses_handler_of_ctrl_c_stays() {
        const UsualInterrupt usual;
        std::signal(SIGINT, [](int) { heard = heard + 1; });
        const auto body = []() -> Coroutine<int> {
            ::raise(SIGINT);
            co_await turns(5);
            co_return current_task().cancelling();
        };
        QCOMPARE(run(body()), 0);
        QCOMPARE(int(heard), 1);
    }

    void a_main_task_that_is_cancelled_throws_cancelled_error() {
        const auto body = []() -> Coroutine<> {
            current_task().cancel("by itself");
            co_await yield();
        };
        std::string message;
        try {
            run(body());
        } catch (const CancelledError& e) {
            message = e.message();
        }
        QCOMPARE(message, std::string("by itself"));
    }

    void what_is_left_is_cancelled_waited_for_and_heard_of() {
        std::vector<std::string> story;
        const auto clean_up = [&](std::string name, bool fails) -> Coroutine<> {
            try {
                co_await for_ever();
            } catch (const CancelledError&) {
            }
            co_await turns(3);
            story.push_back(name);
            if (fails)
                throw std::runtime_error(name);
        };
        const auto body = [&]() -> Coroutine<int> {
            EventLoop::current()->set_exception_handler(
                [&](const LostException& lost) { story.push_back(lost.message); });
            create_task(clean_up("a", false));
            create_task(clean_up("b", true), "failing");
            co_await turns(2);
            co_return 5;
        };
        QCOMPARE(run(body()), 5);
        QCOMPARE(story.size(), std::size_t(3));
        QCOMPARE(story[0], std::string("a"));
        QCOMPARE(story[1], std::string("b"));
        QVERIFY(story[2].starts_with("failing failed"));
    }

    void tasks_stay_from_one_run_to_the_next() {
        Event gate;
        Runner runner;
        Task<> task;
        const auto begin = [&]() -> Coroutine<> {
            task = create_task(gate.wait());
            co_await yield();
        };
        runner.run(begin());
        QVERIFY(!task.done());
        const auto finish = [&]() -> Coroutine<> {
            gate.set();
            co_await task;
        };
        runner.run(finish());
        QVERIFY(task.done() && !task.cancelled());
    }

    void results_of_every_kind_are_returned() {
        static int variable = 1;
        const auto refer = []() -> Coroutine<int&> { co_return variable; };
        QCOMPARE(&run(refer()), &variable);
        const auto own = []() -> Coroutine<std::unique_ptr<int>> {
            co_return std::make_unique<int>(7);
        };
        QCOMPARE(*run(own()), 7);
    }
};

QTEST_GUILESS_MAIN(TestRun)
#include "tst_run.moc"

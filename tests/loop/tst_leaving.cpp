#define QT_NO_KEYWORDS // Asio has a function `emit`
#include "loop/context_var.h"
#include "loop/executor.h"
#include "loop/file.h"
#include "loop/sleep.h"
#include "loop/subprocess.h"
#include "loop/timeout.h"
#include "tests/loop/coroutine_test.h"

#include <QTemporaryDir>

#include <atomic>
#include <csignal>
#include <future>
#include <memory>
#include <set>
#include <thread>

using namespace braid;
using namespace std::chrono_literals;

namespace {

ContextVar<std::string> user("nobody");

Coroutine<> turns(int count) {
    for (int i = 0; i < count; ++i)
        co_await yield();
}

} // namespace

class TestLeaving : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // -- threads ------------------------------------------------------------------------------

    void a_function_runs_in_another_thread_while_the_loop_goes_on() {
        run_test([]() -> Coroutine<> {
            std::promise<void> go;
            const auto block = [](std::promise<void>& gate) {
                gate.get_future().wait();
                return std::this_thread::get_id();
            };
            auto task = create_task(to_thread(block, std::ref(go)));
            co_await turns(100); // the loop is alive
            CO_VERIFY(!task.done());
            go.set_value();
            const std::thread::id id = co_await task;
            CO_VERIFY(id != std::this_thread::get_id());
        });
    }

    void results_only_move_and_exceptions_come_back() {
        run_test([]() -> Coroutine<> {
            auto seven = std::make_unique<int>(7);
            const auto doubled = [](std::unique_ptr<int> x) {
                return std::make_unique<int>(2 * *x);
            };
            const auto result = co_await to_thread(doubled, std::move(seven));
            CO_VERIFY(*result == 14);
            bool thrown = false;
            const auto fail = [] { throw std::runtime_error("there"); };
            try {
                co_await to_thread(fail);
            } catch (const std::runtime_error&) {
                thrown = true;
            }
            CO_VERIFY(thrown);
        });
    }

    void a_cancelled_task_does_not_wait_for_its_thread() {
        std::promise<void> go;
        auto arrived = go.get_future().share();
        {
            EventLoop loop;
            const auto block = [arrived] { arrived.wait(); };
            auto task = create_task(loop, to_thread(block));
            loop.run_ready(Clock::now(), false);
            task.cancel();
            while (!task.done())
                loop.run_ready(Clock::now() + 1ms, false);
            QVERIFY(task.cancelled());
            go.set_value();
        }
    }

    void an_executor_maps_in_order_and_by_completion() {
        run_test([]() -> Coroutine<> {
            ThreadPoolExecutor pool(4);
            std::vector<int> items;
            for (int i = 0; i < 100; ++i)
                items.push_back(i);
            const auto square = [](int x) { return x * x; };
            const std::vector<int> squares = co_await map(pool, square, items);
            for (int i = 0; i < 100; ++i)
                CO_VERIFY(squares[i] == i * i);
            std::set<int> seen;
            auto results = map_as_completed(pool, square, items);
            for (;;) {
                const auto task = co_await results.next();
                if (!task)
                    break;
                seen.insert(task->result());
            }
            CO_VERIFY(seen.size() == 100);
        });
    }

    void an_executor_outlives_a_loop_that_still_waits_for_it() {
        ThreadPoolExecutor pool(1);
        std::promise<void> go;
        auto arrived = go.get_future().share();
        std::atomic<bool> ran = false;
        {
            EventLoop loop;
            const auto work = [arrived, &ran] {
                arrived.wait();
                ran = true;
            };
            create_task(loop, run_in_executor(pool, work));
            loop.run_ready(Clock::now(), false);
        }
        go.set_value();
        while (!ran)
            std::this_thread::yield();
    }

    void futures_are_set_from_other_threads_by_the_loop() {
        run_test([]() -> Coroutine<> {
            EventLoop& loop = *EventLoop::current();
            Future<int> future;
            std::thread other(
                [&] { loop.call_soon_threadsafe([future] { future.set_result(5); }); });
            const int x = co_await future;
            other.join();
            CO_VERIFY(x == 5);
        });
    }

    // -- files --------------------------------------------------------------------------------

    void files_are_read_and_written() {
        QTemporaryDir directory;
        const std::filesystem::path path = directory.filePath("file.txt").toStdString();
        run_test([&]() -> Coroutine<> {
            std::string large(3'000'000, 'x');
            co_await write_file(path, large);
            const std::string back = co_await read_file(path);
            CO_VERIFY(back == large);

            File file = co_await open_file(path, "w+");
            co_await file.write("one\ntwo");
            co_await file.seek(0);
            const std::string first = co_await file.read_line();
            const std::string second = co_await file.read_line();
            const std::string end = co_await file.read_line();
            CO_VERIFY(first == "one\n" && second == "two" && end.empty());
            co_await file.close();

            bool thrown = false;
            try {
                co_await read_file("/does/not/exist");
            } catch (const std::system_error& e) {
                thrown = e.code() == std::errc::no_such_file_or_directory;
            }
            CO_VERIFY(thrown);
        });
    }

    // -- subprocesses -------------------------------------------------------------------------

    void a_process_gets_input_and_gives_output() {
        run_test([]() -> Coroutine<> {
            const SubprocessOptions pipes{Stdio::Pipe, Stdio::Pipe, Stdio::Pipe};
            std::vector<std::string> arguments{"sort"};
            Process sort = co_await create_subprocess_exec(arguments, pipes);
            const Process::Output output = co_await sort.communicate("b\na\n");
            CO_VERIFY(output.standard_output == "a\nb\n");
            CO_VERIFY(sort.returncode() == 0);

            Process shell = co_await create_subprocess_shell("echo oh >&2; exit 3", pipes);
            const Process::Output error = co_await shell.communicate();
            CO_VERIFY(error.standard_error == "oh\n" && shell.returncode() == 3);
        });
    }

    void much_output_and_much_input_at_once_do_not_block() {
        run_test([]() -> Coroutine<> {
            const SubprocessOptions pipes{Stdio::Pipe, Stdio::Pipe, Stdio::Inherit};
            std::vector<std::string> arguments{"cat"};
            Process cat = co_await create_subprocess_exec(arguments, pipes);
            std::string large(2'000'000, 'x');
            const Process::Output output = co_await cat.communicate(large);
            CO_VERIFY(output.standard_output == large);
        });
    }

    void a_process_is_waited_for_and_signalled() {
        run_test([]() -> Coroutine<> {
            Process sleeper = co_await create_subprocess_shell("exec sleep 100");
            bool late = false;
            try {
                co_await timeout(5ms, sleeper.wait());
            } catch (const TimeoutError&) {
                late = true;
            }
            CO_VERIFY(late && !sleeper.returncode());
            sleeper.terminate();
            const int code = co_await sleeper.wait();
            CO_VERIFY(code == -SIGTERM);
        });
    }

    void a_program_that_is_not_there_is_an_error() {
        run_test([]() -> Coroutine<> {
            bool thrown = false;
            std::vector<std::string> arguments{"no-such-program-of-braid"};
            try {
                Process process = co_await create_subprocess_exec(arguments);
            } catch (const std::system_error& e) {
                thrown = e.code() == std::errc::no_such_file_or_directory;
            }
            CO_VERIFY(thrown);
        });
    }

    void a_process_nobody_keeps_is_killed() {
        run_test([]() -> Coroutine<> {
            pid_t pid = -1;
            {
                Process sleeper = co_await create_subprocess_shell("exec sleep 100");
                pid = sleeper.pid();
            }
            CO_VERIFY(::kill(pid, 0) != 0 && errno == ESRCH);
        });
    }

    // -- context ------------------------------------------------------------------------------

    void a_context_value_is_the_tasks_own_and_inherited_by_its_children() {
        run_test([]() -> Coroutine<> {
            const auto name = []() -> Coroutine<std::string> {
                co_await yield();
                co_return user.get();
            };
            const auto as = [&](std::string who) -> Coroutine<std::string> {
                user.set(who);
                co_await turns(2);
                auto child = create_task(name());
                user.set("changed later");
                const std::string seen = co_await child;
                co_return seen;
            };
            auto all = gather(as("ada"), as("grace"));
            const auto [a, b] = co_await all;
            CO_VERIFY(a == "ada" && b == "grace" && user.get() == "nobody");
            const auto token = user.set("x");
            CO_VERIFY(user.get() == "x");
            user.reset(token);
            CO_VERIFY(user.get() == "nobody");
        });
    }

    // -- Ctrl-C -------------------------------------------------------------------------------

    void ctrl_c_cancels_the_main_task() {
        const auto of_qt_test = std::signal(SIGINT, SIG_DFL);
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
        std::signal(SIGINT, of_qt_test);
    }

    void a_runner_runs_one_program_after_the_other() {
        Runner runner;
        const auto number = [](int x) -> Coroutine<int> {
            co_await yield();
            co_return x;
        };
        QCOMPARE(runner.run(number(1)), 1);
        QCOMPARE(runner.run(number(2)), 2);
    }
};

QTEST_GUILESS_MAIN(TestLeaving)
#include "tst_leaving.moc"

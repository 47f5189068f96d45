// SPDX-License-Identifier: MIT
#define QT_NO_KEYWORDS // Asio has a function `emit`
#include "loop/gather.h"
#include "loop/sleep.h"
#include "loop/subprocess.h"
#include "loop/timeout.h"
#include "tests/loop/combining_test.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

#include <cerrno>
#include <csignal>
#include <string>
#include <system_error>
#include <vector>

using namespace braid;
using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

const SubprocessOptions in_and_out{Stdio::Pipe, Stdio::Pipe, Stdio::Inherit};

} // namespace

class TestSubprocess : public QObject {
    Q_OBJECT

private Q_SLOTS:
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

    void a_process_has_a_terminal() {
        run_test([]() -> Coroutine<> {
            SubprocessOptions terminal{Stdio::Terminal, Stdio::Terminal, Stdio::Terminal, true};
            Process shell = co_await create_subprocess_shell(
                "[ -t 0 ] && read line < /dev/tty && echo $line; tty >&2; tty <&2", terminal);
            co_await asio::async_write(*shell.standard_input, asio::buffer("typed\n", 6),
                                       use_coroutine);
            const int code = co_await shell.wait();
            CO_VERIFY(code == 0);
            std::string shown(100, ' '), errors(100, ' ');
            const auto size =
                co_await shell.standard_output->async_read_some(asio::buffer(shown), use_coroutine);
            shown.resize(size);
            CO_VERIFY(shown.starts_with("typed\r\ntyped\r\n/dev/pts/"));
            const auto wrong =
                co_await shell.standard_error->async_read_some(asio::buffer(errors), use_coroutine);
            errors.resize(wrong);
            // Each is a terminal, and not the same.
            CO_VERIFY(errors.starts_with("/dev/pts/") && !shown.ends_with(errors));
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

    void a_process_is_talked_to_by_its_streams() {
        run_test([]() -> Coroutine<> {
            Process cat = co_await create_subprocess_shell("exec cat", in_and_out);
            for (int i = 0; i < 3; ++i) {
                const std::string said = "line " + std::to_string(i);
                co_await asio::async_write(*cat.standard_input, asio::buffer(said));
                std::string heard(said.size(), ' ');
                co_await asio::async_read(*cat.standard_output, asio::buffer(heard));
                CO_VERIFY(heard == said);
            }
            CO_VERIFY(!cat.returncode());
            cat.standard_input.reset();
            const int code = co_await cat.wait();
            CO_VERIFY(code == 0 && cat.returncode() == 0);
        });
    }

    void a_program_that_does_not_read_its_input_is_no_error() {
        std::signal(SIGPIPE, SIG_DFL); // as in a program of its own: Qt Test has a handler for it
        run_test([]() -> Coroutine<> {
            Process program = co_await create_subprocess_shell("echo done", in_and_out);
            const std::string much(1'000'000, 'x');
            const Process::Output output = co_await program.communicate(much);
            CO_VERIFY(output.standard_output == "done\n" && program.returncode() == 0);
        });
    }

    void several_tasks_may_wait_for_a_process_and_one_may_give_up() {
        run_test([]() -> Coroutine<> {
            Process sleeper = co_await create_subprocess_shell("exec sleep 100");
            auto first = create_task(sleeper.wait());
            auto second = create_task(sleeper.wait());
            auto impatient = create_task(sleeper.wait());
            co_await turns(5);
            impatient.cancel();
            const bool cancelled = co_await was_cancelled(impatient);
            CO_VERIFY(cancelled && !sleeper.returncode()); // it goes on
            sleeper.send_signal(SIGKILL);
            const auto [a, b] = co_await gather(first, second);
            CO_VERIFY(a == -SIGKILL && b == -SIGKILL);
            const int again = co_await sleeper.wait();
            CO_VERIFY(again == -SIGKILL);
            sleeper.terminate(); // too late, and no error
        });
    }

    void a_process_may_go_while_it_is_communicated_with() {
        run_test([]() -> Coroutine<> {
            const auto work = []() -> Coroutine<> {
                Process sleeper = co_await create_subprocess_shell("exec sleep 100", in_and_out);
                co_await sleeper.communicate(std::string(1'000'000, 'x'));
            };
            auto task = create_task(work());
            co_await turns(5);
            task.cancel();
            const bool cancelled = co_await was_cancelled(task);
            CO_VERIFY(cancelled);
            co_await turns(5); // its readers and its writer end without it
        });
    }

    void streams_lead_where_they_are_told_to() {
        run_test([]() -> Coroutine<> {
            const SubprocessOptions quiet{Stdio::DevNull, Stdio::DevNull, Stdio::DevNull};
            Process cat = co_await create_subprocess_shell("cat; echo not seen; exit 5", quiet);
            CO_VERIFY(!cat.standard_input && !cat.standard_output && !cat.standard_error);
            const Process::Output output = co_await cat.communicate("nobody reads this");
            CO_VERIFY(output.standard_output.empty() && output.standard_error.empty());
            CO_VERIFY(cat.returncode() == 5);
        });
    }
};

QTEST_GUILESS_MAIN(TestSubprocess)
#include "tst_subprocess.moc"

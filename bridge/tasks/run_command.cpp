// SPDX-License-Identifier: MIT
// Runs a shell command: what it prints is heard as it comes, what is typed goes to it.
#include "bridge/script/terminal_settings.h"
#include "bridge/tasks/task_kind.h"
#include "bridge/tasks/words.h"
#include "loop/asio.h"
#include "loop/errors.h"
#include "loop/shield.h"
#include "loop/subprocess.h"
#include "loop/task_group.h"
#include "loop/timeout.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>

#include <csignal>
#include <cstring>
#include <optional>

namespace braid::tasks {

namespace {

namespace asio = boost::asio;
using Stream = std::optional<Process::Stream>;

/// How long a command may take to end when it is told to, before it is told harder.
constexpr auto patience = std::chrono::seconds(2);

struct Command {
    TaskContext& task;
    Process process;
    std::uint64_t heard = 0; ///< bytes that it has printed
    bool over = false;

    Command(TaskContext& context, Process started)
        : task(context)
        , process(std::move(started)) {
        lend(process.standard_input);
        lend(process.standard_error);
    }
    ~Command() {
        close(process.standard_error);
        close(process.standard_input);
        if (!over)
            signal(SIGKILL);
    }
    void lend(Stream& stream) const {
        if (task.at_terminal())
            task.lend_terminal(stream->native_handle());
    }
    void close(Stream& stream) const {
        if (stream)
            task.take_back_terminal(stream->native_handle());
        stream.reset();
    }
    /// To the command and all that it has started.
    void signal(int number) const { ::kill(-process.pid(), number); }
};

/// Until nobody writes there any more, be it a child of the command.
Coroutine<> hear(Command& command, Stream& from, OutputStream stream) {
    std::string piece(64 << 10, '\0'); // as much as a pipe holds
    for (;;) {
        const auto [error, size] =
            co_await from->async_read_some(asio::buffer(piece), asio::as_tuple(use_coroutine));
        if (error || command.task.is_closed(stream))
            break;
        command.task.write(stream, std::string_view(piece).substr(0, size));
        command.heard += size;
        command.task.progress(in_bytes(command.heard) + " of output");
        co_await command.task.room();
    }
    command.close(from);
}

Coroutine<> feed(Command& command) {
    Stream& to = command.process.standard_input;
    for (;;) {
        std::string typed = co_await command.task.read_input();
        const bool ended = typed.empty();
        if (command.task.at_terminal()) // whose end is no state, but typed
            typed = ended ? std::string(1, end_character(to->native_handle())) : as_typed(typed);
        const auto [error, size] =
            co_await asio::async_write(*to, asio::buffer(typed), asio::as_tuple(use_coroutine));
        if (error || ended)
            break;
    }
    if (!command.task.at_terminal())
        to.reset();
}

/// Until it has ended, and nobody of its children says any more.
Coroutine<> until_over(Command& command, const Task<>& output, const Task<>& errors) {
    co_await shield(output);
    co_await shield(errors);
    co_await command.process.wait();
    command.over = true;
}

/// Makes it stop, and hears what it says to that.
Coroutine<> stop(Command& command, const Task<>& output, const Task<>& errors) {
    for (const int number : {SIGINT, SIGTERM, SIGKILL}) {
        command.signal(number);
        try {
            co_await timeout(patience, until_over(command, output, errors));
            break;
        } catch (const TimeoutError&) { // the next one
        }
    }
}

Coroutine<> run_shell(TaskContext& task) {
    const Stdio stdio = task.at_terminal() ? Stdio::Terminal : Stdio::Pipe;
    SubprocessOptions options{stdio, stdio, stdio, true};
    Process process = co_await create_subprocess_shell(task.text("command"), options);
    Command command(task, std::move(process));
    task.progress("process " + std::to_string(command.process.pid()));
    TaskGroup helpers;
    const Task<> output = helpers.create_task(
        hear(command, command.process.standard_output, OutputStream::Out), "output");
    const Task<> errors = helpers.create_task(
        hear(command, command.process.standard_error, OutputStream::Err), "errors");
    helpers.create_task(feed(command), "input");
    std::exception_ptr stopped;
    try {
        co_await until_over(command, output, errors);
    } catch (const CancelledError&) {
        stopped = std::current_exception();
    }
    if (stopped)
        co_await stop(command, output, errors);
    helpers.cancel();
    co_await helpers.join();
    if (stopped)
        std::rethrow_exception(stopped);
    const int status = *command.process.returncode();
    if (status < 0)
        throw TaskFailure(std::string("ended by a signal: ") + ::strsignal(-status), 128 - status);
    if (status > 0)
        throw TaskFailure("exit status " + std::to_string(status), status);
}

} // namespace

TaskKind run_command() {
    return {.name = "run",
            .title = "Run a command",
            .description = "Runs a command of the shell. What is typed goes to it. Stop is Ctrl-C, "
                           "for all that it has started; what does not end then is killed.",
            .parameters = {{.name = "command",
                            .title = "Command",
                            .description = "as one types it in a terminal",
                            .value_name = "COMMAND",
                            .is_positional = true}},
            .run = run_shell};
}

} // namespace braid::tasks

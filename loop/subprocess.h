// SPDX-License-Identifier: MIT
#pragma once

#include "loop/asio.h"
#include "loop/coroutine.h"

#include <boost/asio/posix/stream_descriptor.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <sys/types.h>
#include <utility>
#include <vector>

namespace braid {

/// Where a stream of a new process leads.
///
/// With a pipe to its input, SIGPIPE is ignored from then on in the whole program, as Python does,
/// if it was not handled: writing to a process that has ended then fails with broken_pipe.
///
/// A terminal is one for input and output, which controls a new session: what is typed for Ctrl-C
/// is a signal there. Errors have another, so that they can be told apart. Reading ends with an
/// error when nobody has the terminal any more.
enum class Stdio { Inherit, Pipe, DevNull, Terminal };

/// Where the streams of a new process lead.
struct SubprocessOptions {
    Stdio standard_input = Stdio::Inherit;
    Stdio standard_output = Stdio::Inherit;
    Stdio standard_error = Stdio::Inherit;
    /// It and what it starts are a group of their own, which `kill(-pid, …)` reaches, and which
    /// Ctrl-C in this program's terminal does not.
    bool start_new_session = false;
};

/// Another program that runs. Its streams, if they are ours, are Asio's, awaited as they stand.
///
///     Process sort = co_await create_subprocess_exec({"sort"}, {Stdio::Pipe, Stdio::Pipe});
///     const Process::Output output = co_await sort.communicate("b\na\n");
///
/// (With g++ 12, name the two braced arguments first.) A process that is left running when its
/// object goes is killed.
class Process {
public:
    using Stream = Awaiting<boost::asio::posix::stream_descriptor>;
    /// All that it wrote, of the streams that are pipes.
    struct Output {
        std::string standard_output;
        std::string standard_error;
    };

    Process(Process&& other) noexcept;
    Process& operator=(Process other) noexcept;
    ~Process();

    pid_t pid() const noexcept { return pid_; }
    /// The exit status, or minus the signal that ended it; empty while it runs.
    std::optional<int> returncode() const noexcept { return returncode_; }
    /// Waits for its end; gives the returncode. If its output is a pipe, read that too, or it may
    /// never end: see `communicate`.
    Coroutine<int> wait();
    /// Writes `input` to it and closes that stream, a pipe; reads all its output, and waits for its
    /// end.
    Coroutine<Output> communicate(std::string input = {});

    void send_signal(int signal);
    void terminate();
    void kill();

    /// Each is there if it is a pipe or a terminal.
    std::optional<Stream> standard_input;
    std::optional<Stream> standard_output;
    std::optional<Stream> standard_error;

private:
    friend Coroutine<Process> create_subprocess_exec(std::vector<std::string> arguments,
                                                     SubprocessOptions options);
    Process(EventLoop& loop, pid_t pid);
    void reap() noexcept;

    pid_t pid_ = -1;
    std::optional<int> returncode_;
    std::optional<Stream> end_; ///< a pidfd: readable when the process has ended
};

/// Starts the program `arguments[0]`, looked up in PATH. Throws std::system_error if it cannot be.
Coroutine<Process> create_subprocess_exec(std::vector<std::string> arguments,
                                          SubprocessOptions options = {});
/// Has /bin/sh run the command.
Coroutine<Process> create_subprocess_shell(std::string command, SubprocessOptions options = {});

} // namespace braid

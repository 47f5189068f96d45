// SPDX-License-Identifier: MIT
#include "loop/subprocess.h"

#include "loop/gather.h"
#include "loop/pseudo_terminal.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <spawn.h>
#include <stdexcept>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace asio = boost::asio;

namespace braid {

namespace {

[[noreturn]] void throw_error(int error, const std::string& what) {
    throw std::system_error(error, std::generic_category(), what);
}

/// Writing to a program that has ended is an error, not the end of this one, unless this one has
/// chosen otherwise.
void survive_broken_pipes() {
    struct sigaction now {};
    sigaction(SIGPIPE, nullptr, &now);
    if (now.sa_handler == SIG_DFL)
        std::signal(SIGPIPE, SIG_IGN);
}

/// The attributes of a process to be, and our ends of its pipes.
class Spawn {
public:
    Spawn() {
        posix_spawn_file_actions_init(&actions_);
        posix_spawnattr_init(&attributes_);
        // A child starts with the usual signals, whatever this program does with them.
        sigset_t none;
        sigset_t all;
        sigemptyset(&none);
        sigfillset(&all);
        posix_spawnattr_setsigmask(&attributes_, &none);
        posix_spawnattr_setsigdefault(&attributes_, &all);
        posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    }
    ~Spawn() {
        posix_spawn_file_actions_destroy(&actions_);
        posix_spawnattr_destroy(&attributes_);
        for (const int fd : theirs_)
            ::close(fd);
    }
    Spawn(const Spawn&) = delete;
    Spawn& operator=(const Spawn&) = delete;

    void connect(EventLoop& loop, int number, Stdio stdio, std::optional<Process::Stream>& stream) {
        if (stdio == Stdio::Inherit)
            return;
        if (stdio == Stdio::Terminal)
            return connect_terminal(loop, number, stream);
        const bool reads = number == STDIN_FILENO;
        if (reads && stdio == Stdio::Pipe)
            survive_broken_pipes();
        if (stdio == Stdio::DevNull) {
            posix_spawn_file_actions_addopen(&actions_, number, "/dev/null",
                                             reads ? O_RDONLY : O_WRONLY, 0);
            return;
        }
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0)
            throw_error(errno, "pipe2");
        theirs_.push_back(ends[reads ? 0 : 1]);
        stream.emplace(loop.io_context(), ends[reads ? 1 : 0]);
        posix_spawn_file_actions_adddup2(&actions_, theirs_.back(), number);
    }

    void connect_terminal(EventLoop& loop, int number, std::optional<Process::Stream>& stream) {
        if (number == STDOUT_FILENO && keyboard_ >= 0) {
            const int same = ::fcntl(keyboard_, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
            if (same < 0)
                throw_error(errno, "fcntl");
            stream.emplace(loop.io_context(), same);
            posix_spawn_file_actions_adddup2(&actions_, STDIN_FILENO, number);
            return;
        }
        const int terminal = open_pseudo_terminal();
        stream.emplace(loop.io_context(), terminal);
        // Opened by the leader of a new session, the first one becomes its controlling terminal.
        posix_spawn_file_actions_addopen(&actions_, number, pseudo_terminal_name(terminal).c_str(),
                                         O_RDWR | (number == STDERR_FILENO ? O_NOCTTY : 0), 0);
        if (number == STDIN_FILENO)
            keyboard_ = terminal;
    }

    void start_new_session() {
        posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF |
                                                   POSIX_SPAWN_SETSID);
    }

    pid_t run(const std::vector<std::string>& arguments) {
        std::vector<char*> argv;
        for (const std::string& argument : arguments)
            argv.push_back(const_cast<char*>(argument.c_str()));
        argv.push_back(nullptr);
        pid_t pid = -1;
        if (const int error =
                ::posix_spawnp(&pid, argv[0], &actions_, &attributes_, argv.data(), environ))
            throw_error(error, arguments[0]);
        return pid;
    }

private:
    posix_spawn_file_actions_t actions_;
    posix_spawnattr_t attributes_;
    std::vector<int> theirs_;
    int keyboard_ = -1; ///< our end of the terminal that is its input
};

Coroutine<std::string> read_all(std::optional<Process::Stream>& stream) {
    std::string all;
    if (!stream)
        co_return all;
    std::array<char, 4096> chunk;
    for (;;) {
        const auto [error, n] =
            co_await stream->async_read_some(asio::buffer(chunk), asio::as_tuple(use_coroutine));
        all.append(chunk.data(), n);
        if (error)
            co_return all;
    }
}

Coroutine<> write_all(std::optional<Process::Stream>& stream, std::string input) {
    if (!stream)
        co_return;
    // A program that does not read all its input closes the pipe; that is no error of ours.
    co_await asio::async_write(*stream, asio::buffer(input), asio::transfer_all(),
                               asio::as_tuple(use_coroutine));
    stream.reset();
}

} // namespace

Process::Process(EventLoop& loop, pid_t pid)
    : pid_(pid) {
    const int fd = int(::syscall(SYS_pidfd_open, pid, 0));
    if (fd < 0) {
        const int error = errno;
        kill();
        reap();
        throw_error(error, "pidfd_open");
    }
    end_.emplace(loop.io_context(), fd);
}

Process::Process(Process&& other) noexcept
    : standard_input(std::move(other.standard_input))
    , standard_output(std::move(other.standard_output))
    , standard_error(std::move(other.standard_error))
    , pid_(std::exchange(other.pid_, -1))
    , returncode_(other.returncode_)
    , end_(std::move(other.end_)) {}

Process& Process::operator=(Process other) noexcept {
    std::swap(standard_input, other.standard_input);
    std::swap(standard_output, other.standard_output);
    std::swap(standard_error, other.standard_error);
    std::swap(pid_, other.pid_);
    std::swap(returncode_, other.returncode_);
    std::swap(end_, other.end_);
    return *this;
}

Process::~Process() {
    if (pid_ < 0 || returncode_)
        return;
    ::kill(pid_, SIGKILL);
    reap();
}

void Process::reap() noexcept {
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    returncode_ = WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

Coroutine<int> Process::wait() {
    if (!returncode_) {
        co_await end_->async_wait(Stream::wait_read);
        if (!returncode_) // others may wait, too
            reap();
    }
    co_return *returncode_;
}

Coroutine<Process::Output> Process::communicate(std::string input) {
    auto work = gather(write_all(standard_input, std::move(input)), read_all(standard_output),
                       read_all(standard_error));
    auto [nothing, out, err] = co_await work;
    static_cast<void>(nothing);
    co_await wait();
    Output output;
    output.standard_output = std::move(out);
    output.standard_error = std::move(err);
    co_return output;
}

void Process::send_signal(int signal) {
    if (!returncode_)
        ::kill(pid_, signal);
}
void Process::terminate() { send_signal(SIGTERM); }
void Process::kill() { send_signal(SIGKILL); }

Coroutine<Process> create_subprocess_exec(std::vector<std::string> arguments,
                                          SubprocessOptions options) {
    if (arguments.empty())
        throw std::invalid_argument("create_subprocess_exec: no program given");
    EventLoop& loop = detail::scheduler_of_this_thread().loop;
    std::optional<Process::Stream> streams[3];
    Spawn spawn;
    spawn.connect(loop, STDIN_FILENO, options.standard_input, streams[0]);
    spawn.connect(loop, STDOUT_FILENO, options.standard_output, streams[1]);
    spawn.connect(loop, STDERR_FILENO, options.standard_error, streams[2]);
    if (options.start_new_session)
        spawn.start_new_session();
    Process process(loop, spawn.run(arguments));
    process.standard_input = std::move(streams[0]);
    process.standard_output = std::move(streams[1]);
    process.standard_error = std::move(streams[2]);
    co_return process;
}

Coroutine<Process> create_subprocess_shell(std::string command, SubprocessOptions options) {
    std::vector<std::string> arguments{"/bin/sh", "-c", std::move(command)};
    return create_subprocess_exec(std::move(arguments), options);
}

} // namespace braid

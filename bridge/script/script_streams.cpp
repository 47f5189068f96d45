// SPDX-License-Identifier: MIT
#include "bridge/script/script_streams.h"

#include "bridge/script/current_run.h"
#include "bridge/script/terminal_settings.h"
#include "loop/pseudo_terminal.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

namespace braid {

namespace {

/// An end of a stream, until somebody takes it.
class End {
public:
    explicit End(int descriptor)
        : descriptor_(move_out_of_the_way(descriptor)) {}
    ~End() {
        if (descriptor_ >= 0)
            close(descriptor_);
    }
    End(End&& other) noexcept
        : descriptor_(other.take()) {}
    End& operator=(End&&) = delete;

    int number() const noexcept { return descriptor_; }
    int take() noexcept { return std::exchange(descriptor_, -1); }

private:
    int descriptor_;
};

struct Pipe {
    End read, write;
};

int checked(int descriptor) {
    if (descriptor < 0)
        throw std::system_error(errno, std::generic_category(), "a script's standard streams");
    return descriptor;
}

Pipe make_pipe() {
    int ends[2];
    checked(pipe2(ends, O_CLOEXEC));
    return {End(ends[0]), End(ends[1])};
}

End another(const End& end) { return End(checked(fcntl(end.number(), F_DUPFD_CLOEXEC, 3))); }

struct Terminal {
    End master, slave;
};

Terminal make_terminal() {
    End master(open_pseudo_terminal());
    End slave(open_program_end(master.number()));
    return {std::move(master), std::move(slave)};
}

} // namespace

ScriptStreams::ScriptStreams(EventLoop& loop, std::shared_ptr<ScriptReport> report)
    : input_(std::make_shared<ScriptInput>(loop))
    , readers_{std::make_shared<OutputReader>(loop, report, OutputStream::Out),
               std::make_shared<OutputReader>(loop, report, OutputStream::Err)} {}

void ScriptStreams::open(Audience audience) {
    if (audience == Audience::Terminal)
        open_terminals();
    else
        open_pipes();
}

void ScriptStreams::open_pipes() {
    Pipe in = make_pipe(), out = make_pipe(), err = make_pipe();
    descriptors_.open({in.read.take(), out.write.take(), err.write.take()},
                      {in.write.number(), out.read.number(), err.read.number()});
    input_->open(in.write.take(), false);
    readers_[0]->open(out.read.take());
    readers_[1]->open(err.read.take());
}

/// One for what is read and written, and one for errors, to tell them apart.
void ScriptStreams::open_terminals() {
    Terminal main = make_terminal(), err = make_terminal();
    End in = another(main.slave), keyboard = another(main.master);
    terminal_name_ = pseudo_terminal_name(main.master.number());
    descriptors_.open({in.take(), main.slave.take(), err.slave.take()},
                      {keyboard.number(), main.master.number(), err.master.number()});
    input_->open(keyboard.take(), true);
    readers_[0]->open(main.master.take());
    readers_[1]->open(err.master.take());
    set_terminal_size(terminal_size_.ws_col, terminal_size_.ws_row);
}

bool ScriptStreams::set_terminal_size(int columns, int rows) {
    const winsize before = terminal_size_;
    terminal_size_ = terminal_size(columns, rows);
    for (const auto& reader : readers_)
        if (reader && !terminal_name_.empty())
            reader->set_terminal_size(terminal_size_);
    return !terminal_name_.empty() &&
           (before.ws_col != terminal_size_.ws_col || before.ws_row != terminal_size_.ws_row);
}

void ScriptStreams::finish() {
    descriptors_.empty();
    input_->end();
    input_->close();
    drain();
    for (std::size_t i = 0; i < readers_.size(); ++i)
        late_readers_[i] = std::exchange(readers_[i], nullptr);
}

void ScriptStreams::close_output(OutputStream stream) {
    const auto i = std::size_t(stream);
    if (const auto reader = readers_[i] ? readers_[i] : late_readers_[i].lock())
        reader->close();
}

void ScriptStreams::drain() {
    const CurrentRun::Aside aside;
    drain(last_written_);
    drain(last_written_ == OutputStream::Out ? OutputStream::Err : OutputStream::Out);
}

void ScriptStreams::drain(OutputStream stream) {
    const auto i = std::size_t(stream);
    written_by_threads_[i] = false;
    if (readers_[i])
        readers_[i]->drain();
    if (stream == last_written_)
        undrained_ = 0;
}

void ScriptStreams::stack_left() {
    if (undrained_ > 0)
        drain(last_written_);
}

ssize_t ScriptStreams::write(OutputStream stream, int number, std::string_view bytes) {
    // What surely fits into one that was emptied: half of a pipe, whose pages need not be full; of
    // a terminal, a part that was found by trying.
    const std::size_t most_undrained = terminal_name_.empty() ? 32 << 10 : 4 << 10;
    const CurrentRun::Aside aside;
    bytes = bytes.substr(0, most_undrained);
    if (stream != last_written_ || undrained_ + bytes.size() > most_undrained)
        drain(last_written_);
    const OutputStream other = stream == OutputStream::Out ? OutputStream::Err : OutputStream::Out;
    if (written_by_threads_[std::size_t(other)]) {
        drain(last_written_);
        drain(other);
    }
    last_written_ = stream;
    undrained_ += bytes.size();
    // If others have filled it nevertheless the end of the slice interrupts this.
    const ssize_t written = ::write(number, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR)
        undrained_ = most_undrained;
    return written;
}

bool ScriptStreams::readable() const noexcept {
    const CurrentRun::Aside aside;
    pollfd poller{descriptors_.number_of(STDIN_FILENO), POLLIN, 0};
    return poll(&poller, 1, 0) > 0;
}

bool ScriptStreams::input_runs_dry() {
    const CurrentRun::Aside aside;
    return input_->runs_dry();
}

bool ScriptStreams::is_input(std::span<const pollfd> descriptors) const noexcept {
    return std::any_of(descriptors.begin(), descriptors.end(), [this](const pollfd& each) {
        return each.events & POLLIN && each.fd >= 0 &&
               (watching_epolls_.count(each.fd) > 0 || descriptors_.is_input(each.fd));
    });
}

} // namespace braid

// SPDX-License-Identifier: MIT
#include "bridge/script/script_streams.h"

#include "bridge/script/current_run.h"

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

Pipe make_pipe() {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0)
        throw std::system_error(errno, std::generic_category(), "a script's standard streams");
    return {End(ends[0]), End(ends[1])};
}

} // namespace

ScriptStreams::ScriptStreams(EventLoop& loop, std::shared_ptr<ScriptReport> report)
    : input_(std::make_shared<ScriptInput>(loop))
    , readers_{std::make_shared<OutputReader>(loop, report, OutputStream::Out),
               std::make_shared<OutputReader>(loop, report, OutputStream::Err)} {}

void ScriptStreams::open(Audience) {
    Pipe in = make_pipe(), out = make_pipe(), err = make_pipe();
    descriptors_.open({in.read.take(), out.write.take(), err.write.take()},
                      {in.write.number(), out.read.number(), err.read.number()});
    input_->open(in.write.take(), false);
    readers_[0]->open(out.read.take());
    readers_[1]->open(err.read.take());
}

void ScriptStreams::finish() {
    descriptors_.empty();
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
    for (const auto& reader : readers_)
        if (reader)
            reader->drain();
    undrained_ = 0;
}

ssize_t ScriptStreams::write(OutputStream stream, int number, std::string_view bytes) {
    // What surely fits into a pipe that was emptied: half of it, whose pages need not be full.
    constexpr std::size_t most_undrained = 32 << 10;
    const CurrentRun::Aside aside;
    bytes = bytes.substr(0, most_undrained);
    if (stream != last_written_ || undrained_ + bytes.size() > most_undrained) {
        readers_[std::size_t(last_written_)]->drain();
        last_written_ = stream;
        undrained_ = 0;
    }
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
        return each.events & POLLIN &&
               (each.fd == STDIN_FILENO ? descriptors_.stream_behind(each.fd) == STDIN_FILENO
                                        : watching_epolls_.count(each.fd) > 0);
    });
}

} // namespace braid

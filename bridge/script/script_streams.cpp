// SPDX-License-Identifier: MIT
#include "bridge/script/script_streams.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace braid {

namespace {

struct Ends {
    int read, write;
};

Ends make_pipe() {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0)
        throw std::system_error(errno, std::generic_category(), "a script's standard streams");
    return {move_out_of_the_way(ends[0]), move_out_of_the_way(ends[1])};
}

} // namespace

ScriptStreams::ScriptStreams(EventLoop& loop, std::shared_ptr<ScriptReport> report)
    : input_(std::make_shared<ScriptInput>(loop))
    , readers_{std::make_shared<OutputReader>(loop, report, OutputStream::Out),
               std::make_shared<OutputReader>(loop, report, OutputStream::Err)} {}

void ScriptStreams::open(Audience) {
    const Ends in = make_pipe(), out = make_pipe(), err = make_pipe();
    descriptors_.open({in.read, out.write, err.write}, {in.write, out.read, err.read});
    input_->open(in.write, false);
    readers_[0]->open(out.read);
    readers_[1]->open(err.read);
}

void ScriptStreams::finish() {
    descriptors_.empty();
    input_->close();
    drain();
}

void ScriptStreams::drain() {
    for (const auto& reader : readers_)
        reader->drain();
    undrained_ = 0;
}

void ScriptStreams::prepare_to_write(OutputStream stream, std::size_t bytes) {
    if (stream != last_written_ || undrained_ + bytes > most_at_once) {
        reader(last_written_).drain();
        last_written_ = stream;
        undrained_ = 0;
    }
    undrained_ += bytes;
}

bool ScriptStreams::readable() const noexcept {
    pollfd poller{descriptors_.number_of(STDIN_FILENO), POLLIN, 0};
    return poll(&poller, 1, 0) > 0;
}

} // namespace braid

// SPDX-License-Identifier: MIT
#include "bridge/script/script_input.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace braid {

ScriptInput::~ScriptInput() {
    if (read_end_ >= 0)
        close(read_end_);
    if (write_end_ >= 0)
        close(write_end_);
}

void ScriptInput::open() {
    if (read_end_ >= 0)
        return;
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0)
        throw std::system_error(errno, std::generic_category(), "a script's standard input");
    read_end_ = ends[0];
    write_end_ = ends[1];
    fcntl(write_end_, F_SETFL, O_NONBLOCK);
    flush();
}

void ScriptInput::flush() {
    while (!pending_.empty() && write_end_ >= 0) {
        const ssize_t written = write(write_end_, pending_.data(), pending_.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0 && errno == EAGAIN)
            return; // the rest follows when something was read
        // A script may have closed its end: then nobody wants the rest.
        pending_.erase(0, written < 0 ? pending_.size() : std::size_t(written));
    }
    if (ended_ && write_end_ >= 0) {
        close(write_end_);
        write_end_ = -1;
    }
}

void ScriptInput::send(std::string_view text) {
    if (ended_)
        return;
    pending_ += text;
    flush();
}

void ScriptInput::end() {
    ended_ = true;
    flush();
}

int ScriptInput::descriptor() {
    open();
    return read_end_;
}

bool ScriptInput::readable() {
    open();
    flush();
    pollfd poller{read_end_, POLLIN, 0};
    return poll(&poller, 1, 0) > 0;
}

} // namespace braid

// SPDX-License-Identifier: MIT
#include "bridge/script/script_input.h"

#include "bridge/script/terminal_settings.h"

#include <unistd.h>

#include <cerrno>
#include <utility>

namespace braid {

ScriptInput::ScriptInput(EventLoop& loop)
    : loop_(loop) {}

void ScriptInput::open(int descriptor, bool is_terminal) {
    is_terminal_ = is_terminal;
    descriptor_.emplace(loop_.io_context(), descriptor);
    descriptor_->native_non_blocking(true);
    if (ended_ && is_terminal_)
        pending_ += end_character(descriptor);
    flush();
}

void ScriptInput::send(std::string_view bytes) {
    if (ended_)
        return;
    if (is_terminal_)
        pending_ += as_typed(bytes);
    else
        pending_ += bytes;
    flush();
}

TerminalMode ScriptInput::mode() {
    return is_terminal_ && descriptor_ ? terminal_mode(descriptor_->native_handle())
                                       : TerminalMode();
}

int ScriptInput::signal_of(char typed) {
    return is_terminal_ && descriptor_ ? signal_of_typed(descriptor_->native_handle(), typed) : 0;
}

void ScriptInput::end() {
    if (std::exchange(ended_, true))
        return;
    if (is_terminal_ && descriptor_)
        pending_ += end_character(descriptor_->native_handle());
    flush();
}

bool ScriptInput::runs_dry() {
    if (!descriptor_)
        return false;
    if (ended_ && pending_.empty()) // a terminal's end is no state, as a pipe's is: once more
        pending_ += end_character(descriptor_->native_handle());
    if (pending_.empty())
        return true;
    flush();
    return false;
}

void ScriptInput::close() { descriptor_.reset(); }

void ScriptInput::flush() {
    if (!descriptor_)
        return;
    while (!pending_.empty()) {
        const ssize_t written =
            write(descriptor_->native_handle(), pending_.data(), pending_.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0 && errno == EAGAIN)
            return wait();
        // A script may have closed its end: then nobody wants the rest.
        pending_.erase(0, written < 0 ? pending_.size() : std::size_t(written));
    }
    if (ended_ && !is_terminal_)
        close();
}

void ScriptInput::wait() {
    if (std::exchange(waiting_, true))
        return;
    descriptor_->async_wait(boost::asio::posix::stream_descriptor::wait_write,
                            [self = shared_from_this()](boost::system::error_code error) {
                                self->waiting_ = false;
                                if (!error)
                                    self->flush();
                            });
}

} // namespace braid

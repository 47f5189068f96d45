// SPDX-License-Identifier: MIT
#include "bridge/script/script_input.h"

#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <utility>

namespace braid {

namespace {

std::optional<termios> settings_of(int terminal) {
    termios settings;
    if (tcgetattr(terminal, &settings) < 0)
        return {};
    return settings;
}

/// What is typed at a terminal for the end of the file, by default and now.
char end_character(int terminal) {
    const auto settings = settings_of(terminal);
    return settings ? char(settings->c_cc[VEOF]) : '\4';
}

} // namespace

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
    const std::size_t before = pending_.size();
    pending_ += bytes;
    if (is_terminal_) // whose key for the end of a line gives this
        std::replace(pending_.begin() + std::ptrdiff_t(before), pending_.end(), '\n', '\r');
    flush();
}

TerminalMode ScriptInput::mode() {
    if (is_terminal_ && descriptor_)
        if (const auto settings = settings_of(descriptor_->native_handle()))
            return {(settings->c_lflag & ICANON) != 0, (settings->c_lflag & ECHO) != 0};
    return {};
}

int ScriptInput::signal_of(char typed) {
    if (!is_terminal_ || !descriptor_ || typed == '\0')
        return 0;
    const auto settings = settings_of(descriptor_->native_handle());
    if (!settings || !(settings->c_lflag & ISIG))
        return 0;
    return cc_t(typed) == settings->c_cc[VINTR]   ? SIGINT
           : cc_t(typed) == settings->c_cc[VQUIT] ? SIGQUIT
                                                  : 0;
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

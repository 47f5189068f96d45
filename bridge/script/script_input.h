// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/script/script.h"
#include "loop/event_loop.h"

#include <boost/asio/posix/stream_descriptor.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace braid {

/// The loop's end of a script's standard input. What does not fit yet waits here. For the loop's
/// thread.
class ScriptInput : public std::enable_shared_from_this<ScriptInput> {
public:
    explicit ScriptInput(EventLoop& loop);
    ScriptInput(const ScriptInput&) = delete;
    ScriptInput& operator=(const ScriptInput&) = delete;

    /// Takes over `descriptor`: a pipe's, or a terminal's, whose end is typed as a character.
    void open(int descriptor, bool is_terminal);
    void send(std::string_view bytes);
    /// How the terminal takes it.
    TerminalMode mode();
    /// The signal that typing this is, at the terminal as it is now; 0: none.
    int signal_of(char typed);
    /// There will be no more.
    void end();
    /// The script reads, and has nothing. False if it gets something, or the end, without anybody
    /// being asked for it.
    bool runs_dry();
    /// The script has ended: who still reads finds the end.
    void close();

private:
    void flush();
    void wait();

    EventLoop& loop_;
    std::optional<boost::asio::posix::stream_descriptor> descriptor_; ///< while it is open
    std::string pending_;
    bool is_terminal_ = false;
    bool ended_ = false;
    bool waiting_ = false;
};

} // namespace braid

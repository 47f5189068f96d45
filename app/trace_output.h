// SPDX-License-Identifier: MIT
#pragma once

#include "loop/trace/trace_recording.h"

#include <boost/asio/steady_timer.hpp>

#include <memory>
#include <optional>
#include <string>
#include <sys/types.h>

namespace braid {

class EventLoop;
class LoopClock;
class Trace;

/// `--trace OUT` of a command: the file is written while it runs, a tenth of a second behind, so
/// that what ends the process by force takes no more of it. A file that cannot be written is told
/// of on stderr, once, and the program goes on.
class TraceOutput {
public:
    /// `program` is who tells. Trace and clock must outlive it.
    TraceOutput(std::string program, Trace& trace, LoopClock& clock, const std::string& file);
    ~TraceOutput();
    TraceOutput(const TraceOutput&) = delete;
    TraceOutput& operator=(const TraceOutput&) = delete;

    /// Has the loop write from now on: soon after something has happened, and else never.
    void follow(EventLoop& loop);
    /// For a program whose loop is its own, before each of its rounds; `waits`: it has nothing to
    /// do but wait, nobody knows how long.
    void before_round(bool waits);
    /// The end. False if the file is not complete.
    bool complete();

private:
    void changed();
    void write_later();
    template<typename Write>
    void attempt(Write&& write);

    const std::string program_;
    LoopClock& clock_;
    const pid_t process_; ///< children that it forks have the file open, and must not write
    std::optional<TraceRecording> recording_;
    std::int64_t written_ns_ = 0;
    EventLoop* loop_ = nullptr;
    std::unique_ptr<boost::asio::steady_timer> timer_;
    std::shared_ptr<TraceOutput*> self_; ///< what waits in the loop may outlive this
};

} // namespace braid

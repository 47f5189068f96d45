// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/script/script_signals.h"

#include <boost/asio/posix/stream_descriptor.hpp>

#include <csignal>
#include <vector>

namespace braid {

class EventLoop;
class ScriptTurns;
class StackRun;

/// Tells scripts of the signals that reach the process.
///
/// The process handles a signal while any script wants it, and does then what scripts say; whoever
/// handled it before, the window say, hears of it, too. Was it nobody's, so that the process would
/// have died of it, then the scripts that do not want it end by it, if it comes from outside. What
/// was before comes back when no script wants the signal any more. One object in a process, on the
/// loop's thread.
class ProcessSignals {
public:
    /// `turns` must outlive it.
    explicit ProcessSignals(ScriptTurns& turns);
    ~ProcessSignals();
    ProcessSignals(const ProcessSignals&) = delete;
    ProcessSignals& operator=(const ProcessSignals&) = delete;

    void add(StackRun& run);
    void remove(StackRun& run);
    /// Some script has changed what it does about this one.
    void revise(int number);

    /// A child of a script may have ended before it was known whose it is. Any thread.
    static void look_at_children() noexcept;

    /// The process was started with it ignored, as by nohup, or in the background of a script.
    static bool ignored_at_start(int number) noexcept;
    /// It was, but that is meant for another kind of program: neither this nor its scripts ignore
    /// it from now on. Before any script is there.
    static void no_longer_ignore(int number) noexcept;
    /// Is this what the process does for the scripts? Async-signal-safe.
    static bool is_ours(const struct sigaction& action) noexcept;

private:
    void wait();
    void tell();
    void tell(int number, bool within);
    void tell_of_children();

    ScriptTurns& turns_;
    std::vector<StackRun*> runs_;
    boost::asio::posix::stream_descriptor read_end_;
};

} // namespace braid

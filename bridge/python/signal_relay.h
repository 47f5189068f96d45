// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/posix/stream_descriptor.hpp>

namespace braid {

class RunningScripts;

/// Tells every Python script of the signals that reach the process, as Python tells a program that
/// has called `signal.set_wakeup_fd`: asyncio's `add_signal_handler` builds on that. Python has one
/// such descriptor, which is ours, and each script has its own.
class SignalRelay {
public:
    /// On the loop's thread, with the GIL. `time_signal` is not told.
    SignalRelay(RunningScripts& scripts, int time_signal);
    /// With the GIL.
    ~SignalRelay();
    SignalRelay(const SignalRelay&) = delete;
    SignalRelay& operator=(const SignalRelay&) = delete;

private:
    void wait();
    void relay();

    RunningScripts& scripts_;
    const int time_signal_;
    boost::asio::posix::stream_descriptor read_end_;
    int write_end_ = -1;
};

} // namespace braid

// SPDX-License-Identifier: MIT
#pragma once

#include "loop/event_loop.h"
#include "loop/trace/trace.h"

#include <memory>
#include <string_view>

namespace braid {

/// Records the C++ tasks of a loop in a trace: each is a lane, in a strand of its own. While there
/// is none, recording costs nothing; one at a time per loop. Loop and trace must outlive it.
class Recorder {
public:
    /// Also shows the tasks that are alive already.
    Recorder(EventLoop& loop, Trace& trace, std::string_view strand_name = "C++");
    /// Ends the strand; lanes of tasks that go on stay pending.
    ~Recorder();
    Recorder(const Recorder&) = delete;
    Recorder& operator=(const Recorder&) = delete;

    StrandId strand() const noexcept;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace braid

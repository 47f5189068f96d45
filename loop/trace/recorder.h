// SPDX-License-Identifier: MIT
#pragma once

#include "loop/context_var.h"
#include "loop/event_loop.h"
#include "loop/trace/record.h"

#include <memory>
#include <string_view>

namespace braid {

class Trace;

/// In which strand tasks are recorded that are made from here on, and those that they make: None
/// stands for the recorder's own. So a part of a program that is something by itself is seen so.
extern ContextVar<StrandId> strand_of_new_tasks;

/// Records the C++ tasks of a loop in a trace, by the loop's clock: each is a lane, in a strand of
/// their own that begins with the first of them, or where `strand_of_new_tasks` says; and so is
/// each thread that runs functions for them. While there is no recorder, recording costs nothing;
/// one at a time per loop. Loop and trace must outlive it.
class Recorder {
public:
    /// Also shows the tasks that are alive already.
    Recorder(EventLoop& loop, Trace& trace, std::string_view strand_name = "C++ tasks");
    /// Ends the strand; lanes of tasks that go on stay pending.
    ~Recorder();
    Recorder(const Recorder&) = delete;
    Recorder& operator=(const Recorder&) = delete;

    /// None before the first task.
    StrandId strand() const noexcept;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace braid

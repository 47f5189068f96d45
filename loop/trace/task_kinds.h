// SPDX-License-Identifier: MIT
#pragma once

#include "loop/loop_meter.h"
#include "loop/trace/trace.h"

#include <array>
#include <string>
#include <vector>

namespace braid {

/// Its name is what asyncio made up, and says nothing of the task but its number: "Task-12",
/// "fetch Task-12".
bool has_generated_name(const Trace& trace, const Lane& lane);

/// A task's name without the number that a language made up or a program counted with: "fetch" of
/// "fetch Task-12", "get" of "get-3".
std::string kind_of(const Trace& trace, const Lane& lane);

/// All tasks of one kind in one strand, at an instant.
struct TaskKindSums {
    std::string name;
    StrandId strand = StrandId::None;
    LocationId created_at = LocationId::None; ///< of the first
    LaneId first = LaneId::None;
    std::uint64_t tasks = 0;
    std::array<std::uint64_t, 4> doing{}; ///< by Activity
    std::array<std::uint64_t, 4> ended{}; ///< by Outcome; Pending stays 0
    DurationHistogram lives;              ///< of those that have ended
    std::int64_t oldest_ns = 0;           ///< how long the oldest pending one has lived
};

/// The most numerous first; without the window's and without threads. What tasks did that the trace
/// has dropped is not in here. O(tasks × log slices).
std::vector<TaskKindSums> task_kinds_at(const Trace& trace, std::int64_t at_ns,
                                        std::int64_t now_ns);

} // namespace braid

// SPDX-License-Identifier: MIT
#pragma once

#include "loop/trace/task_sums.h"
#include "loop/trace/trace.h"

#include <QString>

namespace braid {

/// Of when a report tells, and what only the running program knows.
struct ReportTime {
    std::int64_t atNs = 0;     ///< the instant
    std::int64_t nowNs = 0;    ///< until when what still goes on lasts
    std::int64_t originNs = 0; ///< where people count time from
    /// Where the task stands, innermost last; empty where only its last place is known.
    std::vector<LocationId> stack = {};
};

/// All that the trace knows of a task at an instant, as rich text, with links: "task:5" and
/// "strand:2" by their ids, "time:17" by its ns, "place:41:fetch.py" by line and file, and "why:"
/// to the cause of what it does. The images "shares" and "latency" are the reader's.
QString taskReport(const Trace& trace, const Lane& lane, const TaskSums& sums,
                   const ReportTime& time);

/// The same of a script, or of what else a strand is.
QString strandReport(const Trace& trace, const Strand& strand, const ReportTime& time);

} // namespace braid

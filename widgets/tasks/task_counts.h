// SPDX-License-Identifier: MIT
#pragma once

#include "loop/trace/record.h"

#include <cstdint>

namespace braid {

/// Tasks by what they do, or by how they have ended, those that the trace has dropped included.
/// The window's own lanes are no tasks.
struct TaskCounts {
    std::uint64_t running = 0;
    std::uint64_t ready = 0;
    std::uint64_t waiting = 0;
    std::uint64_t blocked = 0;
    std::uint64_t finished = 0;
    std::uint64_t cancelled = 0;
    std::uint64_t failed = 0;

    std::uint64_t pending() const { return running + ready + waiting + blocked; }
    std::uint64_t total() const { return pending() + finished + cancelled + failed; }
    bool operator==(const TaskCounts&) const = default;

    std::uint64_t& doing(Activity activity) {
        switch (activity) {
        case Activity::Running:
            return running;
        case Activity::Ready:
            return ready;
        case Activity::Waiting:
            return waiting;
        case Activity::Blocked:
            break;
        }
        return blocked;
    }
    /// `outcome` is not Pending.
    std::uint64_t& ended(Outcome outcome) {
        return outcome == Outcome::Finished    ? finished
               : outcome == Outcome::Cancelled ? cancelled
                                               : failed;
    }
};

} // namespace braid

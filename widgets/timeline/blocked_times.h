// SPDX-License-Identifier: MIT
#pragma once

#include "loop/trace/trace.h"
#include "widgets/session/selection.h"

#include <vector>

namespace braid {

/// When the loop was held, and by which task. Looks at each slice of the trace once, as it
/// comes, so that painting need not search for the culprits.
class BlockedTimes {
public:
    struct Block {
        LaneId lane = LaneId::None;
        TimeSpan span; ///< up to the present while it lasts
    };

    explicit BlockedTimes(const Trace& trace)
        : trace_(trace) {}

    void update(std::int64_t nowNs);
    /// Those that touch `span`, in the order of their ends; the ones that still last come last.
    std::vector<Block> in(TimeSpan span) const;

private:
    struct Cursor {
        LaneId lane = LaneId::None;
        std::uint64_t next = 0; ///< the first slice not looked at, counted with the dropped ones
    };

    const Trace& trace_;
    std::size_t knownLanes_ = 0;
    std::vector<Cursor> pending_;
    std::vector<Block> ended_;
    std::vector<Block> lasting_;
};

} // namespace braid

// SPDX-License-Identifier: MIT
#pragma once

#include "loop/trace/reader.h"
#include "loop/trace/trace.h"
#include "widgets/session/selection.h"

#include <deque>
#include <unordered_map>
#include <vector>

namespace braid {

/// When the loop was held, and by which task. Looks at each slice of the trace once, as it comes,
/// so that painting need not search for the culprits; and only at lanes that have changed.
class BlockedTimes {
public:
    struct Block {
        LaneId lane = LaneId::None;
        StrandId strand = StrandId::None;
        TimeSpan span; ///< up to the present while it lasts
    };

    /// So many are kept; then the oldest go.
    static constexpr std::size_t mostBlocks = 10'000;

    explicit BlockedTimes(Trace& trace)
        : trace_(trace)
        , reader_(trace) {}

    void update(std::int64_t nowNs);
    /// The next update looks at everything anew: something else counts as blocked.
    void startOver();
    /// Those that touch `span`, in the order of their ends; the ones that still last come last.
    std::vector<Block> in(TimeSpan span) const;

private:
    void look(const Lane& lane, std::int64_t nowNs);

    const Trace& trace_;
    TraceReader reader_;
    /// Of each lane its first slice not looked at, counted with the dropped ones.
    std::unordered_map<LaneId, std::uint64_t> next_;
    std::vector<LaneId> holding_; ///< lanes that had the loop at the last look
    std::deque<Block> ended_;     ///< in the order of their ends
    std::vector<Block> lasting_;
    bool anew_ = false;
};

} // namespace braid

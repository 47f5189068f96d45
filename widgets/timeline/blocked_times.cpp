// SPDX-License-Identifier: MIT
#include "widgets/timeline/blocked_times.h"

#include <algorithm>

namespace braid {

void BlockedTimes::update(std::int64_t nowNs) {
    for (; knownLanes_ < trace_.lane_count(); ++knownLanes_)
        pending_.push_back({LaneId(knownLanes_ + 1), 0});

    lasting_.clear();
    const std::size_t before = ended_.size();
    std::erase_if(pending_, [&](Cursor& cursor) {
        const Lane& lane = trace_.lane(cursor.lane);
        const bool laneEnded = lane.end_ns >= 0;
        std::size_t i = cursor.next > lane.dropped() ? cursor.next - lane.dropped() : 0;
        for (; i < lane.size(); ++i) {
            const bool lasts = !laneEnded && i + 1 == lane.size();
            if (lane.activity_of(i, nowNs) == Activity::Blocked) {
                const Block block{cursor.lane, {lane[i].begin_ns, lane.end_of(i, nowNs)}};
                (lasts ? lasting_ : ended_).push_back(block);
            }
            if (lasts)
                break;
        }
        cursor.next = lane.dropped() + i;
        return laneEnded;
    });
    std::sort(ended_.begin() + std::ptrdiff_t(before), ended_.end(),
              [](const Block& a, const Block& b) { return a.span.endNs < b.span.endNs; });
}

std::vector<BlockedTimes::Block> BlockedTimes::in(TimeSpan span) const {
    std::vector<Block> found;
    // Ends grow from update to update, so all that ended before the span are passed over at once.
    auto block = std::upper_bound(ended_.begin(), ended_.end(), span.beginNs,
                                  [](std::int64_t t, const Block& b) { return t < b.span.endNs; });
    for (; block != ended_.end(); ++block)
        if (block->span.beginNs < span.endNs)
            found.push_back(*block);
    for (const Block& lasting : lasting_)
        if (lasting.span.beginNs < span.endNs && lasting.span.endNs > span.beginNs)
            found.push_back(lasting);
    return found;
}

} // namespace braid

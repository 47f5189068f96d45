// SPDX-License-Identifier: MIT
#include "widgets/timeline/blocked_times.h"

#include <algorithm>
#include <utility>

namespace braid {

void BlockedTimes::update(std::int64_t nowNs) {
    const TraceReader::Changes changes = reader_.take();
    std::vector<LaneId> lanes = std::exchange(holding_, {});
    lasting_.clear();
    const std::size_t before = ended_.size();
    if (std::exchange(anew_, false) || changes.everything) {
        trace_.for_each_lane([&](const Lane& lane) { look(lane, nowNs); });
    } else {
        lanes.insert(lanes.end(), changes.lanes.begin(), changes.lanes.end());
        std::sort(lanes.begin(), lanes.end());
        lanes.erase(std::unique(lanes.begin(), lanes.end()), lanes.end());
        for (const LaneId id : lanes) {
            if (const Lane* const lane = trace_.find(id))
                look(*lane, nowNs);
            else
                next_.erase(id);
        }
    }
    std::sort(ended_.begin() + std::ptrdiff_t(before), ended_.end(),
              [](const Block& a, const Block& b) { return a.span.endNs < b.span.endNs; });
    while (ended_.size() > mostBlocks)
        ended_.pop_front();
}

void BlockedTimes::startOver() {
    anew_ = true;
    next_.clear();
    ended_.clear();
}

void BlockedTimes::look(const Lane& lane, std::int64_t nowNs) {
    const auto known = next_.find(lane.id);
    const std::uint64_t next = known == next_.end() ? 0 : known->second;
    std::size_t i = next > lane.dropped() ? next - lane.dropped() : 0;
    for (SliceRange range{i, i}; i < lane.size(); ++i) {
        if (i == range.last) {
            range = where_blocks_may_be(lane, i);
            // What it does now is looked at again, however it was counted.
            i = std::min(range.first, lane.size() - 1);
        }
        const bool lasts = lane.pending() && i + 1 == lane.size();
        const Activity activity = lane.activity_of(i, nowNs);
        if (activity == Activity::Blocked) {
            const Block block{lane.id, lane.strand, {lane[i].begin_ns, lane.end_of(i, nowNs)}};
            if (lasts)
                lasting_.push_back(block);
            else
                ended_.push_back(block);
        }
        if (lasts) {
            if (activity == Activity::Blocked || activity == Activity::Running)
                holding_.push_back(lane.id);
            break;
        }
    }
    next_[lane.id] = lane.dropped() + i; // until the lane goes: it may be told of again
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

// SPDX-License-Identifier: MIT
#include "loop/trace/moment.h"

namespace braid {

Moment moment_of(const Lane& lane, std::int64_t time_ns, std::int64_t now_ns) noexcept {
    using Phase = Moment::Phase;
    if (time_ns < lane.begin_ns)
        return {};
    if (!lane.pending() && time_ns >= lane.end_ns)
        return {Phase::Ended};
    if (lane.dropped() > 0 && time_ns < lane.gap_end_ns())
        return {Phase::Lost};
    if (lane.empty() || time_ns < lane[0].begin_ns)
        return {Phase::Pending};
    const std::size_t index = lane.index_at(time_ns);
    return {Phase::Pending, lane.activity_of(index, now_ns), &lane[index], index};
}

} // namespace braid

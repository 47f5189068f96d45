// SPDX-License-Identifier: MIT
#include "loop/trace/task_sums.h"

#include <algorithm>

namespace braid {

std::int64_t TaskSums::total_ns() const noexcept {
    std::int64_t total = 0;
    for (const Total& part : by_activity)
        total += part.ns;
    return total;
}

void TaskSumming::add(TaskSums& sums, const Lane& lane, std::size_t index, std::int64_t end_ns,
                      std::int64_t now_ns) {
    const Slice& slice = lane[index];
    const std::int64_t length = std::max<std::int64_t>(0, end_ns - slice.begin_ns);
    TaskSums::Total& total = sums.by_activity[std::size_t(lane.activity_of(index, now_ns))];
    total.ns += length;
    ++total.slices;
    if (has_loop(slice.activity) && length > sums.longest_step_ns) {
        sums.longest_step_ns = length;
        sums.longest_step_begin_ns = slice.begin_ns;
    }
    if (slice.activity == Activity::Ready && index + 1 < lane.size() &&
        has_loop(lane[index + 1].activity))
        sums.latency.add(length);
}

const TaskSums& TaskSumming::of(const Lane& lane, std::int64_t at_ns, std::int64_t now_ns) {
    if (lane.id != lane_ || at_ns < until_ns_ || Lane::blocked_after_ns != blocked_after_ns_) {
        lane_ = lane.id;
        blocked_after_ns_ = Lane::blocked_after_ns;
        next_ = 0;
        ended_ = {};
    }
    until_ns_ = at_ns;
    std::size_t index = std::size_t(std::max(next_, lane.dropped()) - lane.dropped());
    const auto end_of = [&](std::size_t i) { return lane.end_of(i, now_ns); };
    // The last slice of a lane may still go on.
    while (index < lane.size() && (index + 1 < lane.size() || !lane.pending()) &&
           end_of(index) <= at_ns) {
        add(ended_, lane, index, end_of(index), now_ns);
        ++index;
    }
    next_ = lane.dropped() + index;
    sums_ = ended_;
    if (index < lane.size() && lane[index].begin_ns < at_ns)
        add(sums_, lane, index, std::min(end_of(index), at_ns), now_ns);
    return sums_;
}

} // namespace braid

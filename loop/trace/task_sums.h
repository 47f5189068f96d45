// SPDX-License-Identifier: MIT
#pragma once

#include "loop/loop_meter.h"
#include "loop/trace/lane.h"

#include <array>

namespace braid {

/// What the slices of a task add up to, until some instant. Of slices that the trace has dropped
/// nothing is in here.
struct TaskSums {
    /// Of one activity.
    struct Total {
        std::int64_t ns = 0;
        std::uint64_t slices = 0;
    };

    std::array<Total, 4> by_activity{};
    /// How long it was ready each time before it ran.
    DurationHistogram latency;
    std::int64_t longest_step_ns = 0; ///< the longest time that it had the loop
    std::int64_t longest_step_begin_ns = 0;

    const Total& of(Activity activity) const noexcept { return by_activity[std::size_t(activity)]; }
    std::int64_t total_ns() const noexcept;
};

/// Keeps such sums while a task goes on: what has been added is not looked at again, unless an
/// earlier instant or another task is asked for.
class TaskSumming {
public:
    /// Until `at_ns`; what still goes on then counts until there.
    const TaskSums& of(const Lane& lane, std::int64_t at_ns, std::int64_t now_ns);

private:
    static void add(TaskSums& sums, const Lane& lane, std::size_t index, std::int64_t end_ns,
                    std::int64_t now_ns);

    LaneId lane_ = LaneId::None;
    std::uint64_t next_ = 0; ///< counted from the lane's very first slice
    std::int64_t until_ns_ = 0;
    std::int64_t blocked_after_ns_ = 0; ///< what counted as blocked
    TaskSums ended_;                    ///< of the slices before `next_`
    TaskSums sums_;
};

} // namespace braid

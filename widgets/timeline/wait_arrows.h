// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/timeline/geometry.h"

namespace braid {

/// From one row to another, in pixels.
struct WaitArrow {
    QPoint from;
    QPoint to;

    bool operator==(const WaitArrow&) const = default;
};

/// Why `lane` does what it does at an instant: from a wait to the task that is waited for, and to
/// the wait's end from the slice that ended it; to a task that is ready, from who woke it. Arrows
/// to tasks without a row in view are left out.
std::vector<WaitArrow> waitArrows(const Trace& trace, const TimelineGeometry& geometry,
                                  const TimeScale& scale, LaneId lane, std::int64_t timeNs,
                                  std::int64_t nowNs);

} // namespace braid

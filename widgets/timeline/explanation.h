// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/timeline/geometry.h"

#include <QString>

namespace braid {

/// One sentence about what a task did at an instant, up to how it ended and what was lost of it.
QString explain(const Trace& trace, LaneId lane, std::int64_t timeNs, std::int64_t nowNs);

/// One sentence about what a pixel shows, where it shows more than one instant: a folded run, the
/// slice that stands for its neighbours, the cap. Empty where `explain` at its instant says it.
QString explain(const Trace& trace, const TimelineGeometry::Hit& hit, const TimeScale& scale,
                std::int64_t nowNs);

} // namespace braid

// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/timeline/geometry.h"

#include <span>
#include <utility>
#include <vector>

namespace braid {

/// Where the loop was held, in the order in which they begin. Those of a strand that share a pixel
/// are one: there are never more than pixels, however often the loop was held.
std::vector<TimelineBand> layOutBands(std::span<const TimelineGeometry::RowItems> rows,
                                      const BlockedTimes& blockedTimes, const TimeScale& scale);

/// Rows among which all look alike: the same stretches of all of them are held, or in the shadow of
/// a strand that stands still elsewhere. Each pixel once, where several strands block in turn.
struct BandSlab {
    int top = 0;
    int height = 0;
    std::vector<std::pair<int, int>> held; ///< from, to before
    std::vector<std::pair<int, int>> shadows;
};
/// From top to bottom. `bands` are in the order in which they begin.
std::vector<BandSlab> slabsOf(std::span<const TimelineBand> bands);

} // namespace braid

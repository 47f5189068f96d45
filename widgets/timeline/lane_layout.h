// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/timeline/geometry.h"

#include <cstdint>
#include <vector>

namespace braid {

/// Where the pixel columns of a scale begin in time: calculated once, for all rows and all cells.
class Columns {
public:
    explicit Columns(const TimeScale& scale);

    const TimeScale& scale() const { return scale_; }
    /// From 0 to the scale's width.
    std::int64_t begin(int x) const { return begins_[std::size_t(x)]; }

private:
    TimeScale scale_;
    std::vector<std::int64_t> begins_;
};

/// In eighths, as items say it.
std::uint8_t eighths(double share);
/// Where the cap of a row that ends at `x` has its room.
QRect capCell(int x, const TimelineRow& row);

/// Adds what `lane` did, from left to right: a gap, its slices or folded runs of them, its end.
void layOutLane(std::vector<TimelineItem>& items, const Lane& lane, const TimelineRow& row,
                const Columns& columns, std::int64_t nowNs, int foldPixels);

} // namespace braid

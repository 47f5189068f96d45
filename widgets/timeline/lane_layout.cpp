// SPDX-License-Identifier: MIT
#include "widgets/timeline/lane_layout.h"

#include <algorithm>

namespace braid {

Columns::Columns(const TimeScale& scale)
    : scale_(scale) {
    begins_.reserve(std::size_t(scale.width) + 1);
    for (int x = 0; x <= scale.width; ++x)
        begins_.push_back(scale.beginOfColumn(x));
}

std::uint8_t eighths(double share) { return std::uint8_t(std::clamp(share * 8, 0.0, 8.0) + 0.5); }

QRect capCell(int x, const TimelineRow& row) {
    const int size = std::min(row.height, 2 * (row.height / 4) + 1);
    return {x, row.y, size + 2, row.height};
}

namespace {

Shape shapeOf(Activity activity) {
    switch (activity) {
    case Activity::Running:
        return Shape::Running;
    case Activity::Ready:
        return Shape::Ready;
    case Activity::Waiting:
        return Shape::Waiting;
    case Activity::Blocked:
        return Shape::Blocked;
    }
    return Shape::Waiting;
}

class LaneLayout {
public:
    LaneLayout(std::vector<TimelineItem>& items, const Lane& lane, const TimelineRow& row,
               const Columns& columns, std::int64_t nowNs, int foldPixels)
        : items_(items)
        , lane_(lane)
        , row_(row)
        , columns_(columns)
        , scale_(columns.scale())
        , now_(nowNs)
        , foldPixels_(foldPixels)
        , walk_(lane)
        , firstItem_(items.size()) {}

    void layOut() {
        layOutGap();
        if (!lane_.empty() && lane_[0].begin_ns < scale_.span.endNs) {
            // Times are read before they are recorded, so the last slice may begin after `now_`.
            const std::int64_t end = lane_.end_of(lane_.size() - 1, now_);
            if (std::max(end, lane_.back().begin_ns) >= scale_.span.beginNs)
                layOutSlices();
        }
        layOutEnd();
    }

private:
    void layOutGap() {
        if (lane_.dropped() == 0)
            return;
        const int from = std::max(0, scale_.toX(lane_.begin_ns));
        const std::int64_t end = lane_.gap_end_ns();
        const int to = std::min(scale_.width, std::max(scale_.toX(end), from + 1));
        if (from < to && end >= scale_.span.beginNs)
            add(from, to, Shape::Lost, 0, 0);
    }

    void layOutSlices() {
        std::size_t i = lane_.index_at(scale_.span.beginNs);
        while (i < lane_.size() && free_ < scale_.width) {
            i = foldMany(i);
            if (i >= lane_.size() || free_ >= scale_.width)
                return;
            const int from = std::max(free_, scale_.toX(lane_[i].begin_ns));
            if (from >= scale_.width)
                return;
            const int to = std::min(scale_.width, scale_.toX(lane_.end_of(i, now_)));
            if (to - from >= foldPixels_ || (i + 1 == lane_.size() && to > from)) {
                add(from, to, shapeOf(lane_.activity_of(i, now_)), i, i);
                ++i;
            } else {
                i = fold(i, from);
            }
        }
    }

    /// Folds as many columns as the trace can tell of without a look at their slices, the first of
    /// which is `i`; returns the next.
    std::size_t foldMany(std::size_t i) {
        if (!lane_.tiles())
            return i;
        const std::size_t before = i;
        const std::int64_t narrow = scale_.toDuration(foldPixels_);
        std::int64_t begin = columns_.begin(free_);
        while (free_ < scale_.width) {
            const int to = std::min(scale_.width, free_ + foldPixels_);
            const std::int64_t end = columns_.begin(to);
            const auto look = walk_.next(begin, end, narrow);
            if (!look)
                break;
            const std::size_t next = std::max(i + 1, walk_.slice());
            addFolded(free_, to, *look, look->busy_share(), i, next - 1);
            i = next;
            begin = end;
        }
        if (i == before)
            return i;
        i = std::max(before + 1, lane_.index_at(begin));
        items_.back().lastSlice = i - 1;
        return i;
    }

    /// Folds slice `i` and those behind it that end within the same few pixels; returns the next.
    std::size_t fold(std::size_t i, int from) {
        const int to = std::min(scale_.width, from + foldPixels_);
        std::size_t next = i;
        const std::int64_t begin = columns_.begin(from), end = columns_.begin(to);
        const Occupancy look = walk_.take(next, end, now_);
        // The first may have begun before the cell, the next one may begin in it.
        std::int64_t busy = look.busy_ns;
        if (has_loop(lane_[i].activity))
            busy -= std::clamp<std::int64_t>(begin - lane_[i].begin_ns, 0, busy);
        if (next < lane_.size() && has_loop(lane_[next].activity))
            busy += std::max<std::int64_t>(0, std::min(end, now_) - lane_[next].begin_ns);
        addFolded(from, to, look, double(busy) / double(std::max<std::int64_t>(1, end - begin)), i,
                  next - 1);
        return next;
    }

    void addFolded(int from, int to, const Occupancy& look, double share, std::size_t first,
                   std::size_t last) {
        if (look.blocks > 0)
            add(from, to, Shape::Blocked, first, last);
        // A lone run too short for any share is a tick, so that it is seen.
        else if (const std::uint8_t busy = eighths(share);
                 look.runs > 1 || (look.runs == 1 && busy > 0))
            add(from, to, Shape::Folded, first, last, busy);
        else if (look.runs > 0)
            add(from, to, Shape::Running, first, last);
        else
            add(from, to, look.ready_ns > 0 ? Shape::Ready : Shape::Waiting, first, last);
    }

    void layOutEnd() {
        if (lane_.end_ns < 0 || lane_.end_ns < scale_.span.beginNs ||
            lane_.end_ns > scale_.span.endNs)
            return;
        const int from = std::max(free_, scale_.toX(lane_.end_ns));
        const std::size_t last = lane_.empty() ? 0 : lane_.size() - 1;
        items_.push_back({capCell(from, row_), Shape::End, 0, last, last});
    }

    void add(int from, int to, Shape shape, std::size_t first, std::size_t last,
             std::uint8_t busy = 0) {
        free_ = to;
        // An open run: equally busy neighbours become one rectangle.
        if (shape == Shape::Folded && items_.size() > firstItem_) {
            TimelineItem& before = items_.back();
            if (before.shape == shape && before.busy == busy && before.cell.right() + 1 == from) {
                before.cell.setRight(to - 1);
                before.lastSlice = last;
                return;
            }
        }
        items_.push_back({QRect(from, row_.y, to - from, row_.height), shape, busy, first, last});
    }

    std::vector<TimelineItem>& items_;
    const Lane& lane_;
    const TimelineRow& row_;
    const Columns& columns_;
    const TimeScale& scale_;
    const std::int64_t now_;
    const int foldPixels_;
    OccupancyWalk walk_;
    const std::size_t firstItem_;
    int free_ = 0; ///< the first pixel column that no item has taken
};

} // namespace

void layOutLane(std::vector<TimelineItem>& items, const Lane& lane, const TimelineRow& row,
                const Columns& columns, std::int64_t nowNs, int foldPixels) {
    LaneLayout(items, lane, row, columns, nowNs, foldPixels).layOut();
}

} // namespace braid

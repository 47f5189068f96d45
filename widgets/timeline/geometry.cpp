// SPDX-License-Identifier: MIT
#include "widgets/timeline/geometry.h"

#include <algorithm>

namespace braid {

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

std::uint8_t eighths(double share) { return std::uint8_t(std::clamp(share * 8, 0.0, 8.0) + 0.5); }

QRect capCell(int x, const TimelineRow& row) {
    const int size = std::min(row.height, 2 * (row.height / 4) + 1);
    return {x, row.y, size + 2, row.height};
}

class LaneLayout {
public:
    LaneLayout(std::vector<TimelineItem>& items, const Lane& lane, const TimelineRow& row,
               const TimeScale& scale, std::int64_t nowNs, int foldPixels)
        : items_(items)
        , lane_(lane)
        , row_(row)
        , scale_(scale)
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
        std::int64_t begin = scale_.beginOfColumn(free_);
        while (free_ < scale_.width) {
            const int to = std::min(scale_.width, free_ + foldPixels_);
            const std::int64_t end = scale_.beginOfColumn(to);
            const auto look = walk_.next(begin, end, narrow);
            if (!look)
                break;
            const std::size_t next = std::max(i + 1, walk_.slice());
            addFolded(free_, to, *look, i, next - 1);
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
        const std::size_t holder = lane_.index_at(scale_.beginOfColumn(from + foldPixels_));
        const bool laneEndsHere =
            holder + 1 == lane_.size() && scale_.toX(lane_.end_of(holder, now_)) <= to;
        const std::size_t next = std::max(i + 1, laneEndsHere ? holder + 1 : holder);
        addFolded(from, to, occupancy_of(lane_, i, next - 1, now_), i, next - 1);
        return next;
    }

    void addFolded(int from, int to, const Occupancy& look, std::size_t first, std::size_t last) {
        if (look.blocks > 0)
            add(from, to, Shape::Blocked, first, last);
        else if (look.runs > 2)
            add(from, to, Shape::Folded, first, last, eighths(look.busy_share()));
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
    const TimeScale& scale_;
    const std::int64_t now_;
    const int foldPixels_;
    OccupancyWalk walk_;
    const std::size_t firstItem_;
    int free_ = 0; ///< the first pixel column that no item has taken
};

/// A line from its beginning to its end; and on it how busy it was, unless it is known for longer
/// stretches only.
void layOutStrand(std::vector<TimelineItem>& items, const Strand& strand, const TimelineRow& row,
                  const TimeScale& scale, std::int64_t nowNs, int foldPixels) {
    const std::int64_t end = strand.end_ns >= 0 ? strand.end_ns : nowNs;
    if (strand.begin_ns >= scale.span.endNs || end < scale.span.beginNs)
        return;
    const int from = std::max(0, scale.toX(strand.begin_ns));
    const int to = std::min(scale.width, std::max(scale.toX(end), from + 1));
    const std::size_t first = items.size();
    const bool isKnown = strand.occupancy.step_ns() <= scale.toDuration(4 * foldPixels);
    const int step = isKnown ? foldPixels : std::max(1, to - from);
    for (int x = from; x < to; x += step) {
        const int next = std::min(to, x + step);
        double busy = 0;
        if (isKnown) {
            const std::int64_t begin = scale.beginOfColumn(x);
            const std::int64_t length =
                std::max<std::int64_t>(scale.beginOfColumn(next) - begin, 1);
            busy = strand.occupancy.busy_ns(begin, begin + length) / double(length);
        }
        // What hardly ran still ran.
        const std::uint8_t level = busy > 0 ? std::max<std::uint8_t>(eighths(busy), 1) : 0;
        const Shape shape = level > 0 ? Shape::Density : Shape::Lifetime;
        if (items.size() > first && items.back().shape == shape && items.back().busy == level)
            items.back().cell.setRight(next - 1);
        else
            items.push_back({QRect(x, row.y, next - x, row.height), shape, level, 0, 0});
    }
    if (strand.end_ns >= scale.span.beginNs && strand.end_ns <= scale.span.endNs)
        items.push_back({capCell(to, row), Shape::End, 0, 0, 0});
}

/// Where tasks were that have gone: a gap like that of dropped slices.
void layOutEarlier(std::vector<TimelineItem>& items, const Strand& strand, const TimelineRow& row,
                   const TimeScale& scale) {
    if (strand.begin_ns >= scale.span.endNs || strand.retired_end_ns < scale.span.beginNs)
        return;
    const int from = std::max(0, scale.toX(strand.begin_ns));
    const int to = std::min(scale.width, std::max(scale.toX(strand.retired_end_ns), from + 1));
    if (from < to)
        items.push_back({QRect(from, row.y, to - from, row.height), Shape::Lost, 0, 0, 0});
}

void layOutBands(TimelineGeometry& geometry, const BlockedTimes& blockedTimes,
                 const TimeScale& scale) {
    if (geometry.rows.empty())
        return;
    const TimelineRow& first = geometry.rows.front().row;
    const TimelineRow& last = geometry.rows.back().row;
    for (const BlockedTimes::Block& block : blockedTimes.in(scale.span)) {
        const int from = std::max(0, scale.toX(block.span.beginNs));
        const int to = std::min(scale.width, std::max(scale.toX(block.span.endNs), from + 1));
        if (from >= to)
            continue;
        TimelineBand band;
        band.lane = block.lane;
        band.all = QRect(QPoint(from, first.y), QPoint(to - 1, last.y + last.height - 1));
        for (const auto& [row, firstItem, lastItem] : geometry.rows)
            if (row.strand == block.strand)
                band.strand |= QRect(from, row.y, to - from, row.height);
        geometry.bands.push_back(band);
    }
}

} // namespace

QRect drawnRect(const TimelineItem& item) {
    const QRect& cell = item.cell;
    const int height = cell.height();
    // A hair of ground stays between rows, so that bars of neighbours do not grow together.
    const int margin = std::max(1, height / 8);
    const QRect full = cell.adjusted(0, margin, 0, -margin);
    switch (item.shape) {
    case Shape::Running:
    case Shape::Blocked:
    case Shape::Folded:
    case Shape::Lost:
        return full;
    case Shape::Density: {
        const int level = std::max(1, full.height() * item.busy / 8);
        return {full.x(), full.bottom() - level + 1, full.width(), level};
    }
    case Shape::Ready: {
        const int half = std::max(2, full.height() / 2);
        return {full.x(), cell.center().y() - half / 2, full.width(), half};
    }
    case Shape::Waiting: {
        const int line = std::max(1, height / 10);
        return {full.x(), cell.center().y() - line / 2, full.width(), line};
    }
    case Shape::Lifetime: {
        const int line = std::max(1, height / 10);
        return {full.x(), cell.center().y() - line / 2, full.width(), line};
    }
    case Shape::End: {
        const int size = cell.width() - 2;
        return {cell.x() + 2, cell.center().y() - size / 2, size, size};
    }
    }
    return full;
}

TimelineGeometry::Hit TimelineGeometry::hit(QPoint point) const {
    const auto row = std::partition_point(rows.begin(), rows.end(), [&](const RowItems& r) {
        return r.row.y + r.row.height <= point.y();
    });
    if (row == rows.end() || point.y() < row->row.y)
        return {};
    const auto begin = items.begin() + std::ptrdiff_t(row->first);
    const auto end = items.begin() + std::ptrdiff_t(row->last);
    const auto item = std::partition_point(
        begin, end, [&](const TimelineItem& i) { return i.cell.right() < point.x(); });
    const bool inside = item != end && item->cell.left() <= point.x();
    return {&*row, inside ? &*item : nullptr};
}

TimelineGeometry layOut(const Trace& trace, const BlockedTimes& blockedTimes,
                        std::span<const TimelineRow> rows, const TimeScale& scale,
                        std::int64_t nowNs, int foldPixels) {
    TimelineGeometry geometry;
    if (scale.width <= 0)
        return geometry;
    geometry.rows.reserve(rows.size());
    for (const TimelineRow& row : rows) {
        const std::size_t first = geometry.items.size();
        // The trace may have let go of what still has a row.
        const Strand* const strand = trace.find(row.strand);
        if (row.isHead() && strand)
            layOutStrand(geometry.items, *strand, row, scale, nowNs, foldPixels);
        else if (row.isEarlier && strand)
            layOutEarlier(geometry.items, *strand, row, scale);
        else if (const Lane* const lane = trace.find(row.lane))
            LaneLayout(geometry.items, *lane, row, scale, nowNs, foldPixels).layOut();
        geometry.rows.push_back({row, first, geometry.items.size()});
    }
    layOutBands(geometry, blockedTimes, scale);
    return geometry;
}

} // namespace braid

// SPDX-License-Identifier: MIT
#include "widgets/timeline/geometry.h"

#include "widgets/timeline/bands.h"
#include "widgets/timeline/lane_layout.h"

#include <algorithm>

namespace braid {

namespace {

/// A line from its beginning to its end; and on it how busy it was, unless it is known for longer
/// stretches only.
void layOutStrand(std::vector<TimelineItem>& items, const Strand& strand, const TimelineRow& row,
                  const Columns& columns, std::int64_t nowNs, int foldPixels) {
    const TimeScale& scale = columns.scale();
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
            const std::int64_t begin = columns.begin(x);
            const std::int64_t length = std::max<std::int64_t>(columns.begin(next) - begin, 1);
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
    const Columns columns(scale);
    geometry.rows.reserve(rows.size());
    for (const TimelineRow& row : rows) {
        const std::size_t first = geometry.items.size();
        // The trace may have let go of what still has a row.
        const Strand* const strand = trace.find(row.strand);
        if (row.isHead() && strand)
            layOutStrand(geometry.items, *strand, row, columns, nowNs, foldPixels);
        else if (row.isEarlier && strand)
            layOutEarlier(geometry.items, *strand, row, scale);
        else if (const Lane* const lane = trace.find(row.lane))
            layOutLane(geometry.items, *lane, row, columns, nowNs, foldPixels);
        geometry.rows.push_back({row, first, geometry.items.size()});
    }
    geometry.bands = layOutBands(geometry.rows, blockedTimes, scale);
    return geometry;
}

} // namespace braid

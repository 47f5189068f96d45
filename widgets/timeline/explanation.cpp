// SPDX-License-Identifier: MIT
#include "widgets/timeline/explanation.h"

#include "widgets/wording.h"

#include <QCoreApplication>
#include <QLocale>

#include <climits>
#include <cmath>

namespace braid {

namespace {
struct Words {
    Q_DECLARE_TR_FUNCTIONS(braid::Explanation)
};
} // namespace

QString explain(const Trace& trace, LaneId id, std::int64_t timeNs, std::int64_t nowNs) {
    const Lane* const found = trace.find(id);
    if (!found)
        return {};
    const Lane& lane = *found;
    const QString name = toShown(trace.name(lane.name));
    if (lane.dropped() > 0 && timeNs < lane.gap_end_ns() && timeNs >= lane.begin_ns)
        return Words::tr("%1: %n slice(s) were dropped here, to stay within memory", nullptr,
                         int(std::min<std::uint64_t>(lane.dropped(), INT_MAX)))
            .arg(name);
    if (lane.end_ns >= 0 && timeNs >= lane.end_ns)
        return describeEnd(trace, lane);
    if (lane.empty() || timeNs < lane[0].begin_ns)
        return name;
    const std::size_t index = lane.index_at(timeNs);
    const bool inFuture =
        index + 1 == lane.size() && timeNs > std::max(nowNs, lane[index].begin_ns);
    return inFuture ? name : describeSlice(trace, lane, index, nowNs);
}

namespace {

QString explainFolded(const Trace& trace, const Lane& lane, const QRect& cell,
                      const TimeScale& scale, std::int64_t nowNs) {
    // The item knows its slices roughly; the pixels say exactly which they are.
    const std::int64_t begin = scale.beginOfColumn(cell.left());
    const std::int64_t end = scale.beginOfColumn(cell.right() + 1);
    const std::size_t first = lane.index_at(begin);
    const std::size_t last = std::max(first, lane.index_at(end - 1));
    const Occupancy look = occupancy_of(lane, first, last, nowNs);
    return Words::tr("%1: %n slice(s) in %2, %3 % busy · double click to look closer", nullptr,
                     int(last - first + 1))
        .arg(toShown(trace.name(lane.name)), formatDuration(end - begin))
        .arg(std::lround(look.busy_share() * 100));
}

} // namespace

QString explain(const Trace& trace, const TimelineGeometry::Hit& hit, const TimeScale& scale,
                std::int64_t nowNs) {
    if (const Strand* const strand = trace.find(hit.row->row.strand);
        strand && hit.row->row.isHead() && hit.item->shape == Shape::Density) {
        const QRect& cell = hit.item->cell;
        const std::int64_t begin = scale.beginOfColumn(cell.left());
        const std::int64_t end = scale.beginOfColumn(cell.right() + 1);
        const double busy = strand->occupancy.busy_ns(begin, end) / double(end - begin);
        return Words::tr("%1: %2 % busy for %3")
            .arg(nameOf(trace, *strand), QLocale().toString(busy * 100, 'f', busy < 0.1 ? 1 : 0),
                 formatDuration(end - begin));
    }
    const Lane* const found = trace.find(hit.row->row.lane);
    if (!found)
        return {};
    const Lane& lane = *found;
    const TimelineItem& item = *hit.item;
    switch (item.shape) {
    case Shape::End:
        return describeEnd(trace, lane);
    case Shape::Folded:
        return explainFolded(trace, lane, item.cell, scale, nowNs);
    case Shape::Running:
    case Shape::Blocked:
        // Of the slices that share the pixel, the one that ran.
        for (std::size_t i = item.firstSlice; i <= item.lastSlice && i < lane.size(); ++i)
            if (has_loop(lane[i].activity))
                return describeSlice(trace, lane, i, nowNs);
        return {};
    default:
        return {};
    }
}

} // namespace braid

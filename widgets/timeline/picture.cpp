// SPDX-License-Identifier: MIT
#include "widgets/timeline/picture.h"

#include "widgets/wording.h"

#include <QLocale>

namespace braid {

namespace {

QString wordsFor(const TimelineItem& item, const Trace& trace, const Lane& lane,
                 std::int64_t nowNs) {
    const Slice& slice = lane[item.firstSlice];
    QString text = describeWhat(trace, slice);
    if (item.shape == Shape::Waiting)
        return text;
    if (text.isEmpty())
        text = describeWhere(trace, slice.where);
    if (item.shape == Shape::Blocked) {
        const QString length = formatDuration(lane.end_of(item.firstSlice, nowNs) - slice.begin_ns);
        text = text.isEmpty() ? length : text + QStringLiteral(" · ") + length;
    }
    return text;
}

} // namespace

std::vector<TimelineLabel> layOutLabels(const Trace& trace, const TimelineGeometry& geometry,
                                        std::int64_t nowNs, double pixelRatio) {
    // In a narrow cell a sign would be all there is to see, and a hundred of them noise.
    const int roomForSign = int(std::lround(48 * pixelRatio));
    const int roomForWords = int(std::lround(68 * pixelRatio));
    std::vector<TimelineLabel> labels;
    for (const auto& [row, first, last] : geometry.rows) {
        for (std::size_t i = first; i < last; ++i) {
            const TimelineItem& item = geometry.items[i];
            if (item.shape == Shape::End) {
                const Outcome outcome =
                    row.isHead() ? trace.strand(row.strand).outcome : trace.lane(row.lane).outcome;
                labels.push_back({i, glyphOf(outcome), {}});
                continue;
            }
            if (row.isEarlier && item.cell.width() >= item.cell.height())
                labels.push_back(
                    {i, Glyph::Lost, describeEarlierTasks(trace.strand(row.strand).retired)});
            if (row.lane == LaneId::None)
                continue;
            const Lane& lane = trace.lane(row.lane);
            const int width = item.cell.width();
            const bool isOne = item.firstSlice == item.lastSlice;
            switch (item.shape) {
            case Shape::Lost:
                if (width >= item.cell.height())
                    labels.push_back(
                        {i, Glyph::Lost, QLocale().toString(qulonglong(lane.dropped()))});
                break;
            case Shape::Running:
            case Shape::Blocked:
                if (isOne && width >= item.cell.height())
                    labels.push_back({i, Glyph::None, wordsFor(item, trace, lane, nowNs)});
                break;
            case Shape::Waiting:
                if (isOne && width >= roomForSign)
                    labels.push_back(
                        {i, glyphOf(lane[item.firstSlice].wait),
                         width >= roomForWords ? wordsFor(item, trace, lane, nowNs) : QString()});
                break;
            default:
                break;
            }
        }
    }
    return labels;
}

std::vector<int> layOutGrid(const TimeScale& scale, std::int64_t originNs, int minPixels) {
    std::vector<int> columns;
    const std::int64_t step = tickStepNs(scale, minPixels);
    std::int64_t tick = originNs + ((scale.span.beginNs - originNs) / step) * step;
    for (; tick <= scale.span.endNs; tick += step) {
        const int x = scale.toX(tick);
        if (tick >= originNs && x >= 0)
            columns.push_back(x);
    }
    return columns;
}

} // namespace braid

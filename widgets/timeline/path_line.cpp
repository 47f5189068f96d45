// SPDX-License-Identifier: MIT
#include "widgets/timeline/path_line.h"

#include "widgets/theme.h"

#include <algorithm>
#include <unordered_map>

namespace braid {

std::vector<QRect> layOutPath(const std::vector<PathStretch>& path,
                              const TimelineGeometry& geometry, const TimeScale& scale, int thick) {
    std::unordered_map<LaneId, int> bottoms;
    for (const auto& [row, first, last] : geometry.rows)
        if (row.lane != LaneId::None)
            bottoms.emplace(row.lane, row.y + row.height);

    std::vector<QRect> line;
    int before = -1; // where the line is; -1: nowhere in view
    const auto ends_by = [](const PathStretch& stretch, std::int64_t time) {
        return stretch.end_ns <= time;
    };
    auto stretch = std::lower_bound(path.begin(), path.end(), scale.span.beginNs, ends_by);
    while (stretch != path.end() && stretch->begin_ns < scale.span.endNs) {
        const int from = std::max(0, scale.toX(stretch->begin_ns));
        const int to = std::min(scale.width, std::max(from + thick, scale.toX(stretch->end_ns)));
        const auto bottom = bottoms.find(stretch->lane);
        if (bottom != bottoms.end()) {
            const int y = bottom->second - thick;
            if (before >= 0 && before != y)
                line.push_back(QRect(from, std::min(before, y), std::max(1, thick / 2),
                                     std::abs(before - y) + thick));
            line.push_back({from, y, to - from, thick});
            before = y;
        } else if (stretch->lane != LaneId::None) {
            before = -1;
        }
        // Of those that share these pixels the last one leads on.
        const std::int64_t until = scale.beginOfColumn(std::min(scale.width, from + thick));
        auto next = std::next(stretch);
        if (next != path.end() && next->end_ns <= until)
            next = std::prev(std::lower_bound(next, path.end(), until, ends_by));
        stretch = next;
    }
    return line;
}

void drawPath(QPainter& painter, const Theme& theme, const std::vector<QRect>& line) {
    const QColor color = theme.color(ColorRole::Path);
    for (const QRect& rect : line)
        painter.fillRect(rect, color);
}

} // namespace braid

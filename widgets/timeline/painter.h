// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/theme.h"
#include "widgets/timeline/geometry.h"

#include <QFont>

class QPainter;

namespace braid {

/// Draws a timeline's geometry: rectangles first, a colour at a time, then what is written on
/// them. No antialiasing, no patterns: half a braid is waiting, and it has to stay quiet and fast.
///
/// The painter's coordinates are the geometry's pixels; the font is scaled to them by the caller.
class TimelinePainter {
public:
    TimelinePainter(QPainter& painter, const Theme& theme, const Trace& trace, std::int64_t nowNs,
                    double pixelRatio);

    void drawGround(const QRect& area);
    void drawRows(const TimelineGeometry& geometry, LaneId selected, LaneId hovered, int width);
    void drawTimeGrid(const TimeScale& scale, std::int64_t originNs, int minPixels, int height);
    void drawItems(const TimelineGeometry& geometry);
    void drawBands(const TimelineGeometry& geometry);
    /// Waiting, with icons of what for; names of what runs, the counts of lost slices, caps.
    void drawLabels(const TimelineGeometry& geometry);
    void drawInstant(int x, int height);
    /// `area` is the stretch that was selected; `text`, what it holds, stays within `width`.
    void drawRange(const QRect& area, const QString& text, int width);
    /// From a waiting task to what it waits for, or from who woke it.
    void drawArrow(QPoint from, QPoint to);

private:
    int pixels(double points) const { return std::max(1, int(std::lround(points * ratio_))); }
    void drawCap(const TimelineItem& item, Outcome outcome);
    void drawName(const TimelineItem& item, const Lane& lane);
    void drawWait(const TimelineItem& item, const Lane& lane);
    /// Returns the width of what it could draw.
    int drawText(const QRect& cell, const QString& text, ColorRole role);

    QPainter& painter_;
    const Theme& theme_;
    const Trace& trace_;
    const std::int64_t now_;
    const double ratio_;
};

} // namespace braid

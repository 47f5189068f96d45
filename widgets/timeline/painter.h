// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/theme.h"
#include "widgets/timeline/lettering.h"
#include "widgets/timeline/picture.h"

class QImage;
class QPainter;

namespace braid {

/// Draws a timeline's picture: rectangles first, a colour at a time, then what is written on them.
/// No antialiasing, no patterns: half a braid is waiting, and it has to stay quiet and fast.
///
/// The painter's coordinates are the picture's pixels; the font is scaled to them by the caller.
/// On an image of 32 bits a pixel, the tens of thousands of small rectangles are written straight
/// into it: a painter takes longer to look at a rectangle than to fill it.
class TimelinePainter {
public:
    /// All four must outlive it.
    TimelinePainter(QPainter& painter, const Theme& theme, const TimelinePicture& picture,
                    Lettering& lettering);

    void drawGround();
    void drawRows(LaneId selected, LaneId hovered);
    void drawTimeGrid();
    void drawBands();
    void drawItems();
    /// Waiting, with signs of what for; names of what runs, the counts of lost slices, caps.
    void drawLabels();
    void drawInstant(int x);
    /// `span` is the stretch that was selected; `text`, what it holds.
    void drawRange(const TimeSpan& span, const QString& text);
    /// From a waiting task to what it waits for, or from who woke it.
    void drawArrow(QPoint from, QPoint to);

private:
    int pixels(double points) const { return picture_.pixels(points); }
    /// `color` is opaque.
    void fill(const QRect& rect, const QColor& color);
    void drawCap(const TimelineItem& item, Glyph glyph);
    void drawLost(const TimelineItem& item, const TimelineLabel& label);
    /// `label` is null if there is no room for one.
    void drawWait(const TimelineItem& item, const TimelineLabel* label);
    /// Returns the width of what it could draw.
    int drawText(const QRect& cell, const QString& text, ColorRole role);

    QPainter& painter_;
    const Theme& theme_;
    const TimelinePicture& picture_;
    Lettering& lettering_;
    QImage* const image_; ///< what is painted on, if it may be written to directly
};

} // namespace braid

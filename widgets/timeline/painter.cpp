// SPDX-License-Identifier: MIT
#include "widgets/timeline/painter.h"

#include "widgets/glyphs.h"
#include "widgets/wording.h"

#include <QLocale>
#include <QPainter>
#include <QPainterPath>
#include <QRegion>

#include <array>
#include <cmath>

namespace braid {

TimelinePainter::TimelinePainter(QPainter& painter, const Theme& theme, const Trace& trace,
                                 std::int64_t nowNs, double pixelRatio)
    : painter_(painter)
    , theme_(theme)
    , trace_(trace)
    , now_(nowNs)
    , ratio_(pixelRatio) {
    painter_.setRenderHint(QPainter::Antialiasing, false);
}

void TimelinePainter::drawGround(const QRect& area) {
    painter_.fillRect(area, theme_.color(ColorRole::Ground));
}

void TimelinePainter::drawRows(const TimelineGeometry& geometry, LaneId selected, LaneId hovered,
                               int width) {
    for (const auto& [row, first, last] : geometry.rows) {
        const QRect area(0, row.y, width, row.height);
        if (row.lane == LaneId::None)
            painter_.fillRect(area, theme_.color(ColorRole::StrandGround));
        else if (row.lane == selected)
            painter_.fillRect(area, theme_.color(ColorRole::RowSelected));
        else if (row.lane == hovered)
            painter_.fillRect(area, theme_.color(ColorRole::RowHovered));
    }
}

void TimelinePainter::drawTimeGrid(const TimeScale& scale, std::int64_t originNs, int minPixels,
                                   int height) {
    const std::int64_t step = tickStepNs(scale, minPixels);
    const int hair = pixels(1);
    std::int64_t tick = originNs + ((scale.span.beginNs - originNs) / step) * step;
    for (; tick <= scale.span.endNs; tick += step) {
        const int x = scale.toX(tick);
        if (tick >= originNs && x >= 0)
            painter_.fillRect(x, 0, hair, height, theme_.color(ColorRole::Grid));
    }
}

void TimelinePainter::drawItems(const TimelineGeometry& geometry) {
    const QColor running = theme_.color(ColorRole::Running);
    const QColor runningPale = theme_.color(ColorRole::RunningPale);
    const QColor ready = theme_.color(ColorRole::Ready);
    const QColor waiting = theme_.color(ColorRole::Waiting);
    const QColor blocked = theme_.color(ColorRole::Blocked);
    const QColor grid = theme_.color(ColorRole::Grid);
    const int hair = pixels(1);

    for (const auto& [row, first, last] : geometry.rows) {
        for (std::size_t i = first; i < last; ++i) {
            const TimelineItem& item = geometry.items[i];
            const QRect rect = drawnRect(item);
            switch (item.shape) {
            case Shape::Running:
                painter_.fillRect(rect, running);
                break;
            case Shape::Blocked:
                painter_.fillRect(rect, blocked);
                break;
            case Shape::Lifetime:
                painter_.fillRect(rect, waiting);
                break;
            case Shape::Ready:
                if (rect.width() <= 2 * hair + 1 || rect.height() <= 2 * hair) {
                    painter_.fillRect(rect, ready);
                } else {
                    painter_.fillRect(rect.x(), rect.y(), rect.width(), hair, ready);
                    painter_.fillRect(rect.x(), rect.bottom() - hair + 1, rect.width(), hair,
                                      ready);
                    painter_.fillRect(rect.x(), rect.y(), hair, rect.height(), ready);
                    painter_.fillRect(rect.right() - hair + 1, rect.y(), hair, rect.height(),
                                      ready);
                }
                break;
            case Shape::Folded: {
                // At least a sign of it: what hardly ran still ran.
                const int solid = std::max(2 * hair, rect.height() * item.busy / 8);
                painter_.fillRect(rect, runningPale);
                painter_.fillRect(rect.x(), rect.bottom() - solid + 1, rect.width(), solid,
                                  running);
                break;
            }
            case Shape::Lost:
                painter_.fillRect(rect, grid);
                break;
            case Shape::Waiting: // leaves room for its label: see drawWait
            case Shape::End:
                break;
            }
        }
    }
}

void TimelinePainter::drawBands(const TimelineGeometry& geometry) {
    // A region, because where several scripts block in turn their shadows must not add up.
    QRegion shadow;
    for (const TimelineBand& band : geometry.bands)
        shadow |= QRegion(band.all) - QRegion(band.strand);
    for (const QRect& rect : shadow)
        painter_.fillRect(rect, theme_.color(ColorRole::BlockedShadow));

    QColor edge = theme_.color(ColorRole::Blocked);
    edge.setAlpha(110);
    for (const TimelineBand& band : geometry.bands) {
        const QRect& rect = band.strand;
        painter_.fillRect(rect, theme_.color(ColorRole::BlockedBand));
        if (rect.width() > pixels(6)) {
            painter_.fillRect(rect.x(), rect.y(), pixels(1), rect.height(), edge);
            painter_.fillRect(rect.right() - pixels(1) + 1, rect.y(), pixels(1), rect.height(),
                              edge);
        }
    }
}

void TimelinePainter::drawLabels(const TimelineGeometry& geometry) {
    for (const auto& [row, first, last] : geometry.rows) {
        for (std::size_t i = first; i < last; ++i) {
            const TimelineItem& item = geometry.items[i];
            const bool isStrand = row.lane == LaneId::None;
            if (item.shape == Shape::End)
                drawCap(item, isStrand ? trace_.strand(row.strand).outcome
                                       : trace_.lane(row.lane).outcome);
            else if (isStrand)
                continue;
            else if (item.shape == Shape::Waiting)
                drawWait(item, trace_.lane(row.lane));
            else if (item.cell.width() >= item.cell.height())
                drawName(item, trace_.lane(row.lane));
        }
    }
}

void TimelinePainter::drawCap(const TimelineItem& item, Outcome outcome) {
    const ColorRole role = outcome == Outcome::Finished    ? ColorRole::Finished
                           : outcome == Outcome::Cancelled ? ColorRole::Cancelled
                                                           : ColorRole::Failed;
    paintGlyph(painter_, glyphOf(outcome), drawnRect(item), theme_.color(role));
}

void TimelinePainter::drawName(const TimelineItem& item, const Lane& lane) {
    const int padding = pixels(4);
    const QRect cell = item.cell.adjusted(padding, 0, -padding, 0);
    if (item.shape == Shape::Lost) {
        const QRect icon(item.cell.x(), item.cell.y(), item.cell.height(), item.cell.height());
        paintGlyph(painter_, Glyph::Lost, icon.marginsRemoved({0, padding, 0, padding}),
                   theme_.color(ColorRole::Lost));
        drawText(cell.adjusted(icon.width() - padding, 0, 0, 0),
                 QLocale().toString(qulonglong(lane.dropped())), ColorRole::DimText);
        return;
    }
    if (item.firstSlice != item.lastSlice ||
        (item.shape != Shape::Running && item.shape != Shape::Blocked))
        return;
    const Slice& slice = lane[item.firstSlice];
    QString text = describeWhat(trace_, slice);
    if (text.isEmpty())
        text = describeWhere(trace_, slice.where);
    if (item.shape == Shape::Blocked) {
        const QString length = formatDuration(lane.end_of(item.firstSlice, now_) - slice.begin_ns);
        text = text.isEmpty() ? length : text + QStringLiteral(" · ") + length;
    }
    drawText(cell, text,
             item.shape == Shape::Running ? ColorRole::RunningText : ColorRole::BlockedText);
}

void TimelinePainter::drawWait(const TimelineItem& item, const Lane& lane) {
    const QRect line = drawnRect(item);
    const int padding = pixels(4);
    const int size = pixels(12);
    int x = line.x();
    // In a narrow cell the icon would be all there is to see, and a hundred of them noise.
    if (item.firstSlice == item.lastSlice && line.width() >= 4 * size) {
        const Slice& slice = lane[item.firstSlice];
        x += padding;
        if (const Glyph glyph = glyphOf(slice.wait); glyph != Glyph::None) {
            paintGlyph(painter_, glyph, QRect(x, item.cell.center().y() - size / 2, size, size),
                       theme_.color(ColorRole::DimText));
            x += size + padding;
        }
        if (line.right() - x > 4 * size) {
            const QRect rest(x, item.cell.y(), line.right() - x - padding, item.cell.height());
            if (const int width = drawText(rest, describeWhat(trace_, slice), ColorRole::DimText))
                x += width + padding;
        }
    }
    painter_.fillRect(QRect(x, line.y(), line.right() + 1 - x, line.height()),
                      theme_.color(ColorRole::Waiting));
}

int TimelinePainter::drawText(const QRect& cell, const QString& text, ColorRole role) {
    const QFontMetrics metrics = painter_.fontMetrics();
    if (text.isEmpty() || cell.width() < metrics.averageCharWidth() * 3)
        return 0;
    const QString elided = metrics.elidedText(text, Qt::ElideRight, cell.width());
    // A lone ellipsis says nothing.
    if (elided.size() < 3 && elided != text)
        return 0;
    painter_.setPen(theme_.color(role));
    painter_.drawText(cell, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, elided);
    return metrics.horizontalAdvance(elided);
}

void TimelinePainter::drawInstant(int x, int height) {
    painter_.fillRect(x, 0, pixels(1), height, theme_.color(ColorRole::Instant));
}

void TimelinePainter::drawRange(const QRect& area, const QString& text, int width) {
    const int hair = pixels(1);
    const QColor edge = theme_.color(ColorRole::Running);
    painter_.fillRect(area, theme_.color(ColorRole::Range));
    painter_.fillRect(area.x(), area.y(), hair, area.height(), edge);
    painter_.fillRect(area.right() - hair + 1, area.y(), hair, area.height(), edge);

    const QFontMetrics metrics = painter_.fontMetrics();
    const int padding = pixels(6);
    QRect label(0, 0, metrics.horizontalAdvance(text) + 2 * padding, metrics.height() + padding);
    label.moveCenter(area.center());
    label.moveBottom(area.bottom() - padding);
    label.moveLeft(std::clamp(label.left(), 0, std::max(0, width - label.width())));
    painter_.fillRect(label, theme_.color(ColorRole::Text));
    painter_.setPen(theme_.color(ColorRole::Ground));
    painter_.drawText(label, Qt::AlignCenter, text);
}

void TimelinePainter::drawArrow(QPoint from, QPoint to) {
    const QColor color = theme_.color(ColorRole::Text);
    const double size = 5 * ratio_;
    const QPointF tip(to);
    const QPointF tail(from);
    QPainterPath path(tail);
    // Bows to the side, so that it does not hide behind the edge it runs along.
    const double bow = std::max(12.0 * ratio_, std::abs(tip.y() - tail.y()) / 4);
    path.cubicTo(tail + QPointF(bow, 0), tip + QPointF(bow, 0), tip + QPointF(size, 0));
    painter_.setRenderHint(QPainter::Antialiasing);
    painter_.strokePath(path, QPen(color, 1.5 * ratio_, Qt::SolidLine, Qt::RoundCap));
    QPainterPath head(tip);
    head.lineTo(tip + QPointF(size * 1.6, -size));
    head.lineTo(tip + QPointF(size * 1.6, size));
    head.closeSubpath();
    painter_.fillPath(head, color);
    painter_.setRenderHint(QPainter::Antialiasing, false);
}

} // namespace braid

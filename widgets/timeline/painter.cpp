// SPDX-License-Identifier: MIT
#include "widgets/timeline/painter.h"

#include <QPainter>
#include <QPainterPath>
#include <QRegion>

#include <array>
#include <cmath>

namespace braid {

TimelinePainter::TimelinePainter(QPainter& painter, const Theme& theme,
                                 const TimelinePicture& picture)
    : painter_(painter)
    , theme_(theme)
    , picture_(picture) {
    painter_.setRenderHint(QPainter::Antialiasing, false);
}

void TimelinePainter::drawGround() {
    painter_.fillRect(0, 0, picture_.scale.width, picture_.height, theme_.color(ColorRole::Ground));
}

void TimelinePainter::drawRows(LaneId selected, LaneId hovered) {
    for (const auto& [row, first, last] : picture_.geometry.rows) {
        const QRect area(0, row.y, picture_.scale.width, row.height);
        if (row.isHead())
            painter_.fillRect(area, theme_.color(ColorRole::StrandGround));
        else if (row.lane == LaneId::None)
            continue;
        else if (row.lane == selected)
            painter_.fillRect(area, theme_.color(ColorRole::RowSelected));
        else if (row.lane == hovered)
            painter_.fillRect(area, theme_.color(ColorRole::RowHovered));
    }
}

void TimelinePainter::drawTimeGrid() {
    for (const int x : picture_.grid)
        painter_.fillRect(x, 0, pixels(1), picture_.height, theme_.color(ColorRole::Grid));
}

void TimelinePainter::drawItems() {
    const TimelineGeometry& geometry = picture_.geometry;
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
            case Shape::Density:
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

void TimelinePainter::drawBands() {
    const TimelineGeometry& geometry = picture_.geometry;
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

void TimelinePainter::drawLabels() {
    auto label = picture_.labels.begin();
    for (std::size_t i = 0; i < picture_.geometry.items.size(); ++i) {
        const TimelineItem& item = picture_.geometry.items[i];
        const bool isLabelled = label != picture_.labels.end() && label->item == i;
        if (item.shape == Shape::Waiting)
            drawWait(item, isLabelled ? &*label : nullptr);
        if (!isLabelled)
            continue;
        const int padding = pixels(4);
        const QRect inside = item.cell.adjusted(padding, 0, -padding, 0);
        if (item.shape == Shape::End)
            drawCap(item, label->glyph);
        else if (item.shape == Shape::Lost)
            drawLost(item, *label);
        else if (item.shape == Shape::Running)
            drawText(inside, label->text, ColorRole::RunningText);
        else if (item.shape == Shape::Blocked)
            drawText(inside, label->text, ColorRole::BlockedText);
        ++label;
    }
}

void TimelinePainter::drawCap(const TimelineItem& item, Glyph glyph) {
    const ColorRole role = glyph == Glyph::Finished    ? ColorRole::Finished
                           : glyph == Glyph::Cancelled ? ColorRole::Cancelled
                                                       : ColorRole::Failed;
    paintGlyph(painter_, glyph, drawnRect(item), theme_.color(role));
}

void TimelinePainter::drawLost(const TimelineItem& item, const TimelineLabel& label) {
    const int padding = pixels(4);
    const QRect icon(item.cell.x(), item.cell.y(), item.cell.height(), item.cell.height());
    paintGlyph(painter_, label.glyph, icon.marginsRemoved({0, padding, 0, padding}),
               theme_.color(ColorRole::Lost));
    drawText(item.cell.adjusted(icon.width(), 0, -padding, 0), label.text, ColorRole::DimText);
}

void TimelinePainter::drawWait(const TimelineItem& item, const TimelineLabel* label) {
    const QRect line = drawnRect(item);
    const int padding = pixels(4);
    const int size = pixels(12);
    int x = line.x();
    if (label) {
        x += padding;
        if (label->glyph != Glyph::None) {
            paintGlyph(painter_, label->glyph,
                       QRect(x, item.cell.center().y() - size / 2, size, size),
                       theme_.color(ColorRole::DimText));
            x += size + padding;
        }
        const QRect rest(x, item.cell.y(), line.right() - x - padding, item.cell.height());
        if (const int width = drawText(rest, label->text, ColorRole::DimText))
            x += width + padding;
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

void TimelinePainter::drawInstant(int x) {
    painter_.fillRect(x, 0, pixels(1), picture_.height, theme_.color(ColorRole::Instant));
}

void TimelinePainter::drawRange(const TimeSpan& span, const QString& text) {
    const int from = picture_.scale.toX(span.beginNs);
    const QRect area(from, 0, std::max(1, picture_.scale.toX(span.endNs) - from), picture_.height);
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
    label.moveLeft(std::clamp(label.left(), 0, std::max(0, picture_.scale.width - label.width())));
    painter_.fillRect(label, theme_.color(ColorRole::Text));
    painter_.setPen(theme_.color(ColorRole::Ground));
    painter_.drawText(label, Qt::AlignCenter, text);
}

void TimelinePainter::drawArrow(QPoint from, QPoint to) {
    const QColor color = theme_.color(ColorRole::Text);
    const double size = 5 * picture_.pixelRatio;
    const QPointF tip(to);
    const QPointF tail(from);
    QPainterPath path(tail);
    // Bows to the side, so that it does not hide behind the edge it runs along.
    const double bow = std::max(12.0 * picture_.pixelRatio, std::abs(tip.y() - tail.y()) / 4);
    path.cubicTo(tail + QPointF(bow, 0), tip + QPointF(bow, 0), tip + QPointF(size, 0));
    painter_.setRenderHint(QPainter::Antialiasing);
    painter_.strokePath(path, QPen(color, 1.5 * picture_.pixelRatio, Qt::SolidLine, Qt::RoundCap));
    QPainterPath head(tip);
    head.lineTo(tip + QPointF(size * 1.6, -size));
    head.lineTo(tip + QPointF(size * 1.6, size));
    head.closeSubpath();
    painter_.fillPath(head, color);
    painter_.setRenderHint(QPainter::Antialiasing, false);
}

} // namespace braid

// SPDX-License-Identifier: MIT
#include "widgets/timeline/painter.h"

#include "widgets/timeline/bands.h"

#include <QImage>
#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace braid {

namespace {

QImage* imageOf(const QPainter& painter) {
    if (painter.device()->devType() != QInternal::Image || !painter.transform().isIdentity() ||
        painter.hasClipping())
        return nullptr;
    auto* const image = static_cast<QImage*>(painter.device());
    const QImage::Format format = image->format();
    return format == QImage::Format_RGB32 || format == QImage::Format_ARGB32_Premultiplied
               ? image
               : nullptr;
}

} // namespace

TimelinePainter::TimelinePainter(QPainter& painter, const Theme& theme,
                                 const TimelinePicture& picture, Lettering& lettering)
    : painter_(painter)
    , theme_(theme)
    , picture_(picture)
    , lettering_(lettering)
    , image_(imageOf(painter)) {
    painter_.setRenderHint(QPainter::Antialiasing, false);
}

void TimelinePainter::fill(const QRect& rect, const QColor& color) {
    if (!image_) {
        painter_.fillRect(rect, color);
        return;
    }
    const QRect inside = rect & image_->rect();
    if (inside.isEmpty())
        return;
    const auto stride = std::size_t(image_->bytesPerLine()) / sizeof(QRgb);
    auto* line = reinterpret_cast<QRgb*>(image_->bits()) + std::size_t(inside.y()) * stride +
                 std::size_t(inside.x());
    const QRgb pixel = color.rgb();
    for (int y = 0; y < inside.height(); ++y, line += stride)
        std::fill_n(line, inside.width(), pixel);
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
                fill(rect, running);
                break;
            case Shape::Blocked:
                fill(rect, blocked);
                break;
            case Shape::Lifetime:
                fill(rect, waiting);
                break;
            case Shape::Ready:
                if (rect.width() <= 2 * hair + 1 || rect.height() <= 2 * hair) {
                    fill(rect, ready);
                } else {
                    fill({rect.x(), rect.y(), rect.width(), hair}, ready);
                    fill({rect.x(), rect.bottom() - hair + 1, rect.width(), hair}, ready);
                    fill({rect.x(), rect.y(), hair, rect.height()}, ready);
                    fill({rect.right() - hair + 1, rect.y(), hair, rect.height()}, ready);
                }
                break;
            case Shape::Folded: {
                // At least a sign of it: what hardly ran still ran.
                const int solid = std::max(2 * hair, rect.height() * item.busy / 8);
                fill({rect.x(), rect.y(), rect.width(), rect.height() - solid}, runningPale);
                fill({rect.x(), rect.bottom() - solid + 1, rect.width(), solid}, running);
                break;
            }
            case Shape::Lost:
                fill(rect, grid);
                break;
            case Shape::Waiting: // leaves room for its label: see drawWait
            case Shape::End:
                break;
            }
        }
    }
}

void TimelinePainter::drawBands() {
    const std::vector<TimelineBand>& bands = picture_.geometry.bands;
    int width = 0;
    for (const TimelineBand& band : bands)
        width = std::max(width, band.all.right() + 1);
    QColor edge = theme_.color(ColorRole::Blocked);
    edge.setAlpha(110);
    const int hair = pixels(1);
    // Where the loop was held a thousand times, each time is narrow and as high as the window. So
    // one line is drawn, and what it shows is laid over the rows as a pattern.
    QImage line(width, 1, QImage::Format_ARGB32_Premultiplied);
    for (const BandSlab& slab : slabsOf(bands)) {
        line.fill(Qt::transparent);
        QPainter onLine(&line);
        for (const auto& [from, to] : slab.shadows)
            onLine.fillRect(from, 0, to - from, 1, theme_.color(ColorRole::BlockedShadow));
        for (const auto& [from, to] : slab.held) {
            onLine.fillRect(from, 0, to - from, 1, theme_.color(ColorRole::BlockedBand));
            if (to - from <= pixels(6))
                continue;
            onLine.fillRect(from, 0, hair, 1, edge);
            onLine.fillRect(to - hair, 0, hair, 1, edge);
        }
        onLine.end();
        painter_.fillRect(0, slab.top, width, slab.height, QBrush(line));
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
    const QRect rect = drawnRect(item);
    lettering_.drawGlyph(painter_, glyph, rect.topLeft(), rect.width(), theme_.color(role));
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
            lettering_.drawGlyph(painter_, label->glyph, {x, item.cell.center().y() - size / 2},
                                 size, theme_.color(ColorRole::DimText));
            x += size + padding;
        }
        const QRect rest(x, item.cell.y(), line.right() - x - padding, item.cell.height());
        if (const int width = drawText(rest, label->text, ColorRole::DimText))
            x += width + padding;
    }
    fill({x, line.y(), line.right() + 1 - x, line.height()}, theme_.color(ColorRole::Waiting));
}

int TimelinePainter::drawText(const QRect& cell, const QString& text, ColorRole role) {
    painter_.setPen(theme_.color(role));
    return lettering_.drawText(painter_, cell, text);
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

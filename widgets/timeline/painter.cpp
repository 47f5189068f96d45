#include "widgets/timeline/painter.h"

#include "widgets/glyphs.h"
#include "widgets/wording.h"

#include <QLocale>
#include <QPainter>
#include <QPainterPath>

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
            painter_.fillRect(area, theme_.color(ColorRole::GroupGround));
        else if (row.lane == selected)
            painter_.fillRect(area, theme_.color(ColorRole::RowSelected));
        else if (row.lane == hovered)
            painter_.fillRect(area, theme_.color(ColorRole::RowHovered));
    }
}

void TimelinePainter::drawTimeGrid(const TimeScale& scale, std::int64_t originNs, int minPixels,
                                   int height) {
    const std::int64_t step = tickStepNs(scale, minPixels);
    const int hair = std::max(1, int(ratio_));
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
    const int hair = std::max(1, int(std::lround(ratio_)));

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
            case Shape::Waiting:
                painter_.fillRect(rect, waiting);
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
            case Shape::End:
                break;
            }
        }
    }
}

void TimelinePainter::drawBands(const TimelineGeometry& geometry) {
    const QColor edge = theme_.color(ColorRole::Blocked);
    for (const TimelineBand& band : geometry.bands) {
        painter_.fillRect(band.all, theme_.color(ColorRole::BlockedShadow));
        painter_.fillRect(band.group, theme_.color(ColorRole::BlockedBand));
        QColor line = edge;
        line.setAlpha(110);
        const int hair = std::max(1, int(std::lround(ratio_)));
        painter_.fillRect(band.all.x(), band.all.y(), hair, band.all.height(), line);
        if (band.all.width() > 3 * hair)
            painter_.fillRect(band.all.right() - hair + 1, band.all.y(), hair, band.all.height(),
                              line);
    }
}

void TimelinePainter::drawLabels(const TimelineGeometry& geometry) {
    for (const auto& row : geometry.rows)
        for (std::size_t i = row.first; i < row.last; ++i)
            drawLabel(row, geometry.items[i]);
}

void TimelinePainter::drawLabel(const TimelineGeometry::RowItems& row, const TimelineItem& item) {
    if (row.row.lane == LaneId::None)
        return;
    const Lane& lane = trace_.lane(row.row.lane);
    const int padding = int(std::lround(4 * ratio_));
    const int least = item.cell.height();

    if (item.shape == Shape::End) {
        const ColorRole role = lane.outcome == Outcome::Finished    ? ColorRole::Finished
                               : lane.outcome == Outcome::Cancelled ? ColorRole::Cancelled
                                                                    : ColorRole::Failed;
        paintGlyph(painter_, glyphOf(lane.outcome), drawnRect(item), theme_.color(role));
        return;
    }
    if (item.cell.width() < least)
        return;

    if (item.shape == Shape::Lost) {
        const QRect rect = drawnRect(item);
        paintGlyph(painter_, Glyph::Lost, QRect(rect.x(), rect.y(), rect.height(), rect.height()),
                   theme_.color(ColorRole::Lost));
        drawText(rect.adjusted(rect.height(), 0, -padding, 0),
                 QLocale().toString(qulonglong(lane.dropped())), ColorRole::DimText, false);
        return;
    }
    if (item.shape == Shape::Folded || item.firstSlice != item.lastSlice)
        return;

    const Slice& slice = lane[item.firstSlice];
    if (item.shape == Shape::Running || item.shape == Shape::Blocked) {
        QString text = describeWhat(trace_, slice);
        if (text.isEmpty())
            text = describeWhere(trace_, slice.where);
        if (item.shape == Shape::Blocked) {
            const QString duration =
                formatDuration(lane.end_of(item.firstSlice, now_) - slice.begin_ns);
            text = text.isEmpty() ? duration : text + QStringLiteral(" · ") + duration;
        }
        drawText(item.cell.adjusted(padding, 0, -padding, 0), text,
                 item.shape == Shape::Running ? ColorRole::RunningText : ColorRole::BlockedText,
                 false);
    } else if (item.shape == Shape::Waiting) {
        // The icon stands on its line, near the left edge that can be seen.
        const Glyph glyph = glyphOf(slice.wait);
        int x = item.cell.x() + padding;
        const int size = int(std::lround(12 * ratio_));
        const QColor ground = row.row.lane == LaneId::None ? theme_.color(ColorRole::GroupGround)
                                                           : theme_.color(ColorRole::Ground);
        if (glyph != Glyph::None && item.cell.width() >= size + 2 * padding) {
            const QRect icon(x, item.cell.center().y() - size / 2, size, size);
            painter_.fillRect(icon.adjusted(-padding / 2, 0, padding / 2, 0), ground);
            paintGlyph(painter_, glyph, icon, theme_.color(ColorRole::DimText));
            x += size + padding;
        }
        QRect rest = item.cell.adjusted(0, 0, -padding, 0);
        rest.setLeft(x);
        if (rest.width() > 3 * least)
            drawText(rest, describeWhat(trace_, slice), ColorRole::DimText, true);
    }
}

void TimelinePainter::drawText(const QRect& cell, const QString& text, ColorRole role,
                               bool onGround) {
    const QFontMetrics metrics = painter_.fontMetrics();
    if (text.isEmpty() || cell.width() < metrics.averageCharWidth() * 3)
        return;
    const QString elided = metrics.elidedText(text, Qt::ElideRight, cell.width());
    // A lone ellipsis says nothing.
    if (elided.size() < 3 && elided != text)
        return;
    if (onGround) {
        const int width = metrics.horizontalAdvance(elided);
        const int padding = int(std::lround(3 * ratio_));
        painter_.fillRect(QRect(cell.x() - padding, cell.center().y() - metrics.height() / 2,
                                width + 2 * padding, metrics.height()),
                          theme_.color(ColorRole::Ground));
    }
    painter_.setPen(theme_.color(role));
    painter_.drawText(cell, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, elided);
}

void TimelinePainter::drawInstant(int x, int height) {
    painter_.fillRect(x, 0, std::max(1, int(std::lround(ratio_))), height,
                      theme_.color(ColorRole::Instant));
}

void TimelinePainter::drawRange(const QRect& area, const QString& text, int width) {
    const int hair = std::max(1, int(std::lround(ratio_)));
    const QColor edge = theme_.color(ColorRole::Running);
    painter_.fillRect(area, theme_.color(ColorRole::Range));
    painter_.fillRect(area.x(), area.y(), hair, area.height(), edge);
    painter_.fillRect(area.right() - hair + 1, area.y(), hair, area.height(), edge);

    const QFontMetrics metrics = painter_.fontMetrics();
    const int padding = int(std::lround(6 * ratio_));
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

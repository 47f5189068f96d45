// SPDX-License-Identifier: MIT
#include "widgets/glyphs.h"

#include <QApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>
#include <QPalette>

namespace braid {

namespace {

/// A glyph on a grid of 16 × 16: an area to fill and lines to draw.
struct Drawing {
    QPainterPath fill;
    QPainterPath stroke;
    double strokeWidth = 1.5;
};

void polyline(QPainterPath& path, std::initializer_list<QPointF> points) {
    path.moveTo(*points.begin());
    for (const QPointF& point : points)
        path.lineTo(point);
}

Drawing drawingOf(Glyph glyph) {
    Drawing d;
    switch (glyph) {
    case Glyph::None:
        break;
    case Glyph::Running:
        polyline(d.fill, {{4, 2.5}, {13.5, 8}, {4, 13.5}});
        d.fill.closeSubpath();
        break;
    case Glyph::Ready:
        polyline(d.stroke, {{3.5, 8}, {8, 3.5}, {12.5, 8}});
        polyline(d.stroke, {{3.5, 13}, {8, 8.5}, {12.5, 13}});
        break;
    case Glyph::Waiting:
        d.fill.addRect(4, 3, 2.75, 10);
        d.fill.addRect(9.25, 3, 2.75, 10);
        break;
    case Glyph::Blocked:
        d.stroke.addEllipse(QPointF(8, 8), 5.5, 5.5);
        polyline(d.stroke, {{4.6, 8}, {11.4, 8}});
        d.strokeWidth = 2;
        break;
    case Glyph::Finished:
        d.fill.addRect(4, 4, 8, 8);
        break;
    case Glyph::Cancelled:
        polyline(d.stroke, {{4, 4}, {12, 12}});
        polyline(d.stroke, {{12, 4}, {4, 12}});
        d.strokeWidth = 2;
        break;
    case Glyph::Failed:
        d.fill.setFillRule(Qt::OddEvenFill);
        polyline(d.fill, {{8, 2}, {14.5, 13.5}, {1.5, 13.5}});
        d.fill.closeSubpath();
        d.fill.addRect(7.25, 6, 1.5, 4);
        d.fill.addRect(7.25, 11, 1.5, 1.5);
        break;
    case Glyph::Lost:
        polyline(d.stroke, {{5, 2}, {7, 5}, {5, 8}, {7, 11}, {5, 14}});
        polyline(d.stroke, {{10, 2}, {12, 5}, {10, 8}, {12, 11}, {10, 14}});
        break;
    case Glyph::Timer:
        d.stroke.addEllipse(QPointF(8, 8), 5.5, 5.5);
        polyline(d.stroke, {{8, 4.8}, {8, 8}, {10.4, 9.4}});
        break;
    case Glyph::Io:
        for (const double y : {5.5, 10.5}) {
            d.stroke.moveTo(2, y + 0.75);
            d.stroke.cubicTo(5, y - 3.5, 6.5, y - 1, 8, y);
            d.stroke.cubicTo(9.5, y + 1, 11, y + 3.5, 14, y - 0.75);
        }
        break;
    case Glyph::Lock:
        d.fill.addRoundedRect(3.5, 7, 9, 6.5, 1, 1);
        d.stroke.moveTo(5.5, 7);
        d.stroke.lineTo(5.5, 5);
        d.stroke.arcTo(QRectF(5.5, 2.5, 5, 5), 180, -180);
        d.stroke.lineTo(10.5, 7);
        break;
    case Glyph::Event:
        polyline(d.stroke, {{4, 14}, {4, 2.75}});
        polyline(d.fill, {{4, 2.5}, {13, 5.5}, {4, 8.5}});
        d.fill.closeSubpath();
        break;
    case Glyph::Queue:
        for (const double y : {3.0, 6.75, 10.5})
            d.fill.addRect(3, y, 10, 2.25);
        break;
    case Glyph::Task:
        polyline(d.stroke, {{2.5, 5.5}, {13, 5.5}});
        polyline(d.stroke, {{10, 2.75}, {13, 5.5}, {10, 8.25}});
        polyline(d.stroke, {{13.5, 11}, {3, 11}});
        polyline(d.stroke, {{6, 8.25}, {3, 11}, {6, 13.75}});
        d.strokeWidth = 1.25;
        break;
    case Glyph::Thread:
        for (const double x : {4.0, 8.0, 12.0}) {
            d.stroke.moveTo(x, 2.5);
            d.stroke.cubicTo(x - 3, 6, x + 3, 10, x, 13.5);
        }
        break;
    case Glyph::Process:
        d.stroke.addRect(2.75, 3.75, 10.5, 8.5);
        polyline(d.stroke, {{5, 6.25}, {7, 8}, {5, 9.75}});
        break;
    case Glyph::Input:
        d.stroke.addRoundedRect(QRectF(2, 4.5, 12, 7), 1, 1);
        polyline(d.stroke, {{5, 6.5}, {5, 9.5}});
        break;
    case Glyph::Open:
        polyline(d.stroke,
                 {{2.5, 12.5}, {2.5, 3.5}, {6.5, 3.5}, {8, 5.5}, {12.5, 5.5}, {12.5, 7.5}});
        polyline(d.stroke, {{2.5, 12.5}, {5, 7.5}, {14.5, 7.5}, {12, 12.5}, {2.5, 12.5}});
        d.strokeWidth = 1.25;
        break;
    case Glyph::RunAgain:
        d.stroke.arcMoveTo(QRectF(3, 3, 10, 10), 60);
        d.stroke.arcTo(QRectF(3, 3, 10, 10), 60, 290);
        polyline(d.fill, {{9.4, 0.6}, {14.6, 3.4}, {9.6, 6.6}});
        d.fill.closeSubpath();
        break;
    case Glyph::Stop:
        d.fill.addRoundedRect(3.5, 3.5, 9, 9, 1, 1);
        break;
    case Glyph::Live:
        d.fill.addEllipse(QPointF(8, 8), 4, 4);
        break;
    case Glyph::Fit:
        polyline(d.stroke, {{2.5, 3}, {2.5, 13}});
        polyline(d.stroke, {{13.5, 3}, {13.5, 13}});
        polyline(d.stroke, {{5, 8}, {11, 8}});
        polyline(d.stroke, {{6.75, 6}, {4.75, 8}, {6.75, 10}});
        polyline(d.stroke, {{9.25, 6}, {11.25, 8}, {9.25, 10}});
        d.strokeWidth = 1.25;
        break;
    case Glyph::Search:
        d.stroke.addEllipse(QPointF(7, 7), 4.25, 4.25);
        polyline(d.stroke, {{10.2, 10.2}, {13.75, 13.75}});
        break;
    case Glyph::Close:
        polyline(d.stroke, {{4.5, 4.5}, {11.5, 11.5}});
        polyline(d.stroke, {{11.5, 4.5}, {4.5, 11.5}});
        break;
    case Glyph::Checked:
        polyline(d.stroke, {{3, 8.5}, {6.5, 12}, {13, 4.5}});
        break;
    case Glyph::Add:
        polyline(d.stroke, {{8, 3}, {8, 13}});
        polyline(d.stroke, {{3, 8}, {13, 8}});
        break;
    case Glyph::Clear:
        polyline(d.stroke, {{3, 4.5}, {13, 4.5}});
        polyline(d.stroke, {{6, 4.5}, {6, 2.75}, {10, 2.75}, {10, 4.5}});
        polyline(d.stroke, {{4.25, 4.5}, {5, 13.25}, {11, 13.25}, {11.75, 4.5}});
        d.strokeWidth = 1.25;
        break;
    }
    return d;
}

class GlyphIconEngine final : public QIconEngine {
public:
    explicit GlyphIconEngine(Glyph glyph)
        : glyph_(glyph) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
        const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
        const auto role =
            mode == QIcon::Selected ? QPalette::HighlightedText : QPalette::ButtonText;
        paintGlyph(*painter, glyph_, rect, QApplication::palette().color(group, role));
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect({}, size), mode, state);
        return pixmap;
    }
    QIconEngine* clone() const override { return new GlyphIconEngine(glyph_); }

private:
    Glyph glyph_;
};

} // namespace

Glyph glyphOf(Activity activity) {
    switch (activity) {
    case Activity::Running:
        return Glyph::Running;
    case Activity::Ready:
        return Glyph::Ready;
    case Activity::Waiting:
        return Glyph::Waiting;
    case Activity::Blocked:
        return Glyph::Blocked;
    }
    return Glyph::None;
}

Glyph glyphOf(WaitKind kind) {
    switch (kind) {
    case WaitKind::Nothing:
        return Glyph::None;
    case WaitKind::Timer:
        return Glyph::Timer;
    case WaitKind::Io:
        return Glyph::Io;
    case WaitKind::Lock:
        return Glyph::Lock;
    case WaitKind::Event:
        return Glyph::Event;
    case WaitKind::Queue:
        return Glyph::Queue;
    case WaitKind::Task:
        return Glyph::Task;
    case WaitKind::Future:
        return Glyph::Event;
    case WaitKind::Thread:
        return Glyph::Thread;
    case WaitKind::Process:
        return Glyph::Process;
    case WaitKind::Input:
        return Glyph::Input;
    }
    return Glyph::None;
}

Glyph glyphOf(Outcome outcome) {
    switch (outcome) {
    case Outcome::Pending:
        return Glyph::None;
    case Outcome::Finished:
        return Glyph::Finished;
    case Outcome::Cancelled:
        return Glyph::Cancelled;
    case Outcome::Failed:
        return Glyph::Failed;
    }
    return Glyph::None;
}

void paintGlyph(QPainter& painter, Glyph glyph, const QRectF& rect, const QColor& color) {
    const double size = std::min(rect.width(), rect.height());
    const Drawing drawing = drawingOf(glyph);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(rect.center() - QPointF(size / 2, size / 2));
    painter.scale(size / 16, size / 16);
    painter.fillPath(drawing.fill, color);
    painter.strokePath(drawing.stroke, QPen(color, drawing.strokeWidth, Qt::SolidLine, Qt::RoundCap,
                                            Qt::RoundJoin));
    painter.restore();
}

QIcon glyphIcon(Glyph glyph) { return QIcon(new GlyphIconEngine(glyph)); }

} // namespace braid

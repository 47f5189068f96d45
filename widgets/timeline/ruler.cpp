// SPDX-License-Identifier: MIT
#include "widgets/timeline/ruler.h"

#include "widgets/session/selection.h"
#include "widgets/session/visible_range.h"
#include "widgets/theme.h"
#include "widgets/timeline/coordinates.h"

#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

namespace braid {

Ruler::Ruler(VisibleRange& range, Selection& selection, QWidget* parent)
    : QWidget(parent)
    , range_(range)
    , selection_(selection) {
    setAccessibleName(tr("Time axis"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&range_, &VisibleRange::changed, this, QOverload<>::of(&QWidget::update));
    connect(&selection_, &Selection::changed, this, QOverload<>::of(&QWidget::update));
}

void Ruler::setOrigin(std::int64_t originNs) {
    if (originNs_ == originNs)
        return;
    originNs_ = originNs;
    update();
}

QSize Ruler::sizeHint() const { return {200, fontMetrics().height() + 8}; }

void Ruler::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Theme theme = Theme::of(palette());
    const TimeScale scale{range_.span(), width()};
    painter.fillRect(rect(), palette().color(QPalette::Window));
    painter.fillRect(0, height() - 1, width(), 1, theme.color(ColorRole::Grid));

    const int widest = fontMetrics().horizontalAdvance(QStringLiteral("00000.000 s"));
    const std::int64_t step = tickStepNs(scale, std::max(90, widest + 12));
    const auto tickMark = [&](std::int64_t time, int length, const QColor& color) {
        const int x = scale.toX(time);
        if (x >= 0 && time >= originNs_)
            painter.fillRect(x, height() - length, 1, length, color);
        return x;
    };
    const std::int64_t first = originNs_ + (range_.beginNs() - originNs_) / step * step - step;
    for (std::int64_t tick = first; tick <= range_.endNs(); tick += step) {
        for (int part = 1; part < 5; ++part)
            tickMark(tick + step * part / 5, 4, theme.color(ColorRole::Grid));
        const int x = tickMark(tick, height(), theme.color(ColorRole::Grid));
        // A label that begins left of the edge is still wanted.
        if (tick < originNs_)
            continue;
        painter.setPen(theme.color(ColorRole::DimText));
        const int labelX = tick < range_.beginNs() ? -widest : x;
        painter.drawText(QRect(labelX + 5, 0, widest + 20, height() - 2),
                         Qt::AlignLeft | Qt::AlignVCenter, tickLabel(tick - originNs_, step));
    }

    if (const auto instant = selection_.instant()) {
        const int x = scale.toX(*instant);
        if (x >= 0 && x < width()) {
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setPen(Qt::NoPen);
            painter.setBrush(theme.color(ColorRole::Instant));
            const double h = height();
            painter.drawPolygon(QPolygonF({{x - 4.5, h - 7}, {x + 5.5, h - 7}, {x + 0.5, h}}));
        }
    }
}

void Ruler::scrubTo(double x) {
    selection_.setInstant(TimeScale{range_.span(), width()}.toTime(x));
}

void Ruler::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton)
        scrubTo(event->position().x());
}

void Ruler::mouseMoveEvent(QMouseEvent* event) {
    if (event->buttons() & Qt::LeftButton)
        scrubTo(event->position().x());
}

void Ruler::wheelEvent(QWheelEvent* event) {
    const TimeScale scale{range_.span(), width()};
    // On the axis the wheel can only mean time.
    const int angle = event->angleDelta().y() + event->angleDelta().x();
    if (event->modifiers() & Qt::ControlModifier)
        range_.zoom(std::pow(1.25, -double(angle) / 120), scale.toTime(event->position().x()));
    else
        range_.scroll(-scale.toDuration(angle / 2.0));
    event->accept();
}

} // namespace braid

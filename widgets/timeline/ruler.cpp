// SPDX-License-Identifier: MIT
#include "widgets/timeline/ruler.h"

#include "widgets/session/session.h"
#include "widgets/theme.h"
#include "widgets/timeline/coordinates.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>

namespace braid {

namespace {
constexpr int markLength = 6; ///< from the upper edge, apart from the ticks at the lower one
}

Ruler::Ruler(Session& session, QWidget* parent)
    : QWidget(parent)
    , session_(session) {
    setAccessibleName(tr("Time axis"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&session_, &Session::looked, this, &Ruler::look);
    connect(&session_, &Session::originChanged, this, QOverload<>::of(&QWidget::update));
    connect(&session_.range(), &VisibleRange::changed, this, &Ruler::look);
}

void Ruler::setMarks(MarkSource marks) {
    source_ = std::move(marks);
    look();
}

void Ruler::look() {
    if (source_)
        marks_ = source_(session_.range().span());
    update();
}

QSize Ruler::sizeHint() const { return {200, fontMetrics().height() + 8}; }

void Ruler::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Theme theme = Theme::of(palette());
    const TimeSpan span = session_.range().span();
    const std::int64_t origin = session_.origin();
    const TimeScale scale{span, width()};
    painter.fillRect(rect(), palette().color(QPalette::Window));
    painter.fillRect(0, height() - 1, width(), 1, theme.color(ColorRole::Grid));

    const int widest = fontMetrics().horizontalAdvance(QStringLiteral("00000.000 s"));
    const std::int64_t step = tickStepNs(scale, std::max(90, widest + 12));
    const auto tickMark = [&](std::int64_t time, int length, const QColor& color) {
        const int x = scale.toX(time);
        if (x >= 0 && time >= origin)
            painter.fillRect(x, height() - length, 1, length, color);
        return x;
    };
    const std::int64_t first = origin + (span.beginNs - origin) / step * step - step;
    for (std::int64_t tick = first; tick <= span.endNs; tick += step) {
        for (int part = 1; part < 5; ++part)
            tickMark(tick + step * part / 5, 4, theme.color(ColorRole::Grid));
        const int x = tickMark(tick, height(), theme.color(ColorRole::Grid));
        // A label that begins left of the edge is still wanted.
        if (tick < origin)
            continue;
        painter.setPen(theme.color(ColorRole::DimText));
        const int labelX = tick < span.beginNs ? -widest : x;
        painter.drawText(QRect(labelX + 5, 0, widest + 20, height() - 2),
                         Qt::AlignLeft | Qt::AlignVCenter, tickLabel(tick - origin, step));
    }

    for (const RulerMark& mark : marks_)
        painter.fillRect(scale.toX(mark.timeNs), 0, 2, markLength, theme.color(ColorRole::Blocked));

    if (const auto instant = session_.cursor().instant())
        paintCursor(painter, theme, scale.toX(*instant),
                    tickLabel(*instant - origin, std::min<std::int64_t>(step / 10, 1'000'000)));
}

/// A flag that says where all panes stand.
void Ruler::paintCursor(QPainter& painter, const Theme& theme, int x, const QString& time) {
    if (x < 0 || x >= width())
        return;
    const QColor color = theme.color(ColorRole::Instant);
    QRect flag(0, 0, fontMetrics().horizontalAdvance(time) + 10, height() - 2);
    flag.moveLeft(x + flag.width() <= width() ? x : x + 1 - flag.width());
    painter.fillRect(flag, color);
    painter.fillRect(x, 0, 1, height(), color);
    painter.setPen(theme.color(ColorRole::Ground));
    painter.drawText(flag, Qt::AlignCenter, time);
}

void Ruler::scrubTo(double x) {
    session_.standAt(TimeScale{session_.range().span(), width()}.toTime(x));
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
    VisibleRange& range = session_.range();
    const TimeScale scale{range.span(), width()};
    // On the axis the wheel can only mean time.
    const int angle = event->angleDelta().y() + event->angleDelta().x();
    if (event->modifiers() & Qt::ControlModifier)
        range.zoom(std::pow(1.25, -double(angle) / 120), scale.toTime(event->position().x()));
    else
        range.scroll(-scale.toDuration(angle / 2.0));
    event->accept();
}

QString Ruler::markAt(int x) const {
    const TimeScale scale{session_.range().span(), width()};
    for (const RulerMark& mark : marks_)
        if (std::abs(scale.toX(mark.timeNs) - x) <= 3)
            return mark.text;
    return {};
}

bool Ruler::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), markAt(help->pos().x()), this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace braid

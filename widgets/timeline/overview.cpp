// SPDX-License-Identifier: MIT
#include "widgets/timeline/overview.h"

#include "widgets/session/session.h"
#include "widgets/theme.h"
#include "widgets/timeline/blocked_times.h"

#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <cmath>
#include <utility>

namespace braid {

namespace {
constexpr int edge = 4; ///< so near, an edge is meant
} // namespace

Overview::Overview(Session& session, const BlockedTimes& blockedTimes, QWidget* parent)
    : QWidget(parent)
    , session_(session)
    , blockedTimes_(blockedTimes) {
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMouseTracking(true);
    setAccessibleName(tr("Overview"));
    setAccessibleDescription(tr("How busy the loop was from beginning to end"));
    setToolTip(tr("The whole trace: drag to move, drag an edge to zoom"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&session_, &Session::looked, this, &Overview::look);
    connect(&session_, &Session::originChanged, this, &Overview::look);
    connect(&session_.range(), &VisibleRange::changed, this, QOverload<>::of(&QWidget::update));
}

QSize Overview::sizeHint() const { return {200, fontMetrics().height() + 6}; }

TimeScale Overview::scale() const {
    const std::int64_t begin = session_.origin();
    return {{begin, std::max(session_.present(), begin + VisibleRange::shortestNs)}, width()};
}

void Overview::look() {
    if (!isVisible())
        return;
    const TimeScale all = scale();
    busy_.assign(std::size_t(std::max(0, width())), 0);
    session_.trace().for_each_strand([&](const Strand& strand) {
        const std::int64_t end = strand.end_ns >= 0 ? strand.end_ns : all.span.endNs;
        const int last = std::min(all.toX(end), width() - 1);
        for (int x = std::max(0, all.toX(strand.begin_ns)); x <= last; ++x) {
            const std::int64_t from = all.beginOfColumn(x);
            const std::int64_t to = std::max(all.beginOfColumn(x + 1), from + 1);
            busy_[std::size_t(x)] += float(strand.occupancy.busy_ns(from, to) / double(to - from));
        }
    });
    update();
}

QRect Overview::frame() const {
    const TimeScale all = scale();
    const int from = std::max(0, all.toX(session_.range().beginNs()));
    const int to = std::min(width(), all.toX(session_.range().endNs()));
    return {from, 0, std::max(to - from, 3), height()};
}

void Overview::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Theme theme = Theme::of(palette());
    const TimeScale all = scale();
    const int floor = height() - 1;
    painter.fillRect(rect(), theme.color(ColorRole::Ground));
    for (std::size_t x = 0; x < busy_.size(); ++x) {
        if (busy_[x] <= 0)
            continue;
        // What hardly ran still ran.
        const int level = std::clamp(int(std::lround(busy_[x] * float(floor - 2))), 1, floor - 2);
        painter.fillRect(int(x), floor - level, 1, level, theme.color(ColorRole::Running));
    }
    for (const BlockedTimes::Block& block : blockedTimes_.in(all.span)) {
        const int from = std::max(0, all.toX(block.span.beginNs));
        const int length = std::max(2, all.toX(block.span.endNs) - from);
        painter.fillRect(from, 0, length, floor, theme.color(ColorRole::Blocked));
    }
    int marked = -1;
    for (const Mark& mark : session_.trace().marks())
        if (const int x = all.toX(mark.time_ns); x != std::exchange(marked, x))
            painter.fillRect(x, 0, 1, 4, theme.color(ColorRole::Blocked));
    painter.fillRect(0, floor, width(), 1, theme.color(ColorRole::Grid));

    const QRect shown = frame();
    QColor away = theme.color(ColorRole::Ground);
    away.setAlphaF(0.65F);
    painter.fillRect(0, 0, shown.left(), floor, away);
    painter.fillRect(shown.right() + 1, 0, width() - shown.right() - 1, floor, away);
    painter.setPen(theme.color(ColorRole::DimText));
    painter.drawRect(shown.adjusted(0, 0, -1, -1));
    if (const auto instant = session_.cursor().instant())
        painter.fillRect(all.toX(*instant), 0, 1, height(), theme.color(ColorRole::Instant));
}

void Overview::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    look();
}

Overview::Drag Overview::partAt(double x) const {
    const QRect shown = frame();
    // Of a narrow range the middle is kept for moving it.
    const int reach = std::min(edge, shown.width() / 4);
    if (std::abs(x - shown.left()) <= reach)
        return Drag::Begin;
    if (std::abs(x - shown.right()) <= reach)
        return Drag::End;
    return Drag::Move;
}

void Overview::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return;
    const double x = event->position().x();
    const std::int64_t time = scale().toTime(x);
    VisibleRange& range = session_.range();
    drag_ = partAt(x);
    if (drag_ == Drag::Move && (time < range.beginNs() || time >= range.endNs()))
        range.scroll(time - (range.beginNs() + range.endNs()) / 2);
    grabbedNs_ = time - range.beginNs();
}

void Overview::mouseMoveEvent(QMouseEvent* event) {
    const double x = event->position().x();
    const std::int64_t time = scale().toTime(x);
    VisibleRange& range = session_.range();
    switch (drag_) {
    case Drag::None:
        setCursor(partAt(x) == Drag::Move ? Qt::ArrowCursor : Qt::SizeHorCursor);
        break;
    case Drag::Move:
        range.scroll(time - grabbedNs_ - range.beginNs());
        break;
    case Drag::Begin:
        range.setSpan({std::min(time, range.endNs() - VisibleRange::shortestNs), range.endNs()});
        break;
    case Drag::End:
        range.setSpan(
            {range.beginNs(), std::max(time, range.beginNs() + VisibleRange::shortestNs)});
        break;
    }
}

void Overview::mouseReleaseEvent(QMouseEvent*) { drag_ = Drag::None; }

void Overview::wheelEvent(QWheelEvent* event) {
    session_.range().zoom(std::pow(1.25, -double(event->angleDelta().y()) / 120),
                          scale().toTime(event->position().x()));
    event->accept();
}

} // namespace braid

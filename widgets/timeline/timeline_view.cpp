// SPDX-License-Identifier: MIT
#include "widgets/timeline/timeline_view.h"

#include "widgets/focus.h"
#include "widgets/session/selection.h"
#include "widgets/session/visible_range.h"
#include "widgets/timeline/painter.h"
#include "widgets/wording.h"

#include <QAccessible>
#include <QApplication>
#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>

#include <cmath>

namespace braid {

// -- what a range holds -------------------------------------------------------------------------

RangeSummary summarize(const Trace& trace, std::span<const TimelineRow> rows, TimeSpan span,
                       std::int64_t nowNs) {
    constexpr std::size_t most = 200'000; // a few milliseconds
    RangeSummary summary{span};
    std::size_t seen = 0;
    for (const TimelineRow& row : rows) {
        if (row.lane == LaneId::None)
            continue;
        const Lane& lane = trace.lane(row.lane);
        for (std::size_t i = lane.index_at(span.beginNs); i < lane.size(); ++i) {
            if (lane[i].begin_ns >= span.endNs)
                break;
            if (++seen > most) {
                summary.exact = false;
                return summary;
            }
            if (!hasLoop(lane[i].activity))
                continue;
            const std::int64_t begin = std::max(lane[i].begin_ns, span.beginNs);
            const std::int64_t end = std::min(lane.end_of(i, nowNs), span.endNs);
            if (end > begin || lane[i].begin_ns >= span.beginNs) {
                summary.steps += lane[i].begin_ns >= span.beginNs;
                summary.busyNs += std::max<std::int64_t>(0, end - begin);
            }
        }
    }
    return summary;
}

QString RangeSummary::text() const {
    const QString length = formatDuration(span.length());
    if (!exact)
        return TimelineView::tr("%1 · more steps than can be counted at once").arg(length);
    const double percent = span.length() > 0 ? 100.0 * double(busyNs) / double(span.length()) : 0;
    return TimelineView::tr("%1 · %n step(s) · %2 % busy", nullptr, int(steps))
        .arg(length, QLocale().toString(percent, 'f', percent < 10 ? 1 : 0));
}

// -- the view -----------------------------------------------------------------------------------

TimelineView::TimelineView(const Trace& trace, VisibleRange& range, Selection& selection,
                           RowSource rows, QWidget* parent)
    : QWidget(parent)
    , trace_(trace)
    , range_(range)
    , selection_(selection)
    , rows_(std::move(rows))
    , blockedTimes_(trace) {
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Timeline"));
    setAccessibleDescription(tr("What each task of the list does in time"));
    connect(&range_, &VisibleRange::changed, this, QOverload<>::of(&QWidget::update));
    connect(&selection_, &Selection::changed, this, QOverload<>::of(&QWidget::update));
    connect(&selection_, &Selection::changed, this, &TimelineView::tellScreenReader);
    connect(&selection_, &Selection::hoverChanged, this, QOverload<>::of(&QWidget::update));
}

void TimelineView::tellScreenReader() {
    // What the cursor stands on is the view's value; what it is for stays its description.
    if (!QAccessible::isActive())
        return;
    setAccessibleDescription(explanation());
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

void TimelineView::setOrigin(std::int64_t originNs) {
    if (originNs_ == originNs)
        return;
    originNs_ = originNs;
    update();
}

void TimelineView::refresh() { update(); }

TimeScale TimelineView::scale() const {
    return {range_.span(), int(std::lround(width() * devicePixelRatioF()))};
}

QPoint TimelineView::toDevice(QPointF position) const {
    return (position * devicePixelRatioF()).toPoint();
}

std::int64_t TimelineView::timeAt(double x) const {
    return TimeScale{range_.span(), width()}.toTime(x);
}

std::optional<int> TimelineView::middleOfRow(LaneId lane) const {
    for (const auto& [row, first, last] : geometry_.rows)
        if (row.lane == lane)
            return row.y + row.height / 2;
    return std::nullopt;
}

void TimelineView::paintEvent(QPaintEvent*) {
    nowNs_ = trace_.now_ns();
    blockedTimes_.update(nowNs_);

    const double ratio = devicePixelRatioF();
    std::vector<TimelineRow> rows = rows_();
    for (TimelineRow& row : rows) {
        const int bottom = int(std::lround((row.y + row.height) * ratio));
        row.y = int(std::lround(row.y * ratio));
        row.height = bottom - row.y;
    }
    const TimeScale timeScale = scale();
    const int bottom = int(std::lround(height() * ratio));
    geometry_ = layOut(trace_, blockedTimes_, rows, timeScale, nowNs_,
                       std::max(1, int(std::lround(2 * ratio))));

    QPainter qPainter(this);
    // Whole device pixels: edges stay sharp at every scale.
    qPainter.scale(1 / ratio, 1 / ratio);
    QFont scaled = font();
    scaled.setPointSizeF(QFontInfo(font()).pointSizeF() * 0.9 * ratio);
    qPainter.setFont(scaled);

    const Theme theme = Theme::of(palette());
    TimelinePainter painter(qPainter, theme, trace_, nowNs_, ratio);
    painter.drawGround(QRect(0, 0, timeScale.width, bottom));
    painter.drawRows(geometry_, selection_.task(), selection_.hoveredTask(), timeScale.width);
    painter.drawTimeGrid(timeScale, originNs_, int(std::lround(90 * ratio)), bottom);
    painter.drawBands(geometry_);
    painter.drawItems(geometry_);
    painter.drawLabels(geometry_);
    drawHoverArrow(painter, timeScale);
    if (const auto range = selection_.range()) {
        const int from = timeScale.toX(range->beginNs);
        const int to = std::max(from + 1, timeScale.toX(range->endNs));
        painter.drawRange(QRect(from, 0, to - from, bottom),
                          summarize(trace_, rows, *range, nowNs_).text(), timeScale.width);
    }
    if (const auto instant = selection_.instant()) {
        const int x = timeScale.toX(*instant);
        if (x >= 0 && x < timeScale.width)
            painter.drawInstant(x, bottom);
    }
    if (focusShown_) {
        qPainter.setPen(theme.color(ColorRole::Running));
        qPainter.drawRect(0, 0, timeScale.width - 1, bottom - 1);
    }
}

void TimelineView::drawHoverArrow(TimelinePainter& painter, const TimeScale& timeScale) const {
    const auto instant = selection_.hoveredInstant();
    if (selection_.hoveredTask() == LaneId::None || !instant)
        return;
    const Lane& lane = trace_.lane(selection_.hoveredTask());
    if (lane.empty() || *instant < lane[0].begin_ns)
        return;
    const std::size_t index = lane.index_at(*instant);
    const Slice& slice = lane[index];
    if (slice.other == LaneId::None || *instant >= lane.end_of(index, nowNs_))
        return;
    const auto mine = middleOfRow(lane.id);
    const auto others = middleOfRow(slice.other);
    if (!mine || !others)
        return;
    if (slice.activity == Activity::Ready) {
        const int x = timeScale.toX(slice.begin_ns);
        painter.drawArrow({x, *others}, {x, *mine});
    } else {
        const int x = timeScale.toX(*instant);
        painter.drawArrow({x, *mine}, {x, *others});
    }
}

// -- pointing -----------------------------------------------------------------------------------

void TimelineView::updateHover(QPointF position) {
    pointer_ = toDevice(position);
    const auto hit = geometry_.hit(*pointer_);
    const LaneId lane = hit.row ? hit.row->row.lane : LaneId::None;
    selection_.hover(lane, timeAt(position.x()));
}

QString TimelineView::describe(LaneId id, std::int64_t timeNs) const {
    if (id == LaneId::None)
        return {};
    const Lane& lane = trace_.lane(id);
    if (lane.dropped() > 0 && timeNs < lane.gap_end_ns() && timeNs >= lane.begin_ns)
        return tr("%1: %n slice(s) were dropped here, to stay within memory", nullptr,
                  int(std::min<std::uint64_t>(lane.dropped(), INT_MAX)))
            .arg(toQString(trace_.text(lane.name)));
    if (lane.end_ns >= 0 && timeNs >= lane.end_ns)
        return describeEnd(trace_, lane);
    if (lane.empty() || timeNs < lane[0].begin_ns)
        return toQString(trace_.text(lane.name));
    const std::size_t index = lane.index_at(timeNs);
    if (timeNs >= std::max(nowNs_, lane[index].begin_ns + 1) && index + 1 == lane.size())
        return toQString(trace_.text(lane.name));
    return describeSlice(trace_, lane, index, nowNs_);
}

QString TimelineView::describe(const TimelineGeometry::Hit& hit) const {
    const Lane& lane = trace_.lane(hit.row->row.lane);
    const TimelineItem& item = *hit.item;
    switch (item.shape) {
    case Shape::End:
        return describeEnd(trace_, lane);
    case Shape::Folded:
        return tr("%1: %n slice(s) in %2, %3 % busy · double click to look closer", nullptr,
                  int(item.lastSlice - item.firstSlice + 1))
            .arg(toQString(trace_.text(lane.name)),
                 formatDuration(scale().toDuration(item.cell.width())))
            .arg(item.busy * 100 / 8);
    case Shape::Running:
    case Shape::Blocked:
        // Of the slices that share the pixel, the one that ran.
        for (std::size_t i = item.firstSlice; i <= item.lastSlice && i < lane.size(); ++i)
            if (hasLoop(lane[i].activity))
                return describeSlice(trace_, lane, i, nowNs_);
        return {};
    default:
        return {};
    }
}

QString TimelineView::explanation() const {
    if (selection_.hoveredTask() != LaneId::None && selection_.hoveredInstant()) {
        if (pointer_) {
            const auto hit = geometry_.hit(*pointer_);
            if (hit.item && hit.row->row.lane == selection_.hoveredTask())
                if (QString text = describe(hit); !text.isEmpty())
                    return text;
        }
        return describe(selection_.hoveredTask(), *selection_.hoveredInstant());
    }
    if (selection_.task() == LaneId::None)
        return {};
    const Lane& lane = trace_.lane(selection_.task());
    const std::int64_t present =
        lane.end_ns >= 0 || lane.empty() ? lane.end_ns : lane.back().begin_ns;
    return describe(lane.id, selection_.instant().value_or(present));
}

void TimelineView::mousePressEvent(QMouseEvent* event) {
    pressed_ = last_ = event->position();
    if (event->button() == Qt::LeftButton) {
        drag_ = Drag::Pending;
    } else if (event->button() == Qt::MiddleButton) {
        drag_ = Drag::Pan;
        setCursor(Qt::ClosedHandCursor);
    }
}

void TimelineView::mouseMoveEvent(QMouseEvent* event) {
    const QPointF position = event->position();
    if (drag_ == Drag::Pending &&
        (position - pressed_).manhattanLength() >= QApplication::startDragDistance())
        drag_ = Drag::Range;
    if (drag_ == Drag::Range) {
        const auto [begin, end] = std::minmax({timeAt(pressed_.x()), timeAt(position.x())});
        selection_.setRange(TimeSpan{begin, end});
    } else if (drag_ == Drag::Pan) {
        range_.scroll(timeAt(last_.x()) - timeAt(position.x()));
    }
    last_ = position;
    updateHover(position);
}

void TimelineView::mouseReleaseEvent(QMouseEvent* event) {
    if (drag_ == Drag::Pending && event->button() == Qt::LeftButton) {
        const auto hit = geometry_.hit(toDevice(event->position()));
        selection_.select(hit.row ? hit.row->row.lane : LaneId::None,
                          timeAt(event->position().x()));
        if (hit.row && hit.row->row.lane == LaneId::None)
            emit strandClicked(hit.row->row.strand);
    }
    if (drag_ == Drag::Pan)
        unsetCursor();
    drag_ = Drag::None;
}

void TimelineView::mouseDoubleClickEvent(QMouseEvent* event) {
    const auto hit = geometry_.hit(toDevice(event->position()));
    if (!hit.item)
        return;
    if (hit.row->row.lane == LaneId::None) {
        const Strand& strand = trace_.strand(hit.row->row.strand);
        range_.fit({strand.begin_ns, strand.end_ns >= 0 ? strand.end_ns : nowNs_});
        return;
    }
    const Lane& lane = trace_.lane(hit.row->row.lane);
    if (lane.empty())
        return;
    range_.fit({lane[hit.item->firstSlice].begin_ns, lane.end_of(hit.item->lastSlice, nowNs_)});
}

void TimelineView::fitSlice(LaneId id, std::int64_t timeNs) {
    const Lane& lane = trace_.lane(id);
    if (lane.empty())
        return;
    const std::size_t index = lane.index_at(timeNs);
    range_.fit({lane[index].begin_ns, lane.end_of(index, trace_.now_ns())});
}

void TimelineView::stepSlice(int direction) {
    if (selection_.task() == LaneId::None)
        return;
    const Lane& lane = trace_.lane(selection_.task());
    if (lane.empty())
        return;
    const std::size_t index = lane.index_at(selection_.instant().value_or(range_.endNs()));
    if (direction < 0 ? index == 0 : index + 1 >= lane.size())
        return;
    const std::int64_t time = lane[direction < 0 ? index - 1 : index + 1].begin_ns;
    selection_.select(lane.id, time);
    if (time < range_.beginNs() || time >= range_.endNs())
        range_.scroll(time - (range_.beginNs() + range_.endNs()) / 2);
}

void TimelineView::focusInEvent(QFocusEvent* event) {
    focusShown_ = cameByKeyboard(*event);
    update();
}

void TimelineView::focusOutEvent(QFocusEvent*) {
    focusShown_ = false;
    update();
}

void TimelineView::leaveEvent(QEvent*) {
    pointer_.reset();
    selection_.hover(LaneId::None, std::nullopt);
}

void TimelineView::keyPressEvent(QKeyEvent* event) {
    const std::int64_t step = range_.span().length() / 8;
    const std::int64_t middle = range_.beginNs() + range_.span().length() / 2;
    const std::int64_t instant = selection_.instant().value_or(middle);
    const bool visible = instant >= range_.beginNs() && instant < range_.endNs();
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_A:
        range_.scroll(-step);
        break;
    case Qt::Key_Right:
    case Qt::Key_D:
        range_.scroll(step);
        break;
    case Qt::Key_W:
        range_.zoom(1 / 1.5, visible ? instant : middle);
        break;
    case Qt::Key_S:
        range_.zoom(1.5, visible ? instant : middle);
        break;
    case Qt::Key_Up:
        emit rowStepped(-1);
        break;
    case Qt::Key_Down:
        emit rowStepped(1);
        break;
    case Qt::Key_Escape:
        selection_.clear();
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void TimelineView::wheelEvent(QWheelEvent* event) {
    const QPoint angle = event->angleDelta();
    if (event->modifiers() & Qt::ControlModifier) {
        range_.zoom(std::pow(1.25, -double(angle.y()) / 120), timeAt(event->position().x()));
    } else {
        // Sideways moves through time, as does Shift with a wheel that knows no sideways; Alt turns
        // some platforms' wheels.
        const QPoint pixels = event->pixelDelta();
        int sideways = pixels.isNull() ? angle.x() / 2 : pixels.x();
        int down = pixels.isNull() ? angle.y() / 2 : pixels.y();
        if (event->modifiers() & Qt::ShiftModifier)
            sideways += std::exchange(down, 0);
        if (sideways != 0)
            range_.scroll(-TimeScale{range_.span(), width()}.toDuration(sideways));
        if (down != 0)
            emit rowsScrolled(-down);
    }
    updateHover(event->position());
    event->accept();
}

bool TimelineView::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QString text = explanation();
        if (text.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), text, this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace braid

// SPDX-License-Identifier: MIT
#include "widgets/timeline/timeline_view.h"

#include "widgets/focus.h"
#include "widgets/session/session.h"
#include "widgets/timeline/explanation.h"
#include "widgets/timeline/painter.h"
#include "widgets/timeline/path_line.h"
#include "widgets/timeline/range_summary.h"
#include "widgets/timeline/timeline_accessible.h"

#include <QAccessible>
#include <QApplication>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>

#include <cmath>

namespace braid {

TimelineView::TimelineView(Session& session, RowSource rows, QWidget* parent)
    : QWidget(parent)
    , session_(session)
    , rows_(std::move(rows))
    , blockedTimes_(session.trace()) {
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    makeTimelinesAccessible();
    setAccessibleName(tr("Timeline"));
    setAccessibleDescription(tr("What each task of the list does in time"));
    const Selection& selection = session_.selection();
    connect(&session_, &Session::looked, this, &TimelineView::look);
    const auto everything = [this] { invalidate(); };
    connect(&session_, &Session::originChanged, this, everything);
    connect(&session_, &Session::blockedAfterChanged, this, [this] { blockedTimes_.startOver(); });
    connect(&session_.range(), &VisibleRange::changed, this, everything);
    connect(&selection, &Selection::changed, this, [this] { invalidate(Stale::Selection); });
    connect(&selection, &Selection::changed, this, &TimelineView::tellScreenReader);
    connect(&session_.cursor(), &Cursor::moved, this, &TimelineView::tellScreenReader);
    connect(&session_.path(), &PathShown::changed, this, everything);
    connect(&selection, &Selection::hoverChanged, this, &TimelineView::prepareArrows);
}

void TimelineView::tellScreenReader() {
    // What the cursor stands on is the view's value; what it is for stays its description.
    if (!QAccessible::isActive())
        return;
    setAccessibleDescription(explanation());
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

// -- what is shown ------------------------------------------------------------------------------

void TimelineView::look() {
    blockedTimes_.update(session_.present());
    invalidate();
}

void TimelineView::invalidate(Stale stale) {
    stale_ = std::max(stale_, stale);
    // Posted, and so done before the painting of this turn, which waits for all that is posted.
    if (!std::exchange(preparing_, true))
        QMetaObject::invokeMethod(
            this,
            [this] {
                preparing_ = false;
                prepare();
            },
            Qt::QueuedConnection);
}

void TimelineView::prepare() {
    if (stale_ == Stale::Nothing || !isVisible())
        return;
    if (std::exchange(stale_, Stale::Nothing) == Stale::Everything)
        layOutPicture();
    summarizeSelection();
    prepareArrows();
}

void TimelineView::layOutPicture() {
    const double ratio = devicePixelRatioF();
    std::vector<TimelineRow> rows = rows_();
    for (TimelineRow& row : rows) {
        const int bottom = int(std::lround((row.y + row.height) * ratio));
        row.y = int(std::lround(row.y * ratio));
        row.height = bottom - row.y;
    }
    const std::int64_t now = session_.present();
    picture_.pixelRatio = ratio;
    picture_.scale = {session_.range().span(), int(std::lround(width() * ratio))};
    picture_.height = int(std::lround(height() * ratio));
    picture_.geometry = layOut(session_.trace(), blockedTimes_, rows, picture_.scale, now,
                               std::max(1, int(std::lround(2 * ratio))));
    picture_.labels = layOutLabels(session_.trace(), picture_.geometry, now, ratio);
    path_ = layOutPath(session_.path().stretches(), picture_.geometry, picture_.scale,
                       picture_.pixels(3));
    picture_.grid = layOutGrid(picture_.scale, session_.origin(), picture_.pixels(90));
    lanesDrawn_ = false;
}

void TimelineView::summarizeSelection() {
    rangeText_.clear();
    const auto range = session_.selection().range();
    if (!range)
        return;
    std::vector<TimelineRow> rows;
    for (const auto& [row, first, last] : picture_.geometry.rows)
        rows.push_back(row);
    rangeText_ = summarize(session_.trace(), rows, *range, session_.present()).text();
}

void TimelineView::prepareArrows() {
    const Selection& selection = session_.selection();
    const bool hovers = selection.hoveredTask() != LaneId::None;
    arrows_ = waitArrows(session_.trace(), picture_.geometry, picture_.scale,
                         hovers ? selection.hoveredTask() : selection.task(),
                         hovers ? selection.hoveredInstant().value_or(session_.shown())
                                : session_.shown(),
                         session_.present());
    update();
}

void TimelineView::paintEvent(QPaintEvent*) {
    QPainter qPainter(this);
    // Whole device pixels: edges stay sharp at every scale.
    qPainter.scale(1 / picture_.pixelRatio, 1 / picture_.pixelRatio);
    QFont scaled = font();
    scaled.setPointSizeF(QFontInfo(font()).pointSizeF() * 0.9 * picture_.pixelRatio);
    qPainter.setFont(scaled);

    const Theme theme = Theme::of(palette());
    const Selection& selection = session_.selection();
    if (!std::exchange(lanesDrawn_, true) || theme.kind() != lanesTheme_)
        drawLanes(theme, scaled);
    TimelinePainter painter(qPainter, theme, picture_, lettering_);
    painter.drawGround();
    painter.drawRows(selection.task(), selection.hoveredTask());
    painter.drawTimeGrid();
    painter.drawBands();
    qPainter.drawImage(0, 0, lanes_);
    drawPath(qPainter, theme, path_);
    for (const auto& [from, to] : arrows_)
        painter.drawArrow(from, to);
    if (const auto range = selection.range())
        painter.drawRange(*range, rangeText_);
    if (const auto instant = session_.cursor().instant()) {
        const int x = picture_.scale.toX(*instant);
        if (x >= 0 && x < picture_.scale.width)
            painter.drawInstant(x);
    }
    if (focusShown_) {
        qPainter.setPen(theme.color(ColorRole::Running));
        qPainter.drawRect(0, 0, picture_.scale.width - 1, picture_.height - 1);
    }
}

void TimelineView::drawLanes(const Theme& theme, const QFont& font) {
    // What changes with the pointer lies below, so that all this is drawn when time has moved.
    // The image is used again: to get its pages from the system takes longer than to clear them.
    const QSize size(picture_.scale.width, picture_.height);
    if (lanes_.size() != size)
        lanes_ = QImage(size, QImage::Format_ARGB32_Premultiplied);
    lanes_.fill(Qt::transparent);
    lanesTheme_ = theme.kind();
    QPainter qPainter(&lanes_);
    qPainter.setFont(font);
    TimelinePainter painter(qPainter, theme, picture_, lettering_);
    painter.drawItems();
    painter.drawLabels();
}

void TimelineView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    session_.setWidth(width());
    // Painted right after this.
    stale_ = Stale::Everything;
    prepare();
}

void TimelineView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    prepare();
}

// -- pointing -----------------------------------------------------------------------------------

QPoint TimelineView::toDevice(QPointF position) const {
    return (position * picture_.pixelRatio).toPoint();
}

std::int64_t TimelineView::timeAt(double x) const {
    return TimeScale{session_.range().span(), width()}.toTime(x);
}

void TimelineView::updateHover(QPointF position) {
    pointer_ = toDevice(position);
    const auto hit = picture_.geometry.hit(*pointer_);
    const LaneId lane = hit.row ? hit.row->row.lane : LaneId::None;
    session_.selection().hover(lane, timeAt(position.x()));
}

QString TimelineView::explanation() const {
    const Trace& trace = session_.trace();
    const Selection& selection = session_.selection();
    const std::int64_t now = session_.present();
    if (selection.hoveredTask() != LaneId::None && selection.hoveredInstant()) {
        if (pointer_) {
            const auto hit = picture_.geometry.hit(*pointer_);
            if (hit.item && hit.row->row.lane == selection.hoveredTask())
                if (QString text = explain(trace, hit, picture_.scale, now); !text.isEmpty())
                    return text;
        }
        return explain(trace, selection.hoveredTask(), *selection.hoveredInstant(), now);
    }
    return explain(trace, selection.task(), session_.shown(), now);
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
        session_.selection().setRange(TimeSpan{begin, end});
    } else if (drag_ == Drag::Pan) {
        session_.range().scroll(timeAt(last_.x()) - timeAt(position.x()));
    }
    last_ = position;
    updateHover(position);
}

void TimelineView::mouseReleaseEvent(QMouseEvent* event) {
    if (drag_ == Drag::Pending && event->button() == Qt::LeftButton) {
        const auto hit = picture_.geometry.hit(toDevice(event->position()));
        session_.standAt(timeAt(event->position().x()));
        if (hit.row && hit.row->row.isHead())
            session_.selection().select(hit.row->row.strand);
        else
            session_.selection().select(hit.row ? hit.row->row.lane : LaneId::None);
    }
    if (drag_ == Drag::Pan)
        unsetCursor();
    drag_ = Drag::None;
}

void TimelineView::mouseDoubleClickEvent(QMouseEvent* event) {
    const auto hit = picture_.geometry.hit(toDevice(event->position()));
    if (!hit.item)
        return;
    const std::int64_t now = session_.present();
    const TimelineRow& row = hit.row->row;
    if (const Strand* const strand = session_.trace().find(row.strand); strand && row.isHead())
        session_.range().fit({strand->begin_ns, strand->end_ns >= 0 ? strand->end_ns : now});
    else if (strand && row.isEarlier)
        session_.range().fit({strand->begin_ns, strand->retired_end_ns});
    else if (const Lane* const lane = session_.trace().find(row.lane);
             lane && hit.item->lastSlice < lane->size())
        session_.range().fit(
            {(*lane)[hit.item->firstSlice].begin_ns, lane->end_of(hit.item->lastSlice, now)});
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
    session_.selection().hover(LaneId::None, std::nullopt);
}

void TimelineView::wheelEvent(QWheelEvent* event) {
    const QPoint angle = event->angleDelta();
    VisibleRange& range = session_.range();
    if (event->modifiers() & Qt::ControlModifier) {
        range.zoom(std::pow(1.25, -double(angle.y()) / 120), timeAt(event->position().x()));
    } else {
        // Sideways moves through time, as does Shift with a wheel that knows no sideways; Alt turns
        // some platforms' wheels.
        const QPoint pixels = event->pixelDelta();
        int sideways = pixels.isNull() ? angle.x() / 2 : pixels.x();
        int down = pixels.isNull() ? angle.y() / 2 : pixels.y();
        if (event->modifiers() & Qt::ShiftModifier)
            sideways += std::exchange(down, 0);
        if (sideways != 0)
            range.scroll(-TimeScale{range.span(), width()}.toDuration(sideways));
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
    // On another screen a pixel may be another size.
    if (event->type() == QEvent::ScreenChangeInternal)
        invalidate();
    return QWidget::event(event);
}

} // namespace braid

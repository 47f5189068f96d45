// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/timeline/blocked_times.h"
#include "widgets/timeline/geometry.h"

#include <QWidget>

#include <functional>
#include <optional>

namespace braid {

class Selection;
class VisibleRange;

/// What is in a stretch of time.
struct RangeSummary {
    TimeSpan span;
    std::uint64_t steps = 0; ///< running slices that begin in it
    std::int64_t busyNs = 0; ///< of all `lanes` together
    bool exact = true;       ///< false: too many slices to count them all
    QString text() const;
};
RangeSummary summarize(const Trace& trace, std::span<const TimelineRow> rows, TimeSpan span,
                       std::int64_t nowNs);

/// The painted timeline: a row per task, time from left to right. It shows rows and moments, and
/// owns neither: the rows come from the list beside it, the time from the visible range.
class TimelineView : public QWidget {
    Q_OBJECT

public:
    using RowSource = std::function<std::vector<TimelineRow>()>;

    TimelineView(const Trace& trace, VisibleRange& range, Selection& selection, RowSource rows,
                 QWidget* parent = nullptr);

    /// Where the labels of the time axis count from.
    void setOrigin(std::int64_t originNs);
    /// The trace has grown, or time has passed.
    void refresh();

    /// As last painted, in device pixels.
    const TimelineGeometry& geometryShown() const { return geometry_; }
    /// Fits the slice that holds `timeNs` into the view.
    void fitSlice(LaneId lane, std::int64_t timeNs);
    /// Moves the selection to the next (1) or the previous (-1) slice of the selected task.
    void stepSlice(int direction);
    /// One sentence about what is hovered, or else selected; empty if nothing is.
    QString explanation() const;

    QSize minimumSizeHint() const override { return {200, 80}; }

signals:
    /// The wheel was turned over the rows: scroll the list.
    void rowsScrolled(int pixels);
    /// The next (1) or the previous (-1) row was asked for.
    void rowStepped(int direction);
    /// The row that heads a strand was clicked.
    void strandClicked(braid::StrandId strand);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool event(QEvent* event) override;

private:
    enum class Drag { None, Pending, Range, Pan };

    TimeScale scale() const; ///< in device pixels
    std::int64_t timeAt(double x) const;
    QPoint toDevice(QPointF position) const;
    void tellScreenReader();
    void updateHover(QPointF position);
    QString describe(LaneId lane, std::int64_t timeNs) const;
    QString describe(const TimelineGeometry::Hit& hit) const;
    void drawHoverArrow(class TimelinePainter& painter, const TimeScale& scale) const;
    std::optional<int> middleOfRow(LaneId lane) const;

    const Trace& trace_;
    VisibleRange& range_;
    Selection& selection_;
    RowSource rows_;
    BlockedTimes blockedTimes_;
    TimelineGeometry geometry_;
    std::int64_t nowNs_ = 0;
    std::int64_t originNs_ = 0;
    Drag drag_ = Drag::None;
    bool focusShown_ = false;
    QPointF pressed_;
    QPointF last_;
    std::optional<QPoint> pointer_; ///< in device pixels, while it is over the view
};

} // namespace braid

// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/theme.h"
#include "widgets/timeline/blocked_times.h"
#include "widgets/timeline/lettering.h"
#include "widgets/timeline/picture.h"
#include "widgets/timeline/wait_arrows.h"

#include <QWidget>

#include <functional>
#include <optional>

namespace braid {

class Session;

/// The painted timeline: a row per task, time from left to right. It shows rows and moments, and
/// owns neither: the rows come from the list beside it, the time from the session's visible range.
///
/// What it shows is made ready when the session has looked, or when rows, range or size change,
/// once before each painting however many changes there were. Painting only draws.
class TimelineView : public QWidget {
    Q_OBJECT

public:
    using RowSource = std::function<std::vector<TimelineRow>()>;

    /// `session` must outlive the view.
    TimelineView(Session& session, RowSource rows, QWidget* parent = nullptr);

    Session& session() { return session_; }
    /// The rows have changed: what is shown is to be made ready once more, soon.
    void invalidate() { invalidate(Stale::Everything); }
    /// Makes it ready now, if it is not. Nothing is done while nobody can see it.
    void prepare();

    /// As last made ready, in device pixels.
    const TimelineGeometry& geometryShown() const { return picture_.geometry; }
    /// As of the session's last look.
    const BlockedTimes& blockedTimes() const { return blockedTimes_; }
    /// One sentence about what is hovered, or else selected; empty if nothing is.
    QString explanation() const;

    QSize minimumSizeHint() const override { return {200, 80}; }

signals:
    /// The wheel was turned over the rows: scroll the list.
    void rowsScrolled(int pixels);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
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
    enum class Stale { Nothing, Selection, Everything };

    void look();
    void invalidate(Stale stale);
    void layOutPicture();
    void drawLanes(const Theme& theme, const QFont& font);
    void summarizeSelection();
    void prepareArrows();
    std::int64_t timeAt(double x) const;
    QPoint toDevice(QPointF position) const;
    void tellScreenReader();
    void updateHover(QPointF position);

    Session& session_;
    RowSource rows_;
    BlockedTimes blockedTimes_;
    TimelinePicture picture_;
    Lettering lettering_;
    QImage lanes_; ///< the picture's items and their labels
    bool lanesDrawn_ = false;
    Theme::Kind lanesTheme_ = Theme::Kind::Light;
    QString rangeText_;             ///< what the selected stretch of time holds
    std::vector<WaitArrow> arrows_; ///< why what is hovered, or else selected, waits
    std::vector<QRect> path_;       ///< the critical path
    Stale stale_ = Stale::Everything;
    bool preparing_ = false; ///< it will be made ready in this turn of the loop
    Drag drag_ = Drag::None;
    bool focusShown_ = false;
    QPointF pressed_;
    QPointF last_;
    std::optional<QPoint> pointer_; ///< in device pixels, while it is over the view
};

} // namespace braid

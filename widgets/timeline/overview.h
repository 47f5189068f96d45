// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/timeline/coordinates.h"

#include <QWidget>

#include <vector>

namespace braid {

class BlockedTimes;
class Session;

/// The whole trace as one strip: how busy the loop was, what held it, and where the visible range
/// lies in it. Dragging the range moves it, dragging its edges zooms; a press beside it brings it
/// there.
class Overview : public QWidget {
    Q_OBJECT

public:
    /// Both must outlive the strip. `blockedTimes` are up to date whenever the session has looked.
    Overview(Session& session, const BlockedTimes& blockedTimes, QWidget* parent = nullptr);

    QSize sizeHint() const override;
    /// Where the visible range is drawn.
    QRect frame() const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    enum class Drag { None, Move, Begin, End };

    void look();
    TimeScale scale() const;
    Drag partAt(double x) const;

    Session& session_;
    const BlockedTimes& blockedTimes_;
    std::vector<float> busy_; ///< the loop's share, by column
    Drag drag_ = Drag::None;
    std::int64_t grabbedNs_ = 0; ///< what was pressed, from the range's begin
};

} // namespace braid

// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/timeline/blocked_times.h"
#include "widgets/timeline/lettering.h"
#include "widgets/timeline/picture.h"

#include <QWidget>

namespace braid {

class Session;
class Theme;
struct BlockResult;

/// The lanes of one block's run, small: its tasks and what they did from its beginning to its end.
/// A click selects a task, in all panes.
class BlockLanes : public QWidget {
    Q_OBJECT

public:
    /// More are in the timeline.
    static constexpr int mostRows = 8;

    /// `session` must outlive it.
    explicit BlockLanes(Session& session, QWidget* parent = nullptr);

    /// Looks at what the block has done by now.
    void show(const BlockResult& result);
    int rowCount() const { return int(lanes_.size()); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    int rowHeight() const { return fontMetrics().height() + 4; }
    int nameWidth() const { return fontMetrics().averageCharWidth() * 14; }
    void layOutPicture();
    QImage drawLanes(const Theme& theme, LaneId selected);
    LaneId laneAt(QPoint point) const;

    Session& session_;
    BlockedTimes blockedTimes_;
    std::vector<LaneId> lanes_;
    int more_ = 0; ///< lanes that have no row
    TimeSpan span_;
    TimelinePicture picture_; ///< of what is right of the names
    Lettering lettering_;
};

} // namespace braid

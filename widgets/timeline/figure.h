// SPDX-License-Identifier: MIT
#pragma once

#include "loop/diagnosis/critical_path.h"
#include "widgets/theme.h"
#include "widgets/timeline/geometry.h"

#include <QFont>
#include <QString>

class QPainter;

namespace braid {

/// A timeline as a picture for a talk or a report: names, time axis, lanes and what the shapes
/// mean. It needs no window, but a QGuiApplication for its fonts.
class Figure {
public:
    struct Content {
        QString title = {};
        std::vector<TimelineRow> rows = {}; ///< from top to bottom; where they lie is the figure's
        std::size_t moreTasks = 0;          ///< for which there was no room
        TimeSpan span = {};
        std::int64_t nowNs = 0;             ///< until when what still goes on lasts
        std::int64_t originNs = 0;          ///< where people count time from
        std::vector<PathStretch> path = {}; ///< critical, if it is to be drawn
    };

    /// `trace` must outlive it; `width` is in pixels. As high as its rows need.
    Figure(Trace& trace, Content content, Theme::Kind theme, int width);

    QSize size() const { return {width_, height_}; }
    /// No higher than that, by rows at the end, but for the first.
    void leaveOutRows(int height);
    void paint(QPainter& painter) const;
    /// As SVG if `file` ends in ".svg", else as an image, twice as fine as it is large. False if it
    /// could not be written.
    bool save(const QString& file) const;

private:
    void paintHead(QPainter& painter) const;
    void paintNames(QPainter& painter) const;
    void paintAxis(QPainter& painter) const;
    void paintLanes(QPainter& painter) const;
    void paintLegend(QPainter& painter) const;
    TimeScale scale() const { return {content_.span, width_ - left_ - margin}; }
    int neededHeight() const;
    int rowsBottom() const { return top_ + int(content_.rows.size()) * rowHeight_; }

    static constexpr int margin = 12;

    const Trace& trace_;
    BlockedTimes blocked_;
    Content content_;
    Theme theme_;
    QFont font_;
    int width_ = 0;
    int height_ = 0;
    int rowHeight_ = 0;
    int left_ = 0; ///< where the lanes begin
    int top_ = 0;
};

/// The rows for a picture of a whole trace: scripts and their tasks, then the C++ tasks, at most
/// `most`; the window alone if there is nothing else. `left`: tasks that have no row.
std::vector<TimelineRow> rowsOfAll(const Trace& trace, std::size_t most, std::size_t& left);

} // namespace braid

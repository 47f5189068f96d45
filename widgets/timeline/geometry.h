// SPDX-License-Identifier: MIT
#pragma once

#include "loop/trace/trace.h"
#include "widgets/timeline/blocked_times.h"
#include "widgets/timeline/coordinates.h"

#include <QPoint>
#include <QRect>

#include <span>
#include <vector>

namespace braid {

/// One row of the timeline, as tall and as high as its row in the list of tasks.
struct TimelineRow {
    LaneId lane = LaneId::None; ///< None: the row is no single task's
    StrandId strand = StrandId::None;
    int y = 0;
    int height = 0;
    bool isEarlier = false; ///< it stands for the tasks of its strand that are kept no longer

    bool isHead() const { return lane == LaneId::None && !isEarlier; }
};

enum class Shape : std::uint8_t {
    Running,
    Ready,
    Waiting,
    Blocked,
    Folded,   ///< many slices in too little room: how busy they were
    Lost,     ///< slices that were dropped
    Lifetime, ///< a strand from its beginning to its end
    Density,  ///< a part of that: how busy its tasks were together
    End,      ///< the cap behind a lane that has ended
};

/// A part of a row: all its pixels belong to one slice, or to a folded run of them.
struct TimelineItem {
    QRect cell; ///< as tall as the row; the cells of a row are in order and apart
    Shape shape = Shape::Waiting;
    std::uint8_t busy = 0;      ///< Folded, Density: in eighths
    std::size_t firstSlice = 0; ///< index in the lane
    std::size_t lastSlice = 0;
};

/// A stretch in which a task held the loop, from top to bottom over all rows.
struct TimelineBand {
    QRect all;
    QRect strand; ///< the rows of the strand that stood still
    LaneId lane = LaneId::None;
};

/// What is to be drawn, in pixels but without colours, and what a pixel belongs to.
struct TimelineGeometry {
    struct RowItems {
        TimelineRow row;
        std::size_t first = 0; ///< its items are [first, last)
        std::size_t last = 0;
    };
    struct Hit {
        const RowItems* row = nullptr;
        const TimelineItem* item = nullptr; ///< null: an empty part of the row
    };

    std::vector<TimelineItem> items;
    std::vector<RowItems> rows;
    std::vector<TimelineBand> bands;

    /// O(log n). Every pixel that is drawn in a row hits the item that drew it.
    Hit hit(QPoint point) const;
};

/// Where an item draws inside its cell.
QRect drawnRect(const TimelineItem& item);

/// Lays out what `rows` did in the time of `scale`. The price depends on the rows and the pixels,
/// not on the length of the trace: what is narrower than `foldPixels` is folded, and how busy it
/// was comes from the trace's sums.
TimelineGeometry layOut(const Trace& trace, const BlockedTimes& blockedTimes,
                        std::span<const TimelineRow> rows, const TimeScale& scale,
                        std::int64_t nowNs, int foldPixels = 2);

} // namespace braid

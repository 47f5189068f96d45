// SPDX-License-Identifier: MIT
#include "widgets/session/selection.h"

namespace braid {

void Selection::hover(LaneId task, std::optional<std::int64_t> instant) {
    if (task == hoveredTask_ && instant == hoveredInstant_)
        return;
    hoveredTask_ = task;
    hoveredInstant_ = instant;
    emit hoverChanged();
}

void Selection::set(LaneId task, std::optional<std::int64_t> instant,
                    std::optional<TimeSpan> range) {
    if (task == task_ && instant == instant_ && range == range_)
        return;
    task_ = task;
    instant_ = instant;
    range_ = range;
    emit changed();
}

} // namespace braid

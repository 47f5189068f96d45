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

void Selection::set(const Chosen& chosen) {
    if (chosen == chosen_)
        return;
    chosen_ = chosen;
    emit changed();
}

} // namespace braid

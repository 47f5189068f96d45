// SPDX-License-Identifier: MIT
#include "widgets/timeline/wait_arrows.h"

#include "loop/diagnosis/cause.h"
#include "loop/trace/moment.h"

#include <optional>

namespace braid {

namespace {

std::optional<int> middleOfRow(const TimelineGeometry& geometry, LaneId lane) {
    for (const auto& [row, first, last] : geometry.rows)
        if (row.lane == lane && lane != LaneId::None)
            return row.y + row.height / 2;
    return std::nullopt;
}

} // namespace

std::vector<WaitArrow> waitArrows(const Trace& trace, const TimelineGeometry& geometry,
                                  const TimeScale& scale, LaneId id, std::int64_t timeNs,
                                  std::int64_t nowNs) {
    const Lane* const lane = trace.find(id);
    if (!lane)
        return {};
    const Moment moment = moment_of(*lane, timeNs, nowNs);
    const auto mine = middleOfRow(geometry, id);
    if (!moment.slice || !mine)
        return {};
    std::vector<WaitArrow> arrows;
    const auto other = middleOfRow(geometry, moment.slice->other());
    if (moment.slice->activity == Activity::Waiting && other) {
        const int x = scale.toX(timeNs);
        arrows.push_back({{x, *mine}, {x, *other}});
    }
    if (const auto cause = who_woke(trace, *lane, moment.index, nowNs))
        if (const auto waker = middleOfRow(geometry, cause->lane)) {
            const int x = scale.toX(cause->time_ns);
            if (x >= 0 && x < scale.width)
                arrows.push_back({{x, *waker}, {x, *mine}});
        }
    return arrows;
}

} // namespace braid

#pragma once

#include "loop/trace/trace.h"

#include <string>

/// Traces for the tests, written as a script would write them but at chosen times.
namespace braids {

using namespace braid;

constexpr std::int64_t ms = 1'000'000;

/// One task: runs and waits in turn, `steps` times, from `beginNs` on. It does not end.
inline LaneId addSteps(Trace& trace, GroupId group, const std::string& name, std::int64_t beginNs,
                       int steps, std::int64_t waitNs, std::int64_t runNs,
                       WaitKind kind = WaitKind::Timer) {
    const LaneId lane = trace.begin_lane(group, name);
    std::int64_t time = beginNs;
    for (int n = 0; n < steps; ++n) {
        trace.record_at(time, lane, Activity::Running, WaitKind::Nothing,
                        trace.intern("step " + std::to_string(n)));
        time += runNs;
        trace.record_at(time, lane, Activity::Waiting, kind, trace.intern("sleep"));
        time += waitNs;
    }
    return lane;
}

} // namespace braids

// SPDX-License-Identifier: MIT
#pragma once

#include "loop/trace/trace.h"

#include <string>

/// Traces for the tests, written as a script would write them but at chosen times.
namespace braids {

using namespace braid;

constexpr std::int64_t ms = 1'000'000;
/// When everything in them happens. A lane begins when it is made, and nothing it does lies before
/// that: told of a time far ahead, it is the same on the slowest machine.
constexpr std::int64_t t0 = 1'000'000 * ms;

/// One task: runs and waits in turn, `steps` times, from `t0 + beginNs` on. It does not end.
inline LaneId addSteps(Trace& trace, StrandId strand, const std::string& name, std::int64_t beginNs,
                       int steps, std::int64_t waitNs, std::int64_t runNs,
                       WaitKind kind = WaitKind::Timer) {
    const LaneId lane = trace.begin_lane(t0, strand, name);
    std::int64_t time = t0 + beginNs;
    for (int n = 0; n < steps; ++n) {
        trace.record(
            time, lane,
            {Activity::Running, WaitKind::Nothing, trace.intern("step " + std::to_string(n))});
        time += runNs;
        trace.record(time, lane, {Activity::Waiting, kind, trace.intern("sleep")});
        time += waitNs;
    }
    return lane;
}

} // namespace braids

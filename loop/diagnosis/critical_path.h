// SPDX-License-Identifier: MIT
#pragma once

#include "loop/trace/trace.h"

#include <cstddef>
#include <string>
#include <vector>

namespace braid {

/// A stretch of the chain of steps and waits that decided when something was over.
struct PathStretch {
    LaneId lane = LaneId::None; ///< None: the loop itself and its window, between two steps
    std::size_t index = 0;      ///< of the slice in the lane
    std::int64_t begin_ns = 0;
    std::int64_t end_ns = 0;

    std::int64_t length_ns() const noexcept { return end_ns - begin_ns; }
};

/// The chain of steps and waits that decided when `last` came as far as it was at `end_ns`, or to
/// its end if that was before, back to `begin_ns`: stretches in order and without gaps. Had one of
/// its steps been shorter, `last` would have come there earlier; what lies off the chain cannot
/// make it faster.
///
/// A step that had to wait for the loop leads to the step that had the loop before, of whatever
/// task; one that was woken while the loop was free, to who woke it. A wait whose end nobody in the
/// record caused (a timer, the network) is itself part of the chain.
///
/// O(n log n) in the slices between, once.
std::vector<PathStretch> critical_path(const Trace& trace, LaneId last, std::int64_t begin_ns,
                                       std::int64_t end_ns);

/// The task of a strand that was at work last before `end_ns`, with which it was over; None if
/// there was none. Of all strands but the window's with StrandId::None.
LaneId last_at_work(const Trace& trace, StrandId strand, std::int64_t end_ns);

/// What a path spent at one place of the source, in one activity.
struct PathPlace {
    LocationId where = LocationId::None;
    Activity activity = Activity::Running;
    WaitKind wait = WaitKind::Nothing;
    TextId what = TextId::None;
    LaneId lane = LaneId::None; ///< the first task that spent it; None: the loop itself
    std::int64_t ns = 0;
    std::size_t stretches = 0;
    std::int64_t first_ns = 0; ///< where the first begins
};

/// A path by places, the dearest first.
std::vector<PathPlace> places_of(const Trace& trace, const std::vector<PathStretch>& path);

} // namespace braid

// SPDX-License-Identifier: MIT
#pragma once

#include "loop/clock.h"
#include "loop/trace/trace.h"

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace braid {

/// What one script's event loop does, as lanes of the trace: its call stack (the program's own
/// code, from top to bottom), its microtasks, its macrotasks, and a lane for each timer and for
/// what else was begun to be ended later. One of them runs at a time.
///
/// For the loop's thread.
class ActivityLanes {
public:
    /// Both must outlive it.
    ActivityLanes(Trace& trace, LoopClock& clock)
        : trace_(trace)
        , clock_(clock) {}

    /// What is there without being asked for.
    enum Fixed : std::uint32_t { CallStack, Microtasks, Macrotasks, first_free };

    void begin(StrandId strand);
    void end(Outcome outcome, std::string_view message);

    struct Place {
        std::string_view file;
        int line = 0;
        std::string_view function;
    };
    /// Something that is to happen after `seconds`, or when it does (-1): number `id` from now on.
    void add(std::uint32_t id, std::string_view name, WaitKind kind, double seconds,
             const Place& where);
    /// It has happened for good, or will not.
    void remove(std::uint32_t id, Outcome outcome);

    /// Its code runs from now on, in the place of what ran.
    void enter(std::uint32_t id);
    /// What ran before goes on; `seconds` until it happens again, if it does.
    void leave(double seconds = -1);

    /// The code that runs now stands still for this, until `unblock`.
    void block(WaitKind kind, std::string_view what);
    void unblock();

    /// Which of them is this lane; 0 if none that could be ended.
    std::uint32_t id_of(LaneId lane) const noexcept;
    std::vector<LocationId> where(LaneId lane) const;

private:
    struct Entry {
        LaneId lane = LaneId::None;
        LaneState waits;
    };
    void record(std::uint32_t id, const LaneState& state);
    LaneState running(std::uint32_t id) const;

    Trace& trace_;
    LoopClock& clock_;
    StrandId strand_ = StrandId::None;
    std::unordered_map<std::uint32_t, Entry> entries_;
    std::vector<std::uint32_t> running_; ///< innermost last
};

} // namespace braid

// SPDX-License-Identifier: MIT
#pragma once

#include "loop/trace/trace.h"

#include <cstddef>
#include <optional>
#include <vector>

/// Why something happened when it did, and who waits for whom: read from the record, one step at a
/// time.
namespace braid {

/// Why a slice came, or ended, when it did.
struct Cause {
    enum class Reason : std::uint8_t {
        Woken,   ///< the wait ended because this slice woke the task
        Ended,   ///< the wait ended with the task that was waited for
        HadLoop, ///< the task was ready, and this slice had the loop
        Before,  ///< it ran because its own wait, or its turn, was over
        Created, ///< it began because this slice created it
    };
    LaneId lane = LaneId::None;
    std::size_t index = 0;    ///< of the slice in the lane
    std::int64_t time_ns = 0; ///< when it had this effect
    Reason reason = Reason::Before;
};

/// What decided when slice `index` of `lane` came to its end, or if it had the loop, when it came:
/// asked again of the answer, it leads back to where everything began. Nothing where the cause lies
/// outside of the record: a timer, the network, a person. O(lanes) for a task that was ready, else
/// O(log slices).
std::optional<Cause> cause_of(const Trace& trace, const Lane& lane, std::size_t index,
                              std::int64_t now_ns);

/// Who ended the wait in slice `index`, as `cause_of` says it; also while `lane` is ready after it.
/// O(log slices), for what follows a pointer.
std::optional<Cause> who_woke(const Trace& trace, const Lane& lane, std::size_t index,
                              std::int64_t now_ns);

/// If nobody is known to have woken a task from such a wait, the last step before may have, through
/// a callback of its own: if it ended at most so long before. Negative: no step ends such a wait.
std::int64_t woken_by_step_within_ns(WaitKind wait) noexcept;

/// The tasks that `lane` waits for at an instant: the one it waits for, the one that waits for, and
/// so on. If the last one waits for another of the chain, nobody of them will go on.
struct WaitChain {
    std::vector<LaneId> lanes; ///< without `lane`
    bool is_cycle = false;
};
WaitChain waits_for(const Trace& trace, const Lane& lane, std::int64_t at_ns, std::int64_t now_ns);

/// Who waits for `lane` at an instant, in the order of their creation. A task that waits for
/// several is there if it has created this one: which they are is not recorded. O(lanes).
std::vector<LaneId> who_waits_for(const Trace& trace, const Lane& lane, std::int64_t at_ns,
                                  std::int64_t now_ns);

} // namespace braid

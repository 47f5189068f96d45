// SPDX-License-Identifier: MIT
#pragma once

#include "loop/trace/lane.h"

#include <cstddef>
#include <cstdint>
#include <limits>

namespace braid {

/// What a task was at an instant, of the past or, with `newest`, as far as anybody knows.
struct Moment {
    enum class Phase : std::uint8_t {
        NotBegun, ///< it was created later
        Lost,     ///< it was there; what it did has been dropped
        Pending,
        Ended,
    };
    static constexpr std::int64_t newest = std::numeric_limits<std::int64_t>::max();

    Phase phase = Phase::NotBegun;
    /// While Pending; as `Lane::activity_of` says it, so of a block also what came of it later.
    Activity activity = Activity::Ready;
    const Slice* slice = nullptr; ///< while Pending; null if it had not had its first
    std::size_t index = 0;        ///< of the slice, in the lane

    bool pending() const noexcept { return phase == Phase::Pending; }
};

/// What `lane` was at `time_ns`; what still goes on lasts until `now_ns`. O(log slices).
Moment moment_of(const Lane& lane, std::int64_t time_ns, std::int64_t now_ns) noexcept;

} // namespace braid

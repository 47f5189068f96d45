// SPDX-License-Identifier: MIT
#pragma once

#include "loop/loop_meter.h"

#include <optional>

namespace braid {

class Trace;

/// How well the loop of this thread is: how long its turns take, how late its timers are, how many
/// frames a window missed, how much of a processor the process uses. Measured only while somebody
/// looks.
class LoopHealth {
public:
    struct Times {
        std::int64_t p50 = 0, p99 = 0, max = 0; ///< ns
        std::uint64_t count = 0;

        bool operator==(const Times&) const = default;
    };
    struct Values {
        Times turns;
        Times lateness;
        std::uint64_t missedFrames = 0;
        int processorPercent = 0; ///< of one processor: 200 are two of them

        bool operator==(const Values&) const = default;
    };

    /// `trace` must outlive it.
    explicit LoopHealth(const Trace& trace);

    void setActive(bool active);
    /// Forgets what was measured: something new begins.
    void startOver();
    /// Looks again; true if the values are others than before. The share of the processor is that
    /// since the last look.
    bool look();
    const Values& values() const { return values_; }

private:
    void countMissedFrames();

    const Trace& trace_;
    LoopMeter meter_;
    Values values_;
    std::uint64_t marksSeen_ = 0; ///< counted with those that the trace has dropped
    std::optional<TimePoint> looked_;
    std::int64_t processorNs_ = 0; ///< used at the last look
};

} // namespace braid

// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/timeline/geometry.h"

#include <QString>

namespace braid {

/// What is in a stretch of time.
struct RangeSummary {
    TimeSpan span;
    std::uint64_t steps = 0; ///< running slices that begin in it
    std::int64_t busyNs = 0; ///< of all rows together
    bool exact = true;       ///< false: too many slices to count them all

    QString text() const;
};

/// Counts at most a few milliseconds long.
RangeSummary summarize(const Trace& trace, std::span<const TimelineRow> rows, TimeSpan span,
                       std::int64_t nowNs);

} // namespace braid

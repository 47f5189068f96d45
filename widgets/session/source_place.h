// SPDX-License-Identifier: MIT
#pragma once

#include "loop/trace/trace.h"

#include <QString>

#include <optional>

namespace braid {

/// A line of somebody's source.
struct SourcePlace {
    QString file; ///< its path
    int line = 0; ///< counted from 1; 0: none in particular

    bool operator==(const SourcePlace&) const = default;
};

/// A path as the trace has it.
QString toPath(std::string_view text);

/// Nothing where no place was recorded.
std::optional<SourcePlace> placeOf(const Trace& trace, LocationId where);

/// Where a task was at `timeNs`, ran or waited; where nobody knows that, where it was created.
std::optional<SourcePlace> placeOf(const Trace& trace, LaneId lane, std::int64_t timeNs);

} // namespace braid

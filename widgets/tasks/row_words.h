// SPDX-License-Identifier: MIT
#pragma once

#include "loop/trace/trace.h"

#include <QVariant>

namespace braid {

/// What the cells of the list of tasks say at one instant, by the columns and roles of TraceModel.
struct RowWords {
    const Trace& trace;
    std::int64_t at;  ///< or Moment::newest
    std::int64_t now; ///< until when what still goes on lasts

    QVariant of(const Lane& lane, int column, int role) const;
    /// `tasks`: how many it has had by then.
    QVariant of(const Strand& strand, std::size_t tasks, int column, int role) const;
    /// Of the row for the tasks of a strand that have gone.
    QVariant ofEarlier(const Strand& strand, int column, int role) const;

private:
    Outcome outcomeOf(const Strand& strand) const;
};

} // namespace braid

// SPDX-License-Identifier: MIT
#include "widgets/session/path_shown.h"

#include "widgets/session/session.h"

#include <algorithm>

namespace braid {

PathShown::PathShown(Session& session)
    : session_(session) {}

void PathShown::find() {
    const Trace& trace = session_.trace();
    const Selection& selection = session_.selection();
    const StrandId strandId = session_.selectedStrand();
    const Strand* const strand = trace.find(strandId);
    span_ = {session_.origin(), session_.present()};
    if (strand)
        span_ = {strand->begin_ns, strand->end_ns < 0 ? session_.present() : strand->end_ns};
    if (selection.range())
        span_ = {std::max(span_.beginNs, selection.range()->beginNs),
                 std::min(span_.endNs, selection.range()->endNs)};
    const Lane* last = trace.find(selection.task());
    if (!last)
        last = trace.find(last_at_work(trace, strandId, span_.endNs));
    last_ = last ? last->id : LaneId::None;
    if (last && !last->pending()) // its end is explained
        span_.endNs = std::min(span_.endNs, last->end_ns);
    stretches_.clear();
    if (last_ != LaneId::None && span_.length() > 0)
        stretches_ = critical_path(trace, last_, span_.beginNs, span_.endNs);
    shown_ = true;
    emit changed();
}

void PathShown::clear() {
    if (!std::exchange(shown_, false))
        return;
    stretches_.clear();
    last_ = LaneId::None;
    emit changed();
}

} // namespace braid

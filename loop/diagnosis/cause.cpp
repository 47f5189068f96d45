// SPDX-License-Identifier: MIT
#include "loop/diagnosis/cause.h"

#include "loop/trace/moment.h"

#include <algorithm>
#include <limits>

namespace braid {

namespace {

/// The slice in which `id` did something at `time_ns`. A waker's step may end in the very instant.
std::optional<Cause> acted(const Trace& trace, LaneId id, std::int64_t time_ns,
                           Cause::Reason reason) {
    const Lane* const lane = trace.find(id);
    if (!lane || lane->empty() || (*lane)[0].begin_ns > time_ns)
        return std::nullopt;
    std::size_t index = lane->index_at(time_ns);
    while (index > 0 && !has_loop((*lane)[index].activity) && (*lane)[index].begin_ns == time_ns)
        --index;
    return Cause{id, index, time_ns, reason};
}

/// Who last had the loop between two instants.
std::optional<Cause> had_loop(const Trace& trace, const Lane& ready, std::int64_t begin_ns,
                              std::int64_t end_ns) {
    std::optional<Cause> last;
    trace.for_each_lane([&](const Lane& lane) {
        if (lane.id == ready.id || lane.kind != LaneKind::Loop || lane.empty())
            return;
        std::size_t index = lane.index_at(end_ns - 1);
        if (!has_loop(lane[index].activity) && index > 0)
            --index;
        if (!has_loop(lane[index].activity) || lane[index].begin_ns >= end_ns)
            return;
        const std::int64_t until = std::min(lane.end_of(index, end_ns), end_ns);
        if (until > (last ? last->time_ns : begin_ns))
            last = Cause{lane.id, index, until, Cause::Reason::HadLoop};
    });
    return last;
}

} // namespace

std::optional<Cause> who_woke(const Trace& trace, const Lane& lane, std::size_t index,
                              std::int64_t now_ns) {
    const std::size_t ready = lane[index].activity == Activity::Ready ? index : index + 1;
    if (ready < lane.size() && lane[ready].activity == Activity::Ready) {
        const LaneId waker = lane[ready].other();
        if (waker != LaneId::None && waker != lane.id)
            return acted(trace, waker, lane[ready].begin_ns, Cause::Reason::Woken);
    }
    if (lane[index].activity != Activity::Waiting)
        return std::nullopt;
    const Lane* const other = trace.find(lane[index].other());
    const std::int64_t end = lane.end_of(index, now_ns);
    if (!other || other->pending() || other->end_ns > end || other->end_ns < lane[index].begin_ns)
        return std::nullopt;
    return acted(trace, other->id, other->end_ns, Cause::Reason::Ended);
}

std::int64_t woken_by_step_within_ns(WaitKind wait) noexcept {
    switch (wait) {
    case WaitKind::Nothing: // lets the others go first, as a module does while its loop runs
        return std::numeric_limits<std::int64_t>::max();
    case WaitKind::Lock:
    case WaitKind::Event:
    case WaitKind::Queue:
    case WaitKind::Task:
    case WaitKind::Future:
        return 1'000'000;
    default:
        return -1;
    }
}

std::optional<Cause> cause_of(const Trace& trace, const Lane& lane, std::size_t index,
                              std::int64_t now_ns) {
    const Slice& slice = lane[index];
    const std::int64_t end = lane.end_of(index, now_ns);
    if (slice.activity == Activity::Waiting) {
        if (const auto waker = who_woke(trace, lane, index, now_ns))
            return waker;
        const std::int64_t within = woken_by_step_within_ns(slice.wait);
        const bool goes_on = index + 1 == lane.size() && lane.pending();
        if (within < 0 || goes_on)
            return std::nullopt;
        return had_loop(trace, lane, std::max(slice.begin_ns, end - std::min(end, within)), end);
    }
    if (slice.activity == Activity::Ready)
        if (const auto holder = had_loop(trace, lane, slice.begin_ns, end))
            return holder;
    if (index > 0)
        return Cause{lane.id, index - 1, slice.begin_ns, Cause::Reason::Before};
    if (lane.dropped() > 0)
        return std::nullopt;
    return acted(trace, lane.creator, lane.begin_ns, Cause::Reason::Created);
}

namespace {

/// The task that one waits for, if it is a single one.
LaneId awaited(const Lane& lane, std::int64_t at_ns, std::int64_t now_ns) {
    const Moment moment = moment_of(lane, at_ns, now_ns);
    return moment.slice && moment.activity == Activity::Waiting ? moment.slice->other()
                                                                : LaneId::None;
}

} // namespace

WaitChain waits_for(const Trace& trace, const Lane& lane, std::int64_t at_ns, std::int64_t now_ns) {
    WaitChain chain;
    const Lane* next = trace.find(awaited(lane, at_ns, now_ns));
    while (next && !chain.is_cycle) {
        chain.lanes.push_back(next->id);
        next = trace.find(awaited(*next, at_ns, now_ns));
        chain.is_cycle =
            next && (next->id == lane.id || std::find(chain.lanes.begin(), chain.lanes.end(),
                                                      next->id) != chain.lanes.end());
    }
    return chain;
}

std::vector<LaneId> who_waits_for(const Trace& trace, const Lane& lane, std::int64_t at_ns,
                                  std::int64_t now_ns) {
    std::vector<LaneId> waiters;
    const bool pending = moment_of(lane, at_ns, now_ns).pending();
    trace.for_each_lane([&](const Lane& other) {
        if (other.id == lane.id || !pending)
            return;
        const Moment moment = moment_of(other, at_ns, now_ns);
        if (!moment.slice || moment.activity != Activity::Waiting)
            return;
        const bool several = moment.slice->wait == WaitKind::Task && moment.slice->tasks() > 0 &&
                             lane.creator == other.id;
        if (moment.slice->other() == lane.id || several)
            waiters.push_back(other.id);
    });
    return waiters;
}

} // namespace braid

// SPDX-License-Identifier: MIT
#include "widgets/health/loop_health.h"

#include "loop/event_loop.h"
#include "loop/trace/trace.h"

#include <algorithm>
#include <ctime>

namespace braid {

namespace {

LoopHealth::Times timesOf(const DurationHistogram& histogram) {
    return {histogram.percentile(50), histogram.percentile(99), histogram.max(), histogram.count()};
}

std::int64_t processorTime() {
    timespec time{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return std::int64_t(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

} // namespace

LoopHealth::LoopHealth(const Trace& trace)
    : trace_(trace)
    , marksSeen_(trace.dropped_marks() + trace.marks().size()) {}

void LoopHealth::setActive(bool active) {
    EventLoop* const loop = EventLoop::current();
    if (active && loop)
        meter_.start(*loop);
    else
        meter_.stop();
    looked_.reset();
    if (active)
        look(); // the share of the processor is that from here on
}

void LoopHealth::startOver() {
    meter_.clear();
    values_.missedFrames = 0;
    marksSeen_ = trace_.dropped_marks() + trace_.marks().size();
}

bool LoopHealth::look() {
    const Values before = values_;
    values_.turns = timesOf(meter_.turns());
    values_.lateness = timesOf(meter_.lateness());
    countMissedFrames();
    const TimePoint now = Clock::now();
    const std::int64_t used = processorTime();
    if (looked_ && now > *looked_)
        values_.processorPercent =
            int((used - processorNs_) * 100 / std::chrono::nanoseconds(now - *looked_).count());
    looked_ = now;
    processorNs_ = used;
    return values_ != before;
}

void LoopHealth::countMissedFrames() {
    const std::uint64_t dropped = trace_.dropped_marks();
    const auto& marks = trace_.marks();
    for (std::uint64_t i = std::max(marksSeen_, dropped) - dropped; i < marks.size(); ++i)
        if (marks[i].kind == MarkKind::MissedFrame)
            values_.missedFrames += marks[i].amount;
    marksSeen_ = dropped + marks.size();
}

} // namespace braid

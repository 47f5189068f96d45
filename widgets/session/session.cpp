// SPDX-License-Identifier: MIT
#include "widgets/session/session.h"

#include "loop/trace/trace.h"

#include <algorithm>

namespace braid {

Session::Session(Trace& trace, Clock clock, QObject* parent)
    : QObject(parent)
    , trace_(trace)
    , reader_(trace)
    , clock_(std::move(clock))
    , refresh_(trace, [this] { return scripts_.runningCount() > 0 ? nsPerPixel() : 0.0; }) {
    connect(&refresh_, &LiveRefresh::refreshed, this, &Session::look);
    connect(&scripts_, &Scripts::started, this, &Session::scriptStarted);
    for (const auto signal : {&Scripts::started, &Scripts::changed, &Scripts::ended}) {
        connect(&scripts_, signal, this, &Session::changed);
        connect(&scripts_, signal, &refresh_, &LiveRefresh::request);
    }
    connect(&selection_, &Selection::changed, this, &Session::changed);
    connect(&range_, &VisibleRange::liveChanged, this, &Session::changed);
    connect(&cursor_, &Cursor::moved, this, &Session::cursorMoved);
}

Session::~Session() = default;

StrandId Session::selectedStrand() const {
    const Lane* const task = trace_.find(selection_.task());
    return task ? task->strand : selection_.strand();
}

void Session::scriptStarted(int run) {
    const Strand* const strand = trace_.find(scripts_.run(run).strand);
    if (!strand)
        return;
    // Others that still run keep their place in view.
    const std::int64_t since = sinceNs_;
    begin(strand->begin_ns);
    if (scripts_.runningCount() > 1)
        sinceNs_ = since;
}

void Session::begin(std::int64_t timeNs) {
    sinceNs_ = timeNs;
    if (originNs_ < 0) {
        originNs_ = timeNs;
        emit originChanged();
    }
}

void Session::setBlockedAfter(std::chrono::nanoseconds duration) {
    if (Lane::blocked_after_ns == duration.count())
        return;
    Lane::blocked_after_ns = duration.count();
    emit blockedAfterChanged();
    look();
}

void Session::setReducedMotion(bool reduced) {
    refresh_.setReducedMotion(reduced);
    range_.setPaged(reduced);
}

/// The range would run away from an instant of the past.
void Session::cursorMoved() {
    if (!cursor_.isLive())
        range_.setLive(false);
    emit looked();
    emit changed();
}

void Session::standAt(std::int64_t timeNs) {
    cursor_.setInstant(std::clamp<std::int64_t>(timeNs, 0, std::max<std::int64_t>(presentNs_, 0)));
}

void Session::goTo(std::int64_t timeNs) {
    standAt(timeNs);
    if (timeNs < range_.beginNs() || timeNs >= range_.endNs())
        range_.scroll(timeNs - (range_.beginNs() + range_.endNs()) / 2);
}

void Session::setLive(bool live) {
    range_.setLive(live);
    if (live)
        cursor_.setLive();
    else if (cursor_.isLive())
        standAt(presentNs_);
}

double Session::nsPerPixel() const { return double(range_.span().length()) / std::max(1, width_); }

void Session::look() {
    if (reading_)
        return;
    if (reader_.take().worth_looking || scripts_.runningCount() > 0)
        presentNs_ = now();
    range_.follow(sinceNs_, presentNs_);
    emit looked();
}

} // namespace braid

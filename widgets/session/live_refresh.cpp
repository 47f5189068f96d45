// SPDX-License-Identifier: MIT
#include "widgets/session/live_refresh.h"

#include <QMetaObject>

#include <algorithm>

namespace braid {

LiveRefresh::LiveRefresh(Trace& trace, std::function<double()> nsPerPixel, QObject* parent)
    : QObject(parent)
    // The writer may stand on a script's stack: only a message leaves it.
    , reader_(
          trace,
          [this] { QMetaObject::invokeMethod(this, &LiveRefresh::request, Qt::QueuedConnection); })
    , nsPerPixel_(std::move(nsPerPixel)) {
    timer_.setSingleShot(true);
    timer_.setTimerType(Qt::PreciseTimer);
    connect(&timer_, &QTimer::timeout, this, &LiveRefresh::refresh);
    request();
}

void LiveRefresh::setActive(bool active) {
    if (active_ == active)
        return;
    active_ = active;
    if (active)
        request();
    else
        timer_.stop();
}

void LiveRefresh::request() {
    if (!active_)
        return;
    if (!timer_.isActive() || timer_.remainingTime() > leastMs_)
        timer_.start(leastMs_);
}

void LiveRefresh::refresh() {
    const bool more = reader_.take().worth_looking;
    emit refreshed();
    if (more) {
        timer_.start(leastMs_);
        return;
    }
    // Nothing has happened since the last look. Time still moves on while something runs.
    if (const double nsPerPixel = nsPerPixel_(); nsPerPixel > 0)
        timer_.start(int(std::clamp(nsPerPixel / 1e6, double(leastMs_), double(longestMs))));
}

} // namespace braid

// SPDX-License-Identifier: MIT
#include "bridge/qt/detail/timer_list.h"

#include <QCoreApplication>
#include <QScopeGuard>
#include <QTimerEvent>
#include <QVarLengthArray>

#include <algorithm>
#include <array>

namespace braid {

namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

TimePoint later(TimePoint from, milliseconds by) noexcept {
    constexpr milliseconds longest = std::chrono::hours(24) * 365 * 100;
    return from + std::min(by, longest);
}

/// The roundest time, counted in milliseconds of the clock, that is at most `tolerance` away.
TimePoint roundest(TimePoint time, nanoseconds tolerance) noexcept {
    using namespace std::chrono_literals;
    static constexpr std::array<nanoseconds, 10> granules = {1000ms, 500ms, 250ms, 100ms, 50ms,
                                                             25ms,   10ms,  5ms,   2ms,   1ms};
    if (tolerance < granules.back())
        return time;
    const nanoseconds since_epoch = time.time_since_epoch();
    for (const nanoseconds granule : granules) {
        const nanoseconds nearest = (since_epoch + granule / 2) / granule * granule;
        if (abs(nearest - since_epoch) <= tolerance)
            return TimePoint(nearest);
    }
    return time;
}

} // namespace

TimePoint TimerList::fireTime(const Timer& timer) noexcept {
    switch (timer.type) {
    case Qt::PreciseTimer:
        return timer.ideal;
    case Qt::CoarseTimer:
        return roundest(timer.ideal, std::min<nanoseconds>(timer.interval / 20, milliseconds(500)));
    case Qt::VeryCoarseTimer:
        return roundest(timer.ideal, milliseconds(500));
    }
    return timer.ideal;
}

void TimerList::add(int id, Milliseconds interval, Qt::TimerType type, QObject* object) {
    remove(id);
    // "Very coarse" promises whole seconds, so less than one of them cannot be meant.
    if (type == Qt::VeryCoarseTimer && interval > Milliseconds::zero())
        interval = std::max<Milliseconds>(interval, std::chrono::seconds(1));
    Timer timer{id, interval, type, object, later(Clock::now(), interval), {}, sequence_++};
    timer.fires = fireTime(timer);
    queue_.insert(&timers_.emplace(id, timer).first->second);
}

TimerList::Timers::iterator TimerList::erase(Timers::iterator timer) {
    queue_.erase(&timer->second);
    return timers_.erase(timer);
}

bool TimerList::remove(int id) {
    const auto timer = timers_.find(id);
    if (timer == timers_.end())
        return false;
    erase(timer);
    return true;
}

bool TimerList::removeAll(QObject* object) {
    bool any = false;
    for (auto timer = timers_.begin(); timer != timers_.end();) {
        const bool matches = timer->second.object == object;
        any |= matches;
        timer = matches ? erase(timer) : std::next(timer);
    }
    return any;
}

QList<QAbstractEventDispatcher::TimerInfo> TimerList::timersOf(QObject* object) const {
    QList<QAbstractEventDispatcher::TimerInfo> infos;
    for (const auto& [id, timer] : timers_)
        if (timer.object == object)
            infos.emplaceBack(id, int(timer.interval.count()), timer.type);
    return infos;
}

TimerList::Milliseconds TimerList::remaining(int id) const {
    const auto timer = timers_.find(id);
    if (timer == timers_.end())
        return Milliseconds(-1);
    const Duration left = timer->second.fires - Clock::now();
    return std::max(std::chrono::ceil<Milliseconds>(left), Milliseconds::zero());
}

TimePoint TimerList::next() const noexcept {
    for (const Timer* timer : queue_)
        if (!timer->firing)
            return timer->fires;
    return TimePoint::max();
}

TimePoint TimerList::nextDeadline() const noexcept {
    for (const Timer* timer : queue_)
        if (!timer->firing && timer->interval > Milliseconds::zero())
            return timer->fires;
    return TimePoint::max();
}

void TimerList::advance(Timer& timer, TimePoint now) {
    const auto place = queue_.find(&timer);
    if (timer.interval > Milliseconds::zero()) {
        const auto missed = std::max<Duration>(now - timer.ideal, Duration::zero());
        timer.ideal = later(timer.ideal, (missed / timer.interval + 1) * timer.interval);
    } else {
        timer.ideal = now;
    }
    timer.fires = fireTime(timer);
    if (timer.fires <= now &&
        timer.interval > Milliseconds::zero()) // rounded down to what just was
        timer.fires = timer.ideal;
    timer.sequence = sequence_++;
    // It fires later than before; mostly it is still the one before the next.
    const auto after = std::next(place);
    if (after != queue_.end() && Earlier()(*after, &timer))
        queue_.insert(queue_.extract(place));
}

int TimerList::fire(TimePoint now) {
    QVarLengthArray<int, 16> due;
    for (const Timer* timer : queue_) {
        if (timer->fires > now)
            break;
        due.append(timer->id);
    }
    int counted = 0;
    for (const int id : due) {
        // A slot may have stopped or restarted it, a nested pass may have fired it.
        auto found = timers_.find(id);
        if (found == timers_.end() || found->second.fires > now)
            continue;
        advance(found->second, now);
        if (found->second.firing)
            continue;
        counted += found->second.interval > Milliseconds::zero();
        found->second.firing = true;
        const auto fired = qScopeGuard([this, id] {
            // Gone if the slot stopped it; another timer that got its id is not firing either.
            if (const auto timer = timers_.find(id); timer != timers_.end())
                timer->second.firing = false;
        });
        QTimerEvent event(id);
        QCoreApplication::sendEvent(found->second.object, &event);
    }
    return counted;
}

} // namespace braid

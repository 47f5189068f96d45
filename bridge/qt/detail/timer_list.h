// SPDX-License-Identifier: MIT
#pragma once

#include "loop/event_loop.h"

#include <QAbstractEventDispatcher>

#include <chrono>
#include <cstdint>
#include <set>
#include <unordered_map>

namespace braid {

/// The timers of one Qt event dispatcher, in the order in which they fire.
///
/// It keeps Qt's promises: a timer fires at most once in a pass, never while its own slot still
/// runs, equal times in the order of registration. Periods are counted from the first start, so a
/// late tick does not shift the later ones; ticks that were missed altogether are dropped.
///
/// A coarse timer fires within 5 % of its time, a very coarse one within half a second, at the
/// roundest millisecond there is, so that timers of many kinds share their wake-ups.
class TimerList {
public:
    using Milliseconds = std::chrono::milliseconds;

    TimerList() = default;
    TimerList(const TimerList&) = delete;
    TimerList& operator=(const TimerList&) = delete;

    void add(int id, Milliseconds interval, Qt::TimerType type, QObject* object);
    /// False if there is no such timer.
    bool remove(int id);
    bool removeAll(QObject* object);
    QList<QAbstractEventDispatcher::TimerInfo> timersOf(QObject* object) const;
    /// Rounded up; zero if the timer is due, -1 milliseconds if there is no such timer.
    Milliseconds remaining(int id) const;

    bool empty() const noexcept { return timers_.empty(); }
    /// When the next timer that may fire will; `TimePoint::max()` if there is none. A timer whose
    /// slot is running may not.
    TimePoint next() const noexcept;
    /// As `next`, but of timers with an interval: zero timers wait for idle time, they have no time
    /// that others could keep.
    TimePoint nextDeadline() const noexcept;

    /// Sends the timers that are due at `now` their QTimerEvent; returns how many of those had an
    /// interval, as a zero timer does not count as an event. Passes may nest.
    int fire(TimePoint now);

private:
    struct Timer {
        int id;
        Milliseconds interval;
        Qt::TimerType type;
        QObject* object;
        TimePoint ideal;        ///< a whole number of periods after the start
        TimePoint fires;        ///< `ideal`, or a rounder time near it
        std::uint64_t sequence; ///< keeps equal times in the order of registration
        bool firing = false;
    };
    struct Earlier {
        bool operator()(const Timer* a, const Timer* b) const noexcept {
            return a->fires != b->fires ? a->fires < b->fires : a->sequence < b->sequence;
        }
    };
    using Timers = std::unordered_map<int, Timer>;
    using Queue = std::set<Timer*, Earlier>;

    Timers::iterator erase(Timers::iterator timer);
    void advance(Timer& timer, TimePoint now);
    static TimePoint fireTime(const Timer& timer) noexcept;

    Timers timers_;
    Queue queue_;
    std::uint64_t sequence_ = 0;
};

} // namespace braid

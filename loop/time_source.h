// SPDX-License-Identifier: MIT
#pragma once

#include "loop/clock.h"

#include <atomic>
#include <mutex>

namespace braid {

/// A loop's idea of time: what its clock says, and with it every sleep, timeout and timer. Set by
/// `EventLoop::set_time_source`; without one, it is the steady clock. I/O and threads always take
/// real time. `now` and `real_time` are called from any thread, also beside the others.
class TimeSource {
public:
    virtual ~TimeSource() = default;
    virtual TimePoint now() const = 0;
    /// When, by the steady clock, it will be `when`; TimePoint::max() if that cannot be said.
    virtual TimePoint real_time(TimePoint when) const = 0;
    /// Nothing else can happen before `when`: goes there at once and returns true, or lets it be
    /// waited for.
    virtual bool jump_to(TimePoint when) {
        static_cast<void>(when);
        return false;
    }
};

/// Time that goes faster or slower than real time, and can change its pace, or stand still.
class ScaledTime final : public TimeSource {
public:
    /// 2: twice as fast; 0.1: slow motion; 0: stands still. Throws std::invalid_argument if
    /// negative.
    explicit ScaledTime(double pace);
    TimePoint now() const override;
    TimePoint real_time(TimePoint when) const override;
    double pace() const;
    /// From now on; time makes no jump. A loop that waits has to be woken to notice.
    void set_pace(double pace);

private:
    TimePoint at(TimePoint real) const;

    mutable std::mutex mutex_;
    TimePoint real_base_;
    TimePoint base_;
    double pace_;
};

/// Time that passes only when nothing else can happen, and then jumps to the next timer: a day of
/// sleeping takes no time, and two runs have the same order. While a task waits for I/O, a thread
/// or a process, time stands still.
class VirtualTime final : public TimeSource {
public:
    explicit VirtualTime(TimePoint begin = TimePoint()) noexcept
        : now_(begin) {}
    TimePoint now() const override { return now_.load(std::memory_order_relaxed); }
    TimePoint real_time(TimePoint) const override { return TimePoint::max(); }
    bool jump_to(TimePoint when) override {
        now_ = when;
        return true;
    }

private:
    std::atomic<TimePoint> now_;
};

} // namespace braid

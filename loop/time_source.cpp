// SPDX-License-Identifier: MIT
#include "loop/time_source.h"

#include <cmath>
#include <stdexcept>

namespace braid {

ScaledTime::ScaledTime(double pace)
    : real_base_(Clock::now())
    , base_(real_base_)
    , pace_(1) {
    set_pace(pace);
}

TimePoint ScaledTime::at(TimePoint real) const {
    const std::chrono::duration<double, Duration::period> passed = real - real_base_;
    return base_ + Duration(std::llround(passed.count() * pace_));
}

TimePoint ScaledTime::now() const {
    const std::lock_guard lock(mutex_);
    return at(Clock::now());
}

TimePoint ScaledTime::real_time(TimePoint when) const {
    const std::lock_guard lock(mutex_);
    const std::chrono::duration<double, Duration::period> ahead = when - base_;
    const double real = ahead.count() / pace_;
    // Rounded up: waking a moment too early would mean to wait again.
    return real < 1e18 ? real_base_ + Duration(std::llround(std::ceil(real))) : TimePoint::max();
}

double ScaledTime::pace() const {
    const std::lock_guard lock(mutex_);
    return pace_;
}

void ScaledTime::set_pace(double pace) {
    if (!(pace >= 0))
        throw std::invalid_argument("ScaledTime: time does not go backwards");
    const std::lock_guard lock(mutex_);
    const TimePoint real = Clock::now();
    base_ = at(real);
    real_base_ = real;
    pace_ = pace;
}

} // namespace braid

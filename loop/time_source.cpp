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

TimePoint ScaledTime::now() const {
    const std::chrono::duration<double, Duration::period> real = Clock::now() - real_base_;
    return base_ + Duration(std::llround(real.count() * pace_));
}

TimePoint ScaledTime::real_time(TimePoint when) const {
    const std::chrono::duration<double, Duration::period> ahead = when - base_;
    const double real = ahead.count() / pace_;
    // Rounded up: waking a moment too early would mean to wait again.
    return real < 1e18 ? real_base_ + Duration(std::llround(std::ceil(real))) : TimePoint::max();
}

void ScaledTime::set_pace(double pace) {
    if (!(pace >= 0))
        throw std::invalid_argument("ScaledTime: time does not go backwards");
    const TimePoint real = Clock::now();
    base_ = now();
    real_base_ = real;
    pace_ = pace;
}

} // namespace braid

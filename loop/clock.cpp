// SPDX-License-Identifier: MIT
#include "loop/clock.h"

#include "loop/time_source.h"

#include <algorithm>
#include <utility>

namespace braid {

LoopClock::LoopClock() = default;

LoopClock::~LoopClock() = default;

TimePoint LoopClock::source_now() const {
    const std::lock_guard lock(mutex_);
    return owned_ ? owned_->now() : Clock::now();
}

std::int64_t LoopClock::source_ns() noexcept {
    const std::chrono::nanoseconds passed = source_now() - source_began_;
    latest_ns_ = std::max(latest_ns_, source_began_ns_ + passed.count());
    return latest_ns_;
}

TimePoint LoopClock::real_time(TimePoint when) const {
    if (!has_source() || when == TimePoint::max())
        return when;
    const std::lock_guard lock(mutex_);
    return owned_ ? owned_->real_time(when) : when;
}

bool LoopClock::jump_to(TimePoint when) {
    if (holds_ > 0 || !has_source())
        return false;
    const std::lock_guard lock(mutex_);
    return owned_->jump_to(when);
}

void LoopClock::set_source(std::unique_ptr<TimeSource> source) {
    const std::int64_t now = now_ns();
    const std::lock_guard lock(mutex_);
    std::swap(owned_, source);
    source_.store(owned_.get(), std::memory_order_release);
    latest_ns_ = source_began_ns_ = now;
    if (owned_)
        source_began_ = owned_->now();
    else
        steady_offset_ns_ = now - steady_.now_ns();
}

} // namespace braid

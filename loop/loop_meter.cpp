// SPDX-License-Identifier: MIT
#include "loop/loop_meter.h"

#include "loop/event_loop.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

namespace braid {

std::size_t DurationHistogram::place_of(std::int64_t ns) noexcept {
    const auto value = std::uint64_t(std::max<std::int64_t>(ns, 0));
    if (value < steps)
        return std::size_t(value);
    const int power = std::bit_width(value) - 1; // at least `steps_bits`
    const std::size_t within = (value >> (power - steps_bits)) & (steps - 1);
    return std::min(std::size_t(power - steps_bits + 1) * steps + within, size - 1);
}

std::int64_t DurationHistogram::end_of(std::size_t place) noexcept {
    if (place < steps)
        return std::int64_t(place);
    const std::size_t shift = place / steps - 1;
    return std::int64_t(((steps + place % steps + 1) << shift) - 1);
}

void DurationHistogram::add(std::int64_t ns) noexcept {
    ++counts_[place_of(ns)];
    ++count_;
    max_ = std::max(max_, ns);
}

std::int64_t DurationHistogram::percentile(double percent) const noexcept {
    if (count_ == 0)
        return 0;
    const auto wanted = std::uint64_t(std::ceil(double(count_) * percent / 100));
    std::uint64_t seen = 0;
    for (std::size_t place = 0; place < size; ++place) {
        seen += counts_[place];
        if (seen >= wanted && seen > 0)
            return std::min(end_of(place), max_);
    }
    return max_;
}

std::uint64_t DurationHistogram::count_up_to(std::int64_t ns) const noexcept {
    std::uint64_t count = 0;
    for (std::size_t place = 0; place <= place_of(ns); ++place)
        count += counts_[place];
    return count;
}

void LoopMeter::start(EventLoop& loop) noexcept {
    if (loop_ == &loop)
        return;
    stop();
    loop_ = &loop;
    depth_ = 0;
    loop.set_meter(this);
}

void LoopMeter::stop() noexcept {
    if (EventLoop* const loop = std::exchange(loop_, nullptr))
        loop->set_meter(nullptr);
}

void LoopMeter::clear() noexcept {
    turns_.clear();
    lateness_.clear();
}

void LoopMeter::turn_began() noexcept {
    if (depth_ > 0 && depth_ <= deepest)
        running_[depth_ - 1].counts = false;
    if (depth_++ < deepest)
        running_[depth_ - 1] = {Clock::now(), true};
}

void LoopMeter::turn_ended() noexcept {
    // It may have been started in the midst of this one.
    if (depth_ == 0 || --depth_ >= deepest)
        return;
    const Running& turn = running_[depth_];
    if (turn.counts)
        turns_.add((Clock::now() - turn.began).count());
}

void LoopMeter::waited(Duration time) noexcept {
    if (depth_ > 0 && depth_ <= deepest)
        running_[depth_ - 1].began += time;
}

} // namespace braid

// SPDX-License-Identifier: MIT
#pragma once

#include "loop/clock.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace braid {

class EventLoop;

/// How long many things took, in little memory whatever their number: counted by size, in steps of
/// at most 7 %.
class DurationHistogram {
public:
    void add(std::int64_t ns) noexcept;
    void clear() noexcept { *this = {}; }

    std::uint64_t count() const noexcept { return count_; }
    /// The longest, exactly; 0 if there was none.
    std::int64_t max() const noexcept { return max_; }
    /// So many of them in a hundred took at most as long, and the step's width more; 0 if there was
    /// none.
    std::int64_t percentile(double percent) const noexcept;
    /// How many took at most so long, and the step's width more.
    std::uint64_t count_up_to(std::int64_t ns) const noexcept;

private:
    static constexpr int steps_bits = 4;
    static constexpr std::size_t steps = std::size_t(1) << steps_bits; ///< per power of two
    static constexpr int largest_bits = 44;                            ///< five hours
    static constexpr std::size_t size = (largest_bits - steps_bits + 1) * steps;

    static std::size_t place_of(std::int64_t ns) noexcept;
    static std::int64_t end_of(std::size_t place) noexcept;

    std::array<std::uint32_t, size> counts_{};
    std::uint64_t count_ = 0;
    std::int64_t max_ = 0;
};

/// Measures the turns of a loop, from `start` to `stop`: how long each took, without its waits, and
/// how late timers were. While it is stopped it costs the loop nothing.
///
/// One per loop at a time, in the loop's thread.
class LoopMeter {
public:
    LoopMeter() = default;
    ~LoopMeter() { stop(); }
    LoopMeter(const LoopMeter&) = delete;
    LoopMeter& operator=(const LoopMeter&) = delete;

    /// `loop` must outlive the measuring.
    void start(EventLoop& loop) noexcept;
    void stop() noexcept;
    bool is_running() const noexcept { return loop_ != nullptr; }

    /// A turn in which a nested loop took turns is counted as those. The handler of Asio that ends
    /// a wait counts as its end: Asio runs it before it says that it has waited.
    const DurationHistogram& turns() const noexcept { return turns_; }
    /// Of each look at the timers that found one due, how late the first one was.
    const DurationHistogram& lateness() const noexcept { return lateness_; }
    /// Forgets what was measured.
    void clear() noexcept;

private:
    friend class EventLoop;
    void turn_began() noexcept;
    void turn_ended() noexcept;
    void waited(Duration time) noexcept;
    void timer_was_due(Duration since) noexcept { lateness_.add(since.count()); }

    static constexpr std::size_t deepest = 16; ///< what is nested deeper is not counted
    struct Running {
        TimePoint began;
        bool counts = true; ///< no nested loop so far
    };
    std::array<Running, deepest> running_{};
    std::size_t depth_ = 0;
    EventLoop* loop_ = nullptr;
    DurationHistogram turns_;
    DurationHistogram lateness_;
};

} // namespace braid

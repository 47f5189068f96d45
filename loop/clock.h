// SPDX-License-Identifier: MIT
#pragma once

#include "loop/detail/cycle_clock.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>

namespace braid {

/// The steady clock: what budgets, deadlines of turns, Qt's timers and Asio's go by.
using Clock = std::chrono::steady_clock;
using TimePoint = Clock::time_point;
using Duration = Clock::duration;

class TimeSource;
class EventLoop;

/// The one clock of a loop, `EventLoop::clock()`: what every sleep, timer and timeout of its tasks
/// and of scripts follows, and what the trace is written in. It is the steady clock unless
/// `EventLoop::set_time_source` gave the loop another idea of time.
///
///     loop.clock().now()       // a TimePoint: any thread
///     loop.clock().now_ns()    // for the trace, 8 ns: the loop's thread
class LoopClock {
public:
    LoopClock();
    ~LoopClock();
    LoopClock(const LoopClock&) = delete;
    LoopClock& operator=(const LoopClock&) = delete;

    /// The loop's time. Any thread.
    TimePoint now() const { return has_source() ? source_now() : Clock::now(); }

    /// Nanoseconds since the clock was made, never less than before, though the source of time
    /// changes: what happens under virtual time takes virtual nanoseconds. Costs 8 ns where the
    /// processor's cycle counter can be trusted. For the loop's thread.
    std::int64_t now_ns() noexcept {
        return has_source() ? source_ns() : steady_offset_ns_ + steady_.now_ns();
    }

    /// What `now_ns` was at an instant of the steady clock, a little while ago: for what another
    /// thread has looked at that clock for. For the loop's thread.
    std::int64_t ns_of(TimePoint steady) noexcept {
        return now_ns() - std::chrono::nanoseconds(Clock::now() - steady).count();
    }

    /// Whether this is another time than the steady clock's. Any thread.
    bool has_source() const noexcept { return source_.load(std::memory_order_acquire); }

    /// When, by the steady clock, it will be `when`; TimePoint::max() if that cannot be said. Any
    /// thread.
    TimePoint real_time(TimePoint when) const;

    /// Between `hold` and `release` somebody waits for the world outside: I/O, a thread, a process,
    /// a person. Virtual time stands still meanwhile. They nest. For the loop's thread.
    void hold() noexcept { ++holds_; }
    void release() noexcept { --holds_; }
    class Hold;

private:
    friend class EventLoop;
    /// Null: the steady clock again.
    void set_source(std::unique_ptr<TimeSource> source);
    /// Nothing can happen before `when`: true if it is `when` now.
    bool jump_to(TimePoint when);

    TimePoint source_now() const;
    std::int64_t source_ns() noexcept;

    std::unique_ptr<TimeSource> owned_;
    std::atomic<TimeSource*> source_ = nullptr; ///< other threads look at it, then lock
    mutable std::mutex mutex_; ///< held where the source changes, and where it is read
    int holds_ = 0;

    detail::CycleClock steady_;
    std::int64_t steady_offset_ns_ = 0; ///< what other sources made time run ahead, or stay behind
    TimePoint source_began_;            ///< its time when it was set
    std::int64_t source_began_ns_ = 0;  ///< ours, then
    std::int64_t latest_ns_ = 0;        ///< sources are free to go back; we are not
};

/// Holds the clock for as long as it lives.
class LoopClock::Hold {
public:
    explicit Hold(LoopClock& clock) noexcept
        : clock_(clock) {
        clock_.hold();
    }
    ~Hold() { clock_.release(); }
    Hold(const Hold&) = delete;
    Hold& operator=(const Hold&) = delete;

private:
    LoopClock& clock_;
};

} // namespace braid

// SPDX-License-Identifier: MIT
#pragma once

#include "loop/detail/ready_queue.h"

#include <cassert>
#include <chrono>
#include <cstdint>
#include <vector>

namespace braid::detail {

/// Something that happens at a time: then its job becomes ready.
class Timer {
public:
    Timer() = default;
    /// Only while it does not run.
    Timer([[maybe_unused]] Timer&& other) noexcept { assert(!other.running()); }
    Timer(const Timer&) = delete;
    Timer& operator=(const Timer&) = delete;
    bool running() const noexcept { return slot_ != none; }

private:
    friend class TimerQueue;
    static constexpr std::uint32_t none = ~std::uint32_t(0);
    Job* job_ = nullptr;
    std::uint32_t slot_ = none;
};

/// Timers by time; equal times keep the order in which they were added.
///
/// A heap of 16-byte entries, four to a cache line, that refer to their timers through a slot, so
/// that moving an entry touches no timer. A timer that is stopped leaves its entry behind; when
/// half of them are dead they are swept out.
class TimerQueue {
public:
    using TimePoint = std::chrono::steady_clock::time_point;

    void add(Timer& timer, TimePoint when, Job& job);
    void stop(Timer& timer) noexcept;

    bool empty() const noexcept { return slots_.size() == free_slots_.size() + dead_; }
    /// When the next timer is due, TimePoint::max() if there is none. May be too early, by a
    /// timer that was stopped, never too late.
    TimePoint next() const noexcept {
        return heap_.empty() ? TimePoint::max()
                             : TimePoint(TimePoint::duration(heap_.front().when));
    }
    /// Takes out the job of the first timer if it is due; null if none is.
    Job* take_due(TimePoint now) noexcept;

private:
    struct Entry {
        std::int64_t when;
        std::uint32_t order; ///< of adding; wraps, so only differences count
        std::uint32_t slot;
        bool before(const Entry& other) const noexcept {
            return when != other.when ? when < other.when : std::int32_t(order - other.order) < 0;
        }
    };
    static constexpr std::size_t children = 4;

    void sift_up(std::size_t index) noexcept;
    void sift_down(std::size_t index) noexcept;
    void pop() noexcept;
    void sweep() noexcept;

    std::vector<Entry> heap_;
    std::vector<Timer*> slots_; ///< null: stopped, its entry is still in the heap, or free
    std::vector<std::uint32_t> free_slots_;
    std::size_t dead_ = 0;
    std::uint32_t order_ = 0;
};

} // namespace braid::detail

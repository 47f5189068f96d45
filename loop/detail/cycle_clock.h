// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

#if defined(__x86_64__)
#include <cpuid.h>
#include <x86intrin.h>
#endif

namespace braid::detail {

/// Nanoseconds since it was made, on the steady clock's time, for one thread.
///
/// A reading of the steady clock costs 25 ns, most of what a trace record costs. So on processors
/// whose cycle counter runs at one speed (x86-64 with "invariant TSC") the time between two
/// readings of the steady clock, at most 10 ms apart, is taken from that counter: 8 ns. Never runs
/// backwards.
class CycleClock {
public:
    CycleClock() noexcept
        : began_(Steady::now())
        , first_ticks_(ticks())
        , base_ticks_(first_ticks_) {}

    std::int64_t now_ns() noexcept {
        const std::uint64_t passed = ticks() - base_ticks_;
        if (passed >= trusted_ticks_)
            return synchronise(passed);
        return base_ns_ + in_ns(passed);
    }

private:
    using Steady = std::chrono::steady_clock;
    static constexpr std::int64_t least_learnt_ns = 1'000'000;
    static constexpr std::int64_t most_trusted_ns = 10'000'000;

    static std::uint64_t ticks() noexcept {
#if defined(__x86_64__)
        return __rdtsc();
#else
        return 0;
#endif
    }

    static bool ticks_are_steady() noexcept {
#if defined(__x86_64__)
        unsigned a = 0, b = 0, c = 0, d = 0;
        return __get_cpuid(0x80000007, &a, &b, &c, &d) && (d & (1u << 8));
#else
        return false;
#endif
    }

    std::int64_t in_ns(std::uint64_t ticks) const noexcept {
        return std::int64_t((ticks * ns_per_tick_) >> 32);
    }

    /// Reads the steady clock, and learns from all the time that has passed how long a tick is.
    std::int64_t synchronise(std::uint64_t passed) noexcept {
        std::int64_t now = std::chrono::nanoseconds(Steady::now() - began_).count();
        const std::uint64_t now_ticks = ticks();
        // The last reading may have been ahead by what the tick was estimated too long.
        if (passed < 2 * trusted_ticks_)
            now = std::max(now, base_ns_ + in_ns(passed));
        static const bool steady = ticks_are_steady();
        if (steady && now >= least_learnt_ns) {
            const double tick_ns = double(now) / double(now_ticks - first_ticks_);
            ns_per_tick_ = std::uint64_t(tick_ns * 4294967296.0);
            trusted_ticks_ = std::uint64_t(double(std::min(now, most_trusted_ns)) / tick_ns);
        }
        base_ticks_ = now_ticks;
        return base_ns_ = now;
    }

    Steady::time_point began_;
    std::uint64_t first_ticks_;
    std::uint64_t base_ticks_;
    std::int64_t base_ns_ = 0;
    std::uint64_t ns_per_tick_ = 0;   ///< times 2^32
    std::uint64_t trusted_ticks_ = 0; ///< 0: every reading is the steady clock's
};

} // namespace braid::detail

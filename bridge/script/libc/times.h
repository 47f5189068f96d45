// SPDX-License-Identifier: MIT
#pragma once

#include "loop/clock.h"

#include <sys/time.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <optional>

namespace braid {

// The C library's times. What is no time, or none at all, the library has to answer itself.

/// A sum beyond which nobody waits, so that none overflows: 30 years.
inline constexpr std::chrono::seconds longest_time{1'000'000'000};

inline bool is_time(const timespec& time) noexcept {
    return time.tv_sec >= 0 && time.tv_nsec >= 0 && time.tv_nsec < 1'000'000'000;
}
inline bool is_some_time(const timespec& time) noexcept {
    return is_time(time) && (time.tv_sec > 0 || time.tv_nsec > 0);
}
inline bool is_some_time(const timeval& time) noexcept {
    return time.tv_sec >= 0 && time.tv_usec >= 0 && (time.tv_sec > 0 || time.tv_usec > 0);
}

inline Duration duration_of(const timespec& time) noexcept {
    return std::min(longest_time, std::chrono::seconds(time.tv_sec)) +
           std::chrono::nanoseconds(time.tv_nsec);
}
inline std::optional<Duration> duration_of(const timespec* time) noexcept {
    return time ? std::optional(duration_of(*time)) : std::nullopt;
}
inline std::optional<Duration> duration_of(const timeval* time) noexcept {
    if (!time)
        return {};
    return std::min(longest_time, std::chrono::seconds(time->tv_sec)) +
           std::chrono::microseconds(time->tv_usec);
}
inline timespec timespec_of(Duration duration) noexcept {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(duration);
    return {time_t(seconds.count()), long(std::chrono::nanoseconds(duration - seconds).count())};
}

inline timeval timeval_of(Duration duration) noexcept {
    const timespec time = timespec_of(duration);
    return {time.tv_sec, time.tv_nsec / 1000};
}

inline Duration duration_between(const timespec& from, const timespec& to) noexcept {
    return std::min<Duration>(longest_time,
                              std::chrono::seconds(to.tv_sec - from.tv_sec) +
                                  std::chrono::nanoseconds(to.tv_nsec - from.tv_nsec));
}

} // namespace braid

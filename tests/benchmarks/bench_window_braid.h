// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>
#include <stdexcept>
#include <vector>

namespace bench {

inline double in_ms(std::chrono::steady_clock::duration time) {
    return std::chrono::duration<double, std::milli>(time).count();
}

inline double percentile(std::vector<double> values, double share) {
    if (values.empty())
        throw std::runtime_error("nothing was measured");
    std::sort(values.begin(), values.end());
    return values[std::size_t(std::ceil(share * double(values.size()))) - 1];
}

/// The process with Braid's window, `--drop FILE`: prints the ms from the drop of FILE until its
/// first slice is painted.
int measure_drop(int argc, char** argv);
/// `--edit FILE SCRIPT…`: types into FILE's source beside the scripts; prints p50 and p99 in ms.
int measure_editing(int argc, char** argv);
/// `--strip SCRIPT`: prints the µs that one painting of the loop's strip takes.
int measure_strip(int argc, char** argv);

} // namespace bench

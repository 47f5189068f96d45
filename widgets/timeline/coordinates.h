// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/session/selection.h"

#include <QString>

#include <algorithm>
#include <cmath>

namespace braid {

/// Time to pixels and back, for a stretch of time shown `width` pixels wide.
struct TimeScale {
    TimeSpan span;
    int width = 0;

    double pixelsPerNs() const {
        return double(width) / double(std::max<std::int64_t>(span.length(), 1));
    }
    double nsPerPixel() const { return double(span.length()) / double(std::max(width, 1)); }

    /// The pixel column that holds `timeNs`; one column outside at the most.
    int toX(std::int64_t timeNs) const {
        const double x = std::floor(double(timeNs - span.beginNs) * pixelsPerNs());
        return int(std::clamp(x, -1.0, double(width)));
    }
    /// The instant at a pixel position, which may lie outside.
    std::int64_t toTime(double x) const {
        return span.beginNs + std::int64_t(std::llround(x * nsPerPixel()));
    }
    /// The first instant of the pixel column `x`: the smallest one with `toX(t) >= x`.
    std::int64_t beginOfColumn(int x) const {
        std::int64_t time = span.beginNs + std::int64_t(std::ceil(double(x) * nsPerPixel()));
        // Rounding of the division and of the multiplication may disagree by one.
        while (time > span.beginNs && toX(time - 1) >= x)
            --time;
        while (toX(time) < x && x <= width)
            ++time;
        return time;
    }
    std::int64_t toDuration(double pixels) const {
        return std::int64_t(std::llround(pixels * nsPerPixel()));
    }
};

/// The distance of the ruler's labelled ticks: the smallest of 1, 2, 5 × 10ⁿ ns that is at least
/// `minPixels` wide.
inline std::int64_t tickStepNs(const TimeScale& scale, int minPixels) {
    const double atLeast = scale.nsPerPixel() * minPixels;
    std::int64_t step = 1;
    for (;;) {
        for (const int factor : {1, 2, 5})
            if (double(step * factor) >= atLeast)
                return step * factor;
        step *= 10;
    }
}

/// A tick's label: seconds, milliseconds or microseconds, as many digits as `stepNs` needs.
QString tickLabel(std::int64_t timeNs, std::int64_t stepNs);

} // namespace braid

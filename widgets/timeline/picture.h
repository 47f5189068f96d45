// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/glyphs.h"
#include "widgets/timeline/geometry.h"

#include <QString>

#include <optional>

namespace braid {

/// What is written or drawn on an item: a sign, words, or both.
struct TimelineLabel {
    std::size_t item = 0; ///< its index in the geometry; labels stand in the order of the items
    Glyph glyph = Glyph::None;
    QString text; ///< to be shortened to what fits
};

/// All that the timeline shows, made ready before it is painted: painting looks at nothing else,
/// neither at the trace nor at a clock. In device pixels, without colours.
struct TimelinePicture {
    TimeScale scale;
    int height = 0;
    double pixelRatio = 1; ///< device pixels to one of the widget's
    TimelineGeometry geometry;
    std::vector<TimelineLabel> labels;
    std::vector<int> grid; ///< columns of the time grid

    int pixels(double points) const { return std::max(1, int(std::lround(points * pixelRatio))); }
};

/// The signs and words for those items that have room for any.
std::vector<TimelineLabel> layOutLabels(const Trace& trace, const TimelineGeometry& geometry,
                                        std::int64_t nowNs, double pixelRatio);

/// The columns of the time grid: from `originNs` on, `minPixels` apart at least.
std::vector<int> layOutGrid(const TimeScale& scale, std::int64_t originNs, int minPixels);

} // namespace braid

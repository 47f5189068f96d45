// SPDX-License-Identifier: MIT
#include "widgets/timeline/bands.h"

#include <algorithm>
#include <unordered_map>

namespace braid {

std::vector<TimelineBand> layOutBands(std::span<const TimelineGeometry::RowItems> rows,
                                      const BlockedTimes& blockedTimes, const TimeScale& scale) {
    std::vector<TimelineBand> bands;
    if (rows.empty())
        return bands;
    std::vector<BlockedTimes::Block> blocks = blockedTimes.in(scale.span);
    if (blocks.empty())
        return bands;
    std::sort(blocks.begin(), blocks.end(),
              [](const auto& a, const auto& b) { return a.span.beginNs < b.span.beginNs; });
    struct Place {
        QRect rows;
        std::size_t newest = 0; ///< of its bands, counted from 1
    };
    std::unordered_map<StrandId, Place> strands;
    for (const auto& [row, first, last] : rows)
        strands[row.strand].rows |= QRect(0, row.y, 1, row.height);
    const int top = rows.front().row.y;
    const int bottom = rows.back().row.y + rows.back().row.height;

    for (const BlockedTimes::Block& block : blocks) {
        const int from = std::max(0, scale.toX(block.span.beginNs));
        const int to = std::min(scale.width, std::max(scale.toX(block.span.endNs), from + 1));
        if (from >= to)
            continue;
        Place& place = strands[block.strand];
        if (place.newest > 0 && bands[place.newest - 1].all.right() >= from) {
            TimelineBand& before = bands[place.newest - 1];
            const int right = std::max(before.all.right(), to - 1);
            before.all.setRight(right);
            if (!before.strand.isEmpty())
                before.strand.setRight(right);
            continue;
        }
        TimelineBand band;
        band.lane = block.lane;
        band.all = QRect(from, top, to - from, bottom - top);
        if (!place.rows.isEmpty())
            band.strand = QRect(from, place.rows.y(), to - from, place.rows.height());
        bands.push_back(band);
        place.newest = bands.size();
    }
    return bands;
}

std::vector<BandSlab> slabsOf(std::span<const TimelineBand> bands) {
    std::vector<int> heights;
    const auto add = [&](const QRect& rect) {
        if (!rect.isEmpty())
            heights.insert(heights.end(), {rect.top(), rect.bottom() + 1});
    };
    for (const TimelineBand& band : bands) {
        add(band.all);
        add(band.strand);
    }
    std::sort(heights.begin(), heights.end());
    heights.erase(std::unique(heights.begin(), heights.end()), heights.end());

    std::vector<BandSlab> slabs;
    for (std::size_t i = 0; i + 1 < heights.size(); ++i) {
        BandSlab slab{heights[i], heights[i + 1] - heights[i], {}, {}};
        for (const TimelineBand& band : bands) {
            const QRect& all = band.all;
            const int right = all.right() + 1;
            if (band.strand.contains(all.left(), slab.top))
                slab.held.emplace_back(all.left(), right);
            else if (!all.contains(all.left(), slab.top))
                continue;
            else if (!slab.shadows.empty() && slab.shadows.back().second >= all.left())
                slab.shadows.back().second = std::max(slab.shadows.back().second, right);
            else
                slab.shadows.emplace_back(all.left(), right);
        }
        slabs.push_back(std::move(slab));
    }
    return slabs;
}

} // namespace braid

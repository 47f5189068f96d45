// SPDX-License-Identifier: MIT
#include "loop/trace/occupancy.h"

#include "loop/trace/lane.h"

#include <algorithm>
#include <cmath>

namespace braid {

using detail::OccupancyTiles;
using Tile = OccupancyTiles::Tile;

namespace {

bool is_block(const Slice& slice, std::int64_t length_ns, LaneKind kind) {
    return kind == LaneKind::Loop &&
           (slice.activity == Activity::Blocked ||
            (slice.activity == Activity::Running && length_ns >= Lane::blocked_after_ns));
}

void add_slice(Occupancy& sum, const Slice& slice, std::int64_t end_ns, LaneKind kind) {
    const std::int64_t length = std::max<std::int64_t>(0, end_ns - slice.begin_ns);
    const bool runs = has_loop(slice.activity);
    sum.length_ns += length;
    sum.busy_ns += runs ? length : 0;
    sum.ready_ns += slice.activity == Activity::Ready ? length : 0;
    sum.runs += runs;
    sum.blocks += is_block(slice, length, kind);
}

/// Of those that have their next one beside them: all but the last.
void add_together(Occupancy& sum, std::span<const Slice> slices, LaneKind kind) {
    for (std::size_t i = 0; i + 1 < slices.size(); ++i)
        add_slice(sum, slices[i], slices[i + 1].begin_ns, kind);
}

/// Of slices `from` to before `to`.
void add_slices(Occupancy& sum, const Lane& lane, std::size_t from, std::size_t to,
                std::int64_t now_ns) {
    while (from < to) {
        const std::span<const Slice> part = lane.together(from, to - from);
        add_together(sum, part, lane.kind);
        from += part.size();
        add_slice(sum, part.back(), lane.end_of(from - 1, now_ns), lane.kind);
    }
}

void add_tiles(Occupancy& sum, const Tile& from, const Tile& to) {
    sum.length_ns += to.begin_ns - from.begin_ns;
    sum.busy_ns += to.busy_before_ns - from.busy_before_ns;
    sum.ready_ns += to.ready_before_ns - from.ready_before_ns;
    sum.runs += to.runs_before - from.runs_before; // they may have gone round
    sum.blocks += to.blocks_before - from.blocks_before;
}

} // namespace

// -- tiles --------------------------------------------------------------------------------------

void OccupancyTiles::add(const Slice* slices, std::uint32_t count, std::uint64_t first,
                         std::int64_t end_ns, LaneKind kind) {
    Tile sums = tiles_.empty() ? Tile() : tiles_.back();
    if (!tiles_.empty())
        tiles_.pop_back();
    for (std::uint32_t begin = 0; begin < count; begin += tile_slices) {
        const std::uint32_t end = std::min(begin + tile_slices, count);
        sums.first = first + begin;
        sums.begin_ns = slices[begin].begin_ns;
        Tile tile = sums;
        for (std::uint32_t i = begin; i < end; ++i) {
            const Slice& slice = slices[i];
            const std::int64_t length =
                (i + 1 < count ? slices[i + 1].begin_ns : end_ns) - slice.begin_ns;
            tile.longest_ns = std::max(tile.longest_ns, length);
            if (has_loop(slice.activity)) {
                sums.busy_before_ns += length;
                ++sums.runs_before;
                sums.blocks_before += is_block(slice, length, kind);
            } else if (slice.activity == Activity::Ready) {
                sums.ready_before_ns += length;
            }
        }
        tiles_.push_back(tile);
    }
    sums.first = first + count;
    sums.begin_ns = end_ns;
    tiles_.push_back(sums);
}

void OccupancyTiles::drop_before(std::uint64_t first) {
    while (size() > 0 && tiles_[front_].first < first)
        ++front_;
    if (front_ > tiles_.size() / 2) {
        tiles_.erase(tiles_.begin(), tiles_.begin() + std::ptrdiff_t(front_));
        front_ = 0;
    }
}

Occupancy occupancy_of(const Lane& lane, std::size_t first, std::size_t last, std::int64_t now_ns) {
    Occupancy sum;
    const std::size_t end = std::min(last + 1, lane.size());
    const OccupancyTiles* const tiles = lane.tiles();
    if (!tiles || end - first <= 2 * OccupancyTiles::tile_slices) {
        add_slices(sum, lane, first, end, now_ns);
        return sum;
    }
    // From the first tile that begins here to the last that begins before the end.
    const auto index_of = [&](std::size_t tile) {
        return std::size_t((*tiles)[tile].first - lane.dropped());
    };
    const auto first_from = [&](std::size_t slice) { // of the tiles and what stands behind them
        std::size_t low = 0;
        std::size_t high = tiles->size() + 1;
        while (low < high) {
            const std::size_t middle = (low + high) / 2;
            if (index_of(middle) < slice)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    };
    const std::size_t from = first_from(first);
    std::size_t to = first_from(end + 1);
    if (from > tiles->size() || to <= from + 1) {
        add_slices(sum, lane, first, end, now_ns);
        return sum;
    }
    --to;
    add_slices(sum, lane, first, index_of(from), now_ns);
    add_tiles(sum, (*tiles)[from], (*tiles)[to]);
    add_slices(sum, lane, index_of(to), end, now_ns);
    return sum;
}

SliceRange where_blocks_may_be(const Lane& lane, std::size_t index) noexcept {
    const OccupancyTiles* const tiles = lane.tiles();
    if (!tiles || tiles->size() == 0)
        return {index, lane.size()};
    const auto first_of = [&](std::size_t tile) {
        return std::size_t((*tiles)[tile].first - lane.dropped());
    };
    if (index < first_of(0))
        return {index, first_of(0)};
    std::size_t tile = 0; // the last that begins at or before it
    for (std::size_t behind = tiles->size() + 1; tile + 1 < behind;) {
        const std::size_t middle = (tile + behind) / 2;
        (first_of(middle) <= index ? tile : behind) = middle;
    }
    while (tile < tiles->size() && (*tiles)[tile].blocks_before == (*tiles)[tile + 1].blocks_before)
        ++tile;
    const std::size_t last = tile < tiles->size() ? first_of(tile + 1) : lane.size();
    return {std::max(index, first_of(tile)), last};
}

// -- walking ------------------------------------------------------------------------------------

std::optional<Occupancy> OccupancyWalk::next(std::int64_t from_ns, std::int64_t to_ns,
                                             std::int64_t longest_ns) {
    const OccupancyTiles* const tiles = lane_.tiles();
    if (!tiles || tiles->size() == 0 || from_ns < (*tiles)[0].begin_ns ||
        to_ns > tiles->end().begin_ns)
        return std::nullopt;
    const std::int64_t short_ns = (to_ns - from_ns) / 2;
    const auto find = [&](std::int64_t time_ns) {
        // In strides that grow: the next stretch is near, or far, as the picture has it.
        std::size_t stride = 1;
        std::size_t low = tile_;
        while (low + stride < tiles->size() && (*tiles)[low + stride].begin_ns <= time_ns) {
            low += stride;
            stride *= 2;
        }
        std::size_t high = std::min(low + stride, tiles->size());
        while (low + 1 < high) {
            const std::size_t middle = (low + high) / 2;
            ((*tiles)[middle].begin_ns <= time_ns ? low : high) = middle;
        }
        return low;
    };
    const auto may_be_cut = [&](std::size_t index) {
        const Tile& tile = (*tiles)[index];
        const Tile& end = (*tiles)[index + 1];
        const std::int64_t length = end.begin_ns - tile.begin_ns;
        return tile.longest_ns < longest_ns &&
               (length <= short_ns ||
                (length <= 4 * short_ns && end.blocks_before == tile.blocks_before));
    };
    const std::size_t first = tile_ = find(from_ns);
    if (!may_be_cut(first))
        return std::nullopt;
    const std::size_t last = tile_ = find(to_ns);
    if (!may_be_cut(last))
        return std::nullopt;

    Occupancy sum;
    add_tiles(sum, (*tiles)[first], (*tiles)[last]);
    // Of the tile that an end cuts through, the part before the cut.
    const auto before = [&](std::size_t index, std::int64_t time_ns, double sign) {
        const Tile& tile = (*tiles)[index];
        const Tile& end = (*tiles)[index + 1];
        const std::int64_t length = end.begin_ns - tile.begin_ns;
        if (length == 0)
            return;
        const double share = sign * double(time_ns - tile.begin_ns) / double(length);
        const auto of = [share](auto whole) { return std::int64_t(share * double(whole)); };
        sum.busy_ns += of(end.busy_before_ns - tile.busy_before_ns);
        sum.ready_ns += of(end.ready_before_ns - tile.ready_before_ns);
        sum.runs += std::uint64_t(of(std::uint32_t(end.runs_before - tile.runs_before)));
        // Half a block is one: better twice than not at all.
        sum.blocks += sign > 0 && end.blocks_before != tile.blocks_before;
    };
    before(first, from_ns, -1);
    before(last, to_ns, 1);
    sum.length_ns = to_ns - from_ns;
    sum.busy_ns = std::clamp<std::int64_t>(sum.busy_ns, 0, sum.length_ns);
    return sum;
}

std::size_t OccupancyWalk::slice() const noexcept {
    return std::size_t((*lane_.tiles())[tile_].first - lane_.dropped());
}

Occupancy OccupancyWalk::take(std::size_t& first, std::int64_t until_ns, std::int64_t now_ns) {
    const std::size_t begin = first;
    if (begin - part_first_ >= part_.size()) {
        part_ = lane_.together(begin, lane_.size());
        part_first_ = begin;
    }
    const std::span<const Slice> near =
        part_.subspan(begin - part_first_)
            .first(std::min(part_.size() - (begin - part_first_),
                            2 * std::size_t(OccupancyTiles::tile_slices)));
    std::size_t count = 1;
    while (count + 1 < near.size() && near[count + 1].begin_ns <= until_ns) {
        __builtin_prefetch(&near[count] + 32); // those of the next stretches
        ++count;
    }
    if (count + 1 < near.size()) {
        Occupancy sum;
        add_together(sum, near.first(count + 1), lane_.kind);
        first = begin + count;
        return sum;
    }
    first = lane_.index_at(until_ns);
    if (first + 1 == lane_.size() && lane_.end_of(first, now_ns) <= until_ns)
        ++first;
    first = std::max(first, begin + 1);
    return occupancy_of(lane_, begin, first - 1, now_ns);
}

// -- strands ------------------------------------------------------------------------------------

void StrandOccupancy::add_long(std::int64_t from_ns, std::int64_t to_ns) {
    while (step_of(to_ns) >= most_steps)
        widen();
    const std::size_t last = step_of(to_ns);
    if (last >= steps_.size())
        steps_.resize(last + 1);
    for (std::size_t step = step_of(from_ns); step <= last; ++step) {
        const std::int64_t begin = begin_ns_ + std::int64_t(step) * step_ns();
        const std::int64_t from = std::max(from_ns, begin);
        steps_[step] += units(std::max<std::int64_t>(0, std::min(to_ns, begin + step_ns()) - from));
    }
}

void StrandOccupancy::widen() {
    ++shift_;
    const int coarser = shift_ > 31;
    unit_shift_ += coarser;
    for (std::size_t i = 0; i < steps_.size(); ++i) {
        const std::uint32_t busy = steps_[i] >> coarser;
        steps_[i] = 0;
        steps_[i / 2] += busy;
    }
    steps_.resize((steps_.size() + 1) / 2);
}

double StrandOccupancy::busy_ns(std::int64_t from_ns, std::int64_t to_ns) const noexcept {
    double busy = 0;
    for (std::size_t step = step_of(from_ns); step < steps_.size(); ++step) {
        const std::int64_t begin = begin_ns_ + std::int64_t(step) * step_ns();
        if (begin >= to_ns)
            break;
        const std::int64_t within = std::min(to_ns, begin + step_ns()) - std::max(from_ns, begin);
        busy += std::ldexp(steps_[step], unit_shift_) * double(within) / double(step_ns());
    }
    return busy;
}

} // namespace braid

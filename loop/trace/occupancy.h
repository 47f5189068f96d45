// SPDX-License-Identifier: MIT
#pragma once

#include "loop/trace/record.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

/// How busy a lane or a strand was in a stretch of time that holds too many slices to look at each.
namespace braid {

class Lane;

/// A stretch of a lane, as a whole.
struct Occupancy {
    std::int64_t length_ns = 0;
    std::int64_t busy_ns = 0; ///< it had the loop, or ran in its thread
    std::int64_t ready_ns = 0;
    std::uint64_t runs = 0;
    std::uint64_t blocks = 0; ///< of these, those that held the loop too long

    Occupancy& operator+=(const Occupancy& other) noexcept {
        length_ns += other.length_ns;
        busy_ns += other.busy_ns;
        ready_ns += other.ready_ns;
        runs += other.runs;
        blocks += other.blocks;
        return *this;
    }

    double busy_share() const noexcept {
        return length_ns > 0 ? double(busy_ns) / double(length_ns) : runs > 0 ? 1 : 0;
    }
};

/// Of slices `first` to `last` of a lane, which may still go on. Exact; it looks at 128 slices and
/// those of the newest chunk at most, however many there are.
Occupancy occupancy_of(const Lane& lane, std::size_t first, std::size_t last, std::int64_t now_ns);

/// Slices `first` to before `last` of a lane.
struct SliceRange {
    std::size_t first = 0;
    std::size_t last = 0;
};
/// Where to look for blocks from slice `index` on: before `first` there are none, as the sums know;
/// behind `last`, ask again. Empty only at the lane's end.
SliceRange where_blocks_may_be(const Lane& lane, std::size_t index) noexcept;

namespace detail {

/// Sums over a lane's slices, 64 to a tile, made when a chunk of them is full: so recording pays
/// nothing for them but a look back at what is still in the cache. A tile costs less than a byte
/// for each of its slices.
class OccupancyTiles {
public:
    static constexpr std::uint32_t tile_slices = 64;

    /// What was before its first slice, counted from some moment on: differences are what counts.
    struct Tile {
        std::uint64_t first = 0; ///< counted from the lane's very first slice
        std::int64_t begin_ns = 0;
        std::int64_t busy_before_ns = 0;
        std::int64_t ready_before_ns = 0;
        std::int64_t longest_ns = 0; ///< of its own slices
        std::uint32_t runs_before = 0;
        std::uint32_t blocks_before = 0;
    };

    /// A chunk: `count` slices from `first` on, the last of which ends at `end_ns`.
    void add(const Slice* slices, std::uint32_t count, std::uint64_t first, std::int64_t end_ns,
             LaneKind kind);
    void drop_before(std::uint64_t first);

    /// Tiles there are; behind the last stands what is no tile: where they end, and all sums.
    std::size_t size() const noexcept { return tiles_.empty() ? 0 : tiles_.size() - front_ - 1; }
    const Tile& operator[](std::size_t index) const noexcept { return tiles_[front_ + index]; }
    const Tile& end() const noexcept { return tiles_.back(); }

private:
    std::vector<Tile> tiles_;
    std::size_t front_ = 0; ///< those before have gone
};

} // namespace detail

/// Walks through a lane in time and tells of stretches that hold many slices. For painting: a
/// stretch costs a few steps in the tiles, and none in the slices.
class OccupancyWalk {
public:
    explicit OccupancyWalk(const Lane& lane)
        : lane_(lane) {}

    /// Of `from_ns` to `to_ns`, which lie behind those of the call before. Nothing if it is to be
    /// looked at slice by slice: one that reaches over an end may be as long as `longest_ns`, or
    /// there are few.
    /// A tile that reaches over an end counts for the part of its time: so a stretch may have the
    /// average of its neighbours, up to twice its own length to either side. One with a block in
    /// it has to be short beside the stretch.
    std::optional<Occupancy> next(std::int64_t from_ns, std::int64_t to_ns,
                                  std::int64_t longest_ns);

    /// Where the last stretch ended, to 64 slices: at this one, or not far behind it.
    std::size_t slice() const noexcept;

    /// Of slice `first` and those behind it that end by `until_ns`, exactly; moves `first` to the
    /// one behind them.
    Occupancy take(std::size_t& first, std::int64_t until_ns, std::int64_t now_ns);

private:
    const Lane& lane_;
    std::size_t tile_ = 0;        ///< of the last stretch's end
    std::span<const Slice> part_; ///< of the lane, from slice `part_first_` on
    std::size_t part_first_ = 0;
};

/// How long the tasks of a strand had the loop, in steps of time that grow with the strand: memory
/// is bounded (8 KB), and what the trace has dropped is still in here.
class StrandOccupancy {
public:
    static constexpr std::size_t most_steps = 2048;

    explicit StrandOccupancy(std::int64_t begin_ns)
        : begin_ns_(begin_ns) {}

    void add(std::int64_t from_ns, std::int64_t to_ns) {
        const std::size_t step = step_of(from_ns);
        if (step < steps_.size() && to_ns < begin_ns_ + std::int64_t(step + 1) * step_ns())
            steps_[step] += units(to_ns - from_ns);
        else
            add_long(from_ns, to_ns);
    }

    /// Within `from_ns` to `to_ns`; what shares a step with others counts for its part.
    double busy_ns(std::int64_t from_ns, std::int64_t to_ns) const noexcept;
    std::int64_t step_ns() const noexcept { return std::int64_t(1) << shift_; }

private:
    std::size_t step_of(std::int64_t time_ns) const noexcept {
        return time_ns <= begin_ns_ ? 0 : std::size_t((time_ns - begin_ns_) >> shift_);
    }
    std::uint32_t units(std::int64_t length_ns) const noexcept {
        return std::uint32_t(length_ns >> unit_shift_);
    }
    void add_long(std::int64_t from_ns, std::int64_t to_ns);
    void widen();

    std::int64_t begin_ns_;
    int shift_ = 20;     ///< a step is about a millisecond at first
    int unit_shift_ = 0; ///< a unit is a nanosecond, until a step no longer fits into 32 bits
    std::vector<std::uint32_t> steps_; ///< in units
};

} // namespace braid

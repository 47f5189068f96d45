// SPDX-License-Identifier: MIT
#pragma once

#include "loop/detail/frame_pool.h"
#include "loop/trace/occupancy.h"
#include "loop/trace/record.h"

#include <boost/container/small_vector.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace braid {

namespace detail {

/// Room for the slices of lanes, in chunks of a few sizes. The large ones lie in huge pages and
/// are used again: to get new pages from the system would cost more than to fill them.
class SliceMemory {
public:
    static constexpr std::uint32_t smallest_chunk = 8; ///< in slices
    static constexpr std::uint32_t largest_chunk = 1024;

    SliceMemory() = default;
    SliceMemory(const SliceMemory&) = delete;
    SliceMemory& operator=(const SliceMemory&) = delete;

    Slice* allocate(std::uint32_t capacity);
    void free(Slice* chunk, std::uint32_t capacity) noexcept;

private:
    struct Free {
        void operator()(std::byte* slab) const noexcept;
    };
    std::vector<std::unique_ptr<std::byte, Free>> slabs_;
    std::vector<Slice*> free_; ///< large chunks
};

} // namespace detail

/// The slices of one task, oldest first. Old ones may have been dropped: `dropped()` says how many;
/// a task that lives keeps at least its last one.
///
/// A lane keeps its slices in chunks that grow, so that many short lanes stay small and a long one
/// is dropped from in pieces.
class Lane : public detail::Pooled {
public:
    LaneId id = LaneId::None;
    StrandId strand = StrandId::None;
    LaneId creator = LaneId::None;      ///< the task that made this one
    LaneId cancelled_by = LaneId::None; ///< the task that last asked it to give up
    LaneName name;
    LocationId created_at = LocationId::None;
    TextId message = TextId::None; ///< how it failed, in one line
    Outcome outcome = Outcome::Pending;
    LaneKind kind = LaneKind::Loop;
    std::int64_t begin_ns = 0;
    std::int64_t end_ns = -1; ///< -1 while pending

    bool pending() const noexcept { return end_ns < 0; }
    std::size_t size() const noexcept { return size_; }
    bool empty() const noexcept { return size_ == 0; }
    const Slice& operator[](std::size_t index) const noexcept;
    const Slice& back() const noexcept { return next_[-1]; }
    /// `most` slices from `index` on, or as many as lie together: to look at many in turn.
    std::span<const Slice> together(std::size_t index, std::size_t most) const noexcept;

    /// Index of the slice that holds `time_ns`: the last one that begins at or before it; 0 if
    /// there is none. O(log size).
    std::size_t index_at(std::int64_t time_ns) const noexcept;

    /// Where slice `index` ends: at the next slice, at the lane's end, or at `now_ns`.
    std::int64_t end_of(std::size_t index, std::int64_t now_ns) const noexcept;

    /// What slice `index` shows: its activity, but Blocked for a Running one that held the loop for
    /// `blocked_after_ns` or longer, which no thread does. Derived, so that a block shows while
    /// it lasts.
    Activity activity_of(std::size_t index, std::int64_t now_ns) const noexcept;
    /// At first asyncio's own slow_callback_duration. One for all lanes: whoever shows them may set
    /// it, in the thread of the traces.
    static inline std::int64_t blocked_after_ns = 100'000'000;

    /// Sums over its older slices; null while there are few.
    const detail::OccupancyTiles* tiles() const noexcept { return tiles_.get(); }

    std::uint64_t dropped() const noexcept { return dropped_; }
    /// Slices older than this were dropped; the gap reaches from `begin_ns` to here.
    std::int64_t gap_end_ns() const noexcept { return gap_end_ns_; }

private:
    friend class Trace;
    struct Chunk {
        std::size_t first; ///< index, counted from the lane's very first slice
        Slice* slices;     ///< as many as until the next chunk, or the lane's end
        std::uint32_t capacity;
    };
    boost::container::small_vector<Chunk, 1> chunks_; ///< most lanes have just one
    std::unique_ptr<detail::OccupancyTiles> tiles_;
    StrandOccupancy* strand_occupancy_ = nullptr; ///< null for a thread
    Slice* next_ = nullptr; ///< room for the next one, if there is any before `room_end_`
    Slice* room_end_ = nullptr;
    std::size_t size_ = 0;
    std::uint64_t dropped_ = 0;
    std::int64_t gap_end_ns_ = 0;
    std::uint32_t listed_ = 0; ///< by which readers it is to be looked at: a bit each
};
static_assert(sizeof(Lane) <= 200 || sizeof(void*) != 8);

} // namespace braid

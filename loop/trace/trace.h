// SPDX-License-Identifier: MIT
#pragma once

#include "loop/trace/trace_clock.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace braid {

/// What a pending task is doing right now.
enum class Activity : std::uint8_t {
    Running, ///< its code runs
    Ready,   ///< woken, its turn has not come
    Waiting, ///< suspended until something happens: see `WaitKind`
    Blocked, ///< it holds the loop, in a call or a computation that does not yield
};

/// What kind of thing a waiting task waits for.
enum class WaitKind : std::uint8_t {
    Nothing, ///< it merely let the others go first, or nobody knows
    Timer,
    Io,
    Lock, ///< a lock, a semaphore, a condition, a barrier
    Event,
    Queue,
    Task, ///< another task: see `Slice::other`
    Future,
    Thread, ///< work in another thread
    Process,
    Input, ///< a line that somebody has to type
};

/// How a lane or a strand ended.
enum class Outcome : std::uint8_t { Pending, Finished, Cancelled, Failed };

/// What a strand of lanes stands for.
enum class StrandKind : std::uint8_t { Script, Cpp, Window };

/// Handles into a `Trace`; 0 means none.
enum class LaneId : std::uint32_t { None = 0 };
enum class StrandId : std::uint32_t { None = 0 };
enum class TextId : std::uint32_t { None = 0 };
enum class LocationId : std::uint32_t { None = 0 };

/// A place in somebody's source.
struct Location {
    TextId file = TextId::None;
    TextId function = TextId::None;
    int line = 0;
};

/// A stretch of one activity. It ends where the next slice of its lane begins.
struct Slice {
    std::int64_t begin_ns = 0;           ///< since the trace began
    TextId what = TextId::None;          ///< what is waited for, or run, in words
    LocationId where = LocationId::None; ///< where in the source it waits or runs
    LaneId other = LaneId::None;         ///< Waiting: the task waited for; Ready: who woke it
    Activity activity = Activity::Running;
    WaitKind wait = WaitKind::Nothing;

    /// Both say the same, whenever they began. The order matters: g++ would make one comparison of
    /// two neighbouring bytes, for which the processor waits until they are written.
    bool same_state(const Slice& s) const noexcept {
        return activity == s.activity && what == s.what && where == s.where && other == s.other &&
               wait == s.wait;
    }
};
static_assert(sizeof(Slice) <= 24);

namespace detail {

/// Room for the slices of a lane, in chunks of a few sizes. The large ones lie in huge pages and
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
/// A lane keeps its slices in chunks that grow, so that a million short lanes stay small and a
/// long one is dropped from in pieces.
class Lane {
public:
    LaneId id = LaneId::None;
    StrandId strand = StrandId::None;
    LaneId creator = LaneId::None; ///< the task that made this one
    TextId name = TextId::None;
    LocationId created_at = LocationId::None;
    TextId message = TextId::None; ///< how it failed, in one line
    Outcome outcome = Outcome::Pending;
    std::int64_t begin_ns = 0;
    std::int64_t end_ns = -1; ///< -1 while pending

    std::size_t size() const noexcept { return size_; }
    bool empty() const noexcept { return size_ == 0; }
    const Slice& operator[](std::size_t index) const noexcept;
    const Slice& back() const noexcept { return next_[-1]; }

    /// Index of the slice that holds `time_ns`: the last one that begins at or before it; 0 if
    /// there is none. O(log size).
    std::size_t index_at(std::int64_t time_ns) const noexcept;

    /// Where slice `index` ends: at the next slice, at the lane's end, or at `now_ns`.
    std::int64_t end_of(std::size_t index, std::int64_t now_ns) const noexcept;

    /// What slice `index` shows: its activity, but Blocked for a Running one that held the loop for
    /// `blocked_after_ns` or longer. Derived, so that a block shows while it lasts.
    Activity activity_of(std::size_t index, std::int64_t now_ns) const noexcept;
    /// asyncio's own slow_callback_duration.
    static constexpr std::int64_t blocked_after_ns = 100'000'000;

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
    std::vector<Chunk> chunks_;
    Slice* next_ = nullptr; ///< room for the next one, if there is any before `room_end_`
    Slice* room_end_ = nullptr;
    std::size_t size_ = 0;
    std::uint64_t dropped_ = 0;
    std::int64_t gap_end_ns_ = 0;
};

/// A program, or a part of this one, whose tasks belong together.
struct Strand {
    StrandId id = StrandId::None;
    StrandKind kind = StrandKind::Script;
    Outcome outcome = Outcome::Pending;
    TextId name = TextId::None;
    std::int64_t begin_ns = 0;
    std::int64_t end_ns = -1; ///< -1 while pending
    std::vector<LaneId> lanes;
};

/// What happened: every task's activities in time, bounded in memory.
///
/// One thread writes and the same thread reads, so there are no locks. A record costs a clock
/// reading and 24 bytes; when `capacity_slices` are stored, the oldest are dropped, counted and
/// left as a gap in their lane.
class Trace {
public:
    static constexpr std::size_t default_capacity_slices = 4'000'000;

    explicit Trace(std::size_t capacity_slices = default_capacity_slices);
    Trace(const Trace&) = delete;
    Trace& operator=(const Trace&) = delete;
    ~Trace();

    /// Time since the trace began, on the steady clock.
    std::int64_t now_ns() const noexcept { return clock_.now_ns(); }

    // -- writing --------------------------------------------------------------------------

    StrandId begin_strand(std::string_view name, StrandKind kind);
    void end_strand(StrandId strand, Outcome outcome);

    LaneId begin_lane(StrandId strand, std::string_view name, LaneId creator = LaneId::None,
                      LocationId created_at = LocationId::None);
    void rename_lane(LaneId lane, std::string_view name);

    /// From now on `lane` does this. Ignored for a lane that has ended; the same state again
    /// makes no new slice.
    void record(LaneId lane, Activity activity, WaitKind wait = WaitKind::Nothing,
                TextId what = TextId::None, LocationId where = LocationId::None,
                LaneId other = LaneId::None) {
        record_at(now_ns(), lane, activity, wait, what, where, other);
    }
    /// As `record`, at a moment that was read before. `time_ns` must not lie before the lane's
    /// last slice; it is moved there if it does.
    void record_at(std::int64_t time_ns, LaneId id, Activity activity,
                   WaitKind wait = WaitKind::Nothing, TextId what = TextId::None,
                   LocationId where = LocationId::None, LaneId other = LaneId::None) {
        Lane& lane = lanes_[std::size_t(id) - 1];
        if (lane.end_ns >= 0)
            return;
        Slice slice{time_ns, what, where, other, activity, wait};
        if (!lane.empty() && lane.back().same_state(slice))
            return;
        slice.begin_ns = std::max(time_ns, lane.empty() ? lane.begin_ns : lane.back().begin_ns);
        if (lane.next_ == lane.room_end_) [[unlikely]]
            make_room(lane);
        *lane.next_++ = slice;
        ++lane.size_;
        ++stored_slices_;
        changed();
    }

    /// Adds to the slice that goes on what was learnt after it began.
    void annotate(LaneId lane, TextId what, LocationId where);

    void end_lane(LaneId lane, Outcome outcome, std::string_view message = {});

    TextId intern(std::string_view text);
    LocationId intern(std::string_view file, int line, std::string_view function);

    /// Called once, on the writer's thread, at the first change after it was set; set it again to
    /// hear of the next. So a view that sleeps while nothing happens costs nothing.
    void on_next_change(std::function<void()> listener) { listener_ = std::move(listener); }

    // -- reading --------------------------------------------------------------------------

    /// Grows with every change.
    std::uint64_t revision() const noexcept { return revision_; }
    std::size_t strand_count() const noexcept { return strands_.size(); }
    std::size_t lane_count() const noexcept { return lanes_.size(); }
    /// Ids count from 1 in the order of creation.
    const Strand& strand(StrandId id) const { return strands_[std::size_t(id) - 1]; }
    const Lane& lane(LaneId id) const { return lanes_[std::size_t(id) - 1]; }
    std::string_view text(TextId id) const;
    Location location(LocationId id) const;
    /// "fetch.py:41 in get", or nothing.
    std::string describe(LocationId id) const;

    std::size_t capacity_slices() const noexcept { return capacity_slices_; }
    std::size_t stored_slices() const noexcept { return stored_slices_; }
    std::uint64_t dropped_slices() const noexcept { return dropped_slices_; }

private:
    void add_chunk(Lane& lane, std::size_t first, std::uint32_t capacity);
    void make_room(Lane& lane);
    void drop_oldest_chunk();
    void changed() {
        ++revision_;
        if (listener_) [[unlikely]]
            call_listener();
    }
    void call_listener();

    std::size_t capacity_slices_;
    std::size_t stored_slices_ = 0;
    std::uint64_t dropped_slices_ = 0;
    std::uint64_t revision_ = 0;
    mutable TraceClock clock_;
    std::function<void()> listener_;

    detail::SliceMemory memory_;
    std::deque<Lane> lanes_;
    std::deque<Strand> strands_;
    std::deque<LaneId> chunk_order_; ///< the lane of every chunk, oldest chunk first
    std::deque<std::string> texts_;
    std::unordered_map<std::string_view, TextId> text_ids_;
    std::vector<Location> locations_;
    std::unordered_map<std::uint64_t, std::vector<LocationId>> location_ids_;
};

/// The words of the trace format and of the window.
std::string_view to_string(Activity activity) noexcept;
std::string_view to_string(WaitKind kind) noexcept;
std::string_view to_string(Outcome outcome) noexcept;

} // namespace braid

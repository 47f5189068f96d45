// SPDX-License-Identifier: MIT
#pragma once

#include "loop/trace/id_table.h"
#include "loop/trace/lane.h"
#include "loop/trace/reader.h"
#include "loop/trace/record.h"
#include "loop/trace/texts.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace braid {

/// A program, or a part of this one, whose tasks belong together.
struct Strand {
    StrandId id = StrandId::None;
    StrandKind kind = StrandKind::Script;
    Outcome outcome = Outcome::Pending;
    TextId name = TextId::None;
    std::int64_t begin_ns = 0;
    std::int64_t end_ns = -1; ///< -1 while pending

    std::size_t lanes = 0;           ///< those in the trace
    std::size_t pending = 0;         ///< of these, those that have not ended
    std::uint64_t retired = 0;       ///< lanes that ended long ago and have gone
    std::int64_t retired_end_ns = 0; ///< the last of those ended then

    /// How long its tasks had the loop. What still runs counts when it has run.
    StrandOccupancy occupancy{0};

    std::uint32_t listed = 0; ///< the readers' own
};

/// What happened: every task's states in time, bounded in all it holds.
///
/// One thread writes and the same thread reads, so there are no locks. Writers give the time, in
/// nanoseconds on a clock of theirs (`EventLoop::clock()` where a loop records): a record means the
/// same whether it is written as it happens, comes from another process, or out of a file.
///
/// A record costs 24 bytes. Where there is no room left, the oldest goes: slices, and lanes that
/// have ended. It is counted, and leaves a gap.
class Trace {
public:
    /// How much a trace holds at most. What still lives is kept beyond that.
    struct Limits {
        std::size_t slices = 4'000'000;
        std::size_t lanes = 100'000;
        std::size_t strands = 1'000;
        std::size_t marks = 100'000;
        std::size_t text_bytes = 64 << 20;
    };

    Trace()
        : Trace(Limits()) {}
    explicit Trace(const Limits& limits);
    Trace(const Trace&) = delete;
    Trace& operator=(const Trace&) = delete;
    ~Trace();

    // -- writing --------------------------------------------------------------------------

    StrandId begin_strand(std::int64_t time_ns, StrandKind kind, std::string_view name);
    void end_strand(std::int64_t time_ns, StrandId strand, Outcome outcome);

    LaneId begin_lane(std::int64_t time_ns, StrandId strand, LaneName name,
                      LaneId creator = LaneId::None, LocationId created_at = LocationId::None);
    LaneId begin_lane(std::int64_t time_ns, StrandId strand, std::string_view name,
                      LaneId creator = LaneId::None, LocationId created_at = LocationId::None) {
        return begin_lane(time_ns, strand, intern_name(name), creator, created_at);
    }
    /// A thread that works for the tasks of a strand: it is counted as none of them.
    LaneId begin_thread(std::int64_t time_ns, StrandId strand, LaneName name);
    void rename_lane(LaneId lane, LaneName name);

    /// From `time_ns` on `lane` does this. Ignored for a lane that has ended or gone; the same
    /// state again makes no new slice. A time before the lane's last slice is moved to that.
    // The state comes by value, in two registers: read back from memory as a whole, it would have
    // to wait for its bytes, which were written one by one.
    void record(std::int64_t time_ns, LaneId id, LaneState state) {
        Lane* const lane = lanes_.find(id);
        if (!lane || !lane->pending()) [[unlikely]]
            return;
        if (lane->next_ != nullptr) {
            const Slice& last = lane->back();
            if (last.same_state(state))
                return;
            time_ns = std::max(time_ns, last.begin_ns);
            ran(*lane, time_ns);
        } else {
            time_ns = std::max(time_ns, lane->begin_ns);
        }
        if (lane->next_ == lane->room_end_) [[unlikely]]
            make_room(*lane, time_ns);
        Slice& slice = *lane->next_++;
        static_cast<LaneState&>(slice) = state;
        slice.begin_ns = time_ns;
        ++lane->size_;
        ++stored_slices_;
        changed(*lane);
    }

    /// Adds to the slice that goes on what was learnt after it began.
    void annotate(LaneId lane, TextId what, LocationId where);

    /// Somebody asked the task to give up: the task `by`, if it was one.
    void cancel_requested(LaneId lane, LaneId by);

    void end_lane(std::int64_t time_ns, LaneId lane, Outcome outcome,
                  std::string_view message = {});

    /// An instant of a strand, and of one of its lanes if it says one.
    void mark(const Mark& mark);

    /// For those who write a trace down again: the next one has this id, which is greater than all
    /// there are.
    void skip_to(StrandId next) { strands_.skip_to(next); }
    void skip_to(LaneId next) { lanes_.skip_to(next); }
    /// So many of its tasks have gone, the last of which ended then.
    void lost(StrandId strand, std::uint64_t tasks, std::int64_t end_ns);
    /// So many slices from its beginning until then have gone. Before its first record.
    void lost(LaneId lane, std::uint64_t slices, std::int64_t end_ns);

    /// Ids of texts and places for the records. Who keeps one for later asks again when
    /// `generation` has grown: what nobody had recorded with may be gone then.
    TextId intern(std::string_view text);
    LocationId intern(std::string_view file, int line, std::string_view function);
    /// Splits "Task-12" so that all its kind share a text.
    LaneName intern_name(std::string_view name);
    std::uint32_t generation() const noexcept { return texts_.generation(); }

    // -- reading --------------------------------------------------------------------------

    /// Null when it has gone.
    const Lane* find(LaneId id) const noexcept { return lanes_.find(id); }
    const Strand* find(StrandId id) const noexcept { return strands_.find(id); }
    /// Of one that is known to be there.
    const Lane& lane(LaneId id) const noexcept { return *lanes_.find(id); }
    const Strand& strand(StrandId id) const noexcept { return *strands_.find(id); }

    std::size_t strand_count() const noexcept { return strands_.size(); }
    std::size_t lane_count() const noexcept { return lanes_.size(); }
    /// The newest there has been; None before the first. Ids count from 1.
    StrandId last_strand() const noexcept { return strands_.last(); }
    LaneId last_lane() const noexcept { return lanes_.last(); }
    /// How many tasks have ended like this, those that have gone included.
    std::uint64_t ended(Outcome outcome) const noexcept {
        return ended_count_[std::size_t(outcome)];
    }
    /// In the order of their creation.
    template<typename Callable>
    void for_each_strand(Callable&& callable) const {
        strands_.for_each([&](StrandId, const Strand& strand) { callable(strand); });
    }
    template<typename Callable>
    void for_each_lane(Callable&& callable) const {
        lanes_.for_each([&](LaneId, const Lane& lane) { callable(lane); });
    }
    /// The oldest first, in the order in which they were written.
    const std::deque<Mark>& marks() const noexcept { return marks_; }

    std::string_view text(TextId id) const noexcept { return texts_.text(id); }
    Location location(LocationId id) const noexcept { return texts_.location(id); }
    std::string name(const LaneName& name) const;
    /// Of a lane that may have gone: empty then.
    std::string name_of(LaneId id) const;
    /// "fetch.py:41 in get", or nothing.
    std::string describe(LocationId id) const;
    /// "sleep 0.3 s", "gather of 3 tasks": what a state runs or waits for, or nothing.
    std::string describe_what(const LaneState& state) const;

    const Limits& limits() const noexcept { return limits_; }
    std::size_t stored_slices() const noexcept { return stored_slices_; }
    std::uint64_t dropped_slices() const noexcept { return dropped_slices_; }
    std::uint64_t retired_lanes() const noexcept { return retired_lanes_; }
    std::uint64_t dropped_marks() const noexcept { return dropped_marks_; }
    std::size_t text_bytes() const noexcept { return texts_.bytes(); }

private:
    friend class TraceReader;

    void add_chunk(Lane& lane, std::size_t first, std::uint32_t capacity);
    void make_room(Lane& lane, std::int64_t time_ns);
    /// The last slice of a lane ends.
    static void ran(const Lane& lane, std::int64_t end_ns) {
        const Slice& last = lane.back();
        if (has_loop(last.activity) && lane.strand_occupancy_)
            lane.strand_occupancy_->add(last.begin_ns, end_ns);
    }
    static void add_tiles(Lane& lane, std::int64_t end_ns);
    void drop_oldest_chunk();
    void forget_stale_chunks();
    void retire(Lane& lane);
    void retire_empty_strands();
    void collect_texts();
    void mention_all();

    void changed(Lane& lane) {
        if ((lane.listed_ & readers_mask_) != readers_mask_) [[unlikely]]
            list(lane);
    }
    void changed(Strand& strand) {
        if ((strand.listed & readers_mask_) != readers_mask_) [[unlikely]]
            list(strand);
    }
    void list(Lane& lane);
    void list(Strand& strand);
    template<typename Add>
    void list(std::uint32_t& listed, const Strand& strand, Add&& add);
    std::uint32_t add_reader(TraceReader& reader);
    void remove_reader(TraceReader& reader);
    void unlist(std::uint32_t bit, const TraceReader::Changes& changes);

    const Limits limits_;
    std::size_t stored_slices_ = 0;
    std::uint64_t dropped_slices_ = 0;
    std::uint64_t retired_lanes_ = 0;
    std::uint64_t dropped_marks_ = 0;
    std::array<std::uint64_t, 4> ended_count_{}; ///< by outcome

    detail::SliceMemory memory_;
    detail::IdTable<LaneId, Lane> lanes_;
    detail::IdTable<StrandId, Strand> strands_;
    std::deque<Mark> marks_;
    detail::Texts texts_;
    std::size_t collect_at_bytes_; ///< of new texts

    std::deque<LaneId> chunk_order_; ///< the lane of every chunk, oldest chunk first
    std::size_t stale_chunks_ = 0;   ///< of these, those whose lane has gone
    std::deque<LaneId> ended_;       ///< in the order of their ends

    std::vector<TraceReader*> readers_; ///< by their bits; null where there is none
    std::uint32_t readers_mask_ = 0;    ///< those who list what changes
};

} // namespace braid

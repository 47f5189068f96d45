// SPDX-License-Identifier: MIT
#include "loop/trace/trace.h"

#include <cassert>
#include <charconv>
#include <memory>
#include <utility>

namespace braid {

namespace {
/// Texts are looked through when so much has come since the last time: it takes as long as to read
/// the whole trace.
constexpr std::size_t least_new_text_bytes = 8 << 20;
} // namespace

Trace::Trace(const Limits& limits)
    : limits_{std::max<std::size_t>(limits.slices, 2 * detail::SliceMemory::largest_chunk),
              std::max<std::size_t>(limits.lanes, 1), std::max<std::size_t>(limits.strands, 1),
              limits.marks, limits.text_bytes}
    , collect_at_bytes_(std::min(least_new_text_bytes, limits.text_bytes / 2)) {}

Trace::~Trace() {
    assert(readers_mask_ == 0 && "a reader outlives its trace");
    lanes_.for_each([this](LaneId, Lane& lane) {
        for (const Lane::Chunk& chunk : lane.chunks_)
            memory_.free(chunk.slices, chunk.capacity);
    });
}

// -- strands and lanes ------------------------------------------------------------------------

StrandId Trace::begin_strand(std::int64_t time_ns, StrandKind kind, std::string_view name) {
    auto made = std::make_unique<Strand>();
    Strand& strand = *made;
    strand.kind = kind;
    strand.name = intern(name);
    strand.begin_ns = time_ns;
    strand.occupancy = StrandOccupancy(time_ns);
    strand.id = strands_.add(std::move(made));
    changed(strand);
    if (strands_.size() > limits_.strands)
        retire_empty_strands();
    return strand.id;
}

void Trace::end_strand(std::int64_t time_ns, StrandId id, Outcome outcome) {
    Strand* const strand = strands_.find(id);
    if (!strand || strand->end_ns >= 0)
        return;
    strand->outcome = outcome;
    strand->end_ns = std::max(time_ns, strand->begin_ns);
    changed(*strand);
}

/// Of many scripts that have ended, the oldest go with all they did.
void Trace::retire_empty_strands() {
    std::vector<StrandId> gone;
    const std::size_t most = limits_.strands - limits_.strands / 4;
    strands_.for_each([&](StrandId id, Strand& strand) {
        if (strands_.size() - gone.size() > most && strand.end_ns >= 0 && strand.pending == 0)
            gone.push_back(id);
    });
    if (gone.empty())
        return;
    lanes_.for_each([&](LaneId, Lane& lane) {
        if (std::binary_search(gone.begin(), gone.end(), lane.strand))
            retire(lane);
    });
    std::erase_if(ended_, [&](LaneId id) { return !lanes_.find(id); });
    for (const StrandId id : gone) {
        changed(*strands_.find(id));
        strands_.erase(id);
    }
}

LaneId Trace::begin_lane(std::int64_t time_ns, StrandId strand_id, LaneName name, LaneId creator,
                         LocationId created_at) {
    // One goes for one that comes: so a million short tasks cost the same each.
    while (lanes_.size() >= limits_.lanes && !ended_.empty()) {
        Lane* const oldest = lanes_.find(ended_.front());
        ended_.pop_front();
        if (oldest)
            retire(*oldest);
    }
    Strand* const strand = strands_.find(strand_id);
    if (!strand)
        return LaneId::None; // it has retired
    auto made = std::make_unique<Lane>();
    Lane& lane = *made;
    lane.strand = strand_id;
    lane.creator = creator;
    lane.name = name;
    lane.created_at = created_at;
    lane.begin_ns = time_ns;
    lane.strand_occupancy_ = &strand->occupancy;
    lane.id = lanes_.add(std::move(made));
    ++strand->lanes;
    ++strand->pending;
    changed(*strand);
    changed(lane);
    return lane.id;
}

LaneId Trace::begin_thread(std::int64_t time_ns, StrandId strand, LaneName name) {
    const LaneId id = begin_lane(time_ns, strand, name);
    if (Lane* const lane = lanes_.find(id)) {
        lane->kind = LaneKind::Thread;
        lane->strand_occupancy_ = nullptr;
    }
    return id;
}

void Trace::rename_lane(LaneId id, LaneName name) {
    Lane* const lane = lanes_.find(id);
    if (!lane)
        return;
    lane->name = name;
    changed(*lane);
}

void Trace::annotate(LaneId id, TextId what, LocationId where) {
    Lane* const lane = lanes_.find(id);
    if (!lane || lane->empty() || !lane->pending())
        return;
    Slice& last = lane->next_[-1];
    last.what = what;
    last.where = where;
    changed(*lane);
}

void Trace::cancel_requested(LaneId id, LaneId by) {
    Lane* const lane = lanes_.find(id);
    if (!lane || !lane->pending())
        return;
    lane->cancelled_by = by;
    changed(*lane);
}

void Trace::end_lane(std::int64_t time_ns, LaneId id, Outcome outcome, std::string_view message) {
    Lane* const lane = lanes_.find(id);
    if (!lane || !lane->pending())
        return;
    lane->end_ns = std::max(time_ns, lane->empty() ? lane->begin_ns : lane->back().begin_ns);
    if (!lane->empty())
        ran(*lane, lane->end_ns);
    lane->outcome = outcome;
    lane->message = intern(message);
    if (lane->kind == LaneKind::Loop)
        ++ended_count_[std::size_t(outcome)];
    ended_.push_back(id);
    Strand& strand = *strands_.find(lane->strand);
    --strand.pending;
    changed(strand);
    changed(*lane);
}

/// Takes an ended lane out; whoever called takes it out of `ended_`.
void Trace::retire(Lane& lane) {
    changed(lane);
    Strand& strand = *strands_.find(lane.strand);
    --strand.lanes;
    ++strand.retired;
    strand.retired_end_ns = std::max(strand.retired_end_ns, lane.end_ns);
    changed(strand);
    ++retired_lanes_;
    stored_slices_ -= lane.size_;
    dropped_slices_ += lane.size_;
    stale_chunks_ += lane.chunks_.size();
    for (const Lane::Chunk& chunk : lane.chunks_)
        memory_.free(chunk.slices, chunk.capacity);
    lanes_.erase(lane.id);
    forget_stale_chunks();
}

void Trace::lost(StrandId id, std::uint64_t tasks, std::int64_t end_ns) {
    Strand* const strand = strands_.find(id);
    if (!strand)
        return;
    strand->retired += tasks;
    strand->retired_end_ns = std::max(strand->retired_end_ns, end_ns);
    retired_lanes_ += tasks;
    changed(*strand);
}

void Trace::lost(LaneId id, std::uint64_t slices, std::int64_t end_ns) {
    Lane* const lane = lanes_.find(id);
    if (!lane || !lane->chunks_.empty())
        return;
    lane->dropped_ = slices;
    lane->gap_end_ns_ = std::max(lane->begin_ns, end_ns);
    dropped_slices_ += slices;
    changed(*lane);
}

void Trace::mark(const Mark& mark) {
    marks_.push_back(mark);
    while (marks_.size() > limits_.marks) {
        marks_.pop_front();
        ++dropped_marks_;
    }
    if (Strand* const strand = strands_.find(mark.strand))
        changed(*strand);
}

// -- slices -----------------------------------------------------------------------------------

void Trace::add_chunk(Lane& lane, std::size_t first, std::uint32_t capacity) {
    lane.chunks_.push_back({first, memory_.allocate(capacity), capacity});
    chunk_order_.push_back(lane.id);
    lane.next_ = lane.chunks_.back().slices;
    lane.room_end_ = lane.next_ + capacity;
}

/// `time_ns` is when the lane's last slice ends.
void Trace::make_room(Lane& lane, std::int64_t time_ns) {
    using detail::SliceMemory;
    if (!lane.chunks_.empty() && lane.chunks_.back().capacity == SliceMemory::largest_chunk)
        add_tiles(lane, time_ns);
    const std::uint32_t capacity = lane.chunks_.empty() ? SliceMemory::smallest_chunk
                                                        : std::min(lane.chunks_.back().capacity * 4,
                                                                   SliceMemory::largest_chunk);
    // Room is made before the new chunk exists, so that it cannot be the one that goes. Not for
    // ever: a task that lives keeps its last slice, and there may be many of those.
    for (int tries = 64;
         tries > 0 && stored_slices_ + capacity > limits_.slices && !chunk_order_.empty(); --tries)
        drop_oldest_chunk();
    if (lane.next_ == lane.room_end_) // not made by that
        add_chunk(lane, lane.dropped_ + lane.size_, capacity);
}

void Trace::add_tiles(Lane& lane, std::int64_t end_ns) {
    const Lane::Chunk& chunk = lane.chunks_.back();
    if (!lane.tiles_)
        lane.tiles_ = std::make_unique<detail::OccupancyTiles>();
    lane.tiles_->add(chunk.slices, chunk.capacity, chunk.first, end_ns, lane.kind);
}

void Trace::drop_oldest_chunk() {
    Lane* const found = lanes_.find(chunk_order_.front());
    chunk_order_.pop_front();
    if (!found) {
        --stale_chunks_;
        return;
    }
    Lane& lane = *found;
    const Lane::Chunk chunk = lane.chunks_.front();
    lane.chunks_.erase(lane.chunks_.begin());
    const std::size_t end =
        lane.chunks_.empty() ? lane.dropped_ + lane.size_ : lane.chunks_.front().first;
    std::size_t count = end - chunk.first;
    if (lane.chunks_.empty() && lane.pending()) {
        // What a task does now is known, however long it has been doing it.
        const Slice last = lane.back();
        add_chunk(lane, chunk.first + --count, detail::SliceMemory::smallest_chunk);
        *lane.next_++ = last;
    }
    memory_.free(chunk.slices, chunk.capacity);
    lane.size_ -= count;
    lane.dropped_ += count;
    if (lane.tiles_)
        lane.tiles_->drop_before(lane.dropped_);
    lane.gap_end_ns_ = lane.empty() ? lane.end_ns : lane[0].begin_ns;
    stored_slices_ -= count;
    dropped_slices_ += count;
    changed(lane);
}

/// Where lanes go before their slices would, their chunks need not be remembered either.
void Trace::forget_stale_chunks() {
    while (!chunk_order_.empty() && !lanes_.find(chunk_order_.front())) {
        chunk_order_.pop_front();
        --stale_chunks_;
    }
    if (stale_chunks_ < 1'000 || stale_chunks_ < chunk_order_.size() / 2)
        return;
    std::erase_if(chunk_order_, [this](LaneId id) { return !lanes_.find(id); });
    stale_chunks_ = 0;
}

// -- texts ------------------------------------------------------------------------------------

TextId Trace::intern(std::string_view text) {
    if (texts_.new_bytes() >= collect_at_bytes_) [[unlikely]]
        collect_texts();
    return texts_.intern(text);
}

LocationId Trace::intern(std::string_view file, int line, std::string_view function) {
    if (texts_.new_bytes() >= collect_at_bytes_) [[unlikely]]
        collect_texts();
    return texts_.intern(file, line, function);
}

LaneName Trace::intern_name(std::string_view name) {
    const std::size_t last = name.find_last_not_of("0123456789");
    std::string_view digits = name.substr(last == name.npos ? 0 : last + 1);
    LaneName split;
    // "07" is no number: it would come back as 7. Nor is what would be no_number.
    if (!digits.empty() && (digits.front() != '0' || digits.size() == 1) &&
        digits.size() < name.size()) {
        std::uint32_t number = 0;
        const auto [end, error] =
            std::from_chars(digits.data(), digits.data() + digits.size(), number);
        if (error == std::errc() && number != LaneName::no_number) {
            split.number = number;
            name.remove_suffix(digits.size());
        }
    }
    split.text = intern(name);
    return split;
}

void Trace::mention_all() {
    strands_.for_each([&](StrandId, const Strand& strand) { texts_.mention(strand.name); });
    lanes_.for_each([&](LaneId, const Lane& lane) {
        texts_.mention(lane.name.text);
        texts_.mention(lane.message);
        texts_.mention(lane.created_at);
        for (std::size_t c = 0; c < lane.chunks_.size(); ++c) {
            const Lane::Chunk& chunk = lane.chunks_[c];
            const std::size_t end = c + 1 < lane.chunks_.size() ? lane.chunks_[c + 1].first
                                                                : lane.dropped_ + lane.size_;
            for (const Slice* s = chunk.slices; s < chunk.slices + (end - chunk.first); ++s) {
                texts_.mention(s->what);
                texts_.mention(s->where);
            }
        }
    });
    for (const Mark& mark : marks_)
        texts_.mention(mark.text);
}

void Trace::collect_texts() {
    mention_all();
    texts_.collect();
    // Where every slice has words of its own, they fill their room before the slices fill theirs.
    while (texts_.bytes() > limits_.text_bytes && stored_slices_ > lanes_.size() &&
           !chunk_order_.empty()) {
        const std::size_t goal = stored_slices_ / 2;
        for (std::size_t n = chunk_order_.size(); n > 0 && stored_slices_ > goal; --n)
            drop_oldest_chunk();
        mention_all();
        texts_.collect();
    }
    collect_at_bytes_ =
        std::min(std::max(least_new_text_bytes, texts_.bytes()), limits_.text_bytes / 2);
}

// -- words ------------------------------------------------------------------------------------

std::string Trace::name(const LaneName& name) const {
    std::string words(text(name.text));
    if (name.number != LaneName::no_number)
        words += std::to_string(name.number);
    return words;
}

std::string Trace::name_of(LaneId id) const {
    const Lane* const lane = find(id);
    return lane ? name(lane->name) : std::string();
}

std::string Trace::describe(LocationId id) const {
    const Location place = location(id);
    const std::string_view file = text(place.file);
    if (file.empty())
        return {};
    std::string words(file.substr(file.rfind('/') + 1));
    words += ':' + std::to_string(place.line);
    if (place.function != TextId::None)
        words.append(" in ").append(text(place.function));
    return words;
}

std::string Trace::describe_what(const LaneState& state) const {
    std::string words(text(state.what));
    const std::string amount = describe_amount(state);
    if (!amount.empty() && !words.empty())
        words += ' ';
    return words += amount;
}

} // namespace braid

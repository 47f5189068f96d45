// SPDX-License-Identifier: MIT
#include "loop/trace/trace.h"

#include "loop/detail/huge_pages.h"

#include <algorithm>

namespace braid {

namespace {
std::uint64_t location_key(TextId file, int line) {
    return (std::uint64_t(file) << 32) | std::uint32_t(line);
}
} // namespace

// -- SliceMemory ------------------------------------------------------------------------------

void detail::SliceMemory::Free::operator()(std::byte* slab) const noexcept {
    free_huge_pages(slab);
}

Slice* detail::SliceMemory::allocate(std::uint32_t capacity) {
    if (capacity < largest_chunk)
        return std::allocator<Slice>().allocate(capacity);
    if (free_.empty()) {
        constexpr std::size_t chunks = huge_page / (largest_chunk * sizeof(Slice));
        free_.reserve((slabs_.size() + 1) * chunks); // so that `free` needs no memory
        auto& slab = slabs_.emplace_back(allocate_huge_pages(huge_page));
        for (std::size_t i = chunks; i-- > 0;)
            free_.push_back(reinterpret_cast<Slice*>(slab.get()) + i * largest_chunk);
    }
    Slice* const chunk = free_.back();
    free_.pop_back();
    return chunk;
}

void detail::SliceMemory::free(Slice* chunk, std::uint32_t capacity) noexcept {
    if (capacity < largest_chunk)
        std::allocator<Slice>().deallocate(chunk, capacity);
    else
        free_.push_back(chunk);
}

// -- Lane -------------------------------------------------------------------------------------

const Slice& Lane::operator[](std::size_t index) const noexcept {
    const std::size_t absolute = index + dropped_;
    // The newest chunk is asked for most: live painting and recording both read the end.
    if (absolute >= chunks_.back().first)
        return chunks_.back().slices[absolute - chunks_.back().first];
    auto chunk = std::upper_bound(chunks_.begin(), chunks_.end(), absolute,
                                  [](std::size_t i, const Chunk& c) { return i < c.first; });
    --chunk;
    return chunk->slices[absolute - chunk->first];
}

std::size_t Lane::index_at(std::int64_t time_ns) const noexcept {
    if (empty())
        return 0;
    auto chunk =
        std::upper_bound(chunks_.begin(), chunks_.end(), time_ns,
                         [](std::int64_t t, const Chunk& c) { return t < c.slices->begin_ns; });
    if (chunk == chunks_.begin())
        return 0;
    const std::size_t end = chunk == chunks_.end() ? dropped_ + size_ : chunk->first;
    --chunk;
    auto slice = std::upper_bound(chunk->slices, chunk->slices + (end - chunk->first), time_ns,
                                  [](std::int64_t t, const Slice& s) { return t < s.begin_ns; });
    const auto within = std::size_t(slice - chunk->slices) - 1;
    return chunk->first + within - dropped_;
}

std::int64_t Lane::end_of(std::size_t index, std::int64_t now_ns) const noexcept {
    if (index + 1 < size_)
        return (*this)[index + 1].begin_ns;
    return end_ns >= 0 ? end_ns : now_ns;
}

Activity Lane::activity_of(std::size_t index, std::int64_t now_ns) const noexcept {
    const Slice& slice = (*this)[index];
    const bool long_run = slice.activity == Activity::Running &&
                          end_of(index, now_ns) - slice.begin_ns >= blocked_after_ns;
    return long_run ? Activity::Blocked : slice.activity;
}

// -- Trace ------------------------------------------------------------------------------------

Trace::Trace(std::size_t capacity_slices)
    : capacity_slices_(
          std::max<std::size_t>(capacity_slices, 2 * detail::SliceMemory::largest_chunk)) {}

Trace::~Trace() {
    for (const Lane& lane : lanes_)
        for (const Lane::Chunk& chunk : lane.chunks_)
            memory_.free(chunk.slices, chunk.capacity);
}

void Trace::call_listener() {
    // Taken away before the call, because the listener may want to be set again by it.
    const auto listener = std::exchange(listener_, nullptr);
    listener();
}

StrandId Trace::begin_strand(std::string_view name, StrandKind kind) {
    Strand& strand = strands_.emplace_back();
    strand.id = StrandId(strands_.size());
    strand.kind = kind;
    strand.name = intern(name);
    strand.begin_ns = now_ns();
    changed();
    return strand.id;
}

void Trace::end_strand(StrandId id, Outcome outcome) {
    Strand& strand = strands_[std::size_t(id) - 1];
    strand.outcome = outcome;
    strand.end_ns = now_ns();
    changed();
}

LaneId Trace::begin_lane(StrandId strand, std::string_view name, LaneId creator,
                         LocationId created_at) {
    Lane& lane = lanes_.emplace_back();
    lane.id = LaneId(lanes_.size());
    lane.strand = strand;
    lane.creator = creator;
    lane.name = intern(name);
    lane.created_at = created_at;
    lane.begin_ns = now_ns();
    strands_[std::size_t(strand) - 1].lanes.push_back(lane.id);
    changed();
    return lane.id;
}

void Trace::rename_lane(LaneId id, std::string_view name) {
    lanes_[std::size_t(id) - 1].name = intern(name);
    changed();
}

void Trace::annotate(LaneId id, TextId what, LocationId where) {
    Lane& lane = lanes_[std::size_t(id) - 1];
    if (lane.empty() || lane.end_ns >= 0)
        return;
    Slice& last = lane.next_[-1];
    last.what = what;
    last.where = where;
    changed();
}

void Trace::end_lane(LaneId id, Outcome outcome, std::string_view message) {
    Lane& lane = lanes_[std::size_t(id) - 1];
    if (lane.end_ns >= 0)
        return;
    lane.end_ns = std::max(now_ns(), lane.empty() ? lane.begin_ns : lane.back().begin_ns);
    lane.outcome = outcome;
    lane.message = intern(message);
    changed();
}

void Trace::add_chunk(Lane& lane, std::size_t first, std::uint32_t capacity) {
    lane.chunks_.push_back({first, memory_.allocate(capacity), capacity});
    chunk_order_.push_back(lane.id);
    lane.next_ = lane.chunks_.back().slices;
    lane.room_end_ = lane.next_ + capacity;
}

void Trace::make_room(Lane& lane) {
    using detail::SliceMemory;
    const std::uint32_t capacity = lane.chunks_.empty() ? SliceMemory::smallest_chunk
                                                        : std::min(lane.chunks_.back().capacity * 4,
                                                                   SliceMemory::largest_chunk);
    // Room is made before the new chunk exists, so that it cannot be the one that goes. Not for
    // ever: a task that lives keeps its last slice, and there may be many of those.
    for (int tries = 64;
         tries > 0 && stored_slices_ + capacity > capacity_slices_ && !chunk_order_.empty();
         --tries)
        drop_oldest_chunk();
    if (lane.next_ == lane.room_end_) // not made by that
        add_chunk(lane, lane.dropped_ + lane.size_, capacity);
}

void Trace::drop_oldest_chunk() {
    Lane& lane = lanes_[std::size_t(chunk_order_.front()) - 1];
    chunk_order_.pop_front();
    const Lane::Chunk chunk = lane.chunks_.front();
    lane.chunks_.erase(lane.chunks_.begin());
    const std::size_t end =
        lane.chunks_.empty() ? lane.dropped_ + lane.size_ : lane.chunks_.front().first;
    std::size_t count = end - chunk.first;
    if (lane.chunks_.empty() && lane.end_ns < 0) {
        // What a task does now is known, however long it has been doing it.
        const Slice last = lane.back();
        add_chunk(lane, chunk.first + --count, detail::SliceMemory::smallest_chunk);
        *lane.next_++ = last;
    }
    memory_.free(chunk.slices, chunk.capacity);
    lane.size_ -= count;
    lane.dropped_ += count;
    lane.gap_end_ns_ = lane.empty() ? lane.end_ns : lane[0].begin_ns;
    stored_slices_ -= count;
    dropped_slices_ += count;
}

TextId Trace::intern(std::string_view text) {
    if (text.empty())
        return TextId::None;
    if (const auto found = text_ids_.find(text); found != text_ids_.end())
        return found->second;
    const auto id = TextId(texts_.size() + 1);
    text_ids_.emplace(texts_.emplace_back(text), id);
    return id;
}

LocationId Trace::intern(std::string_view file, int line, std::string_view function) {
    const Location location{intern(file), intern(function), line};
    auto& candidates = location_ids_[location_key(location.file, line)];
    for (const LocationId id : candidates)
        if (locations_[std::size_t(id) - 1].function == location.function)
            return id;
    locations_.push_back(location);
    return candidates.emplace_back(LocationId(locations_.size()));
}

std::string_view Trace::text(TextId id) const {
    return id == TextId::None ? std::string_view{} : texts_[std::size_t(id) - 1];
}

Location Trace::location(LocationId id) const {
    return id == LocationId::None ? Location{} : locations_[std::size_t(id) - 1];
}

std::string Trace::describe(LocationId id) const {
    if (id == LocationId::None)
        return {};
    const Location place = location(id);
    const std::string_view file = text(place.file);
    std::string words(file.substr(file.rfind('/') + 1));
    words += ':' + std::to_string(place.line);
    if (place.function != TextId::None)
        words.append(" in ").append(text(place.function));
    return words;
}

std::string_view to_string(Activity activity) noexcept {
    switch (activity) {
    case Activity::Running:
        return "running";
    case Activity::Ready:
        return "ready";
    case Activity::Waiting:
        return "waiting";
    case Activity::Blocked:
        return "blocked";
    }
    return {};
}

std::string_view to_string(WaitKind kind) noexcept {
    switch (kind) {
    case WaitKind::Nothing:
        return {};
    case WaitKind::Timer:
        return "timer";
    case WaitKind::Io:
        return "I/O";
    case WaitKind::Lock:
        return "lock";
    case WaitKind::Event:
        return "event";
    case WaitKind::Queue:
        return "queue";
    case WaitKind::Task:
        return "task";
    case WaitKind::Future:
        return "future";
    case WaitKind::Thread:
        return "thread";
    case WaitKind::Process:
        return "process";
    case WaitKind::Input:
        return "input";
    }
    return {};
}

std::string_view to_string(Outcome outcome) noexcept {
    switch (outcome) {
    case Outcome::Pending:
        return "pending";
    case Outcome::Finished:
        return "finished";
    case Outcome::Cancelled:
        return "cancelled";
    case Outcome::Failed:
        return "failed";
    }
    return {};
}

} // namespace braid

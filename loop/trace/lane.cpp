// SPDX-License-Identifier: MIT
#include "loop/trace/lane.h"

#include "loop/detail/huge_pages.h"

#include <algorithm>

namespace braid {

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

std::span<const Slice> Lane::together(std::size_t index, std::size_t most) const noexcept {
    const std::size_t absolute = index + dropped_;
    auto chunk = std::upper_bound(chunks_.begin(), chunks_.end(), absolute,
                                  [](std::size_t i, const Chunk& c) { return i < c.first; });
    const std::size_t end = chunk == chunks_.end() ? dropped_ + size_ : chunk->first;
    --chunk;
    return {chunk->slices + (absolute - chunk->first), std::min(most, end - absolute)};
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
    const bool long_run = kind == LaneKind::Loop && slice.activity == Activity::Running &&
                          end_of(index, now_ns) - slice.begin_ns >= blocked_after_ns;
    return long_run ? Activity::Blocked : slice.activity;
}

} // namespace braid

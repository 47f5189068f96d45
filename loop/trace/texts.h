// SPDX-License-Identifier: MIT
#pragma once

#include "loop/trace/id_table.h"
#include "loop/trace/record.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

namespace braid::detail {

/// The texts and places of a trace, each once. They go some time after their last user: what
/// nobody mentions any more is found by `mention` and `collect`.
///
/// An id that somebody keeps outside of the trace does not count as a mention. It may find nothing
/// once `generation` has grown, and must be asked for again then.
class Texts {
public:
    TextId intern(std::string_view text);
    LocationId intern(std::string_view file, int line, std::string_view function);

    std::string_view text(TextId id) const noexcept;
    Location location(LocationId id) const noexcept;

    /// What is stored, roughly, in bytes.
    std::size_t bytes() const noexcept { return bytes_; }
    /// What has been added since the last collection, in bytes.
    std::size_t new_bytes() const noexcept { return new_bytes_; }
    /// Grows with every collection.
    std::uint32_t generation() const noexcept { return generation_; }

    void mention(TextId id) noexcept;
    void mention(LocationId id) noexcept;
    /// Drops what was neither mentioned nor interned since the collection before: who has just
    /// interned something is about to use it.
    void collect();

private:
    struct Text {
        std::string words;
        std::uint32_t used; ///< the generation in which it was interned or mentioned last
    };
    struct Place {
        Location location;
        std::uint32_t used;
    };
    struct LocationHash {
        std::size_t operator()(const Location& location) const noexcept;
    };
    static std::size_t size_of(const Text& text) noexcept {
        return sizeof(Text) + text.words.size();
    }
    void grow(std::size_t bytes) noexcept {
        bytes_ += bytes;
        new_bytes_ += bytes;
    }

    IdTable<TextId, Text> texts_;
    std::unordered_map<std::string_view, TextId> text_ids_; ///< keys are the stored words
    IdTable<LocationId, Place> places_;
    std::unordered_map<Location, LocationId, LocationHash> place_ids_;
    std::size_t bytes_ = 0;
    std::size_t new_bytes_ = 0;
    std::uint32_t generation_ = 1;
};

} // namespace braid::detail

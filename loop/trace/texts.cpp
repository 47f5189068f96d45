// SPDX-License-Identifier: MIT
#include "loop/trace/texts.h"

#include <functional>
#include <memory>

namespace braid::detail {

std::size_t Texts::LocationHash::operator()(const Location& location) const noexcept {
    const auto file = std::uint64_t(location.file) << 32 | std::uint32_t(location.line);
    return std::hash<std::uint64_t>()(file * 0x9e3779b97f4a7c15u ^
                                      std::uint32_t(location.function));
}

TextId Texts::intern(std::string_view text) {
    if (text.empty())
        return TextId::None;
    if (const auto known = text_ids_.find(text); known != text_ids_.end()) {
        texts_.find(known->second)->used = generation_;
        return known->second;
    }
    auto made = std::make_unique<Text>(Text{std::string(text), generation_});
    const std::string_view words = made->words;
    grow(size_of(*made));
    return text_ids_.emplace(words, texts_.add(std::move(made))).first->second;
}

LocationId Texts::intern(std::string_view file, int line, std::string_view function) {
    const Location location{intern(file), intern(function), line};
    if (const auto known = place_ids_.find(location); known != place_ids_.end()) {
        places_.find(known->second)->used = generation_;
        return known->second;
    }
    grow(sizeof(Place));
    const LocationId id = places_.add(std::make_unique<Place>(Place{location, generation_}));
    return place_ids_.emplace(location, id).first->second;
}

std::string_view Texts::text(TextId id) const noexcept {
    const Text* const text = texts_.find(id);
    return text ? std::string_view(text->words) : std::string_view();
}

Location Texts::location(LocationId id) const noexcept {
    const Place* const place = places_.find(id);
    return place ? place->location : Location();
}

void Texts::mention(TextId id) noexcept {
    if (Text* const text = texts_.find(id))
        text->used = generation_;
}

void Texts::mention(LocationId id) noexcept {
    if (Place* const place = places_.find(id))
        place->used = generation_;
}

void Texts::collect() {
    places_.for_each([&](LocationId id, Place& place) {
        if (place.used == generation_) {
            mention(place.location.file);
            mention(place.location.function);
            return;
        }
        bytes_ -= sizeof(Place);
        place_ids_.erase(place.location);
        places_.erase(id);
    });
    texts_.for_each([&](TextId id, Text& text) {
        if (text.used == generation_)
            return;
        bytes_ -= size_of(text);
        text_ids_.erase(text.words);
        texts_.erase(id);
    });
    new_bytes_ = 0;
    ++generation_;
}

} // namespace braid::detail

// SPDX-License-Identifier: MIT
#include "bridge/python/script_output.h"

#include <algorithm>
#include <utility>

namespace braid {

bool ScriptOutput::write(OutputStream stream, std::string_view bytes) {
    std::lock_guard lock(mutex_);
    const bool first = items_.empty();
    bytes_ += bytes.size();
    if (!first && items_.back().kind == Item::Kind::Text && items_.back().stream == stream &&
        items_.back().text.size() < portion_bytes)
        items_.back().text += bytes;
    else
        items_.push_back({Item::Kind::Text, stream, {}, std::string(bytes)});
    return first;
}

bool ScriptOutput::change(Script::State state) {
    std::lock_guard lock(mutex_);
    const bool first = items_.empty();
    items_.push_back({Item::Kind::State, {}, state, {}});
    return first;
}

bool ScriptOutput::full() const {
    std::lock_guard lock(mutex_);
    return bytes_ >= capacity_bytes;
}

void ScriptOutput::wait_for_room() {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [this] { return bytes_ < capacity_bytes; });
}

std::deque<ScriptOutput::Item> ScriptOutput::take() {
    std::lock_guard lock(mutex_);
    std::deque<Item> taken;
    for (std::size_t size = 0; !items_.empty() && size < portion_bytes; items_.pop_front()) {
        size += items_.front().text.size();
        bytes_ -= items_.front().text.size();
        taken.push_back(std::move(items_.front()));
    }
    room_.notify_all();
    return taken;
}

bool ScriptOutput::empty() const {
    std::lock_guard lock(mutex_);
    return items_.empty();
}

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

/// Length of the valid character that `text` begins with; 0 if there is none, -1 if it may become
/// one with more bytes. After the table of well-formed sequences of the Unicode standard.
int character_length(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80)
        return 1;
    const int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4)
        return 0;
    const unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    for (int i = 1; i < length; ++i) {
        if (std::size_t(i) >= text.size())
            return -1;
        if (byte(i) < (i == 1 ? low : 0x80) || byte(i) > (i == 1 ? high : 0xBF))
            return 0;
    }
    return length;
}

} // namespace

std::string Utf8Stream::feed(std::string_view bytes) {
    const std::string joined = std::exchange(pending_, {}).append(bytes);
    std::string valid;
    valid.reserve(joined.size());
    for (std::string_view rest = joined; !rest.empty();) {
        const int length = character_length(rest);
        if (length < 0) {
            pending_ = rest;
            break;
        }
        valid += length ? rest.substr(0, length) : replacement;
        rest.remove_prefix(std::max(length, 1));
    }
    return valid;
}

std::string Utf8Stream::finish() {
    return std::exchange(pending_, {}).empty() ? std::string() : std::string(replacement);
}

} // namespace braid

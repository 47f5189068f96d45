// SPDX-License-Identifier: MIT
#include "bridge/script/script_output.h"

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
        items_.push_back({Item::Kind::Text, stream, {}, std::string(bytes), {}});
    return first;
}

bool ScriptOutput::change(Script::State state) {
    std::lock_guard lock(mutex_);
    const bool first = items_.empty();
    items_.push_back({Item::Kind::State, {}, state, {}, {}});
    return first;
}

bool ScriptOutput::tell_part(PartReport part) {
    std::lock_guard lock(mutex_);
    const bool first = items_.empty();
    items_.push_back({Item::Kind::Part, {}, {}, {}, std::move(part)});
    return first;
}

bool ScriptOutput::full() const {
    std::lock_guard lock(mutex_);
    return bytes_ >= capacity_bytes;
}

std::deque<ScriptOutput::Item> ScriptOutput::take() {
    std::lock_guard lock(mutex_);
    std::deque<Item> taken;
    for (std::size_t size = 0; !items_.empty() && size < portion_bytes; items_.pop_front()) {
        size += items_.front().text.size();
        bytes_ -= items_.front().text.size();
        taken.push_back(std::move(items_.front()));
    }
    return taken;
}

bool ScriptOutput::empty() const {
    std::lock_guard lock(mutex_);
    return items_.empty();
}

} // namespace braid

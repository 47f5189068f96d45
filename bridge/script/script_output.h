// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/script/script.h"

#include <deque>
#include <mutex>
#include <string>
#include <string_view>

namespace braid {

/// What a script said and has not been heard yet, in order: text, changes of its state,
/// and of its parts.
///
/// Any thread writes, the loop's thread takes. A writer that is far ahead of the listener should
/// wait, so that a script that prints without end takes no memory without end.
class ScriptOutput {
public:
    /// What may lie here before writers wait.
    static constexpr std::size_t capacity_bytes = 256 << 10;
    /// What is handed over at once, so that a window stays alive beside a torrent.
    static constexpr std::size_t portion_bytes = 64 << 10;

    /// One thing that happened, in its place between the others.
    struct Item {
        enum class Kind { Text, State, Part } kind;
        OutputStream stream = OutputStream::Out;
        Script::State state = Script::State::Running;
        std::string text;
        PartReport part{};
    };

    /// All return true if nothing lay here before: somebody has to come and take it.
    bool write(OutputStream stream, std::string_view bytes);
    bool change(Script::State state);
    bool tell_part(PartReport part);

    bool full() const;

    /// The oldest things, about a portion of them.
    std::deque<Item> take();
    bool empty() const;

private:
    mutable std::mutex mutex_;
    std::deque<Item> items_;
    std::size_t bytes_ = 0;
};

} // namespace braid

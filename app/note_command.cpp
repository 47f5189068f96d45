// SPDX-License-Identifier: MIT
#include "app/note_command.h"

#include <algorithm>
#include <cstdio>

namespace braid {

namespace {

/// Much more than anybody writes down.
constexpr std::size_t most_compared = 1 << 20;

std::size_t width(std::string_view text) {
    return std::size_t(
        std::count_if(text.begin(), text.end(), [](char byte) { return (byte & 0xC0) != 0x80; }));
}

std::string padded(std::string text, std::size_t to) {
    text.append(to - std::min(to, width(text)), ' ');
    return text;
}

std::string said(const std::string& line) { return line.empty() ? "nothing" : "“" + line + "”"; }

} // namespace

NoteCommand::NoteCommand(const NotePlace& place, const std::vector<ScriptEngine*>& engines)
    : note_(Note::read(place.file))
    , plan_(note_, engines) {
    const std::string file = note_.file.string();
    if (place.block == 0) {
        wanted_ = plan_.runnable();
    } else if (place.block > int(note_.blocks.size())) {
        throw NoteError(file + " has no block " + std::to_string(place.block) + ", only " +
                        std::to_string(note_.blocks.size()));
    } else if (!plan_.block(place.block).can_be_tried()) {
        throw NoteError(file + "#" + std::to_string(place.block) + " " +
                        plan_.explanation(place.block));
    } else {
        wanted_ = {place.block};
    }
    programs_ = plan_.programs(wanted_);
}

std::string NoteCommand::list() const {
    std::size_t languages = 0, headings = 0;
    for (const NoteBlock& block : note_.blocks) {
        languages = std::max(languages, width(block.language));
        headings = std::max(headings, width(block.heading));
    }
    std::string lines;
    for (const NoteBlock& block : note_.blocks) {
        const std::string number = std::to_string(block.number);
        const std::size_t digits = std::to_string(note_.blocks.size()).size();
        lines += std::string(digits - number.size(), ' ') + number + "  " +
                 padded(block.language.empty() ? "-" : block.language,
                        std::max<std::size_t>(languages, 1)) +
                 "  " + padded(block.heading, headings) + "  " + plan_.explanation(block.number) +
                 '\n';
    }
    return lines;
}

std::string NoteCommand::warnings() const {
    const std::string file = note_.file.filename().string();
    std::string lines;
    std::size_t others = 0;
    for (const NoteBlock& block : note_.blocks) {
        const BlockPlan& plan = plan_.block(block.number);
        const bool wanted =
            std::find(wanted_.begin(), wanted_.end(), block.number) != wanted_.end();
        if (wanted && (!plan.runs() || plan.is_wrapped))
            lines += name(block.number) + ": " + plan_.explanation(block.number) + '\n';
        else if (!wanted && plan.engine)
            ++others;
    }
    if (wanted_.empty())
        lines += file + ": nothing in it runs; --list-blocks says why\n";
    else if (others > 0 && others + wanted_.size() > 1 && wanted_.size() > 1)
        lines += file + ": " + std::to_string(others) +
                 (others == 1 ? " block does" : " blocks do") +
                 " not run; --list-blocks says why\n";
    return lines;
}

std::string NoteCommand::name(int block) const {
    return note_.file.filename().string() + " § " + std::to_string(block);
}

void NoteCommand::printed(int block, std::string_view bytes) {
    if (!plan_.expected(block))
        return;
    std::string& all = printed_[block];
    all += bytes.substr(0, most_compared - std::min(most_compared, all.size()));
}

std::string NoteCommand::end(int block) {
    const auto& expected = plan_.expected(block);
    if (!expected)
        return {};
    const auto difference = expected->differs(printed_[block]);
    const NoteBlock& written = note_.block(block);
    const int line = difference && difference->line > 0 ? difference->line : written.line;
    const std::string place =
        written.file + ':' + std::to_string(line) + ": block " + std::to_string(block) + ": ";
    if (!difference)
        return place + "as written";
    as_written_ = false;
    return place + "expected " + said(difference->expected) + ", got " + said(difference->got);
}

} // namespace braid

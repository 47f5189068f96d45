// SPDX-License-Identifier: MIT
#include "widgets/notes/block_output.h"

#include <iterator>

namespace braid {

void BlockOutput::append(OutputStream which, QStringView text) {
    TerminalText& stream = streams_[which == OutputStream::Out ? 0 : 1];
    while (!text.isEmpty() && !needsScreen_) {
        text = text.mid(stream.feed(text, 0));
        for (const std::uint64_t id : stream.takeRemoved())
            lines_.erase(id);
        if (stream.lineEnded())
            take(which, *std::prev(stream.rows().end(), 2));
        stream.takeAnswers(); // the console gives them
        needsScreen_ = stream.needsScreen();
    }
    for (TerminalText::Row& row : stream.rows())
        if (row.changed && (row.id != 0 || !row.line.text().isEmpty()))
            take(which, row);
}

void BlockOutput::take(OutputStream stream, TerminalText::Row& row) {
    const bool isNew = row.id == 0;
    if (isNew)
        row.id = ++lastId_;
    row.changed = false;
    if (!isNew && !lines_.contains(row.id))
        return; // dropped already
    lines_[row.id] = {row.line.text(), stream};
    if (lines_.size() > mostLines) {
        lines_.erase(lines_.begin());
        ++dropped_;
    }
}

std::string BlockOutput::printed() const {
    std::string text;
    for (const auto& [id, line] : lines_)
        if (line.stream == OutputStream::Out)
            text += line.text.toStdString() + '\n';
    return text;
}

} // namespace braid

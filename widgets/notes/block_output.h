// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/script/script.h"
#include "widgets/console/terminal_text.h"

#include <QString>

#include <array>
#include <map>

namespace braid {

/// What one block of a note has written, as lines: as a terminal would show them, without colours.
class BlockOutput {
public:
    struct Line {
        QString text;
        OutputStream stream = OutputStream::Out;
    };

    /// The newest are kept; all of them are in the console.
    static constexpr std::size_t mostLines = 10'000;

    /// Text as it was written, not cut at lines.
    void append(OutputStream stream, QStringView text);

    /// By the order of their beginnings.
    const std::map<std::uint64_t, Line>& lines() const { return lines_; }
    /// So many went before these.
    std::uint64_t dropped() const { return dropped_; }
    /// It draws on a screen, which only the console has.
    bool needsScreen() const { return needsScreen_; }
    bool isEmpty() const { return lines_.empty() && !needsScreen_; }
    /// What stands on the standard output.
    std::string printed() const;

private:
    void take(OutputStream stream, TerminalText::Row& row);

    std::array<TerminalText, 2> streams_; ///< Out, Err
    std::map<std::uint64_t, Line> lines_;
    std::uint64_t lastId_ = 0;
    std::uint64_t dropped_ = 0;
    bool needsScreen_ = false;
};

} // namespace braid

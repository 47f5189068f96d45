// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/script/script.h"
#include "widgets/console/terminal_style.h"
#include "widgets/theme.h"

#include <QString>
#include <QTextBlock>
#include <QTextBlockUserData>

#include <cstdint>
#include <vector>

namespace braid {

/// One line that a script wrote, or that the window says of it.
struct ConsoleLine {
    enum class Kind {
        Text,
        Note, ///< the window's own words
        Fold, ///< stands for lines that are folded away
    };

    std::uint64_t id = 0; ///< grows in the order in which lines are shown; 0: none
    int run = -1;
    OutputStream stream = OutputStream::Out;
    std::int64_t timeNs = 0;
    QString text{};
    std::vector<TerminalSpan> spans{}; ///< how parts of it look
    Kind kind = Kind::Text;
    std::uint64_t fold = 0; ///< the line that stands for it while it is folded away
};

/// What a block of a document is marked with: the line it shows, but for the text, which is in the
/// document alone.
class LineMark : public QTextBlockUserData {
public:
    explicit LineMark(const ConsoleLine& line)
        : id(line.id)
        , run(line.run)
        , timeNs(line.timeNs)
        , spans(line.spans)
        , fold(line.fold)
        , kind(line.kind)
        , role(line.kind != ConsoleLine::Kind::Text ? ColorRole::DimText
               : line.stream == OutputStream::Err   ? ColorRole::Failed
                                                    : ColorRole::Text) {}

    /// Null if the block has none.
    static LineMark* of(const QTextBlock& block) {
        return block.isValid() ? static_cast<LineMark*>(block.userData()) : nullptr;
    }

    std::uint64_t id;
    int run;
    std::int64_t timeNs;
    std::vector<TerminalSpan> spans;
    std::uint64_t fold;
    ConsoleLine::Kind kind;
    bool isOpen = false; ///< of a Fold: what it stands for is shown
    ColorRole role;
};

} // namespace braid

// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/glyphs.h"
#include "widgets/source/source_lines.h"
#include "widgets/theme.h"

namespace braid {

/// What stands behind a line of a source: "⛔ 812 ms  ⏸ get-3 (0.31 s)".
struct LineNote {
    struct Part {
        Glyph glyph = Glyph::None;
        ColorRole color = ColorRole::Text;
        QString text;
        LaneId lane = LaneId::None; ///< the task that is meant, or the one of several
        bool operator==(const Part&) const = default;
    };
    int line = 0; ///< of the text as it is shown, counted from 0
    std::vector<Part> parts;

    /// In words, for those who hear it.
    QString words() const;
    bool operator==(const LineNote&) const = default;
};

/// Cheaper lines are not worth a sign.
constexpr std::int64_t leastCostNs = 1'000'000;

/// The parts for one line, the gravest first; none if it is not worth telling.
std::vector<LineNote::Part> noteParts(const Trace& trace, const SourceLine& line,
                                      std::int64_t instantNs);

} // namespace braid

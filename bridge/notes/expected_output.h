// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace braid {

/// What a note says that a block prints.
///
/// Compared are lines, without spaces at their ends and empty lines at the end of all; "..." stands
/// for anything, also for lines.
struct ExpectedOutput {
    struct Line {
        std::string text;
        int number = 0; ///< in the block's file
    };
    /// Cuts `text` into lines.
    static ExpectedOutput of(std::string_view text, int first_line);

    /// Where what was printed is not what was expected.
    struct Difference {
        int line = 0;         ///< of what was expected, in the block's file
        std::string expected; ///< empty: nothing more was
        std::string got;      ///< empty: nothing more came
    };
    /// Nothing if `output` is as written.
    std::optional<Difference> differs(std::string_view output) const;

    std::vector<Line> lines;
    /// These are all lines that come, and not some of them in any order.
    bool is_all = true;

private:
    std::optional<Difference> differs_from_all(const std::vector<std::string_view>& got) const;
    std::optional<Difference> lacks(std::vector<std::string_view> got) const;
};

} // namespace braid

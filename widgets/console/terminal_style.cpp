// SPDX-License-Identifier: MIT
#include "widgets/console/terminal_style.h"

#include <cstddef>

namespace braid {

namespace {

/// The colour that begins at `at` in the numbers after a 38 or 48, and its end.
TerminalColor extendedColor(const std::vector<int>& numbers, std::size_t& at) {
    const auto number = [&](std::size_t i) { return i < numbers.size() ? numbers[i] : 0; };
    if (number(at + 1) == 5) {
        at += 2;
        return TerminalColor::numbered(number(at));
    }
    if (number(at + 1) == 2) {
        at += 4;
        return TerminalColor::of(number(at - 2), number(at - 1), number(at));
    }
    return {};
}

} // namespace

void TerminalStyle::apply(const std::vector<int>& numbers) {
    if (numbers.empty())
        *this = {};
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const int number = numbers[i];
        if (number == 0)
            *this = {};
        else if (number == 1)
            bold = true;
        else if (number == 2)
            faint = true;
        else if (number == 3)
            italic = true;
        else if (number == 4)
            underline = true;
        else if (number == 7)
            inverse = true;
        else if (number == 22)
            bold = faint = false;
        else if (number == 23)
            italic = false;
        else if (number == 24)
            underline = false;
        else if (number == 27)
            inverse = false;
        else if (number >= 30 && number <= 37)
            foreground = TerminalColor::numbered(number - 30);
        else if (number == 38)
            foreground = extendedColor(numbers, i);
        else if (number == 39)
            foreground = {};
        else if (number >= 40 && number <= 47)
            background = TerminalColor::numbered(number - 40);
        else if (number == 48)
            background = extendedColor(numbers, i);
        else if (number == 49)
            background = {};
        else if (number >= 90 && number <= 97)
            foreground = TerminalColor::numbered(number - 90 + 8);
        else if (number >= 100 && number <= 107)
            background = TerminalColor::numbered(number - 100 + 8);
    }
}

} // namespace braid

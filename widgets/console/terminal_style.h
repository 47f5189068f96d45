// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

namespace braid {

/// A colour as programs name it: the default one, one of 256 by number, or by its parts.
class TerminalColor {
public:
    constexpr TerminalColor() = default;
    static constexpr TerminalColor numbered(int number) {
        return TerminalColor(1u << 24 | std::uint32_t(number & 0xff));
    }
    static constexpr TerminalColor of(int red, int green, int blue) {
        return TerminalColor(2u << 24 | std::uint32_t(red & 0xff) << 16 |
                             std::uint32_t(green & 0xff) << 8 | std::uint32_t(blue & 0xff));
    }

    bool isDefault() const { return value_ == 0; }
    bool isNumbered() const { return value_ >> 24 == 1; }
    int number() const { return int(value_ & 0xff); }
    std::uint32_t rgb() const { return value_ & 0xffffff; }
    bool operator==(const TerminalColor&) const = default;

private:
    explicit constexpr TerminalColor(std::uint32_t value)
        : value_(value) {}
    std::uint32_t value_ = 0;
};

/// How a character looks.
struct TerminalStyle {
    TerminalColor foreground, background;
    bool bold = false, faint = false, italic = false, underline = false, inverse = false;
    bool operator==(const TerminalStyle&) const = default;

    /// Takes the numbers of an escape sequence that ends in "m".
    void apply(const std::vector<int>& numbers);
};

/// From here on, up to the next span, text looks like this.
struct TerminalSpan {
    int start = 0;
    TerminalStyle style;
    bool operator==(const TerminalSpan&) const = default;
};

} // namespace braid

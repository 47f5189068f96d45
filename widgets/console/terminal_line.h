// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringView>

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

struct TerminalStyle {
    TerminalColor foreground, background;
    bool bold = false, faint = false, italic = false, underline = false, inverse = false;
    bool operator==(const TerminalStyle&) const = default;
};

/// From here on, up to the next span, text looks like this.
struct TerminalSpan {
    int start = 0;
    TerminalStyle style;
    bool operator==(const TerminalSpan&) const = default;
};

/// One line as a terminal shows it: carriage returns and backspaces go back in it, what comes then
/// overwrites, and escape sequences give it colours, erase in it and move. All others are left out.
class TerminalLine {
public:
    /// Takes text, up to the end of the line at most; returns how much, its end included.
    qsizetype feed(QStringView text);
    /// The end of the line was taken.
    bool isComplete() const { return complete_; }

    const QString& text() const { return text_; }
    /// None if all of it looks as usual.
    std::vector<TerminalSpan> spans() const;
    /// The next line, which looks as this one does at its end.
    void begin();

private:
    enum class State { Text, Escape, Sequence, String, StringEscape, Charset };

    void put(QStringView text);
    void control(char16_t character);
    void escape(char16_t character);
    void sequence(char16_t final);
    void setStyle(const std::vector<int>& numbers);
    void erase(int what);
    void pad();

    QString text_;
    std::vector<TerminalStyle> styles_; ///< by character; none while all look as usual
    TerminalStyle style_;
    qsizetype cursor_ = 0;
    bool complete_ = false;
    State state_ = State::Text;
    QString parameters_; ///< of an escape sequence
};

} // namespace braid

// SPDX-License-Identifier: MIT
#include "widgets/console/terminal_line.h"

#include <algorithm>

namespace braid {

namespace {

/// Where programs may go in a line; further is nothing that anybody meant.
constexpr qsizetype furthest = 4'000;
constexpr qsizetype longestSequence = 100;

std::vector<int> numbersIn(const QString& parameters) {
    std::vector<int> numbers;
    for (const QStringView part : QStringView(parameters).tokenize(QLatin1Char(';')))
        for (const QStringView number : part.tokenize(QLatin1Char(':')))
            numbers.push_back(std::min(number.toInt(), 9999));
    return numbers;
}

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

qsizetype TerminalLine::feed(QStringView text) {
    complete_ = false;
    qsizetype at = 0;
    while (at < text.size() && !complete_) {
        const char16_t character = text[at].unicode();
        if (state_ != State::Text) {
            escape(character);
            ++at;
        } else if (character < 0x20 || character == 0x7f) {
            control(character);
            ++at;
        } else {
            qsizetype end = at + 1;
            while (end < text.size() && text[end].unicode() >= 0x20 && text[end].unicode() != 0x7f)
                ++end;
            put(text.mid(at, end - at));
            at = end;
        }
    }
    return at;
}

void TerminalLine::pad() {
    if (cursor_ > text_.size())
        text_.append(QString(cursor_ - text_.size(), QLatin1Char(' ')));
}

void TerminalLine::put(QStringView text) {
    pad();
    text_.replace(cursor_, std::min(text.size(), text_.size() - cursor_), text.data(), text.size());
    if (!styles_.empty() || style_ != TerminalStyle()) {
        styles_.resize(std::size_t(text_.size()));
        std::fill_n(styles_.begin() + cursor_, text.size(), style_);
    }
    cursor_ += text.size();
}

void TerminalLine::control(char16_t character) {
    switch (character) {
    case '\n':
        complete_ = true;
        break;
    case '\r':
        cursor_ = 0;
        break;
    case '\b':
        cursor_ = std::max<qsizetype>(cursor_ - 1, 0);
        break;
    case '\t':
        put(u"\t");
        break;
    case 0x1b:
        state_ = State::Escape;
        break;
    default:
        break;
    }
}

void TerminalLine::escape(char16_t character) {
    switch (state_) {
    case State::Escape:
        parameters_.clear();
        if (character == '[')
            state_ = State::Sequence;
        else if (character == ']' || character == 'P' || character == '_' || character == '^')
            state_ = State::String; // a title, a link: nothing that is shown
        else if (character >= 0x20 && character < 0x30)
            state_ = State::Charset;
        else
            state_ = State::Text;
        break;
    case State::Sequence:
        if (character >= 0x40 && character <= 0x7e) {
            state_ = State::Text;
            sequence(character);
        } else if (character < 0x20 || parameters_.size() > longestSequence) {
            state_ = State::Text;
            complete_ = character == '\n';
        } else {
            parameters_ += QChar(character);
        }
        break;
    case State::String:
        if (character == 0x1b)
            state_ = State::StringEscape;
        else if (character == '\a' || character == '\n')
            state_ = State::Text;
        complete_ = character == '\n';
        break;
    case State::StringEscape:
    case State::Charset:
    case State::Text:
        state_ = State::Text;
        break;
    }
}

void TerminalLine::sequence(char16_t final) {
    const std::vector<int> numbers = numbersIn(parameters_);
    const qsizetype count = std::max(numbers.empty() ? 0 : numbers.front(), 1);
    switch (final) {
    case 'm':
        setStyle(numbers);
        break;
    case 'K':
        erase(numbers.empty() ? 0 : numbers.front());
        break;
    case 'C':
        cursor_ = std::min(cursor_ + count, furthest);
        break;
    case 'D':
        cursor_ = std::max<qsizetype>(cursor_ - count, 0);
        break;
    case 'G':
        cursor_ = std::min(count - 1, furthest);
        break;
    default:
        break;
    }
}

void TerminalLine::setStyle(const std::vector<int>& numbers) {
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const int number = numbers[i];
        if (number == 0)
            style_ = {};
        else if (number == 1)
            style_.bold = true;
        else if (number == 2)
            style_.faint = true;
        else if (number == 3)
            style_.italic = true;
        else if (number == 4)
            style_.underline = true;
        else if (number == 7)
            style_.inverse = true;
        else if (number == 22)
            style_.bold = style_.faint = false;
        else if (number == 23)
            style_.italic = false;
        else if (number == 24)
            style_.underline = false;
        else if (number == 27)
            style_.inverse = false;
        else if (number >= 30 && number <= 37)
            style_.foreground = TerminalColor::numbered(number - 30);
        else if (number == 38)
            style_.foreground = extendedColor(numbers, i);
        else if (number == 39)
            style_.foreground = {};
        else if (number >= 40 && number <= 47)
            style_.background = TerminalColor::numbered(number - 40);
        else if (number == 48)
            style_.background = extendedColor(numbers, i);
        else if (number == 49)
            style_.background = {};
        else if (number >= 90 && number <= 97)
            style_.foreground = TerminalColor::numbered(number - 90 + 8);
        else if (number >= 100 && number <= 107)
            style_.background = TerminalColor::numbered(number - 100 + 8);
    }
}

void TerminalLine::erase(int what) {
    if (what == 0 || what == 2) {
        text_.truncate(cursor_);
        if (!styles_.empty())
            styles_.resize(std::size_t(text_.size()));
    }
    if (what == 1 || what == 2) {
        const qsizetype end = std::min(cursor_, text_.size());
        text_.replace(0, end, QString(end, QLatin1Char(' ')));
    }
}

std::vector<TerminalSpan> TerminalLine::spans() const {
    std::vector<TerminalSpan> spans;
    for (std::size_t i = 0; i < styles_.size(); ++i)
        if (spans.empty() ? styles_[i] != TerminalStyle() : styles_[i] != spans.back().style)
            spans.push_back({int(i), styles_[i]});
    // What follows was put there as usual.
    if (!spans.empty() && qsizetype(styles_.size()) < text_.size() &&
        spans.back().style != TerminalStyle())
        spans.push_back({int(styles_.size()), {}});
    return spans;
}

void TerminalLine::begin() {
    text_.clear();
    styles_.clear();
    cursor_ = 0;
    complete_ = false;
}

} // namespace braid

// SPDX-License-Identifier: MIT
#include "widgets/console/terminal_text.h"

#include "widgets/visible_marks.h"

#include <algorithm>

namespace braid {

namespace {

constexpr qsizetype longestSequence = 100;

std::vector<int> numbersIn(QStringView parameters) {
    std::vector<int> numbers;
    for (const QStringView part : parameters.tokenize(QLatin1Char(';')))
        for (const QStringView number : part.tokenize(QLatin1Char(':')))
            numbers.push_back(std::min(number.toInt(), 9999));
    return numbers;
}

} // namespace

qsizetype TerminalText::feed(QStringView text, std::int64_t timeNs) {
    lineEnded_ = needsScreen_ = false;
    timeNs_ = timeNs;
    qsizetype at = 0;
    while (at < text.size() && !lineEnded_ && !needsScreen_) {
        const char16_t character = text[at].unicode();
        if (state_ != State::Text) {
            escape(character);
            ++at;
        } else if (isUnseen(character)) {
            control(character);
            ++at;
        } else {
            qsizetype end = at + 1;
            while (end < text.size() && !isUnseen(text[end].unicode()))
                ++end;
            put(text.mid(at, end - at));
            at = end;
        }
    }
    return at;
}

void TerminalText::put(QStringView text) {
    if (line().text().isEmpty())
        rows_[row_].timeNs = timeNs_;
    column_ = line().put(column_, text, style_);
    atEdge_ = column_ > 0 && column_ % wrap_ == 0;
    touch();
}

void TerminalText::control(char16_t character) {
    constexpr char16_t shiftOut = 0x0e, shiftIn = 0x0f, escape = 0x1b;
    switch (character) {
    case '\n':
        return lineFeed();
    case '\r':
        column_ = visualStart();
        break;
    case '\b':
        settle();
        column_ = std::max(column_ - 1, 0);
        break;
    case '\t': {
        constexpr int distance = 8;
        const int next = (column_ / distance + 1) * distance;
        if (column_ < line().columns())
            column_ = next;
        else
            put(QString(next - column_, QLatin1Char(' ')));
        return;
    }
    case '\a':
    case shiftOut:
    case shiftIn:
        return;
    case escape:
        state_ = State::Escape;
        return;
    default:
        return put(visibleMark(character));
    }
    atEdge_ = false;
}

void TerminalText::escape(char16_t character) {
    switch (state_) {
    case State::Escape:
        parameters_.clear();
        state_ = State::Text;
        if (character == '[')
            state_ = State::Sequence;
        else if (character == ']' || character == 'P' || character == '_' || character == '^')
            state_ = State::String; // a title, a link: nothing that is shown
        else if (character >= 0x20 && character < 0x30)
            state_ = State::Charset;
        else
            simpleEscape(character);
        break;
    case State::Sequence:
        if (character >= 0x40 && character <= 0x7e) {
            state_ = State::Text;
            sequence(character);
        } else if (character < 0x20 || parameters_.size() > longestSequence) {
            state_ = State::Text;
            if (character == '\n')
                lineFeed();
        } else {
            parameters_ += QChar(character);
        }
        break;
    case State::String:
        if (character == 0x1b)
            state_ = State::StringEscape;
        else if (character == '\a' || character == '\n')
            state_ = State::Text;
        if (character == '\n')
            lineFeed();
        break;
    case State::StringEscape:
    case State::Charset:
    case State::Text:
        state_ = State::Text;
        break;
    }
}

void TerminalText::simpleEscape(char16_t character) {
    switch (character) {
    case '7':
        saved_ = {row_, column_};
        break;
    case '8':
        row_ = std::min(saved_.first, rows_.size() - 1);
        column_ = saved_.second;
        break;
    case 'M':
        up(1);
        break;
    case 'D':
        lineFeed();
        break;
    case 'E':
        column_ = 0;
        lineFeed();
        break;
    case 'c':
        style_ = {};
        clear();
        break;
    default:
        break;
    }
}

void TerminalText::sequence(char16_t final) {
    if (parameters_.startsWith(QLatin1Char('?'))) {
        if (final == 'h' || final == 'l')
            setMode(final == 'h', numbersIn(QStringView(parameters_).mid(1)));
        return;
    }
    const std::vector<int> numbers = numbersIn(parameters_);
    const int first = numbers.empty() ? 0 : numbers.front();
    const int count = std::clamp(first, 1, TerminalLine::mostColumns);
    switch (final) {
    case 'm':
        if (!parameters_.startsWith(QLatin1Char('>')))
            style_.apply(numbers);
        return;
    case 'n': // where is the cursor: at the top, so that there is room below
        if (first == 6)
            answers_ += "\x1b[1;" + QByteArray::number(column_ % wrap_ + 1) + 'R';
        else if (first == 5)
            answers_ += "\x1b[0n";
        return;
    case 'c':
        if (parameters_.isEmpty() || first == 0)
            answers_ += "\x1b[?1;2c";
        return;
    default:
        settle();
        move(final, numbers, count);
    }
}

void TerminalText::move(char16_t final, const std::vector<int>& numbers, int count) {
    switch (final) {
    case 'K':
        eraseLine(numbers[0]);
        break;
    case 'J':
        eraseDisplay(numbers[0]);
        break;
    case 'A':
        up(count);
        break;
    case 'B':
        down(count);
        break;
    case 'C':
        column_ = std::min(column_ + count, TerminalLine::mostColumns - 1);
        break;
    case 'D':
        column_ = std::max(column_ - count, 0);
        break;
    case 'E':
        down(count);
        column_ = visualStart();
        break;
    case 'F':
        up(count);
        column_ = visualStart();
        break;
    case 'G':
    case '`':
        column_ = std::min(visualStart() + count - 1, TerminalLine::mostColumns - 1);
        break;
    case 'P':
        line().remove(column_, count);
        touch();
        break;
    case '@':
        line().insert(column_, count);
        touch();
        break;
    case 'X':
        line().erase(column_, column_ + count);
        touch();
        break;
    case 's':
        saved_ = {row_, column_};
        break;
    case 'u':
        row_ = std::min(saved_.first, rows_.size() - 1);
        column_ = saved_.second;
        break;
    case 'H':
    case 'f':
        if (count > 1 || (numbers.size() > 1 && numbers[1] > 1))
            return needScreen(final);
        home();
        break;
    case 'd':
    case 'r':
    case 'L':
    case 'M':
    case 'S':
    case 'T':
        if (final == 'r' && parameters_.isEmpty())
            return; // no region that scrolls: that is so
        return needScreen(final);
    default:
        break;
    }
}

void TerminalText::setMode(bool on, const std::vector<int>& modes) {
    const bool alternate = std::any_of(modes.begin(), modes.end(), [](int mode) {
        return mode == 1049 || mode == 1047 || mode == 47;
    });
    if (on && alternate)
        needScreen('h');
}

void TerminalText::needScreen(char16_t final) {
    needsScreen_ = true;
    forScreen_ = QStringLiteral("\x1b[") + parameters_ + QChar(final);
}

// -- where the cursor is ------------------------------------------------------------------------

/// Whoever moves the cursor finds it in the last column that was written, not behind that.
void TerminalText::settle() {
    if (std::exchange(atEdge_, false))
        --column_;
}

/// The column at which the row of a screen begins that the cursor is in.
int TerminalText::visualStart() const {
    const int at = atEdge_ ? column_ - 1 : column_;
    return at - at % wrap_;
}

void TerminalText::lineFeed() {
    const int start = visualStart();
    atEdge_ = false;
    if (start + wrap_ < line().columns()) { // within a line that goes on in the next row
        column_ += wrap_;
        return;
    }
    column_ = 0;
    if (row_ + 1 < rows_.size()) {
        ++row_;
        return;
    }
    if (rows_[row_].timeNs == 0)
        rows_[row_].timeNs = timeNs_;
    addRow();
    lineEnded_ = true;
}

void TerminalText::addRow() {
    rows_.emplace_back();
    rows_.back().timeNs = timeNs_;
    if (rows_.size() > mostRows) {
        rows_.pop_front();
        if (home_ != noHome && home_ > 0)
            --home_;
        saved_.first -= saved_.first > 0;
    }
    row_ = rows_.size() - 1;
}

void TerminalText::up(int count) {
    const int offset = column_ - visualStart();
    for (; count > 0; --count) {
        if (column_ >= wrap_) {
            column_ -= wrap_;
        } else if (row_ > 0) {
            --row_;
            const int last = std::max(line().columns() - 1, 0);
            column_ = last - last % wrap_ + offset;
        }
    }
}

void TerminalText::down(int count) {
    const int offset = column_ - visualStart();
    for (; count > 0; --count) {
        if (visualStart() + wrap_ < line().columns()) {
            column_ += wrap_;
        } else if (row_ + 1 < rows_.size()) {
            ++row_;
            column_ = offset;
        }
    }
}

void TerminalText::home() {
    if (home_ == noHome) {
        if (!rows_.back().line.text().isEmpty())
            addRow();
        home_ = rows_.size() - 1;
    }
    row_ = home_;
    column_ = 0;
}

/// All that was written since the program has cleared its screen before goes; the rest stays.
void TerminalText::clear() {
    if (home_ == noHome)
        return home();
    removeRowsFrom(home_);
    if (rows_.size() == home_)
        addRow();
    row_ = home_;
    column_ = 0;
}

void TerminalText::finish() {
    if (!rows_.back().line.text().isEmpty())
        addRow();
    row_ = rows_.size() - 1;
    column_ = 0;
    home_ = noHome;
    style_ = {};
    state_ = State::Text;
    atEdge_ = false;
}

// -- erasing ------------------------------------------------------------------------------------

void TerminalText::eraseLine(int what) {
    const int start = visualStart(), end = start + wrap_;
    if (what == 0 || what == 2) {
        const int from = what == 0 ? column_ : start;
        if (end >= line().columns())
            line().truncate(from);
        else
            line().erase(from, end);
    }
    if (what == 1)
        line().erase(start, column_ + 1);
    touch();
}

void TerminalText::eraseDisplay(int what) {
    if (what == 0) {
        line().truncate(column_);
        touch();
        removeRowsFrom(row_ + 1);
    } else if (what == 2 || what == 3) {
        clear();
    }
}

void TerminalText::removeRowsFrom(std::size_t row) {
    while (rows_.size() > row && rows_.size() > 1) {
        if (rows_.back().id != 0)
            removed_.push_back(rows_.back().id);
        rows_.pop_back();
    }
    if (row == 0) {
        rows_[0].line = {};
        rows_[0].changed = true;
    }
    row_ = std::min(row_, rows_.size() - 1);
}

} // namespace braid

// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/console/terminal_line.h"

#include <QByteArray>

#include <cstdint>
#include <deque>
#include <utility>
#include <vector>

namespace braid {

/// What is written to a terminal, as lines that run on: most programs only ever write at the end.
/// Those that draw a progress bar, edit a line that is typed, or show the same few lines again and
/// again go back in the last ones; these are kept here, and change. A program that addresses places
/// of a screen needs one: it says so.
///
/// What would change other text, or hide, is shown as a mark: see `isUnseen`.
class TerminalText {
public:
    /// How far back a program may go.
    static constexpr std::size_t mostRows = 100;

    struct Row {
        TerminalLine line;
        std::uint64_t id = 0; ///< the reader's; a new row has 0
        std::int64_t timeNs = 0;
        bool changed = true; ///< until the reader takes note
    };

    /// Takes text: up to the end of a line at most, which adds a row, and up to where a screen is
    /// needed. Returns how much. `timeNs` is when it was written.
    qsizetype feed(QStringView text, std::int64_t timeNs);
    /// The last row was begun by the text that was taken last.
    bool lineEnded() const { return lineEnded_; }
    /// What follows is for a screen; its beginning is taken back.
    bool needsScreen() const { return needsScreen_; }
    /// What the program must be given to take the screen: what it has written for it already.
    QString takeForScreen() { return std::exchange(forScreen_, {}); }

    std::deque<Row>& rows() { return rows_; }
    const std::deque<Row>& rows() const { return rows_; }
    /// Where the next character will stand: `rows()[cursorRow()]`, column.
    std::size_t cursorRow() const { return row_; }
    int cursorColumn() const { return column_; }
    /// The rows that were taken away since the last time, by their ids.
    std::vector<std::uint64_t> takeRemoved() { return std::exchange(removed_, {}); }
    /// What a terminal answers the program, which has asked.
    QByteArray takeAnswers() { return std::exchange(answers_, {}); }

    /// Lines that are longer go on in the next row of a screen this wide, as far as movements of
    /// the cursor are concerned; 0: however long, they are one row. Programs that let people edit
    /// lines count on the former.
    void wrapAt(int columns) { wrap_ = columns > 0 ? columns : noWrap; }
    /// What is there is finished: the next text begins a line.
    void finish();

private:
    enum class State { Text, Escape, Sequence, String, StringEscape, Charset };
    static constexpr int noWrap = 1 << 20;

    void put(QStringView text);
    void control(char16_t character);
    void escape(char16_t character);
    void simpleEscape(char16_t character);
    void sequence(char16_t final);
    void move(char16_t final, const std::vector<int>& numbers, int count);
    void settle();
    void setMode(bool on, const std::vector<int>& modes);
    void needScreen(char16_t final);
    TerminalLine& line() { return rows_[row_].line; }
    void touch() { rows_[row_].changed = true; }
    void lineFeed();
    void addRow();
    void up(int count);
    void down(int count);
    int visualStart() const;
    void home();
    void clear();
    void eraseLine(int what);
    void eraseDisplay(int what);
    void removeRowsFrom(std::size_t row);

    std::deque<Row> rows_ = std::deque<Row>(1);
    std::size_t row_ = 0;
    int column_ = 0;
    /// Where the top of the screen is said to be: the program went there once.
    std::size_t home_ = noHome;
    static constexpr std::size_t noHome = std::size_t(-1);
    std::pair<std::size_t, int> saved_{0, 0};
    TerminalStyle style_;
    int wrap_ = noWrap;
    std::int64_t timeNs_ = 0;
    bool atEdge_ = false; ///< the last column was written, the next character is to begin a row
    bool lineEnded_ = false;
    bool needsScreen_ = false;
    State state_ = State::Text;
    QString parameters_; ///< of an escape sequence
    QString forScreen_;
    QByteArray answers_;
    std::vector<std::uint64_t> removed_;
};

} // namespace braid

// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/console/terminal_style.h"

#include <QString>
#include <QStringView>

#include <vector>

namespace braid {

/// One line of a terminal: what stands in its columns, and how that looks. Wide characters take two
/// columns, combining ones none.
class TerminalLine {
public:
    /// Longer ones are cut.
    static constexpr int mostColumns = 4'000;

    const QString& text() const { return text_; }
    /// None if all of it looks as usual.
    std::vector<TerminalSpan> spans() const;
    int columns() const;
    /// Something that was put here had no place.
    bool isCut() const { return cut_; }
    /// Where in `text` a column begins; beyond its end if the line is shorter.
    qsizetype indexOf(int column) const;

    /// Overwrites what stands from `column` on; returns the column behind it.
    int put(int column, QStringView text, const TerminalStyle& style);
    /// Makes these columns blank.
    void erase(int from, int to);
    /// Puts `count` blank columns before this one.
    void insert(int column, int count);
    /// Takes columns out; what follows moves up.
    void remove(int column, int count);
    void truncate(int column);

private:
    void pad(int column);
    bool isWideAcross(int column) const;
    /// Puts characters in the place of `length` others.
    void replace(qsizetype at, qsizetype length, QStringView with, const TerminalStyle& style);

    QString text_;
    std::vector<TerminalStyle> styles_; ///< by character; none while all look as usual
    bool simple_ = true;                ///< a column for each character
    bool cut_ = false;
};

} // namespace braid

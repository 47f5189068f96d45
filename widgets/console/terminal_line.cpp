// SPDX-License-Identifier: MIT
#include "widgets/console/terminal_line.h"

#include <QChar>

#include <algorithm>

namespace braid {

namespace {

struct Range {
    char32_t first, last;
};

/// Unicode's East Asian wide and full-width characters, and emoji.
constexpr Range wideRanges[] = {
    {0x1100, 0x115f},   {0x231a, 0x231b},   {0x23e9, 0x23ec},   {0x25fd, 0x25fe},
    {0x2614, 0x2615},   {0x2648, 0x2653},   {0x26aa, 0x26ab},   {0x26bd, 0x26be},
    {0x26c4, 0x26c5},   {0x2705, 0x2705},   {0x270a, 0x270b},   {0x2728, 0x2728},
    {0x274c, 0x274c},   {0x274e, 0x274e},   {0x2753, 0x2755},   {0x2757, 0x2757},
    {0x2795, 0x2797},   {0x2b1b, 0x2b1c},   {0x2b50, 0x2b50},   {0x2e80, 0x303e},
    {0x3041, 0xa4cf},   {0xa960, 0xa97c},   {0xac00, 0xd7a3},   {0xf900, 0xfaff},
    {0xfe30, 0xfe6f},   {0xff00, 0xff60},   {0xffe0, 0xffe6},   {0x16fe0, 0x18aff},
    {0x1b000, 0x1b2ff}, {0x1f300, 0x1f64f}, {0x1f680, 0x1f6ff}, {0x1f900, 0x1f9ff},
    {0x20000, 0x3fffd},
};

int widthOf(char32_t character) {
    if (character < 0x300)
        return 1;
    const QChar::Category category = QChar::category(character);
    if (category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing ||
        category == QChar::Other_Format || (character >= 0xfe00 && character <= 0xfe0f))
        return 0;
    const auto* range =
        std::upper_bound(std::begin(wideRanges), std::end(wideRanges), character,
                         [](char32_t wanted, const Range& each) { return wanted < each.first; });
    return range != std::begin(wideRanges) && character <= std::prev(range)->last ? 2 : 1;
}

/// The character at `at`, and where the next one begins.
char32_t characterAt(QStringView text, qsizetype& at) {
    const QChar first = text[at++];
    if (first.isHighSurrogate() && at < text.size() && text[at].isLowSurrogate())
        return QChar::surrogateToUcs4(first, text[at++]);
    return first.unicode();
}

/// Columns of text; `end` is where at most `most` columns end, with all that combines with them.
int measure(QStringView text, int most, qsizetype& end) {
    int columns = 0;
    for (end = 0; end < text.size();) {
        qsizetype next = end;
        const int width = widthOf(characterAt(text, next));
        if (columns + width > most)
            break;
        columns += width;
        end = next;
    }
    return columns;
}

bool isSimple(QStringView text) {
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x300; });
}

/// As many as any script needs; more would be painted over the lines above and below.
constexpr int mostCombined = 8;

/// `combined` marks stand before it already.
QString withoutTowers(QStringView text, int combined) {
    QString result;
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype begin = at;
        combined = widthOf(characterAt(text, at)) ? 0 : combined + 1;
        if (combined <= mostCombined)
            result += text.mid(begin, at - begin);
    }
    return result;
}

int combinedAtEnd(QStringView text) {
    int count = 0;
    while (count < text.size() && count <= mostCombined &&
           widthOf(text[text.size() - 1 - count].unicode()) == 0)
        ++count;
    return count;
}

} // namespace

int TerminalLine::columns() const {
    if (simple_)
        return int(text_.size());
    qsizetype end = 0;
    return measure(text_, mostColumns * 2, end);
}

qsizetype TerminalLine::indexOf(int column) const {
    if (simple_)
        return std::min<qsizetype>(column, text_.size());
    qsizetype end = 0;
    measure(text_, column, end);
    return end;
}

void TerminalLine::replace(qsizetype at, qsizetype length, QStringView with,
                           const TerminalStyle& style) {
    length = std::min(length, text_.size() - at);
    text_.replace(at, length, with.data(), with.size());
    if (styles_.empty() && style == TerminalStyle())
        return;
    if (styles_.empty())
        styles_.resize(std::size_t(text_.size() - with.size() + length));
    const auto first = styles_.begin() + at;
    styles_.insert(styles_.erase(first, first + length), std::size_t(with.size()), style);
}

void TerminalLine::pad(int column) {
    if (const int missing = column - columns(); missing > 0)
        replace(text_.size(), 0, QString(missing, QLatin1Char(' ')), {});
}

int TerminalLine::put(int column, QStringView text, const TerminalStyle& style) {
    column = std::min(column, mostColumns);
    pad(column);
    const qsizetype at = indexOf(column);
    QString shortened;
    int width = int(text.size());
    if (!isSimple(text)) {
        simple_ = false;
        shortened = withoutTowers(text, combinedAtEnd(QStringView(text_).left(at)));
        qsizetype end = 0;
        width = measure(shortened, mostColumns - column, end);
        cut_ |= end < shortened.size();
        shortened.truncate(end);
        text = shortened;
    } else if (width > mostColumns - column) {
        cut_ = true;
        width = mostColumns - column;
        text = text.left(width);
    }
    if (width > 0 && !simple_ && isWideAcross(column + width))
        erase(column + width - 1, column + width + 1);
    replace(at, width > 0 ? indexOf(column + width) - at : 0, text, style);
    return column + width;
}

/// A wide character begins in the column before.
bool TerminalLine::isWideAcross(int column) const {
    qsizetype end = 0;
    return measure(text_, column, end) < column && end < text_.size();
}

void TerminalLine::erase(int from, int to) {
    to = std::min(to, columns());
    if (from >= to)
        return;
    const qsizetype at = indexOf(from);
    replace(at, indexOf(to) - at, QString(to - from, QLatin1Char(' ')), {});
}

void TerminalLine::insert(int column, int count) {
    if (column >= columns())
        return;
    replace(indexOf(column), 0, QString(count, QLatin1Char(' ')), {});
    if (columns() > mostColumns) {
        cut_ = true;
        truncate(mostColumns);
    }
}

void TerminalLine::remove(int column, int count) {
    const qsizetype at = indexOf(column);
    replace(at, indexOf(column + count) - at, {}, {});
}

void TerminalLine::truncate(int column) {
    const qsizetype at = indexOf(column);
    replace(at, text_.size() - at, {}, {});
}

std::vector<TerminalSpan> TerminalLine::spans() const {
    std::vector<TerminalSpan> spans;
    for (std::size_t i = 0; i < styles_.size(); ++i)
        if (spans.empty() ? styles_[i] != TerminalStyle() : styles_[i] != spans.back().style)
            spans.push_back({int(i), styles_[i]});
    return spans;
}

} // namespace braid

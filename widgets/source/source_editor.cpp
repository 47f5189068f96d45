// SPDX-License-Identifier: MIT
#include "widgets/source/source_editor.h"

#include "widgets/source/highlighting.h"
#include "widgets/source/source_file.h"

#include <Qsci/qscicommandset.h>
#include <Qsci/qscilexer.h>

#include <QAccessible>
#include <QEvent>
#include <QFileInfo>
#include <QFontDatabase>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace braid {

namespace {
constexpr int signMargin = 0;
constexpr int numberMargin = 1;
constexpr int selectedMarker = 1;
constexpr int columnsOfIndent = 4;
} // namespace

SourceEditor::SourceEditor(const QString& path, QWidget* parent)
    : QsciScintilla(parent) {
    setUtf8(true);
    setFrameShape(QFrame::NoFrame);
    setAcceptDrops(false); // drops are for the window, wherever they fall
    viewport()->setAcceptDrops(false);
    setAccessibleName(tr("Source of %1").arg(QFileInfo(path).fileName()));
    setIndentationsUseTabs(false);
    setTabWidth(columnsOfIndent);
    setIndentationWidth(columnsOfIndent);
    setAutoIndent(true);
    setBackspaceUnindents(true);
    setBraceMatching(SloppyBraceMatch);
    setCaretLineVisible(true);
    setScrollWidth(1);
    setScrollWidthTracking(true);
    setMarginType(signMargin, SymbolMargin);
    setMarginMarkerMask(signMargin, 0);
    setMarginType(numberMargin, NumberMargin);
    setMarginWidth(2, 4);
    setMarginMarkerMask(2, 0);
    markerDefine(Background, selectedMarker);
    setUpKeys();

    connect(this, &QsciScintillaBase::SCN_MODIFIED, this,
            [this](int position, int kind, const char*, int, int linesAdded) {
                followEdit(position, kind, linesAdded);
            });
    connect(this, &QsciScintilla::cursorPositionChanged, this, &SourceEditor::describeLine);
    connect(this, &QsciScintilla::linesChanged, this,
            [this] { setMarginWidth(numberMargin, QString::number(lines() * 10)); });
    viewport()->setMouseTracking(true);
}

/// Keys that would surprise, or that the window has for something else.
void SourceEditor::setUpKeys() {
    for (QsciCommand* command : standardCommands()->commands()) {
        for (const int key : {command->key(), command->alternateKey()}) {
            const int letter = key & ~int(Qt::KeyboardModifierMask);
            const bool isChord = key & int(Qt::CTRL);
            const bool isLetter = letter >= Qt::Key_Space && letter <= Qt::Key_AsciiTilde;
            if (!isChord || !isLetter)
                continue;
            static constexpr int usual[] = {int(Qt::CTRL) | Qt::Key_A, int(Qt::CTRL) | Qt::Key_C,
                                            int(Qt::CTRL) | Qt::Key_V, int(Qt::CTRL) | Qt::Key_X,
                                            int(Qt::CTRL) | Qt::Key_Y, int(Qt::CTRL) | Qt::Key_Z};
            if (std::find(std::begin(usual), std::end(usual), key) != std::end(usual))
                continue;
            if (key == command->key())
                command->setKey(0);
            else
                command->setAlternateKey(0);
        }
    }
}

void SourceEditor::setLanguage(const QString& path, const QString& text) {
    setLexer(makeLexer(path, text, this));
    restyle();
}

void SourceEditor::showText(const QString& next) {
    const QByteArray before = text().toUtf8();
    const QByteArray after = next.toUtf8();
    const auto common = std::mismatch(before.begin(), before.end(), after.begin(), after.end());
    qsizetype begin = common.first - before.begin();
    while (begin > 0 && before[begin - 1] != '\n')
        --begin;
    qsizetype end = 0; // what is the same from there to the end
    while (end < std::min(before.size(), after.size()) - begin &&
           before[before.size() - end - 1] == after[after.size() - end - 1])
        ++end;
    const auto beginsLine = [&end](const QByteArray& bytes) {
        return end == bytes.size() || bytes[bytes.size() - end - 1] == '\n';
    };
    while (end > 0 && !(beginsLine(before) && beginsLine(after)))
        --end;
    const QByteArray middle = after.mid(begin, after.size() - end - begin);
    const bool readOnly = isReadOnly();
    setReadOnly(false);
    SendScintilla(SCI_SETTARGETRANGE, static_cast<unsigned long>(begin),
                  static_cast<long>(before.size() - end));
    SendScintilla(SCI_REPLACETARGET, static_cast<unsigned long>(middle.size()), middle.constData());
    setReadOnly(readOnly);
    switch (lineEndOf(next)) {
    case LineEnd::Unix:
        setEolMode(EolUnix);
        break;
    case LineEnd::Windows:
        setEolMode(EolWindows);
        break;
    case LineEnd::OldMac:
        setEolMode(EolMac);
        break;
    }
}

// -- where lines are ----------------------------------------------------------------------------

void SourceEditor::savedOrLoaded() {
    sinceSave_.reset(lines());
    if (sinceRun_.now(0) < 0)
        sinceRun_ = sinceSave_;
}

void SourceEditor::runStarted() { sinceRun_ = sinceSave_; }

void SourceEditor::followEdit(int position, int kind, int linesAdded) {
    if (linesAdded == 0)
        return;
    const int line = int(SendScintilla(SCI_LINEFROMPOSITION, position));
    const bool atBeginning = SendScintilla(SCI_POSITIONFROMLINE, line) == position;
    for (LineMap* map : {&sinceSave_, &sinceRun_}) {
        if (kind & SC_MOD_INSERTTEXT)
            map->insert(line, linesAdded, atBeginning);
        else if (kind & SC_MOD_DELETETEXT)
            map->remove(line, -linesAdded, atBeginning);
    }
}

void SourceEditor::reveal(int line) {
    if (line < 0 || line >= lines())
        return;
    const int first = firstVisibleLine();
    const int seen = int(SendScintilla(SCI_LINESONSCREEN));
    if (line < first || line >= first + seen)
        setFirstVisibleLine(std::max(0, line - seen / 2));
}

void SourceEditor::goTo(int line) {
    line = std::clamp(line, 0, std::max(0, lines() - 1));
    reveal(line);
    setCursorPosition(line, std::max(0, indentation(line)));
}

void SourceEditor::markLine(int line) {
    if (line == marked_)
        return;
    markerDeleteAll(selectedMarker);
    marked_ = line;
    if (line >= 0)
        markerAdd(line, selectedMarker);
}

// -- editing ------------------------------------------------------------------------------------

void SourceEditor::toggleComment() {
    int first = 0, last = 0, from = 0, to = 0;
    const bool selected = hasSelectedText();
    if (selected)
        getSelection(&first, &from, &last, &to);
    else
        getCursorPosition(&first, &from), last = first, to = 1;
    if (to == 0 && last > first)
        --last;
    const QString mark = lineCommentOf(lexer());
    const auto blank = [this](int line) { return text(line).trimmed().isEmpty(); };
    bool allComments = true;
    int indent = INT_MAX;
    for (int line = first; line <= last; ++line) {
        if (blank(line))
            continue;
        allComments &= text(line).trimmed().startsWith(mark);
        const QString words = text(line);
        int column = 0;
        while (column < words.size() && words[column].isSpace())
            ++column;
        indent = std::min(indent, column);
    }
    if (indent == INT_MAX)
        return;
    beginUndoAction();
    for (int line = first; line <= last; ++line) {
        if (blank(line))
            continue;
        if (!allComments) {
            insertAt(mark + QLatin1Char(' '), line, indent);
            continue;
        }
        const int at = int(text(line).indexOf(mark));
        const bool spaced = text(line).mid(at + mark.size(), 1) == QLatin1String(" ");
        const int begin = positionFromLineIndex(line, at);
        SendScintilla(SCI_DELETERANGE, static_cast<unsigned long>(begin),
                      static_cast<long>(mark.size() + spaced));
    }
    endUndoAction();
}

// -- signs --------------------------------------------------------------------------------------

const LineNote* SourceEditor::noteAt(int line) const {
    const auto found = std::lower_bound(notes_.begin(), notes_.end(), line,
                                        [](const LineNote& n, int l) { return n.line < l; });
    return found != notes_.end() && found->line == line ? &*found : nullptr;
}

void SourceEditor::setNotes(std::vector<LineNote> notes) {
    std::sort(notes.begin(), notes.end(),
              [](const LineNote& a, const LineNote& b) { return a.line < b.line; });
    if (notes == notes_)
        return;
    const std::vector<LineNote> before = std::exchange(notes_, std::move(notes));
    for (const LineNote& note : before)
        if (const LineNote* now = noteAt(note.line); !now || *now != note)
            updateLine(note.line);
    for (const LineNote& note : notes_)
        if (std::find(before.begin(), before.end(), note) == before.end())
            updateLine(note.line);
    describeLine();
}

void SourceEditor::updateLine(int line) {
    const auto position = SendScintilla(SCI_POSITIONFROMLINE, line);
    const int y = int(SendScintilla(SCI_POINTYFROMPOSITION, 0UL, position));
    viewport()->update(0, y, viewport()->width(), textHeight(line));
}

std::vector<SourceEditor::Placed> SourceEditor::place(const LineNote& note, int* y) const {
    const auto end = SendScintilla(SCI_GETLINEENDPOSITION, note.line);
    *y = int(SendScintilla(SCI_POINTYFROMPOSITION, 0UL, end));
    const int height = textHeight(note.line);
    const QFontMetrics metrics(font());
    const int gap = metrics.averageCharWidth();
    const int glyph = metrics.height();
    int width = 0;
    std::vector<Placed> placed;
    for (const LineNote::Part& part : note.parts) {
        const int own = glyph + gap / 2 + metrics.horizontalAdvance(part.text) + 2 * gap;
        placed.push_back({QRect(width, *y, own, height), &part});
        width += own;
    }
    // Behind the text; where that leaves too little room, over its end.
    const int behind = int(SendScintilla(SCI_POINTXFROMPOSITION, 0UL, end)) + 3 * gap;
    const int left = std::min(behind, viewport()->width() - width);
    for (Placed& each : placed)
        each.area.translate(left, 0);
    return placed;
}

void SourceEditor::paintEvent(QPaintEvent* event) {
    QsciScintilla::paintEvent(event);
    const Theme theme = Theme::of(palette());
    QPainter painter(viewport());
    painter.setFont(font());
    const QFontMetrics metrics(font());
    const int gap = metrics.averageCharWidth();
    for (const LineNote& note : notes_) {
        int y = 0;
        const std::vector<Placed> placed = place(note, &y);
        if (placed.empty() || y + textHeight(note.line) < event->rect().top() ||
            y > event->rect().bottom())
            continue;
        const QRect sign(0, y, marginWidth(signMargin), textHeight(note.line));
        paintGlyph(painter, placed.front().part->glyph, sign.adjusted(1, 2, -1, -2),
                   theme.color(placed.front().part->color));
        for (const auto& [area, part] : placed) {
            QColor ground = theme.color(ColorRole::StrandGround);
            painter.fillRect(area.adjusted(-gap / 2, 1, -gap, -1), ground);
            const QRectF glyph(area.left(), area.top() + 2, metrics.height(), area.height() - 4);
            paintGlyph(painter, part->glyph, glyph, theme.color(part->color));
            painter.setPen(theme.color(part->glyph == Glyph::Blocked ? ColorRole::Failed
                                                                     : ColorRole::DimText));
            painter.drawText(area.adjusted(metrics.height() + gap / 2, 0, 0, 0),
                             Qt::AlignLeft | Qt::AlignVCenter, part->text);
        }
    }
}

std::optional<std::pair<int, LineNote::Part>> SourceEditor::partAt(QPoint point) const {
    for (const LineNote& note : notes_) {
        int y = 0;
        for (const Placed& placed : place(note, &y))
            if (placed.area.contains(point))
                return std::pair(note.line, *placed.part);
    }
    return {};
}

void SourceEditor::mouseReleaseEvent(QMouseEvent* event) {
    QsciScintilla::mouseReleaseEvent(event);
    if (event->button() != Qt::LeftButton || hasSelectedText())
        return;
    if (const auto hit = partAt(event->position().toPoint()))
        emit noteClicked(hit->first, hit->second);
}

void SourceEditor::mouseMoveEvent(QMouseEvent* event) {
    QsciScintilla::mouseMoveEvent(event);
    const auto hit = partAt(event->position().toPoint());
    viewport()->setToolTip(hit ? tr("Select the task") : QString());
    if (hit)
        viewport()->setCursor(Qt::PointingHandCursor);
    else if (viewport()->cursor().shape() == Qt::PointingHandCursor)
        viewport()->setCursor(Qt::IBeamCursor);
}

/// What the signs say, for those who hear where the cursor is.
void SourceEditor::describeLine() {
    int line = 0, column = 0;
    getCursorPosition(&line, &column);
    const LineNote* const note = noteAt(line);
    const QString words = note ? note->words() : QString();
    if (words == accessibleDescription())
        return;
    setAccessibleDescription(words);
}

// -- look ---------------------------------------------------------------------------------------

void SourceEditor::restyle() {
    const Theme theme = Theme::of(palette());
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    // As large as everything else, whatever the desktop thinks of letters of one width.
    fixed.setPointSizeF(QFontInfo(QWidget::font()).pointSizeF());
    const QColor ground = theme.color(ColorRole::Ground);
    const QColor text = theme.color(ColorRole::Text);
    if (QsciLexer* const known = lexer()) {
        setLook(*known, theme, fixed);
    } else {
        QsciScintilla::setFont(fixed);
        setColor(text);
        setPaper(ground);
    }
    setCaretForegroundColor(text);
    setCaretLineBackgroundColor(theme.color(ColorRole::RowHovered));
    setMarginsFont(fixed);
    setMarginsForegroundColor(theme.color(ColorRole::DimText));
    setMarginsBackgroundColor(theme.color(ColorRole::StrandGround));
    setMarginBackgroundColor(2, ground);
    setMarkerBackgroundColor(theme.color(ColorRole::RowSelected), selectedMarker);
    setSelectionBackgroundColor(palette().color(QPalette::Highlight));
    setSelectionForegroundColor(palette().color(QPalette::HighlightedText));
    setMatchedBraceBackgroundColor(theme.color(ColorRole::RowSelected));
    setMatchedBraceForegroundColor(text);
    setUnmatchedBraceBackgroundColor(ground);
    setUnmatchedBraceForegroundColor(theme.color(ColorRole::Failed));
    setMarginWidth(signMargin, QFontMetrics(fixed).height() + 2);
    setMarginWidth(numberMargin, QString::number(lines() * 10));
}

void SourceEditor::changeEvent(QEvent* event) {
    QsciScintilla::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationFontChange ||
        event->type() == QEvent::FontChange)
        restyle();
}

} // namespace braid

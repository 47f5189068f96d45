// SPDX-License-Identifier: MIT
#include "widgets/console/console_text.h"

#include "widgets/console/console_margin.h"
#include "widgets/console/terminal_look.h"
#include "widgets/focus.h"

#include <QEvent>
#include <QFontDatabase>
#include <QPainter>
#include <QPlainTextDocumentLayout>
#include <QScrollBar>
#include <QTextBlock>

#include <algorithm>
#include <cmath>
#include <utility>

namespace braid {

namespace {

QTextCharFormat formatOf(const TerminalStyle& style, const QColor& usual, const QPalette& palette) {
    const TerminalLook look = TerminalLook::of(style, usual, palette);
    QTextCharFormat format;
    format.setForeground(look.foreground);
    if (look.background.isValid())
        format.setBackground(look.background);
    if (style.bold)
        format.setFontWeight(QFont::Bold);
    format.setFontItalic(style.italic);
    format.setFontUnderline(style.underline);
    return format;
}

/// `paint(start, end, style)` for each part of a line that looks the same.
template<typename Paint>
void forEachPart(const std::vector<TerminalSpan>& spans, int length, Paint paint) {
    int start = 0;
    TerminalStyle style;
    for (const TerminalSpan& span : spans) {
        const int end = std::min(span.start, length);
        if (end > start)
            paint(start, end, style);
        start = end;
        style = span.style;
    }
    if (length > start)
        paint(start, length, style);
}

/// All of a line. Not by a movement to its end, for which it would be laid out.
QTextCursor wholeText(const QTextBlock& block) {
    QTextCursor cursor(block);
    cursor.setPosition(block.position() + block.length() - 1, QTextCursor::KeepAnchor);
    return cursor;
}

/// What a line costs beside its characters.
constexpr int lineWeight = 100;

} // namespace

ConsoleText::ConsoleText(QWidget* parent)
    : QPlainTextEdit(parent)
    , margin_(new ConsoleMargin(*this)) {
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setUndoRedoEnabled(false);
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // columns stay as many as they were told
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setWordWrapMode(QTextOption::WrapAnywhere);
    // Whatever a line holds, it begins at the left: nobody's text moves to the other side.
    QTextOption option = document()->defaultTextOption();
    option.setTextDirection(Qt::LeftToRight);
    document()->setDefaultTextOption(option);
    viewport()->setMouseTracking(true);
    connect(this, &QPlainTextEdit::updateRequest, this, &ConsoleText::scrolled);
    margin_->layOut();
}

void ConsoleText::setName(int run, const QString& name) {
    if (std::size_t(run) >= names_.size())
        names_.resize(std::size_t(run) + 1);
    if (names_[std::size_t(run)] == name)
        return;
    names_[std::size_t(run)] = name;
    margin_->layOut();
}

// -- lines --------------------------------------------------------------------------------------

ConsoleText::Kept& ConsoleText::keptOf(int run) {
    const auto index = std::size_t(std::max(run, 0));
    if (index >= kept_.size())
        kept_.resize(index + 1);
    return kept_[index];
}

void ConsoleText::beginChange() {
    const QScrollBar* bar = verticalScrollBar();
    wasAtEnd_ = bar->value() >= bar->maximum() - 1;
    setUpdatesEnabled(false);
    QTextCursor(document()).beginEditBlock();
}

void ConsoleText::endChange() {
    QTextCursor(document()).endEditBlock();
    // For itself: all between what changes is laid out again.
    QTextCursor(document()).beginEditBlock();
    dropOldest();
    QTextCursor(document()).endEditBlock();
    if (until_ || shownRun_ >= 0)
        tellDocumentSize();
    setUpdatesEnabled(true);
    if (wasAtEnd_)
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    emit scrolled();
}

void ConsoleText::append(const ConsoleLine& line) {
    QTextCursor cursor(document());
    cursor.setPosition(document()->characterCount() - 1);
    if (cursor.block().userData())
        cursor.insertBlock();
    auto* mark = new LineMark(line);
    cursor.block().setUserData(mark);
    write(cursor, line.spans, line.text, *mark);
    Kept& kept = keptOf(line.run);
    kept.lines.push_back(line.id);
    kept.weight += line.text.size() + lineWeight;
    updateVisibility(cursor.block());
}

bool ConsoleText::change(const ConsoleLine& line) {
    const QTextBlock block = blockOf(line.id);
    if (!block.isValid())
        return false;
    LineMark* mark = LineMark::of(block);
    mark->spans = line.spans;
    keptOf(mark->run).weight += line.text.size() + 1 - block.length();
    QTextCursor cursor = wholeText(block);
    cursor.removeSelectedText();
    write(cursor, line.spans, line.text, *mark);
    return true;
}

void ConsoleText::write(QTextCursor& cursor, const std::vector<TerminalSpan>& spans,
                        const QString& text, const LineMark& mark) {
    const QColor usual = Theme::of(palette()).color(mark.role);
    forEachPart(spans, int(text.size()), [&](int start, int end, TerminalStyle style) {
        style.italic |= mark.kind == ConsoleLine::Kind::Note;
        cursor.insertText(text.mid(start, end - start), formatOf(style, usual, palette()));
    });
}

void ConsoleText::remove(std::uint64_t id) {
    QTextBlock block = blockOf(id);
    if (!block.isValid())
        return;
    Kept& kept = keptOf(LineMark::of(block)->run);
    kept.weight -= block.length() - 1 + lineWeight;
    kept.lines.erase(std::lower_bound(kept.lines.begin(), kept.lines.end(), id));
    QTextCursor cursor = wholeText(block);
    cursor.removeSelectedText();
    // The block of two that are joined by this is given what the other one was.
    const bool last = !block.next().isValid();
    const QTextBlock other = last ? block.previous() : block.next();
    if (!other.isValid()) {
        block.setUserData(nullptr);
        return;
    }
    const LineMark mark(*LineMark::of(other));
    const bool visible = other.isVisible();
    cursor.setPosition(block.position() + (last ? -1 : 1), QTextCursor::KeepAnchor);
    cursor.removeSelectedText();
    block = cursor.block();
    block.setUserData(new LineMark(mark));
    block.setVisible(visible);
    block.setLineCount(visible ? 1 : 0);
}

void ConsoleText::dropOldest() {
    const auto weight = [this] {
        qint64 sum = 0;
        for (const Kept& kept : kept_)
            sum += kept.weight;
        return sum;
    };
    constexpr qint64 mostWeight = mostCharacters + qint64(mostLines) * lineWeight;
    while (document()->blockCount() > mostLines || weight() > mostWeight) {
        const auto most =
            std::max_element(kept_.begin(), kept_.end(),
                             [](const Kept& a, const Kept& b) { return a.weight < b.weight; });
        if (most == kept_.end() || most->lines.empty())
            return;
        const std::uint64_t oldest = most->lines.front();
        remove(oldest);
        if (!most->lines.empty() && most->lines.front() == oldest)
            most->lines.pop_front();
    }
}

void ConsoleText::clearLines() {
    kept_.clear();
    setCaret(0, 0);
    clear();
}

/// Lines stand in the order of their ids.
QTextBlock ConsoleText::blockOf(std::uint64_t id) const {
    int first = 0, last = document()->blockCount();
    while (first < last) {
        const int middle = (first + last) / 2;
        const QTextBlock block = document()->findBlockByNumber(middle);
        const LineMark* mark = LineMark::of(block);
        if (mark && mark->id == id)
            return block;
        if (mark && mark->id < id)
            first = middle + 1;
        else
            last = middle;
    }
    return {};
}

// -- what is shown ------------------------------------------------------------------------------

bool ConsoleText::isShown(const LineMark& mark) const {
    if ((shownRun_ >= 0 && mark.run != shownRun_) || (until_ && mark.timeNs > *until_))
        return false;
    if (mark.fold == 0)
        return true;
    const LineMark* fold = LineMark::of(blockOf(mark.fold));
    return !fold || fold->isOpen;
}

/// Returns whether it has changed.
bool ConsoleText::updateVisibility(QTextBlock block) const {
    const LineMark* const mark = LineMark::of(block);
    const bool visible = !mark || isShown(*mark);
    if (block.isVisible() == visible)
        return false;
    block.setVisible(visible);
    block.setLineCount(visible ? std::max(1, block.layout()->lineCount()) : 0);
    return true;
}

bool ConsoleText::updateVisibilities() {
    bool changed = false;
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next())
        changed |= updateVisibility(block);
    if (changed)
        tellDocumentSize();
    return changed;
}

/// The layout does not notice that lines are hidden.
void ConsoleText::tellDocumentSize() {
    auto* const layout = static_cast<QPlainTextDocumentLayout*>(document()->documentLayout());
    layout->requestUpdate();
    emit layout->documentSizeChanged(layout->documentSize());
    viewport()->update();
    margin_->update();
    emit scrolled();
}

void ConsoleText::showUntil(std::optional<std::int64_t> timeNs) {
    if (std::exchange(until_, timeNs) != timeNs && updateVisibilities())
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

void ConsoleText::showRun(int run) {
    if (std::exchange(shownRun_, run) == run)
        return;
    updateVisibilities();
    verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

void ConsoleText::setFolded(std::uint64_t fold, bool folded) {
    const QTextBlock head = blockOf(fold);
    LineMark* mark = LineMark::of(head);
    if (!mark || mark->isOpen == !folded)
        return;
    mark->isOpen = !folded;
    QTextCursor sign = wholeText(head); // "▸ 3 frames of libraries"
    QString text = sign.selectedText();
    text.replace(folded ? QChar(0x25be) : QChar(0x25b8), folded ? QChar(0x25b8) : QChar(0x25be));
    sign.insertText(text);
    const int run = mark->run;
    for (QTextBlock block = head.next(); block.isValid(); block = block.next()) {
        const LineMark* line = LineMark::of(block);
        if (line && line->fold == fold)
            updateVisibility(block);
        else if (line && line->run == run)
            break;
    }
    tellDocumentSize();
}

void ConsoleText::setCaret(std::uint64_t id, int column) {
    if (std::exchange(caretLine_, id) == id && std::exchange(caretColumn_, column) == column)
        return;
    caretColumn_ = column;
    viewport()->update();
}

QRectF ConsoleText::caretRect() const {
    const QTextBlock block = caretLine_ ? blockOf(caretLine_) : QTextBlock();
    if (!block.isValid() || !block.isVisible())
        return {};
    const QRectF rect = blockBoundingGeometry(block).translated(contentOffset());
    const int length = block.length() - 1;
    QTextCursor cursor(block);
    cursor.setPosition(block.position() + std::min(caretColumn_, length));
    QRectF caret = cursorRect(cursor);
    caret.translate(std::max(caretColumn_ - length, 0) * columnWidth(), 0);
    caret.setSize({columnWidth(), qreal(fontMetrics().height())});
    return rect.intersects(QRectF(viewport()->rect())) ? caret : QRectF();
}

void ConsoleText::setTypedFor(Typing typing) {
    if (std::exchange(typing_, typing) == typing)
        return;
    setAttribute(Qt::WA_InputMethodEnabled, typing != Typing::Nobody);
    viewport()->setAttribute(Qt::WA_InputMethodEnabled, typing != Typing::Nobody);
    setCursorWidth(typing == Typing::Keys ? 0 : 1); // there is one caret, the script's
    viewport()->update();
}

void ConsoleText::setRoomBelow(int pixels) {
    if (std::exchange(roomBelow_, pixels) == pixels)
        return;
    const bool atEnd = verticalScrollBar()->value() == verticalScrollBar()->maximum();
    margin_->layOut();
    if (atEnd)
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

qreal ConsoleText::columnWidth() const {
    return QFontMetricsF(font()).horizontalAdvance(QLatin1Char('M'));
}

int ConsoleText::columns() const {
    const qreal margins = 2 * document()->documentMargin();
    return std::max(1, int((viewport()->width() - margins) / columnWidth()));
}

int ConsoleText::rows() const {
    return std::max(1, (viewport()->height() + roomBelow_) / fontMetrics().lineSpacing());
}

void ConsoleText::tellSize() {
    if (std::exchange(toldColumns_, columns()) == columns() &&
        std::exchange(toldRows_, rows()) == rows())
        return;
    toldRows_ = rows();
    emit sizeChanged(toldColumns_, toldRows_);
}

void ConsoleText::resizeEvent(QResizeEvent* event) {
    QPlainTextEdit::resizeEvent(event);
    margin_->place();
    tellSize();
    emit scrolled();
}

void ConsoleText::changeEvent(QEvent* event) {
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        recolor();
    else if (event->type() == QEvent::FontChange && margin_)
        margin_->layOut();
}

void ConsoleText::paintEvent(QPaintEvent* event) {
    QPlainTextEdit::paintEvent(event);
    QPainter painter(viewport());
    if (const QRectF caret = caretRect(); !caret.isEmpty()) {
        const QColor color = palette().color(QPalette::Text);
        if (!preedit_.isEmpty()) {
            QFont font = this->font();
            font.setUnderline(true);
            painter.setFont(font);
            painter.setPen(color);
            painter.drawText(caret.topLeft() + QPointF(0, fontMetrics().ascent()), preedit_);
        } else if (hasFocus()) {
            QColor block = color;
            block.setAlphaF(0.55F);
            painter.fillRect(caret, block);
        } else {
            painter.setPen(color);
            painter.drawRect(caret.adjusted(0, 0, -1, -1));
        }
    }
    if (!focusShown_)
        return;
    painter.setPen(Theme::of(palette()).color(ColorRole::Running));
    painter.drawRect(viewport()->rect().adjusted(0, 0, -1, -1));
}

void ConsoleText::focusInEvent(QFocusEvent* event) {
    QPlainTextEdit::focusInEvent(event);
    focusShown_ = cameByKeyboard(*event);
    viewport()->update();
}

void ConsoleText::focusOutEvent(QFocusEvent* event) {
    QPlainTextEdit::focusOutEvent(event);
    focusShown_ = false;
    viewport()->update();
}

void ConsoleText::recolor() {
    const Theme theme = Theme::of(palette());
    QTextCursor cursor(document());
    cursor.beginEditBlock();
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        const LineMark* mark = LineMark::of(block);
        if (!mark)
            continue;
        const QColor usual = theme.color(mark->role);
        forEachPart(mark->spans, block.length() - 1, [&](int start, int end, TerminalStyle style) {
            style.italic |= mark->kind == ConsoleLine::Kind::Note;
            cursor.setPosition(block.position() + start);
            cursor.setPosition(block.position() + end, QTextCursor::KeepAnchor);
            cursor.setCharFormat(formatOf(style, usual, palette()));
        });
    }
    cursor.endEditBlock();
}

} // namespace braid

// SPDX-License-Identifier: MIT
#include "widgets/console/console_text.h"

#include "widgets/focus.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QFontDatabase>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>

#include <algorithm>
#include <optional>
#include <utility>

namespace braid {

namespace {

/// What a block of the document is marked with. Its text is in the document alone.
class LineMark : public QTextBlockUserData {
public:
    LineMark(const ConsoleLine& line, std::uint64_t openId)
        : run(line.run)
        , timeNs(line.timeNs)
        , spans(line.spans)
        , id(openId)
        , role(line.isNote                        ? ColorRole::DimText
               : line.stream == OutputStream::Err ? ColorRole::Failed
                                                  : ColorRole::Text) {}

    static const LineMark* of(const QTextBlock& block) {
        return block.isValid() ? static_cast<const LineMark*>(block.userData()) : nullptr;
    }

    int run;
    std::int64_t timeNs;
    std::vector<TerminalSpan> spans;
    std::uint64_t id; ///< of an open line; 0 for others
    ColorRole role;
};

QColor colorOf(const TerminalColor& color, const Theme& theme) {
    return color.isNumbered() ? theme.terminalColor(color.number()) : QColor(QRgb(color.rgb()));
}

QTextCharFormat formatOf(const TerminalStyle& style, const QColor& usual, const QPalette& palette,
                         const Theme& theme) {
    QColor foreground = style.foreground.isDefault() ? usual : colorOf(style.foreground, theme);
    std::optional<QColor> background;
    if (!style.background.isDefault())
        background = colorOf(style.background, theme);
    if (style.inverse) {
        const QColor ground = background.value_or(palette.color(QPalette::Base));
        background = foreground;
        foreground = ground;
    }
    if (style.faint)
        foreground.setAlphaF(0.6F);
    QTextCharFormat format;
    format.setForeground(foreground);
    if (background)
        format.setBackground(*background);
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

} // namespace

class ConsoleText::Margin : public QWidget {
public:
    explicit Margin(ConsoleText& text)
        : QWidget(&text)
        , text_(text) {}

protected:
    void paintEvent(QPaintEvent* event) override { text_.paintMargin(event->rect()); }
    void wheelEvent(QWheelEvent* event) override { text_.wheelEvent(event); }

private:
    ConsoleText& text_;
};

ConsoleText::ConsoleText(QWidget* parent)
    : QPlainTextEdit(parent)
    , margin_(new Margin(*this)) {
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setUndoRedoEnabled(false);
    setMaximumBlockCount(mostLines);
    setFrameShape(QFrame::NoFrame);
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    connect(this, &QPlainTextEdit::updateRequest, margin_, [this](const QRect& rect, int dy) {
        if (dy)
            margin_->scroll(0, dy);
        else
            margin_->update(0, rect.y(), margin_->width(), rect.height());
    });
    layOutMargin();
}

void ConsoleText::setName(int run, const QString& name) {
    if (std::size_t(run) >= names_.size())
        names_.resize(std::size_t(run) + 1);
    if (names_[std::size_t(run)] == name)
        return;
    names_[std::size_t(run)] = name;
    layOutMargin();
}

void ConsoleText::appendLines(const std::deque<ConsoleLine>& lines) {
    QScrollBar* bar = verticalScrollBar();
    const bool atEnd = bar->value() >= bar->maximum() - 1;
    setUpdatesEnabled(false);
    QTextCursor cursor(document());
    cursor.beginEditBlock();
    for (const ConsoleLine& line : lines) {
        if (!takePlaceOfOpen(line, cursor)) {
            cursor.movePosition(QTextCursor::End);
            if (cursor.block().userData())
                cursor.insertBlock();
        }
        write(cursor, line);
    }
    cursor.endEditBlock();
    if (until_)
        tellDocumentSize();
    setUpdatesEnabled(true);
    if (atEnd)
        bar->setValue(bar->maximum());
}

/// Puts the cursor where the line belongs, if that is open, and empties the place.
bool ConsoleText::takePlaceOfOpen(const ConsoleLine& line, QTextCursor& cursor) {
    const auto open = std::find_if(openLines_.begin(), openLines_.end(), [&](const OpenLine& o) {
        return o.run == line.run && o.stream == line.stream;
    });
    if (line.isNote || open == openLines_.end())
        return false;
    cursor.setPosition(open->begin.position());
    const LineMark* mark = LineMark::of(cursor.block());
    const bool isThere = mark && mark->id == open->id; // the oldest lines go
    openLines_.erase(open);
    if (!isThere)
        return false;
    cursor.movePosition(QTextCursor::StartOfBlock);
    cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
    cursor.removeSelectedText();
    return true;
}

void ConsoleText::write(QTextCursor& cursor, const ConsoleLine& line) {
    const Theme theme = Theme::of(palette());
    auto* mark = new LineMark(line, line.isOpen ? ++lastId_ : 0);
    const QColor usual = theme.color(mark->role);
    forEachPart(line.spans, int(line.text.size()), [&](int start, int end, TerminalStyle style) {
        style.italic |= line.isNote;
        cursor.insertText(line.text.mid(start, end - start),
                          formatOf(style, usual, palette(), theme));
    });
    cursor.block().setUserData(mark);
    if (until_)
        updateVisibility(cursor.block());
    if (!line.isOpen)
        return;
    QTextCursor begin(cursor.block());
    begin.setKeepPositionOnInsert(true);
    openLines_.push_back({line.run, line.stream, begin, mark->id});
}

void ConsoleText::showUntil(std::optional<std::int64_t> timeNs) {
    if (std::exchange(until_, timeNs) == timeNs)
        return;
    bool changed = false;
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next())
        changed |= updateVisibility(block);
    if (!changed)
        return;
    tellDocumentSize();
    verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    viewport()->update();
    margin_->update();
}

/// Returns whether it has changed.
bool ConsoleText::updateVisibility(QTextBlock block) const {
    const LineMark* const mark = LineMark::of(block);
    const bool visible = !until_ || !mark || mark->timeNs <= *until_;
    if (block.isVisible() == visible)
        return false;
    block.setVisible(visible);
    block.setLineCount(visible ? std::max(1, block.layout()->lineCount()) : 0);
    return true;
}

/// The layout does not notice that lines are hidden.
void ConsoleText::tellDocumentSize() {
    auto* const layout = static_cast<QPlainTextDocumentLayout*>(document()->documentLayout());
    layout->requestUpdate();
    emit layout->documentSizeChanged(layout->documentSize());
}

void ConsoleText::clearLines() {
    openLines_.clear();
    clear();
}

int ConsoleText::columns() const {
    const int margins = int(2 * document()->documentMargin());
    return std::max(1, (viewport()->width() - margins) / fontMetrics().averageCharWidth());
}

int ConsoleText::rows() const {
    return std::max(1, viewport()->height() / fontMetrics().lineSpacing());
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
    placeMargin();
    tellSize();
}

void ConsoleText::changeEvent(QEvent* event) {
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        recolor();
    else if (event->type() == QEvent::FontChange)
        layOutMargin();
}

void ConsoleText::paintEvent(QPaintEvent* event) {
    QPlainTextEdit::paintEvent(event);
    if (!focusShown_)
        return;
    QPainter painter(viewport());
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
            style.italic |= mark->role == ColorRole::DimText;
            cursor.setPosition(block.position() + start);
            cursor.setPosition(block.position() + end, QTextCursor::KeepAnchor);
            cursor.setCharFormat(formatOf(style, usual, palette(), theme));
        });
    }
    cursor.endEditBlock();
}

void ConsoleText::layOutMargin() {
    const QFontMetrics metrics(font());
    int widest = metrics.averageCharWidth() * 9;
    for (const QString& name : names_)
        widest = std::max(widest, metrics.horizontalAdvance(name));
    nameWidth_ = 14 + std::min(widest, metrics.averageCharWidth() * 26);
    timeWidth_ = metrics.horizontalAdvance(QStringLiteral("0000.000")) + 8;
    setViewportMargins(nameWidth_ + timeWidth_ + 8, 0, 0, 0);
    placeMargin();
}

void ConsoleText::placeMargin() {
    const QRect area = contentsRect();
    margin_->setGeometry(area.x(), area.y(), nameWidth_ + timeWidth_ + 8, viewport()->height());
}

void ConsoleText::paintMargin(const QRect& area) {
    QPainter painter(margin_);
    const Theme theme = Theme::of(palette());
    const QFontMetrics metrics(font());
    painter.fillRect(area, palette().color(QPalette::Base));
    painter.setFont(font());
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        if (!block.isVisible())
            continue;
        const QRectF rect = blockBoundingGeometry(block).translated(contentOffset());
        if (rect.top() > area.bottom())
            break;
        const LineMark* mark = LineMark::of(block);
        if (!mark || rect.bottom() < area.top())
            continue;
        const QRect line(0, int(rect.top()), nameWidth_, metrics.height());
        const QColor color = theme.scriptColor(mark->run);
        // The chip is as long as the lines are one script's; its name stands once, at their head.
        const LineMark* before = LineMark::of(block.previous());
        const bool head = block == firstVisibleBlock() || !before || before->run != mark->run;
        painter.fillRect(QRectF(4, rect.top() + (head ? 1 : 0), 3, rect.height() - (head ? 1 : 0)),
                         color);
        if (head) {
            painter.setPen(color);
            painter.drawText(line.adjusted(13, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                             metrics.elidedText(names_[std::size_t(mark->run)], Qt::ElideMiddle,
                                                nameWidth_ - 13));
        }
        painter.setPen(theme.color(ColorRole::DimText));
        painter.drawText(QRect(nameWidth_, line.y(), timeWidth_, line.height()),
                         Qt::AlignRight | Qt::AlignVCenter,
                         QString::number(double(mark->timeNs) / 1e9, 'f', 3));
    }
}

} // namespace braid

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

namespace braid {

namespace {

/// What a block of the document is marked with. Its text is in the document alone.
class LineMark : public QTextBlockUserData {
public:
    explicit LineMark(const ConsoleLine& line)
        : run(line.run)
        , timeNs(line.timeNs)
        , role(line.isNote                        ? ColorRole::DimText
               : line.stream == OutputStream::Err ? ColorRole::Failed
                                                  : ColorRole::Text) {}

    static const LineMark* of(const QTextBlock& block) {
        return block.isValid() ? static_cast<const LineMark*>(block.userData()) : nullptr;
    }

    int run;
    std::int64_t timeNs;
    ColorRole role;
};

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
    const Theme theme = Theme::of(palette());
    QScrollBar* bar = verticalScrollBar();
    const bool atEnd = bar->value() >= bar->maximum() - 1;
    setUpdatesEnabled(false);
    QTextCursor cursor(document());
    cursor.movePosition(QTextCursor::End);
    cursor.beginEditBlock();
    for (const ConsoleLine& line : lines) {
        if (cursor.block().userData())
            cursor.insertBlock();
        auto* mark = new LineMark(line);
        QTextCharFormat format;
        format.setForeground(theme.color(mark->role));
        format.setFontItalic(line.isNote);
        cursor.insertText(line.text, format);
        cursor.block().setUserData(mark);
    }
    cursor.endEditBlock();
    setUpdatesEnabled(true);
    if (atEnd)
        bar->setValue(bar->maximum());
}

void ConsoleText::resizeEvent(QResizeEvent* event) {
    QPlainTextEdit::resizeEvent(event);
    placeMargin();
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
        cursor.setPosition(block.position());
        cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
        QTextCharFormat format;
        format.setForeground(theme.color(mark->role));
        cursor.mergeCharFormat(format);
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

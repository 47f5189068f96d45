// SPDX-License-Identifier: MIT
#include "widgets/console/console_margin.h"

#include "widgets/console/console_text.h"
#include "widgets/theme.h"

#include <QCoreApplication>
#include <QMouseEvent>
#include <QPaintEvent>
#include <QPainter>

#include <algorithm>

namespace braid {

namespace {
constexpr int gap = 8;
}

ConsoleMargin::ConsoleMargin(ConsoleText& text)
    : QWidget(&text)
    , text_(text) {
    setCursor(Qt::PointingHandCursor);
    setToolTip(QCoreApplication::translate("braid::ConsoleMargin",
                                           "Show the moment when this was written, in all panes"));
    connect(&text, &QPlainTextEdit::updateRequest, this, [this](const QRect& rect, int dy) {
        if (dy)
            scroll(0, dy);
        else
            update(0, rect.y(), width(), rect.height());
    });
}

void ConsoleMargin::layOut() {
    const QFontMetrics metrics(text_.font());
    int widest = metrics.averageCharWidth() * 9;
    for (const QString& name : text_.names_)
        widest = std::max(widest, metrics.horizontalAdvance(name));
    nameWidth_ = 14 + std::min(widest, metrics.averageCharWidth() * 26);
    timeWidth_ = metrics.horizontalAdvance(QStringLiteral("0000.000")) + gap;
    text_.setViewportMargins(nameWidth_ + timeWidth_ + gap, 0, 0, text_.roomBelow());
    place();
}

void ConsoleMargin::place() {
    const QRect area = text_.contentsRect();
    setGeometry(area.x(), area.y(), nameWidth_ + timeWidth_ + gap, text_.viewport()->height());
}

void ConsoleMargin::wheelEvent(QWheelEvent* event) {
    QCoreApplication::sendEvent(text_.viewport(), event);
}

void ConsoleMargin::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
        text_.showMomentOf(text_.cursorForPosition({0, int(event->position().y())}).block());
}

void ConsoleMargin::paintEvent(QPaintEvent* event) {
    const QRect area = event->rect();
    QPainter painter(this);
    const Theme theme = Theme::of(palette());
    const QFontMetrics metrics(text_.font());
    painter.fillRect(area, palette().color(QPalette::Base));
    painter.setFont(text_.font());
    const LineMark* before = nullptr;
    for (QTextBlock block = text_.firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF rect = text_.blockBoundingGeometry(block).translated(text_.contentOffset());
        if (rect.top() > area.bottom())
            break;
        const LineMark* mark = LineMark::of(block);
        if (!mark || !block.isVisible())
            continue;
        // The chip is as long as the lines are one script's; its name stands once, at their head.
        const bool head = !before || before->run != mark->run;
        before = mark;
        if (rect.bottom() < area.top())
            continue;
        const QRect line(0, int(rect.top()), nameWidth_, metrics.height());
        const QColor color = theme.scriptColor(mark->run);
        painter.fillRect(QRectF(4, rect.top() + (head ? 1 : 0), 3, rect.height() - (head ? 1 : 0)),
                         color);
        if (head) {
            painter.setPen(color);
            painter.drawText(
                line.adjusted(13, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                metrics.elidedText(text_.name(mark->run), Qt::ElideMiddle, nameWidth_ - 13));
        }
        painter.setPen(theme.color(ColorRole::DimText));
        painter.drawText(QRect(nameWidth_, line.y(), timeWidth_, line.height()),
                         Qt::AlignRight | Qt::AlignVCenter,
                         QString::number(double(mark->timeNs) / 1e9, 'f', 3));
    }
}

} // namespace braid

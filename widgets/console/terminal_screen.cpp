// SPDX-License-Identifier: MIT
#include "widgets/console/terminal_screen.h"

#include "widgets/console/terminal_look.h"

#include <QApplication>
#include <QClipboard>
#include <QFontDatabase>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace braid {

namespace {

constexpr int frameMs = 33;

bool isBefore(QPoint a, QPoint b) { return a.y() != b.y() ? a.y() < b.y() : a.x() < b.x(); }

/// Keys that a program does not get: see the class.
bool isWindows(const QKeyEvent& key) {
    const Qt::KeyboardModifiers modifiers = key.modifiers() & ~Qt::KeypadModifier;
    return key.key() == Qt::Key_F6 || (key.key() == Qt::Key_F5 && modifiers == Qt::ShiftModifier) ||
           ((modifiers & Qt::ControlModifier) && (modifiers & Qt::ShiftModifier));
}

int buttonOf(Qt::MouseButton button) {
    return button == Qt::LeftButton ? 1 : button == Qt::MiddleButton ? 2 : 3;
}

} // namespace

TerminalScreen::TerminalScreen(QWidget* parent)
    : QWidget(parent)
    , terminal_(80, 24) {
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAttribute(Qt::WA_InputMethodEnabled);
    setMouseTracking(true);
    setCursor(Qt::IBeamCursor);
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setAccessibleName(tr("Screen of the program"));
    timer_.setSingleShot(true);
    connect(&timer_, &QTimer::timeout, this, [this] {
        sinceShown_.start();
        for (const QRect& cells : std::exchange(unseen_, {}))
            update(cellRect(cells.topLeft())
                       .united(cellRect(cells.bottomRight()))
                       .toAlignedRect()
                       .adjusted(-1, 0, 1, 0));
    });
    connect(&terminal_, &Terminal::changed, this, &TerminalScreen::showCells);
    connect(&terminal_, &Terminal::cursorMoved, this, [this] {
        showCells(QRect(shownCursor_, QSize(2, 1)));
        shownCursor_ = terminal_.cursor();
        showCells(QRect(shownCursor_, QSize(2, 1)));
    });
    sinceShown_.start();
    layOut();
}

void TerminalScreen::showCells(const QRect& cells) {
    unseen_ += cells;
    if (!timer_.isActive())
        timer_.start(std::max<int>(0, frameMs - int(sinceShown_.elapsed())));
}

QString TerminalScreen::text() const {
    QStringList lines;
    for (int row = 0; row < terminal_.rows(); ++row)
        lines << terminal_.line(row).text();
    while (!lines.isEmpty() && lines.last().isEmpty())
        lines.removeLast();
    return lines.join(QLatin1Char('\n'));
}

// -- cells --------------------------------------------------------------------------------------

void TerminalScreen::layOut() {
    cellWidth_ = QFontMetricsF(font()).horizontalAdvance(QLatin1Char('M'));
    cellHeight_ = QFontMetrics(font()).height();
    const int columns = std::max(1, int(width() / cellWidth_));
    const int rows = std::max(1, height() / cellHeight_);
    if (columns == terminal_.columns() && rows == terminal_.rows())
        return;
    selectedFrom_ = selectedTo_ = {-1, -1};
    terminal_.resize(columns, rows);
    update();
    emit sizeChanged(columns, rows);
}

QRectF TerminalScreen::cellRect(QPoint cell, int width) const {
    return {cell.x() * cellWidth_, qreal(cell.y() * cellHeight_), width * cellWidth_,
            qreal(cellHeight_)};
}

QPoint TerminalScreen::cellAt(const QPointF& position) const {
    return {std::clamp(int(position.x() / cellWidth_), 0, terminal_.columns() - 1),
            std::clamp(int(position.y()) / cellHeight_, 0, terminal_.rows() - 1)};
}

void TerminalScreen::resizeEvent(QResizeEvent*) { layOut(); }

void TerminalScreen::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        layOut();
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange)
        update();
}

// -- painting -----------------------------------------------------------------------------------

void TerminalScreen::paintEvent(QPaintEvent* event) {
    QPainter painter(this);
    painter.fillRect(event->rect(), palette().color(QPalette::Base));
    const int first = std::max(0, event->rect().top() / cellHeight_);
    const int last = std::min(terminal_.rows() - 1, event->rect().bottom() / cellHeight_);
    const int from = std::max(0, int(event->rect().left() / cellWidth_) - 1);
    const int to = std::min(terminal_.columns(), int(event->rect().right() / cellWidth_) + 2);
    for (int row = first; row <= last; ++row)
        paintRow(painter, row, from, to);
    paintCursor(painter);
    if (hasFocus() && focusPolicy() != Qt::NoFocus) {
        painter.setPen(Theme::of(palette()).color(ColorRole::Running));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void TerminalScreen::paintRow(QPainter& painter, int row, int from, int to) {
    const QColor usual = palette().color(QPalette::Text);
    QFont font = this->font();
    // Neighbours that look the same are one text, as long as each is a column wide for sure.
    for (int column = from; column < to;) {
        const Terminal::Cell first = terminal_.cell(row, column);
        const bool selected = isSelected({column, row});
        QString text = first.text.isEmpty() ? QStringLiteral(" ") : first.text;
        int width = first.width;
        const auto simple = [](const QString& each) {
            return each.isEmpty() || (each.size() == 1 && each[0].unicode() < 0x80);
        };
        if (simple(first.text)) {
            for (; column + width < to; ++width) {
                const Terminal::Cell next = terminal_.cell(row, column + width);
                if (!simple(next.text) || next.width != 1 || next.style != first.style ||
                    isSelected({column + width, row}) != selected)
                    break;
                text += next.text.isEmpty() ? QStringLiteral(" ") : next.text;
            }
        }
        const QRectF rect = cellRect({column, row}, width);
        TerminalLook look = TerminalLook::of(first.style, usual, palette());
        if (selected)
            look = {palette().color(QPalette::HighlightedText),
                    palette().color(QPalette::Highlight)};
        if (look.background.isValid())
            painter.fillRect(rect, look.background);
        font.setBold(first.style.bold);
        font.setItalic(first.style.italic);
        font.setUnderline(first.style.underline);
        painter.setFont(font);
        painter.setPen(look.foreground);
        painter.drawText(QPointF(rect.left(), rect.top() + painter.fontMetrics().ascent()), text);
        column += width;
    }
}

void TerminalScreen::paintCursor(QPainter& painter) {
    const QRectF rect = cellRect(terminal_.cursor());
    if (!preedit_.isEmpty()) {
        QFont font = this->font();
        font.setUnderline(true);
        painter.setFont(font);
        painter.fillRect(
            QRectF(rect.topLeft(),
                   QSizeF(painter.fontMetrics().horizontalAdvance(preedit_), cellHeight_)),
            palette().color(QPalette::Base));
        painter.setPen(palette().color(QPalette::Text));
        painter.drawText(QPointF(rect.left(), rect.top() + painter.fontMetrics().ascent()),
                         preedit_);
        return;
    }
    if (!terminal_.isCursorVisible())
        return;
    const QColor color = palette().color(QPalette::Text);
    if (!hasFocus()) {
        painter.setPen(color);
        painter.drawRect(rect.adjusted(0, 0, -1, -1));
        return;
    }
    painter.fillRect(rect, color);
    painter.setFont(font());
    painter.setPen(palette().color(QPalette::Base));
    painter.drawText(QPointF(rect.left(), rect.top() + painter.fontMetrics().ascent()),
                     terminal_.cell(terminal_.cursor().y(), terminal_.cursor().x()).text);
}

// -- keys ---------------------------------------------------------------------------------------

bool TerminalScreen::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride) {
        event->setAccepted(!isWindows(*static_cast<QKeyEvent*>(event)));
        return true;
    }
    if (event->type() == QEvent::KeyPress) { // before Tab moves the focus
        auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Tab || key->key() == Qt::Key_Backtab) {
            keyPressEvent(key);
            return true;
        }
    }
    return QWidget::event(event);
}

void TerminalScreen::keyPressEvent(QKeyEvent* event) {
    const bool ctrlShift = event->modifiers() == (Qt::ControlModifier | Qt::ShiftModifier);
    if (ctrlShift && event->key() == Qt::Key_C)
        return copy();
    if ((ctrlShift && event->key() == Qt::Key_V) ||
        (event->modifiers() == Qt::ShiftModifier && event->key() == Qt::Key_Insert))
        return paste();
    if (isWindows(*event) || !terminal_.press(*event))
        return event->ignore();
    select({-1, -1}, {-1, -1});
}

void TerminalScreen::inputMethodEvent(QInputMethodEvent* event) {
    preedit_ = event->preeditString();
    if (!event->commitString().isEmpty())
        terminal_.type(event->commitString());
    update();
    event->accept();
}

QVariant TerminalScreen::inputMethodQuery(Qt::InputMethodQuery query) const {
    switch (query) {
    case Qt::ImEnabled:
        return true;
    case Qt::ImCursorRectangle:
        return cellRect(terminal_.cursor()).toAlignedRect();
    case Qt::ImFont:
        return font();
    case Qt::ImHints:
        return int(Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    default:
        return QWidget::inputMethodQuery(query);
    }
}

void TerminalScreen::copy() const {
    if (const QString text = selectedText(); !text.isEmpty())
        QApplication::clipboard()->setText(text);
}

void TerminalScreen::paste() {
    if (const QString text = QApplication::clipboard()->text(); !text.isEmpty())
        terminal_.paste(text);
}

void TerminalScreen::focusInEvent(QFocusEvent*) { update(); }
void TerminalScreen::focusOutEvent(QFocusEvent*) { update(); }

// -- the mouse ----------------------------------------------------------------------------------

bool TerminalScreen::isProgramsMouse(Qt::KeyboardModifiers modifiers) const {
    return terminal_.wantsMouse() && !(modifiers & Qt::ShiftModifier);
}

void TerminalScreen::mousePressEvent(QMouseEvent* event) {
    const QPoint cell = cellAt(event->position());
    if (isProgramsMouse(event->modifiers()))
        return terminal_.mouse(cell, buttonOf(event->button()), true, event->modifiers());
    if (event->button() == Qt::LeftButton)
        select(cell, {-1, -1});
    else if (event->button() == Qt::MiddleButton)
        terminal_.paste(QApplication::clipboard()->text(QClipboard::Selection));
}

void TerminalScreen::mouseMoveEvent(QMouseEvent* event) {
    const QPoint cell = cellAt(event->position());
    if (isProgramsMouse(event->modifiers())) {
        if (terminal_.wantsMouseMoves())
            terminal_.moveMouse(cell, event->modifiers());
    } else if (event->buttons() & Qt::LeftButton && selectedFrom_.x() >= 0) {
        select(selectedFrom_, cell);
    }
}

void TerminalScreen::mouseReleaseEvent(QMouseEvent* event) {
    if (isProgramsMouse(event->modifiers()))
        terminal_.mouse(cellAt(event->position()), buttonOf(event->button()), false,
                        event->modifiers());
    else if (const QString text = selectedText();
             !text.isEmpty() && QApplication::clipboard()->supportsSelection())
        QApplication::clipboard()->setText(text, QClipboard::Selection);
}

void TerminalScreen::wheelEvent(QWheelEvent* event) {
    wheel_ += event->angleDelta().y();
    const int steps = wheel_ / QWheelEvent::DefaultDeltasPerStep;
    wheel_ -= steps * QWheelEvent::DefaultDeltasPerStep;
    const QPoint cell = cellAt(event->position());
    constexpr int up = 4, down = 5, linesPerStep = 3;
    for (int i = 0; i < std::abs(steps); ++i) {
        if (isProgramsMouse(event->modifiers())) {
            terminal_.mouse(cell, steps > 0 ? up : down, true, event->modifiers());
            continue;
        }
        // A program without a mouse scrolls by keys.
        QKeyEvent key(QEvent::KeyPress, steps > 0 ? Qt::Key_Up : Qt::Key_Down, Qt::NoModifier);
        for (int line = 0; line < linesPerStep; ++line)
            terminal_.press(key);
    }
    event->accept();
}

void TerminalScreen::contextMenuEvent(QContextMenuEvent* event) {
    if (isProgramsMouse(event->modifiers()))
        return;
    QMenu menu;
    menu.addAction(tr("&Copy"), this, &TerminalScreen::copy)->setEnabled(!selectedText().isEmpty());
    menu.addAction(tr("&Paste"), this, &TerminalScreen::paste);
    menu.exec(event->globalPos());
}

// -- what is selected ---------------------------------------------------------------------------

void TerminalScreen::select(QPoint from, QPoint to) {
    if (std::exchange(selectedFrom_, from) == from && std::exchange(selectedTo_, to) == to)
        return;
    selectedTo_ = to;
    update();
}

bool TerminalScreen::isSelected(QPoint cell) const {
    if (selectedFrom_.x() < 0 || selectedTo_.x() < 0)
        return false;
    const auto [first, last] = isBefore(selectedFrom_, selectedTo_)
                                   ? std::pair(selectedFrom_, selectedTo_)
                                   : std::pair(selectedTo_, selectedFrom_);
    return !isBefore(cell, first) && !isBefore(last, cell);
}

QString TerminalScreen::selectedText() const {
    QStringList lines;
    for (int row = 0; row < terminal_.rows(); ++row) {
        QString line;
        bool any = false;
        for (int column = 0; column < terminal_.columns();) {
            const Terminal::Cell cell = terminal_.cell(row, column);
            if (isSelected({column, row})) {
                any = true;
                line += cell.text.isEmpty() ? QStringLiteral(" ") : cell.text;
            }
            column += cell.width;
        }
        while (line.endsWith(QLatin1Char(' ')))
            line.chop(1);
        if (any)
            lines << line;
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace braid

// SPDX-License-Identifier: MIT
// What people do with the text of a console: keys, clicks, copies.
#include "widgets/console/console_text.h"

#include <QApplication>
#include <QClipboard>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMimeData>
#include <QScrollBar>
#include <QTextBlock>

#include <memory>

namespace braid {

namespace {

bool isCopy(const QKeyEvent& key) {
    return key.key() == Qt::Key_C && key.modifiers() == (Qt::ControlModifier | Qt::ShiftModifier);
}

bool isPaste(const QKeyEvent& key) {
    return (key.key() == Qt::Key_V &&
            (key.modifiers() == (Qt::ControlModifier | Qt::ShiftModifier) ||
             key.modifiers() == Qt::ControlModifier)) ||
           (key.key() == Qt::Key_Insert && key.modifiers() == Qt::ShiftModifier);
}

bool isFind(const QKeyEvent& key) { return key.matches(QKeySequence::Find); }

/// Keys that stay the window's while a script is typed to.
bool isWindows(const QKeyEvent& key) {
    const bool ctrl = key.modifiers() & Qt::ControlModifier;
    return (key.key() >= Qt::Key_F1 && key.key() <= Qt::Key_F35) ||
           (ctrl && key.key() == Qt::Key_Q) || (ctrl && key.modifiers() & Qt::ShiftModifier);
}

} // namespace

bool ConsoleText::isForScript(const QKeyEvent& key) const {
    if (typing_ == Typing::Nobody || isWindows(key))
        return false;
    if (typing_ == Typing::Keys)
        return true;
    if (key.modifiers() == Qt::ControlModifier)
        return key.key() == Qt::Key_C || key.key() == Qt::Key_D || key.key() == Qt::Key_Backslash;
    return key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter ||
           key.key() == Qt::Key_Backspace || (!key.text().isEmpty() && key.text()[0].isPrint());
}

bool ConsoleText::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride) {
        const auto& key = *static_cast<QKeyEvent*>(event);
        if (isFind(key) || isCopy(key) || isForScript(key)) {
            event->accept();
            return true;
        }
    } else if (event->type() == QEvent::KeyPress && typing_ == Typing::Keys) {
        // Before Tab moves the focus: it completes words.
        auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Tab || key->key() == Qt::Key_Backtab) {
            keyPressEvent(key);
            return true;
        }
    }
    return QPlainTextEdit::event(event);
}

void ConsoleText::keyPressEvent(QKeyEvent* event) {
    if (isFind(*event)) {
        emit findWanted();
        return;
    }
    const bool interrupts = event->key() == Qt::Key_C && event->modifiers() == Qt::ControlModifier;
    if (isCopy(*event) || (interrupts && textCursor().hasSelection())) {
        copy();
        // What is copied is selected no more, so that the same key interrupts the next time.
        QTextCursor cursor = textCursor();
        cursor.clearSelection();
        setTextCursor(cursor);
        return;
    }
    const bool scrolls = event->modifiers() == Qt::ShiftModifier &&
                         (event->key() == Qt::Key_PageUp || event->key() == Qt::Key_PageDown);
    if (scrolls) {
        verticalScrollBar()->triggerAction(event->key() == Qt::Key_PageUp
                                               ? QAbstractSlider::SliderPageStepSub
                                               : QAbstractSlider::SliderPageStepAdd);
        return;
    }
    if (typing_ != Typing::Nobody && isPaste(*event)) {
        emit pasteWanted(QApplication::clipboard()->text());
        return;
    }
    if (isForScript(*event)) {
        event->ignore();
        emit keyTyped(event);
        if (event->isAccepted())
            verticalScrollBar()->setValue(verticalScrollBar()->maximum());
        return;
    }
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) &&
        activate(textCursor().block()))
        return;
    QPlainTextEdit::keyPressEvent(event);
}

void ConsoleText::inputMethodEvent(QInputMethodEvent* event) {
    if (typing_ == Typing::Nobody)
        return QPlainTextEdit::inputMethodEvent(event);
    preedit_ = event->preeditString();
    if (!event->commitString().isEmpty())
        emit textTyped(event->commitString());
    viewport()->update();
    event->accept();
}

QVariant ConsoleText::inputMethodQuery(Qt::InputMethodQuery query) const {
    if (typing_ != Typing::Nobody && query == Qt::ImEnabled)
        return true;
    if (typing_ != Typing::Nobody && query == Qt::ImCursorRectangle)
        return caretRect().toAlignedRect();
    return QPlainTextEdit::inputMethodQuery(query);
}

// -- places -------------------------------------------------------------------------------------

std::optional<PlaceInText> ConsoleText::placeAt(const QPoint& position) const {
    const QTextCursor cursor = cursorForPosition(position);
    const auto place = PlaceInText::find(cursor.block().text());
    if (!place || !blockBoundingGeometry(cursor.block())
                       .translated(contentOffset())
                       .contains(QPointF(position)))
        return {};
    // A whole line of a traceback is one target; elsewhere what names the place.
    const int at = cursor.positionInBlock();
    return place->isFrame || (at >= place->start && at <= place->end) ? place : std::nullopt;
}

bool ConsoleText::activate(const QTextBlock& block) {
    const LineMark* mark = LineMark::of(block);
    if (!mark)
        return false;
    if (mark->kind == ConsoleLine::Kind::Fold) {
        setFolded(mark->id, mark->isOpen);
        return true;
    }
    const auto place = PlaceInText::find(block.text());
    if (place)
        emit placeActivated(place->file, place->line);
    return place.has_value();
}

void ConsoleText::showMomentOf(const QTextBlock& block) {
    if (const LineMark* const mark = LineMark::of(block))
        emit momentActivated(mark->run, mark->timeNs);
}

void ConsoleText::mouseMoveEvent(QMouseEvent* event) {
    QPlainTextEdit::mouseMoveEvent(event);
    if (event->buttons() != Qt::NoButton)
        return;
    const QPoint at = event->position().toPoint();
    const LineMark* mark = LineMark::of(cursorForPosition(at).block());
    const bool target = (mark && mark->kind == ConsoleLine::Kind::Fold) || placeAt(at);
    viewport()->setCursor(target ? Qt::PointingHandCursor : Qt::IBeamCursor);
}

void ConsoleText::mousePressEvent(QMouseEvent* event) {
    pressedAt_ = event->position().toPoint();
    QPlainTextEdit::mousePressEvent(event);
}

void ConsoleText::mouseReleaseEvent(QMouseEvent* event) {
    QPlainTextEdit::mouseReleaseEvent(event);
    const QPoint at = event->position().toPoint();
    if (event->button() == Qt::MiddleButton && typing_ != Typing::Nobody)
        emit pasteWanted(QApplication::clipboard()->text(QClipboard::Selection));
    if (event->button() != Qt::LeftButton || textCursor().hasSelection() ||
        (at - pressedAt_).manhattanLength() >= QApplication::startDragDistance())
        return;
    const QTextBlock block = cursorForPosition(at).block();
    const LineMark* mark = LineMark::of(block);
    if ((mark && mark->kind == ConsoleLine::Kind::Fold) || placeAt(at))
        activate(block);
}

void ConsoleText::contextMenuEvent(QContextMenuEvent* event) {
    const std::unique_ptr<QMenu> menu(createStandardContextMenu());
    const QTextBlock block = cursorForPosition(event->pos()).block();
    if (const auto place = PlaceInText::find(block.text())) {
        menu->addSeparator();
        menu->addAction(
            tr("&Go to %1:%2").arg(place->file.section(QLatin1Char('/'), -1)).arg(place->line),
            this, [this, block] { activate(block); });
    }
    emit menuAboutToShow(menu.get());
    menu->exec(event->globalPos());
}

/// What is folded away is copied with the rest; what stands for it, and other scripts' lines that
/// are not shown, are not.
QMimeData* ConsoleText::createMimeDataFromSelection() const {
    const QTextCursor selection = textCursor();
    QStringList lines;
    for (QTextBlock block = document()->findBlock(selection.selectionStart());
         block.isValid() && block.position() < selection.selectionEnd(); block = block.next()) {
        const LineMark* mark = LineMark::of(block);
        const bool others = mark && shownRun_ >= 0 && mark->run != shownRun_;
        if (others || (mark && mark->kind == ConsoleLine::Kind::Fold))
            continue;
        const int from = std::max(selection.selectionStart() - block.position(), 0);
        const int to = std::min(selection.selectionEnd() - block.position(), block.length() - 1);
        lines << block.text().mid(from, to - from);
    }
    auto* copied = new QMimeData;
    copied->setText(lines.join(QLatin1Char('\n')));
    return copied;
}

} // namespace braid

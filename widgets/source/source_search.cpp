// SPDX-License-Identifier: MIT
#include "widgets/source/source_search.h"

#include "widgets/source/source_editor.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>

namespace braid {

SourceSearch::SourceSearch(QWidget* parent)
    : QWidget(parent)
    , name_(new QLabel)
    , input_(new QLineEdit)
    , status_(new QLabel) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 4, 8, 4);
    layout->addWidget(name_);
    layout->addWidget(input_, 1);
    layout->addWidget(status_);
    name_->setBuddy(input_);
    input_->setClearButtonEnabled(true);
    input_->setAcceptDrops(false);
    input_->installEventFilter(this);
    connect(input_, &QLineEdit::textEdited, this, &SourceSearch::typed);
    hide();
}

QString SourceSearch::status() const { return status_->text(); }

void SourceSearch::open(SourceEditor* editor, Purpose purpose, const QString& text) {
    if (!editor)
        return;
    editor_ = editor;
    purpose_ = purpose;
    name_->setText(purpose == Purpose::Text ? tr("Find:") : tr("Go to line:"));
    input_->setAccessibleName(purpose == Purpose::Text ? tr("Find in source") : tr("Line"));
    input_->setText(text);
    input_->selectAll();
    status_->clear();
    show();
    input_->setFocus(Qt::ShortcutFocusReason);
}

void SourceSearch::find(SourceEditor* editor) {
    const QString selected = editor ? editor->selectedText() : QString();
    open(editor, Purpose::Text,
         selected.isEmpty() || selected.contains(QLatin1Char('\n')) ? wanted_ : selected);
}

void SourceSearch::goToLine(SourceEditor* editor) {
    int line = 0, column = 0;
    if (editor)
        editor->getCursorPosition(&line, &column);
    open(editor, Purpose::Line, QString::number(line + 1));
    if (editor)
        status_->setText(tr("of %1").arg(editor->lines()));
}

void SourceSearch::step(SourceEditor* editor, bool forward) {
    editor_ = editor;
    if (!editor)
        return;
    if (wanted_.isEmpty())
        find(editor);
    else
        look(forward, false);
}

void SourceSearch::typed() {
    if (purpose_ == Purpose::Line) {
        if (const int line = input_->text().toInt(); line > 0)
            editor_->goTo(line - 1);
        return;
    }
    wanted_ = input_->text();
    look(true, true);
}

/// Capitals count as soon as one is typed.
bool SourceSearch::look(bool forward, bool fromHere) {
    int fromLine = 0, fromColumn = 0, toLine = 0, toColumn = 0;
    editor_->getSelection(&fromLine, &fromColumn, &toLine, &toColumn);
    if (!editor_->hasSelectedText()) {
        editor_->getCursorPosition(&fromLine, &fromColumn);
        toLine = fromLine, toColumn = fromColumn;
    }
    const bool atBegin = fromHere || !forward;
    const bool found =
        !wanted_.isEmpty() &&
        editor_->findFirst(wanted_, false, wanted_ != wanted_.toLower(), false, true, forward,
                           atBegin ? fromLine : toLine, atBegin ? fromColumn : toColumn);
    status_->setText(wanted_.isEmpty() || found ? QString() : tr("not found"));
    return found;
}

bool SourceSearch::eventFilter(QObject* watched, QEvent* event) {
    if (watched == input_ && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        switch (key->key()) {
        case Qt::Key_Escape:
            hide();
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (purpose_ == Purpose::Line) {
                typed();
                hide();
            } else {
                wanted_ = input_->text();
                look(!(key->modifiers() & Qt::ShiftModifier), false);
            }
            return true;
        default:
            break;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void SourceSearch::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    if (editor_ && (input_->hasFocus() || !window()->focusWidget()))
        editor_->setFocus(Qt::OtherFocusReason);
}

} // namespace braid

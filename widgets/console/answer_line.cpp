// SPDX-License-Identifier: MIT
#include "widgets/console/answer_line.h"

#include "widgets/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>

#include <algorithm>
#include <memory>

namespace braid {

AnswerLine::AnswerLine(QWidget* parent)
    : QLineEdit(parent) {
    setFrame(false);
    setTextMargins(2, 0, 2, 0);
}

void AnswerLine::setQuestion(const QString& question) {
    question_ = fontMetrics().elidedText(question, Qt::ElideLeft, width() / 2);
    setTextMargins(2 + fontMetrics().horizontalAdvance(question_), 0, 2, 0);
    update();
}

void AnswerLine::setSecret(bool secret) {
    setEchoMode(secret ? QLineEdit::Password : QLineEdit::Normal);
    setInputMethodHints(secret ? Qt::ImhHiddenText | Qt::ImhSensitiveData : Qt::ImhNone);
}

void AnswerLine::enter() {
    const QString line = text();
    if (echoMode() == QLineEdit::Normal && !line.isEmpty() &&
        (history_.isEmpty() || history_.last() != line))
        history_ << line;
    recalled_ = int(history_.size());
    newLine_.clear();
    clear();
    emit entered(line);
}

/// Many lines are many answers; the last one, which has no end, can still be changed.
void AnswerLine::paste(const QString& pasted) {
    QStringList lines = QString(pasted).remove(QLatin1Char('\r')).split(QLatin1Char('\n'));
    while (lines.size() > 1) {
        insert(lines.takeFirst());
        enter();
    }
    insert(lines.first());
}

void AnswerLine::recall(int step) {
    const int wanted = std::clamp(recalled_ + step, 0, int(history_.size()));
    if (wanted == recalled_)
        return;
    if (recalled_ == history_.size())
        newLine_ = text();
    recalled_ = wanted;
    setText(wanted == history_.size() ? newLine_ : history_[wanted]);
}

bool AnswerLine::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->modifiers() == Qt::ControlModifier && key->key() == Qt::Key_D) {
            event->accept();
            return true;
        }
    }
    return QLineEdit::event(event);
}

void AnswerLine::keyPressEvent(QKeyEvent* event) {
    const bool ctrl = event->modifiers() == Qt::ControlModifier;
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        return enter();
    if (event->matches(QKeySequence::Paste))
        return paste(QApplication::clipboard()->text());
    if (ctrl && event->key() == Qt::Key_D) {
        if (text().isEmpty())
            emit ended();
        return;
    }
    if (ctrl && event->key() == Qt::Key_C && !hasSelectedText()) {
        clear();
        emit interrupted();
        return;
    }
    if (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)
        return recall(event->key() == Qt::Key_Up ? -1 : 1);
    QLineEdit::keyPressEvent(event);
}

void AnswerLine::contextMenuEvent(QContextMenuEvent* event) {
    const std::unique_ptr<QMenu> menu(createStandardContextMenu());
    if (auto* action = menu->findChild<QAction*>(QStringLiteral("edit-paste"))) {
        action->disconnect();
        connect(action, &QAction::triggered, this,
                [this] { paste(QApplication::clipboard()->text()); });
    }
    menu->exec(event->globalPos());
}

void AnswerLine::paintEvent(QPaintEvent* event) {
    QLineEdit::paintEvent(event);
    QPainter painter(this);
    painter.setPen(Theme::of(palette()).color(ColorRole::DimText));
    painter.drawText(rect().adjusted(4, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, question_);
    painter.fillRect(
        QRect(0, 0, 2, height()),
        Theme::of(palette()).color(hasFocus() ? ColorRole::Running : ColorRole::Waiting));
}

} // namespace braid

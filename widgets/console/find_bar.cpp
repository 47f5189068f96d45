// SPDX-License-Identifier: MIT
#include "widgets/console/find_bar.h"

#include "widgets/console/console_text.h"
#include "widgets/glyphs.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QTextBlock>
#include <QToolButton>

namespace braid {

FindBar::FindBar(ConsoleText& text, QWidget* parent)
    : QWidget(parent)
    , text_(text)
    , input_(new QLineEdit)
    , status_(new QLabel) {
    input_->setPlaceholderText(tr("Find in the console"));
    input_->setAccessibleName(input_->placeholderText());
    input_->setClearButtonEnabled(true);
    input_->installEventFilter(this);
    status_->setTextFormat(Qt::PlainText);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 3, 4, 3);
    layout->addWidget(input_, 1);
    layout->addWidget(status_);
    const auto button = [&](const QString& sign, const QString& tip, auto slot) {
        auto* made = new QToolButton;
        made->setText(sign);
        made->setToolTip(tip);
        made->setAccessibleName(tip);
        made->setAutoRaise(true);
        connect(made, &QToolButton::clicked, this, slot);
        layout->addWidget(made);
        return made;
    };
    button(QStringLiteral("\u2191"), tr("The place before (Shift+Enter)"), [this] { go(true); });
    button(QStringLiteral("\u2193"), tr("The next place (Enter)"), [this] { go(false); });
    button({}, tr("Close (Escape)"), [this] { close(); })->setIcon(glyphIcon(Glyph::Close));
    connect(input_, &QLineEdit::textChanged, this, &FindBar::search);
    hide();
}

QString FindBar::status() const { return status_->text(); }

void FindBar::open() {
    show();
    if (const QString selected = text_.textCursor().selectedText();
        !selected.isEmpty() && !selected.contains(QChar::ParagraphSeparator))
        input_->setText(selected);
    input_->setFocus(Qt::ShortcutFocusReason);
    input_->selectAll();
    markAll();
}

void FindBar::close() {
    hide();
    text_.setExtraSelections({});
    text_.setFocus(Qt::ShortcutFocusReason);
}

void FindBar::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QWidget::keyPressEvent(event);
}

bool FindBar::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter ||
            key->key() == Qt::Key_F3) {
            go(key->modifiers() & Qt::ShiftModifier);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

/// The latest place first: what somebody looks for has mostly just gone by.
void FindBar::search() {
    markAll();
    QTextCursor end(text_.document());
    end.movePosition(QTextCursor::End);
    if (!input_->text().isEmpty())
        findFrom(end, true);
}

void FindBar::go(bool back) {
    if (input_->text().isEmpty())
        return;
    QTextCursor start(text_.document());
    start.movePosition(back ? QTextCursor::End : QTextCursor::Start);
    if (!findFrom(text_.textCursor(), back))
        findFrom(start, back);
    markAll();
}

bool FindBar::findFrom(QTextCursor from, bool back) {
    const auto flags = back ? QTextDocument::FindBackward : QTextDocument::FindFlags();
    for (;;) {
        from = text_.document()->find(input_->text(), from, flags);
        if (from.isNull())
            return false;
        const LineMark* mark = LineMark::of(from.block());
        if (!from.block().isVisible() && mark && mark->fold != 0 &&
            (text_.shownRun() < 0 || text_.shownRun() == mark->run))
            text_.setFolded(mark->fold, false);
        if (from.block().isVisible())
            break;
    }
    text_.setTextCursor(from);
    text_.centerCursor();
    return true;
}

void FindBar::markAll() {
    const QString wanted = input_->text();
    QList<QTextEdit::ExtraSelection> places;
    QTextCharFormat format;
    QColor ground = text_.palette().color(QPalette::Highlight);
    ground.setAlphaF(0.35F);
    format.setBackground(ground);
    bool more = false;
    QTextCursor at(text_.document());
    while (!wanted.isEmpty()) {
        at = text_.document()->find(wanted, at);
        if (at.isNull())
            break;
        if (places.size() == mostPlaces) {
            more = true;
            break;
        }
        places << QTextEdit::ExtraSelection{at, format};
    }
    text_.setExtraSelections(places);
    status_->setText(wanted.isEmpty()   ? QString()
                     : more             ? tr("more than %1").arg(mostPlaces)
                     : places.isEmpty() ? tr("not found")
                                        : tr("%n place(s)", nullptr, int(places.size())));
}

} // namespace braid

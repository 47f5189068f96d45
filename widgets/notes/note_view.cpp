// SPDX-License-Identifier: MIT
#include "widgets/notes/note_view.h"

#include "widgets/message.h"
#include "widgets/notes/block_view.h"
#include "widgets/notes/block_words.h"
#include "widgets/notes/note_text.h"
#include "widgets/session/session.h"
#include "widgets/wording.h"

#include <QApplication>
#include <QLabel>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace braid {

namespace {
/// Lines that are longer are hard to read.
constexpr int widestInCharacters = 100;
constexpr int indentation = 24;
} // namespace

NoteView::NoteView(Session& session, const std::filesystem::path& file, QWidget* parent)
    : QWidget(parent)
    , session_(session)
    , note_(session, file)
    , message_(new Message)
    , summary_(new QLabel)
    , scroll_(new QScrollArea) {
    summary_->setContentsMargins(12, 4, 12, 2);
    summary_->setEnabled(false);
    summary_->setWordWrap(true);
    scroll_->setWidgetResizable(true);
    scroll_->setFrameShape(QFrame::NoFrame);
    scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll_->setAccessibleName(tr("Note %1").arg(toShown(file.filename().string())));
    message_->hide();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(message_);
    layout->addWidget(summary_);
    layout->addWidget(scroll_, 1);
    setFocusProxy(scroll_);

    connect(message_, &Message::closed, message_, &QWidget::hide);
    connect(&note_, &OpenNote::read, this, &NoteView::tellRead);
    connect(&note_, &OpenNote::problemChanged, this, &NoteView::tellProblem);
    connect(&note_, &OpenNote::planned, this, [this] {
        for (BlockView* const each : blocks_)
            each->updatePlan();
        updateSummary();
    });
    connect(&note_, &OpenNote::resultChanged, this, [this](int number) {
        if (BlockView* const view = block(number))
            view->updateResult();
    });
    connect(&note_, &OpenNote::changed, this, &NoteView::changed);
    connect(qApp, &QApplication::focusChanged, this,
            [this](QWidget*, QWidget* now) { followFocus(now); });
    fill();
    tellProblem();
}

void NoteView::fill() {
    const int before = scroll_->verticalScrollBar()->value();
    const bool hadFocus = isAncestorOf(QApplication::focusWidget());
    std::vector<int> wereChosen = chosen();
    blocks_.clear();
    auto* page = new QWidget;
    page->setMaximumWidth(page->fontMetrics().averageCharWidth() * widestInCharacters + 32);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(14, 4, 14, 24);
    layout->setSpacing(8);
    const QString folder = QString::fromStdString(note_.file().parent_path().string());
    for (const NotePart& part : note_.note().parts) {
        QWidget* made = nullptr;
        if (part.block > 0) {
            auto* const view = new BlockView(session_, note_, part.block);
            connect(view, &BlockView::chosenChanged, this, &NoteView::changed);
            blocks_.push_back(view);
            made = view;
        } else {
            auto* const text = new NoteText(toQString(part.html), folder);
            connect(text, &QTextBrowser::anchorClicked, this, &NoteView::linkActivated);
            made = text;
        }
        auto* const row = new QHBoxLayout;
        row->setContentsMargins(part.indentation * indentation, 0, 0, 0);
        row->addWidget(made);
        layout->addLayout(row);
    }
    layout->addStretch(1);
    scroll_->setWidget(page); // which deletes the one before
    page->setAutoFillBackground(false);
    for (const int number : wereChosen)
        if (BlockView* const view = block(number))
            view->setChosen(true);
    const std::vector<int> runnable = note_.runnable();
    const int first = runnable.empty() ? std::min(1, note_.count()) : runnable.front();
    setCurrent(current_ > 0 && current_ <= note_.count() ? current_ : first);
    if (BlockView* const view = block(current_); hadFocus && view)
        view->setFocus(Qt::OtherFocusReason);
    // Once it has been laid out: what was seen is seen again.
    QMetaObject::invokeMethod(
        this, [this, before] { scroll_->verticalScrollBar()->setValue(before); },
        Qt::QueuedConnection);
    updateSummary();
}

void NoteView::tellRead(const QList<int>& changed) {
    fill();
    QStringList numbers;
    for (const int number : changed)
        numbers << QString::number(number);
    say(false, changed.isEmpty()
                   ? tr("The file has changed and was read again; its blocks are as before")
                   : tr("The file has changed and was read again; new or changed: block(s) %1",
                        nullptr, int(changed.size()))
                         .arg(numbers.join(QStringLiteral(", "))));
}

void NoteView::tellProblem() {
    if (note_.problem().isEmpty())
        return;
    const bool isEmpty = note_.note().parts.empty();
    say(true,
        isEmpty ? note_.problem() : tr("%1 — below is what was read before").arg(note_.problem()));
    updateSummary();
}

void NoteView::say(bool warns, const QString& text) {
    message_->setMessage(warns ? Message::Kind::Warning : Message::Kind::Notice, text);
    message_->show();
}

QString NoteView::message() const { return message_->isHidden() ? QString() : message_->text(); }

QString NoteView::summary() const { return summary_->text(); }

void NoteView::updateSummary() {
    const bool nothing = note_.note().parts.empty() && !note_.problem().isEmpty();
    summary_->setText(nothing ? tr("This note could not be read")
                              : summarize(note_.note(), note_.plan()));
}

// -- blocks -------------------------------------------------------------------------------------

BlockView* NoteView::block(int number) const {
    return number > 0 && number <= int(blocks_.size()) ? blocks_[std::size_t(number - 1)] : nullptr;
}

void NoteView::setCurrent(int number) {
    if (BlockView* const before = block(current_))
        before->setCurrent(false);
    current_ = number;
    if (BlockView* const now = block(current_))
        now->setCurrent(true);
    emit changed();
}

void NoteView::step(int direction) {
    BlockView* const here = block(current_);
    const bool inside = here && here->isAncestorOf(QApplication::focusWidget());
    const bool isThere = inside || (here && here->hasFocus());
    // The first step only goes to where the mark is.
    const int next = isThere ? std::clamp(current_ + direction, 1, note_.count()) : current_;
    BlockView* const view = block(next);
    if (!view)
        return;
    setCurrent(next);
    view->setFocus(Qt::ShortcutFocusReason);
    scroll_->ensureWidgetVisible(view, 0, 24);
}

void NoteView::run(int number) {
    if (!note_.canRun(number)) {
        say(true, number > note_.count()
                      ? tr("There is no block %1, only %2").arg(number).arg(note_.count())
                      : nameOfBlock(number) + QStringLiteral(": ") +
                            explainBlock(note_.note(), note_.plan(), number));
        return;
    }
    setCurrent(number);
    note_.run({number});
    // Once it has been laid out.
    QMetaObject::invokeMethod(
        this,
        [this, number] {
            if (BlockView* const view = block(number))
                scroll_->ensureWidgetVisible(view, 0, 24);
        },
        Qt::QueuedConnection);
}

void NoteView::followFocus(QWidget* now) {
    if (!now || !isAncestorOf(now))
        return;
    for (BlockView* const each : blocks_)
        if ((each == now || each->isAncestorOf(now)) && each->block() != current_)
            setCurrent(each->block());
}

std::vector<int> NoteView::chosen() const {
    std::vector<int> numbers;
    for (const BlockView* const each : blocks_)
        if (each->isChosen())
            numbers.push_back(each->block());
    return numbers;
}

void NoteView::choose(bool chosen) {
    if (BlockView* const view = block(current_))
        view->setChosen(chosen);
}

void NoteView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange && scroll_->widget())
        scroll_->widget()->setMaximumWidth(fontMetrics().averageCharWidth() * widestInCharacters +
                                           32);
}

void NoteView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    note_.lookAtDisk();
}

} // namespace braid

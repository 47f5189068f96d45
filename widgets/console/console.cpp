// SPDX-License-Identifier: MIT
#include "widgets/console/console.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace braid {

Console::Console(QWidget* parent)
    : QWidget(parent)
    , text_(new ConsoleText)
    , inputRow_(new QWidget)
    , inputLabel_(new QLabel)
    , input_(new QLineEdit) {
    text_->setAccessibleName(tr("Console"));
    text_->setPlaceholderText(tr("What the scripts print appears here"));

    input_->setFont(text_->font());
    input_->setAccessibleName(tr("A line for the script that waits"));
    input_->installEventFilter(this);
    inputLabel_->setBuddy(input_);
    auto* row = new QHBoxLayout(inputRow_);
    row->setContentsMargins(8, 4, 8, 4);
    row->addWidget(inputLabel_);
    row->addWidget(input_, 1);
    inputRow_->hide();

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(text_, 1);
    layout->addWidget(inputRow_);
    setFocusProxy(text_);

    connect(input_, &QLineEdit::returnPressed, this, [this] {
        const QString line = input_->text();
        input_->clear();
        emit lineEntered(inputRun_, line);
    });
    timer_.setSingleShot(true);
    timer_.setInterval(33);
    connect(&timer_, &QTimer::timeout, this, &Console::flush);
}

void Console::append(int run, const QString& name, OutputStream stream, std::int64_t timeNs,
                     const QString& text) {
    text_->setName(run, name);
    auto partial = std::find_if(partial_.begin(), partial_.end(), [&](const Pending& p) {
        return p.run == run && p.stream == stream;
    });
    if (partial == partial_.end())
        partial = partial_.insert(partial_.end(), {run, stream, timeNs, {}});
    for (QStringView rest(text); !rest.isEmpty();) {
        if (partial->isEmpty())
            partial->timeNs = timeNs;
        rest = rest.mid(partial->line.feed(rest));
        // A program that never ends its line must not fill the memory with it.
        if (partial->line.isComplete() || partial->line.text().size() > longestLine)
            complete(*partial);
        else
            partial->isShown = false;
    }
    showSoon();
}

void Console::complete(Pending& partial) {
    add({partial.run, partial.stream, partial.timeNs, partial.line.text(), partial.line.spans()});
    partial.line.begin();
    partial.isShown = true;
}

void Console::finish(int run) {
    std::erase_if(partial_, [&](Pending& partial) {
        if (partial.run != run)
            return false;
        if (!partial.isEmpty())
            complete(partial);
        return true;
    });
}

void Console::appendNote(int run, const QString& name, std::int64_t timeNs, const QString& text) {
    text_->setName(run, name);
    finish(run);
    ConsoleLine line{run, OutputStream::Out, timeNs, text};
    line.isNote = true;
    add(std::move(line));
}

void Console::add(ConsoleLine line) {
    if (line.text.size() > longestLine) {
        line.text.truncate(longestLine);
        line.text += QChar(0x2026);
    }
    incoming_.push_back(std::move(line));
    if (incoming_.size() > std::size_t(ConsoleText::mostLines)) {
        incoming_.pop_front();
        ++dropped_;
    }
    showSoon();
}

void Console::showSoon() {
    if (!timer_.isActive())
        timer_.start();
}

void Console::flush() {
    timer_.stop();
    for (Pending& partial : partial_) {
        if (std::exchange(partial.isShown, true))
            continue;
        incoming_.push_back({partial.run, partial.stream, partial.timeNs, partial.line.text(),
                             partial.line.spans()});
        incoming_.back().isOpen = true;
    }
    if (incoming_.empty())
        return;
    text_->appendLines(incoming_);
    incoming_.clear();
}

void Console::clear() {
    text_->clearLines();
    incoming_.clear();
    dropped_ = 0;
}

void Console::askForInput(int run, const QString& name) {
    if (run == inputRun_)
        return;
    inputRun_ = run;
    inputRow_->setVisible(run >= 0);
    if (run < 0) {
        input_->clear();
        return;
    }
    flush(); // its question, which has no end of line
    inputLabel_->setText(tr("%1 waits for a line:").arg(name));
    input_->setFocus();
}

bool Console::eventFilter(QObject* watched, QEvent* event) {
    if (watched == input_ && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->modifiers() == Qt::ControlModifier && key->key() == Qt::Key_D) {
            emit inputEnded(inputRun_);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace braid

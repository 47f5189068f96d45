// SPDX-License-Identifier: MIT
#include "widgets/console/console.h"

#include "widgets/console/answer_line.h"
#include "widgets/console/console_bar.h"
#include "widgets/console/console_output.h"
#include "widgets/console/find_bar.h"
#include "widgets/console/terminal_screen.h"
#include "widgets/visible_marks.h"

#include <QApplication>
#include <QFileDialog>
#include <QKeyEvent>
#include <QMenu>
#include <QSaveFile>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTextBlock>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace braid {

namespace {

/// How a program leaves a screen that goes when it is done.
const QString leaving[] = {QStringLiteral("\x1b[?1049l"), QStringLiteral("\x1b[?1047l"),
                           QStringLiteral("\x1b[?47l")};

/// Where the first of them ends in `text`; -1: nowhere.
qsizetype endOfLeaving(const QString& text) {
    qsizetype first = -1, end = -1;
    for (const QString& sequence : leaving) {
        const qsizetype at = text.indexOf(sequence);
        if (at >= 0 && (first < 0 || at < first)) {
            first = at;
            end = at + sequence.size();
        }
    }
    return end;
}

/// How much at the end of `text` may be the beginning of one.
qsizetype cutLeaving(const QString& text) {
    const qsizetype escape = text.lastIndexOf(QChar(0x1b));
    if (escape < 0)
        return 0;
    const QStringView tail = QStringView(text).mid(escape);
    const bool begins = std::any_of(std::begin(leaving), std::end(leaving),
                                    [&](const QString& all) { return all.startsWith(tail); });
    return begins ? tail.size() : 0;
}

} // namespace

Console::Console(QWidget* parent)
    : QWidget(parent)
    , text_(new ConsoleText)
    , output_(new ConsoleOutput(*text_, this))
    , bar_(new ConsoleBar)
    , find_(new FindBar(*text_))
    , answer_(new AnswerLine(text_))
    , stack_(new QStackedWidget) {
    text_->setAccessibleName(tr("Console"));
    text_->setPlaceholderText(tr("What the scripts print appears here"));
    answer_->setFont(text_->font());
    answer_->hide();
    bar_->hide();
    stack_->addWidget(text_);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(bar_);
    layout->addWidget(stack_, 1);
    layout->addWidget(find_);
    setFocusProxy(text_);

    const auto type = [this](const QByteArray& bytes) {
        if (const int run = typedRun(); run >= 0)
            emit typed(run, bytes);
    };
    connect(&keyboard_, &Terminal::answered, this, type);
    connect(text_, &ConsoleText::keyTyped, this, &Console::takeKey);
    connect(text_, &ConsoleText::textTyped, this, &Console::typeText);
    connect(text_, &ConsoleText::pasteWanted, &keyboard_, &Terminal::paste);
    connect(text_, &ConsoleText::findWanted, find_, &FindBar::open);
    connect(text_, &ConsoleText::placeActivated, this, &Console::placeActivated);
    connect(text_, &ConsoleText::momentActivated, this, &Console::momentActivated);
    connect(text_, &ConsoleText::scrolled, this, &Console::placeAnswer);
    connect(text_, &ConsoleText::menuAboutToShow, this, [this](QMenu* menu) {
        menu->addSeparator();
        menu->addAction(tr("Show its &moment"),
                        [this] { text_->showMomentOf(text_->textCursor().block()); });
        menu->addAction(tr("&Find…"), find_, &FindBar::open);
        menu->addAction(tr("&Save…"), this, &Console::chooseFile);
        menu->addAction(tr("C&lear"), this, &Console::clear);
    });
    connect(text_, &ConsoleText::sizeChanged, this, [this](int columns, int rows) {
        for (const auto& [run, state] : runs_)
            if (!screen(run))
                emit terminalSizeChanged(run, columns, rows);
    });
    connect(output_, &ConsoleOutput::flushed, this, &Console::updateTyping);
    connect(output_, &ConsoleOutput::answered, this, &Console::typed);
    connect(answer_, &AnswerLine::entered, this,
            [this](const QString& line) { emit typed(answered_, line.toUtf8() + '\n'); });
    connect(answer_, &AnswerLine::ended, this, [this] { emit typed(answered_, "\x04"); });
    connect(answer_, &AnswerLine::interrupted, this, [this] { emit typed(answered_, "\x03"); });
    connect(bar_, &ConsoleBar::runChosen, this, [this](int run) {
        returnFrom_ = -1;
        showRun(run);
        (answer_->isVisible() ? answer_ : stack_->currentWidget())->setFocus();
    });
    connect(bar_, &ConsoleBar::findWanted, find_, &FindBar::open);
    connect(bar_, &ConsoleBar::saveWanted, this, &Console::chooseFile);
    connect(bar_, &ConsoleBar::clearWanted, this, &Console::clear);
}

Console::~Console() {
    // They are children of what goes first, and tell of their end.
    text_->disconnect(this);
}

// -- what runs write ----------------------------------------------------------------------------

void Console::setState(int run, const State& state) {
    State& known = runs_[run];
    const bool isNew = known.name.isEmpty();
    const bool beginsToAsk = state.asks && !known.asks;
    known = state;
    known.name = withVisibleMarks(state.name);
    text_->setName(run, known.name);
    bar_->setName(run, known.name);
    bar_->show();
    if (isNew)
        emit terminalSizeChanged(run, text_->columns(), text_->rows());
    output_->wrapAt(run, state.mode.lines ? 0 : text_->columns());
    if (beginsToAsk)
        emit inputWanted();
    updateTyping();
    if (beginsToAsk && typedRun() == run && mayTakeFocus())
        (answer_->isVisible() ? answer_ : stack_->currentWidget())->setFocus();
}

void Console::append(int run, OutputStream stream, std::int64_t timeNs, const QString& text) {
    if (screen(run))
        return writeToScreen(run, text, timeNs, stream);
    const QString forScreen = output_->append(run, stream, timeNs, text);
    if (forScreen.isEmpty())
        return;
    openScreen(run, timeNs);
    writeToScreen(run, forScreen, timeNs, stream);
}

void Console::appendEnd(int run, std::int64_t timeNs, const QString& text) {
    closeScreen(run, timeNs);
    output_->appendNote(run, timeNs, text);
    updateTyping();
}

void Console::clear() { output_->clear(); }

void Console::flush() { output_->flush(); }

// -- screens ------------------------------------------------------------------------------------

TerminalScreen* Console::screen(int run) const {
    const auto found = screens_.find(run);
    return found == screens_.end() ? nullptr : found->second;
}

void Console::openScreen(int run, std::int64_t timeNs) {
    auto* screen = new TerminalScreen;
    screens_[run] = screen;
    screen->setAccessibleName(tr("Screen of %1").arg(runs_[run].name));
    stack_->addWidget(screen);
    connect(&screen->terminal(), &Terminal::answered, this,
            [this, run](const QByteArray& bytes) { emit typed(run, bytes); });
    connect(
        &screen->terminal(), &Terminal::scrolledOut, this,
        [this, run, timeNs](const TerminalLine& line) { output_->appendLine(run, timeNs, line); });
    connect(screen, &TerminalScreen::sizeChanged, this,
            [this, run](int columns, int rows) { emit terminalSizeChanged(run, columns, rows); });
    const bool focus = isAncestorOf(QApplication::focusWidget()) || mayTakeFocus();
    if (shownRun_ == -1) {
        returnFrom_ = run;
        showRun(run);
    } else if (shownRun_ == run) {
        showRun(run);
    } else {
        emit terminalSizeChanged(run, screen->terminal().columns(), screen->terminal().rows());
    }
    if (focus && shownRun_ == run)
        screen->setFocus();
}

void Console::closeScreen(int run, std::int64_t timeNs) {
    TerminalScreen* screen = this->screen(run);
    if (!screen)
        return;
    const bool focus = screen->hasFocus();
    // What it leaves behind is read on among the lines.
    const Terminal& terminal = screen->terminal();
    int last = terminal.rows() - 1;
    while (last >= 0 && terminal.line(last).text().trimmed().isEmpty())
        --last;
    for (int row = 0; row <= last; ++row)
        output_->appendLine(run, timeNs, terminal.line(row));
    screens_.erase(run);
    cut_.erase(run);
    screen->disconnect(this);
    screen->terminal().disconnect(this);
    stack_->removeWidget(screen);
    screen->deleteLater();
    emit terminalSizeChanged(run, text_->columns(), text_->rows());
    if (std::exchange(returnFrom_, -1) == run)
        showRun(-1);
    else
        showRun(shownRun_);
    if (focus)
        (answer_->isVisible() ? answer_ : stack_->currentWidget())->setFocus();
}

void Console::writeToScreen(int run, QString text, std::int64_t timeNs, OutputStream stream) {
    text.prepend(std::exchange(cut_[run], {}));
    TerminalScreen* screen = this->screen(run);
    const qsizetype end = endOfLeaving(text);
    if (end < 0) {
        const qsizetype cut = cutLeaving(text);
        cut_[run] = text.right(cut);
        text.chop(cut);
        screen->terminal().write(text);
        return;
    }
    screen->terminal().write(text.left(end));
    if (!screen->terminal().isAlternate())
        closeScreen(run, timeNs);
    if (end < text.size())
        append(run, stream, timeNs, text.mid(end));
}

void Console::showRun(int run) {
    shownRun_ = run;
    text_->showRun(run);
    bar_->showRun(run);
    QWidget* shown = screen(run);
    if (!shown)
        shown = text_;
    setFocusProxy(shown);
    stack_->setCurrentWidget(shown);
    updateTyping();
}

// -- what is typed ------------------------------------------------------------------------------

/// Who gets it: the one that is shown; of all, who asks; who else but the only one there is.
int Console::typedRun() const {
    const auto is = [](bool State::*what) {
        return [what](const auto& entry) { return entry.second.*what; };
    };
    if (shownRun_ >= 0) {
        const auto shown = runs_.find(shownRun_);
        return shown != runs_.end() && shown->second.isRunning ? shownRun_ : -1;
    }
    const auto asking = std::find_if(runs_.begin(), runs_.end(), is(&State::asks));
    if (asking != runs_.end())
        return asking->first;
    const auto running = std::find_if(runs_.begin(), runs_.end(), is(&State::isRunning));
    return running == runs_.end() ||
                   std::any_of(std::next(running), runs_.end(), is(&State::isRunning))
               ? -1
               : running->first;
}

void Console::updateTyping() {
    const int run = typedRun();
    const State state = run >= 0 ? runs_[run] : State();
    const bool inLine = state.asks && state.mode.lines;
    const auto caret = run >= 0 ? output_->caretOf(run) : ConsoleOutput::Caret();
    text_->setTypedFor(run < 0                           ? ConsoleText::Typing::Nobody
                       : state.mode.lines && !state.asks ? ConsoleText::Typing::Text
                                                         : ConsoleText::Typing::Keys);
    const bool shown = run >= 0 && (state.asks || !state.mode.lines);
    text_->setCaret(shown ? caret.line : 0, caret.index);
    text_->setAccessibleName(state.asks ? tr("Console: %1 waits for a line").arg(state.name)
                                        : tr("Console"));

    const auto other = std::find_if(runs_.begin(), runs_.end(), [&](const auto& entry) {
        return entry.second.asks && entry.first != run;
    });
    const auto told = shownRun_ < 0 && run >= 0 && state.asks ? runs_.find(run) : other;
    bar_->tellWho(told == runs_.end() ? -1 : told->first,
                  told == runs_.end() ? QString() : told->second.name);

    if (!inLine) {
        answered_ = -1;
        if (answer_->isVisible()) {
            const bool focus = answer_->hasFocus();
            answer_->clear();
            answer_->hide();
            if (focus)
                stack_->currentWidget()->setFocus();
            placeAnswer();
        }
        return;
    }
    if (std::exchange(answered_, run) != run)
        answer_->clear();
    answer_->setSecret(!state.mode.echo);
    answer_->setAccessibleName(
        tr("%1 waits for a line: %2").arg(state.name, output_->question(run).trimmed()));
    answer_->setPlaceholderText(tr("%1 waits for a line").arg(state.name));
    answer_->show();
    placeAnswer();
}

void Console::placeAnswer() {
    if (!answer_->isVisibleTo(text_)) {
        text_->setRoomBelow(0);
        return;
    }
    const int height = text_->fontMetrics().height() + 2;
    const int least = int(text_->columnWidth() * 20);
    const auto isSeen = [&](const QRectF& caret) {
        const QRect view = text_->viewport()->rect();
        return !caret.isEmpty() && caret.top() >= 0 && caret.bottom() <= view.bottom() &&
               caret.left() + least < view.right();
    };
    // Where the line would stand, as long as that is seen and has room; or else below the lines.
    const QRectF caret = text_->caretRect();
    const bool inPlace = isSeen(caret);
    text_->setRoomBelow(inPlace ? 0 : height);
    const QRect view = text_->viewport()->geometry();
    const QPoint at = view.topLeft() + caret.topLeft().toPoint() - QPoint(2, 1);
    answer_->setGeometry(inPlace ? QRect(at, QSize(view.right() - at.x(), height))
                                 : QRect(view.left(), view.bottom() + 1, view.width(), height));
    answer_->setQuestion(inPlace ? QString() : output_->question(answered_));
}

/// Nobody is writing anything elsewhere.
bool Console::mayTakeFocus() const {
    const QWidget* focus = QApplication::focusWidget();
    if (!focus || isAncestorOf(focus))
        return !find_->isAncestorOf(focus);
    return isVisible() && focus->window() == window() &&
           !focus->inputMethodQuery(Qt::ImEnabled).toBool();
}

void Console::takeKey(QKeyEvent* key) {
    const bool writes = !key->text().isEmpty() && key->text()[0].isPrint();
    if (answer_->isVisible() && (writes || key->key() == Qt::Key_Return)) {
        answer_->setFocus();
        QApplication::sendEvent(answer_, key);
        return;
    }
    key->setAccepted(keyboard_.press(*key));
}

void Console::typeText(const QString& text) {
    if (answer_->isVisible()) {
        answer_->setFocus();
        answer_->insert(text);
    } else {
        keyboard_.type(text);
    }
}

void Console::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        answer_->setFont(text_->font());
}

// -- what becomes a file ------------------------------------------------------------------------

QString Console::savedText() const {
    QString saved;
    for (QTextBlock block = text_->document()->begin(); block.isValid(); block = block.next()) {
        const LineMark* mark = LineMark::of(block);
        if (!mark || mark->kind == ConsoleLine::Kind::Fold ||
            (shownRun_ >= 0 && mark->run != shownRun_))
            continue;
        if (shownRun_ < 0 && runs_.size() > 1)
            saved += QStringLiteral("[%1] %2  ")
                         .arg(text_->name(mark->run),
                              QString::number(double(mark->timeNs) / 1e9, 'f', 3));
        saved += block.text() + QLatin1Char('\n');
    }
    return saved;
}

bool Console::save(const QString& file) const {
    QSaveFile saved(file);
    const QByteArray bytes = savedText().toUtf8();
    return saved.open(QIODevice::WriteOnly) && saved.write(bytes) == bytes.size() && saved.commit();
}

void Console::chooseFile() {
    auto* dialog = new QFileDialog(this, tr("Save the console"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("txt"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) {
        if (!save(file))
            emit saveFailed(file);
    });
    dialog->open();
}

} // namespace braid

// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/console/console_text.h"
#include "widgets/console/terminal.h"

#include <QWidget>

#include <map>

class QStackedWidget;

namespace braid {

class AnswerLine;
class ConsoleBar;
class ConsoleOutput;
class FindBar;
class TerminalScreen;

/// The terminal of every script. What they write runs on, line by line in the order of writing,
/// each marked with its script and the time: all scripts' lines one below the other, or one
/// script's alone. One that addresses a screen has one here until it is done with it.
///
/// A script that waits for a line is answered where the line will stand. What else is typed goes to
/// the script whose lines are shown, or the only one there is.
class Console : public QWidget {
    Q_OBJECT

public:
    /// What is known of a run, beside what it writes.
    struct State {
        QString name;
        bool isRunning = false;
        bool asks = false;
        TerminalMode mode;
    };

    explicit Console(QWidget* parent = nullptr);
    ~Console() override;

    void setState(int run, const State& state);
    /// Text as it was written, not cut at lines.
    void append(int run, OutputStream stream, std::int64_t timeNs, const QString& text);
    /// A line of the window's own, of a run that has ended: how.
    void appendEnd(int run, std::int64_t timeNs, const QString& text);
    void clear();

    /// Shows one run's lines, or its screen; -1: the lines of all.
    void showRun(int run);
    int shownRun() const { return shownRun_; }
    /// Shows at once what has come; otherwise it is shown within 1/30 s.
    void flush();
    /// What is shown, as a text file has it.
    QString savedText() const;
    bool save(const QString& file) const;

    ConsoleText& text() { return *text_; }
    AnswerLine& input() { return *answer_; }
    ConsoleBar& bar() { return *bar_; }
    FindBar& findBar() { return *find_; }
    ConsoleOutput& output() { return *output_; }
    /// Null while the run has none.
    TerminalScreen* screen(int run) const;

signals:
    /// What a run is to read.
    void typed(int run, const QByteArray& bytes);
    /// Of the lines; runs that have a screen are told apart.
    void terminalSizeChanged(int run, int columns, int rows);
    /// In a traceback, say: the source of it is wanted.
    void placeActivated(const QString& file, int line);
    /// See `ConsoleText::momentActivated`.
    void momentActivated(int run, qint64 timeNs);
    void inputWanted();
    void saveFailed(const QString& file);

protected:
    void changeEvent(QEvent* event) override;

private:
    void writeToScreen(int run, QString text, std::int64_t timeNs, OutputStream stream);
    void openScreen(int run, std::int64_t timeNs);
    void closeScreen(int run, std::int64_t timeNs);
    int typedRun() const;
    void updateTyping();
    void placeAnswer();
    bool mayTakeFocus() const;
    void takeKey(QKeyEvent* key);
    void typeText(const QString& text);
    void chooseFile();

    ConsoleText* text_;
    ConsoleOutput* output_;
    ConsoleBar* bar_;
    FindBar* find_;
    AnswerLine* answer_;
    QStackedWidget* stack_;
    Terminal keyboard_{80, 24}; ///< says what keys are to programs that show lines
    std::map<int, State> runs_;
    std::map<int, TerminalScreen*> screens_;
    std::map<int, QString> cut_; ///< by run: the beginning of a sequence that leaves the screen
    int shownRun_ = -1;
    int returnFrom_ = -1; ///< the run whose screen took the place of all lines
    int answered_ = -1;   ///< the run that the line is for
};

} // namespace braid

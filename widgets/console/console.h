// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/console/console_text.h"

#include <QTimer>
#include <QWidget>

#include <deque>
#include <vector>

class QLabel;
class QLineEdit;

namespace braid {

/// What the scripts write, line by line in the order of writing, each marked with its script and
/// the time, as a terminal shows them: with colours, and a line that is written again changes.
/// Lines of several scripts stand one below the other. Bounded: the oldest lines go. Under a flood
/// it takes what it can show.
class Console : public QWidget {
    Q_OBJECT

public:
    static constexpr int longestLine = 4'000; ///< characters; the rest is cut and marked

    explicit Console(QWidget* parent = nullptr);

    /// Text as it was written, not cut at lines.
    void append(int run, const QString& name, OutputStream stream, std::int64_t timeNs,
                const QString& text);
    /// A line of the window's own: how the run ended.
    void appendNote(int run, const QString& name, std::int64_t timeNs, const QString& text);
    /// A run has ended: what it left of a line is a line now.
    void finish(int run);
    void clear();

    /// Shows the line to type for a run that waits for one, or, with -1, takes it away.
    void askForInput(int run, const QString& name);

    /// Shows at once what has come; otherwise it is shown within 1/30 s.
    void flush();
    ConsoleText& text() { return *text_; }
    QLineEdit& input() { return *input_; }
    /// The lines dropped because they came faster than anybody could see, since the last `clear`.
    std::uint64_t droppedLines() const { return dropped_; }

signals:
    void lineEntered(int run, const QString& line);
    void inputEnded(int run);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Pending {
        int run = -1;
        OutputStream stream = OutputStream::Out;
        std::int64_t timeNs = 0;
        TerminalLine line;
        bool isShown = true; ///< as it stands

        bool isEmpty() const { return line.text().isEmpty(); }
    };

    void complete(Pending& partial);
    void add(ConsoleLine line);
    void showSoon();

    ConsoleText* text_;
    QWidget* inputRow_;
    QLabel* inputLabel_;
    QLineEdit* input_;
    QTimer timer_;
    std::vector<Pending> partial_;     ///< lines without their end yet, by run and stream
    std::deque<ConsoleLine> incoming_; ///< not shown yet
    std::uint64_t dropped_ = 0;
    int inputRun_ = -1;
};

} // namespace braid

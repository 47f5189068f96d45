// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/console/console_line.h"
#include "widgets/console/place_in_text.h"
#include "widgets/console/terminal_text.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <cstdint>
#include <deque>
#include <limits>
#include <map>
#include <memory>
#include <vector>

namespace braid {

class ConsoleText;

/// Makes lines of what scripts write, and hands them to a ConsoleText in portions by time, so that
/// nobody waits for it. Under a flood the oldest lines of the script that floods are left out, and
/// that is said.
class ConsoleOutput : public QObject {
    Q_OBJECT

public:
    /// `text` must outlive it.
    explicit ConsoleOutput(ConsoleText& text, QObject* parent = nullptr);

    /// Text as it was written, not cut at lines. Returns what is for a screen: all that follows
    /// once the script addresses one; see `TerminalText`.
    QString append(int run, OutputStream stream, std::int64_t timeNs, QStringView text);
    /// A whole line.
    void appendLine(int run, std::int64_t timeNs, const TerminalLine& line);
    void appendNote(int run, std::int64_t timeNs, const QString& text);
    /// What the run left of a line is a line now.
    void finish(int run);
    void clear();
    /// Shows all that has come; otherwise it is shown within 1/30 s, or as soon as time allows.
    void flush();

    /// See `TerminalText::wrapAt`.
    void wrapAt(int run, int columns);
    struct Caret {
        std::uint64_t line = 0; ///< 0: there is none
        int index = 0;          ///< in its text
    };
    /// Where the run will go on to write.
    Caret caretOf(int run) const;
    /// What stands before that in the same line.
    QString question(int run) const;

    /// The lines that were left out since the last `clear`.
    std::uint64_t droppedLines() const { return dropped_; }

signals:
    /// What a script that asked its terminal is to read.
    void answered(int run, const QByteArray& bytes);
    void flushed();

private:
    struct Stream {
        int run;
        OutputStream stream;
        TerminalText text;
        TracebackFrames frames;
        ConsoleLine fold; ///< the last one that was begun
        int folded = 0;   ///< frames in it
    };
    struct Incoming {
        std::deque<ConsoleLine> lines;
        qint64 characters = 0;
        std::uint64_t dropped = 0; ///< the first line stands for so many
    };

    Stream& streamOf(int run, OutputStream stream);
    const Stream* lastStreamOf(int run) const;
    ConsoleLine lineOf(const Stream& stream, const TerminalText::Row& row) const;
    void completeRow(Stream& stream, TerminalText::Row& row);
    void foldAway(Stream& stream, ConsoleLine& line);
    std::uint64_t add(ConsoleLine line);
    void change(ConsoleLine line);
    void remove(std::uint64_t id);
    ConsoleLine* incomingLine(std::uint64_t id);
    void dropOldest(Incoming& incoming);
    void takeChangedRows();
    void showSoon();
    void show(qint64 forMs);
    bool showNext();

    ConsoleText& text_;
    QTimer timer_;
    QElapsedTimer sinceShown_;
    std::deque<std::unique_ptr<Stream>> streams_;  ///< that which was written last at the end
    std::map<int, Incoming> incoming_;             ///< by run: lines that are not shown yet
    std::map<std::uint64_t, ConsoleLine> changes_; ///< of lines that are shown
    std::vector<std::uint64_t> removed_;           ///< of lines that are shown
    std::map<int, int> wraps_;                     ///< by run
    std::uint64_t lastId_ = 0;
    std::uint64_t dropped_ = 0;
};

} // namespace braid

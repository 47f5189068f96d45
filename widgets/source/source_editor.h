// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/source/line_map.h"
#include "widgets/source/line_note.h"

#include <Qsci/qsciscintilla.h>

#include <optional>

namespace braid {

/// The text of one source: highlighted, with line numbers, and behind each line what the program
/// does there. The signs are painted over the text's end, so that they cost nothing while they do
/// not change and never touch the text.
class SourceEditor : public QsciScintilla {
    Q_OBJECT

public:
    explicit SourceEditor(const QString& path, QWidget* parent = nullptr);

    /// Knows the language from now on, by the file's name and text.
    void setLanguage(const QString& path, const QString& text);
    /// Shows a text as it lies on the disk, as one step that can be undone; what is the same stays
    /// where it is, and so do the cursor and what is seen.
    void showText(const QString& text);

    void setNotes(std::vector<LineNote> notes);
    const std::vector<LineNote>& notes() const { return notes_; }
    const LineNote* noteAt(int line) const;
    /// Marks the line where the selected task is; -1: none.
    void markLine(int line);
    /// Scrolls so that a line can be seen.
    void reveal(int line);
    /// Puts the cursor there.
    void goTo(int line);

    /// Makes comments of the selected lines, or text of them if all are comments.
    void toggleComment();

    /// A run has read the text as it is on the disk: lines of the trace are counted in that.
    void runStarted();
    /// The text was read or written.
    void savedOrLoaded();
    /// Where a line of the trace (from 0) is now, or a line of now in the trace.
    int lineNow(int then) const { return sinceRun_.now(then); }
    int lineThen(int now) const { return sinceRun_.then(now); }

signals:
    void noteClicked(int line, const braid::LineNote::Part& part);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Placed {
        QRect area;
        const LineNote::Part* part;
    };
    void setUpKeys();
    void restyle();
    void followEdit(int position, int kind, int linesAdded);
    void describeLine();
    std::vector<Placed> place(const LineNote& note, int* y) const;
    void updateLine(int line);
    std::optional<std::pair<int, LineNote::Part>> partAt(QPoint point) const;

    std::vector<LineNote> notes_; ///< by line
    int marked_ = -1;
    LineMap sinceSave_;
    LineMap sinceRun_;
};

} // namespace braid

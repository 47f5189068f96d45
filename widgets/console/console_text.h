// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/script/script.h"
#include "widgets/console/terminal_line.h"

#include <QPlainTextEdit>
#include <QTextCursor>

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

namespace braid {

/// One line that a script wrote, or that the window says of it.
struct ConsoleLine {
    int run = -1;
    OutputStream stream = OutputStream::Out;
    std::int64_t timeNs = 0;
    QString text;
    std::vector<TerminalSpan> spans{}; ///< how parts of it look
    bool isNote = false;               ///< the window's own words
    bool isOpen = false;               ///< it may still change: the same run and stream say how
};

/// Lines with a mark before each: which script wrote it, and when. Bounded: the oldest go.
class ConsoleText : public QPlainTextEdit {
    Q_OBJECT

public:
    static constexpr int mostLines = 10'000;

    explicit ConsoleText(QWidget* parent = nullptr);

    void setName(int run, const QString& name);
    /// Appends them, but that what follows an open line of a run and stream takes its place.
    void appendLines(const std::deque<ConsoleLine>& lines);
    void clearLines();
    /// Shows only what was written until then, of what comes as well; nothing: all of it.
    void showUntil(std::optional<std::int64_t> timeNs);

    /// How much text is seen at once.
    int columns() const;
    int rows() const;

signals:
    void sizeChanged(int columns, int rows);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    class Margin;
    struct OpenLine {
        int run;
        OutputStream stream;
        QTextCursor begin;
        std::uint64_t id;
    };
    bool takePlaceOfOpen(const ConsoleLine& line, QTextCursor& cursor);
    void write(QTextCursor& cursor, const ConsoleLine& line);
    bool updateVisibility(QTextBlock block) const;
    void tellDocumentSize();
    void tellSize();
    void layOutMargin();
    void placeMargin();
    void paintMargin(const QRect& area);
    void recolor();

    std::vector<QString> names_; ///< by run
    std::vector<OpenLine> openLines_;
    std::uint64_t lastId_ = 0;
    std::optional<std::int64_t> until_;
    int toldColumns_ = 0;
    int toldRows_ = 0;
    Margin* margin_;
    int nameWidth_ = 0;
    int timeWidth_ = 0;
    bool focusShown_ = false;
};

} // namespace braid

// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/console/console_line.h"
#include "widgets/console/place_in_text.h"

#include <QPlainTextEdit>

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

namespace braid {

class ConsoleMargin;

/// Lines with a mark before each: which script wrote it, and when. Bounded: the oldest of those who
/// wrote most go first. Lines can be changed, folded away, or be one script's alone; places in
/// files can be clicked, or activated with Enter.
class ConsoleText : public QPlainTextEdit {
    Q_OBJECT

public:
    static constexpr int mostLines = 10'000;
    static constexpr int mostCharacters = 4'000'000;

    explicit ConsoleText(QWidget* parent = nullptr);

    void setName(int run, const QString& name);
    const QString& name(int run) const { return names_[std::size_t(run)]; }

    /// Between these two, lines change.
    void beginChange();
    void endChange();
    /// Its id is larger than all before.
    void append(const ConsoleLine& line);
    /// Gives the line with the id of this one its text and its looks; false if that is gone.
    bool change(const ConsoleLine& line);
    void remove(std::uint64_t id);
    void clearLines();
    /// The block that shows a line; not valid if it is gone.
    QTextBlock blockOf(std::uint64_t id) const;

    /// Shows lines of this run alone; -1: of all.
    void showRun(int run);
    int shownRun() const { return shownRun_; }
    /// Shows only what was written until then, of what comes as well; nothing: all of it.
    void showUntil(std::optional<std::int64_t> timeNs);
    void setFolded(std::uint64_t fold, bool folded);
    /// Asks for the moment when the line of this block was written.
    void showMomentOf(const QTextBlock& block);

    /// Where the run that gets what is typed will write next; nobody: id 0.
    void setCaret(std::uint64_t id, int column);
    QRectF caretRect() const;
    /// What of the keys is typed for a script: see `keyTyped`.
    enum class Typing {
        Nobody,
        Text, ///< text, Enter, Ctrl+C, Ctrl+D; the others move in the lines here
        Keys, ///< all
    };
    void setTypedFor(Typing typing);
    /// Keeps so much free below the lines.
    void setRoomBelow(int pixels);
    int roomBelow() const { return roomBelow_; }

    /// How much text is seen at once.
    int columns() const;
    int rows() const;
    qreal columnWidth() const;

signals:
    void sizeChanged(int columns, int rows);
    /// A key for a script, which accepts it or not.
    void keyTyped(QKeyEvent* key);
    void textTyped(const QString& text); ///< by an input method
    void pasteWanted(const QString& text);
    void findWanted();
    void placeActivated(const QString& file, int line);
    /// The moment when this run wrote a line is wanted.
    void momentActivated(int run, qint64 timeNs);
    /// Lines moved, or others are seen.
    void scrolled();
    void menuAboutToShow(QMenu* menu);

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void inputMethodEvent(QInputMethodEvent* event) override;
    QVariant inputMethodQuery(Qt::InputMethodQuery query) const override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    QMimeData* createMimeDataFromSelection() const override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    friend class ConsoleMargin;
    /// What is kept of one run, by id, the oldest first.
    struct Kept {
        std::deque<std::uint64_t> lines;
        qint64 weight = 0;
    };

    void write(QTextCursor& cursor, const std::vector<TerminalSpan>& spans, const QString& text,
               const LineMark& mark);
    bool isShown(const LineMark& mark) const;
    bool updateVisibility(QTextBlock block) const;
    bool updateVisibilities();
    void tellDocumentSize();
    void dropOldest();
    Kept& keptOf(int run);
    std::optional<PlaceInText> placeAt(const QPoint& position) const;
    bool activate(const QTextBlock& block);
    bool isForScript(const QKeyEvent& key) const;
    void tellSize();
    void recolor();

    std::vector<QString> names_; ///< by run
    std::vector<Kept> kept_;     ///< by run
    ConsoleMargin* margin_;
    int shownRun_ = -1;
    int roomBelow_ = 0;
    std::optional<std::int64_t> until_;
    std::uint64_t caretLine_ = 0;
    int caretColumn_ = 0;
    QString preedit_;
    Typing typing_ = Typing::Nobody;
    bool wasAtEnd_ = true; ///< when the change began
    QPoint pressedAt_;
    int toldColumns_ = 0;
    int toldRows_ = 0;
    bool focusShown_ = false;
};

} // namespace braid

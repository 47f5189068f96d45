// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/console/terminal_line.h"

#include <QByteArray>
#include <QObject>
#include <QPoint>
#include <QRect>
#include <QString>

#include <memory>

class QKeyEvent;
struct VTerm;
struct VTermScreen;

namespace braid {

/// A terminal with a screen of cells, as full-screen programs expect it (libvterm's). It takes what
/// they write and what people do, and gives what the programs are to read.
class Terminal : public QObject {
    Q_OBJECT

public:
    struct Cell {
        QString text; ///< empty for a blank, and behind a wide character
        int width = 1;
        TerminalStyle style;
    };

    Terminal(int columns, int rows, QObject* parent = nullptr);
    ~Terminal() override;

    /// Tells programs that this process starts, and itself, which kind of terminal they will have.
    static void describeInEnvironment();

    void write(QStringView text);
    void resize(int columns, int rows);

    int columns() const { return columns_; }
    int rows() const { return rows_; }
    Cell cell(int row, int column) const;
    /// The text of a row, without the blanks at its end.
    TerminalLine line(int row) const;
    /// In columns and rows.
    QPoint cursor() const { return cursor_; }
    bool isCursorVisible() const { return cursorVisible_; }
    /// The program shows a screen that goes when it is done.
    bool isAlternate() const { return alternate_; }
    bool wantsMouse() const { return mouse_ != 0; }
    bool wantsMouseMoves() const { return mouse_ > 1; }

    /// False if the key means nothing to a program.
    bool press(const QKeyEvent& key);
    /// Text that was typed some other way.
    void type(const QString& text);
    void paste(const QString& text);
    /// Buttons count from 1; 4 and 5 are a wheel's.
    void mouse(QPoint cell, int button, bool pressed, Qt::KeyboardModifiers modifiers);
    void moveMouse(QPoint cell, Qt::KeyboardModifiers modifiers);

signals:
    /// What the program is to read.
    void answered(const QByteArray& bytes);
    /// In columns and rows.
    void changed(const QRect& cells);
    void cursorMoved();
    /// A row went out of the top of a screen that stays.
    void scrolledOut(const braid::TerminalLine& line);

private:
    struct Callbacks;
    struct Free {
        void operator()(VTerm* terminal) const;
    };

    std::unique_ptr<VTerm, Free> terminal_;
    VTermScreen* screen_ = nullptr;
    int columns_, rows_;
    QPoint cursor_;
    bool cursorVisible_ = true;
    bool alternate_ = false;
    int mouse_ = 0;
};

} // namespace braid

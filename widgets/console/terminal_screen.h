// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/console/terminal.h"

#include <QElapsedTimer>
#include <QRegion>
#include <QTimer>
#include <QWidget>

namespace braid {

/// The screen of a full-screen program: shows its cells, and gives it keys, text and, if it wants
/// them, the mouse.
///
/// All keys are the program's but F6, which leaves it, Shift+F5, which stops it, and those with
/// Ctrl and Shift, which are the window's.
class TerminalScreen : public QWidget {
    Q_OBJECT

public:
    explicit TerminalScreen(QWidget* parent = nullptr);

    Terminal& terminal() { return terminal_; }
    const Terminal& terminal() const { return terminal_; }
    /// All that it shows.
    QString text() const;
    QString selectedText() const;
    /// Where a cell is.
    QRectF cellRect(QPoint cell, int width = 1) const;

    void copy() const;
    void paste();

signals:
    void sizeChanged(int columns, int rows);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void inputMethodEvent(QInputMethodEvent* event) override;
    QVariant inputMethodQuery(Qt::InputMethodQuery query) const override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void layOut();
    void showCells(const QRect& cells);
    void paintRow(QPainter& painter, int row, int from, int to);
    void paintCursor(QPainter& painter);
    QPoint cellAt(const QPointF& position) const;
    bool isProgramsMouse(Qt::KeyboardModifiers modifiers) const;
    bool isSelected(QPoint cell) const;
    void select(QPoint from, QPoint to);

    Terminal terminal_;
    qreal cellWidth_ = 1;
    int cellHeight_ = 1;
    QTimer timer_;
    QElapsedTimer sinceShown_;
    QRegion unseen_; ///< cells that have changed since
    QPoint shownCursor_;
    QPoint selectedFrom_{-1, -1}, selectedTo_{-1, -1}; ///< cells
    QString preedit_;
    int wheel_ = 0; ///< not enough for a step yet
};

} // namespace braid

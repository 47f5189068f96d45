// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

namespace braid {

class ConsoleText;

/// What stands before the lines of a console: whose they are, and when they were written. A click
/// leads to that moment.
class ConsoleMargin : public QWidget {
public:
    explicit ConsoleMargin(ConsoleText& text);

    /// Makes room for names and font as they are now.
    void layOut();
    /// Takes its place beside the text.
    void place();

protected:
    void paintEvent(QPaintEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    ConsoleText& text_;
    int nameWidth_ = 0;
    int timeWidth_ = 0;
};

} // namespace braid

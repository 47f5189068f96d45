// SPDX-License-Identifier: MIT
#pragma once

#include <QFrame>
#include <QPointer>

namespace braid {

class Commands;

/// All keys of the window, over it until a key or the mouse is pressed.
class KeysPanel : public QFrame {
    Q_OBJECT

public:
    KeysPanel(const Commands& commands, QWidget* parent);

    void open();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    QPointer<QWidget> before_; ///< had the focus
};

} // namespace braid

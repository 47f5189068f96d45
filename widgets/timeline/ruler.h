// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

namespace braid {

class Selection;
class VisibleRange;

/// The time axis. Pressing or dragging on it moves the instant that all panes look at.
class Ruler : public QWidget {
    Q_OBJECT

public:
    Ruler(VisibleRange& range, Selection& selection, QWidget* parent = nullptr);

    void setOrigin(std::int64_t originNs);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    void scrubTo(double x);

    VisibleRange& range_;
    Selection& selection_;
    std::int64_t originNs_ = 0;
};

} // namespace braid

// SPDX-License-Identifier: MIT
#pragma once

#include <QTimer>
#include <QWidget>

class QAction;
class QLabel;

namespace braid {

class SlowWork;

/// Says how far some work is, with a button that cancels it; for the status bar. Hidden unless the
/// work takes longer than a moment.
class WorkStatus : public QWidget {
    Q_OBJECT

public:
    /// Both stay their owners'.
    WorkStatus(const SlowWork& work, QAction* cancel, QWidget* parent = nullptr);

    QString text() const;

private:
    void update();

    const SlowWork& work_;
    QLabel* label_;
    QTimer moment_;
};

} // namespace braid

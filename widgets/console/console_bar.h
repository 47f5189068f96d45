// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QComboBox;
class QToolButton;

namespace braid {

/// Above a console: whose lines are shown, who waits for a line, what can be done with them.
class ConsoleBar : public QWidget {
    Q_OBJECT

public:
    explicit ConsoleBar(QWidget* parent = nullptr);

    void setName(int run, const QString& name);
    void showRun(int run);
    QComboBox& runs() { return *runs_; }
    /// Who waits for a line though another one's lines are shown; -1: nobody.
    void tellWho(int run, const QString& name);

signals:
    void runChosen(int run); ///< -1: all
    void findWanted();
    void saveWanted();
    void clearWanted();

private:
    QComboBox* runs_;
    QToolButton* waits_;
    int waitingRun_ = -1;
};

} // namespace braid

// SPDX-License-Identifier: MIT
#pragma once

#include <QLineEdit>
#include <QStringList>

namespace braid {

/// The line to type for a script that waits for one, where that will stand: behind the question.
/// Up and down bring back what was answered before.
class AnswerLine : public QLineEdit {
    Q_OBJECT

public:
    explicit AnswerLine(QWidget* parent = nullptr);

    /// What it says before the line, when that does not stand behind the question.
    void setQuestion(const QString& question);
    /// Whether what is typed may be seen.
    void setSecret(bool secret);

signals:
    void entered(const QString& line);
    void ended();       ///< Ctrl+D: there is no line
    void interrupted(); ///< Ctrl+C

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void enter();
    void paste(const QString& pasted);
    void recall(int step);

    QString question_;
    QStringList history_;
    int recalled_ = 0; ///< in the history; at its end: the new line
    QString newLine_;
};

} // namespace braid

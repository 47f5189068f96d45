// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/tasks/parameter.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace braid {

/// One parameter of a task in a form: its title, what is typed, and what is wrong with that.
class TaskField : public QWidget {
    Q_OBJECT

public:
    /// `parameter` must outlive it.
    explicit TaskField(const Parameter& parameter, QWidget* parent = nullptr);

    const Parameter& parameter() const { return parameter_; }
    QString text() const;
    void setText(const QString& text);
    /// What has the focus when somebody types here.
    QWidget& editor() const;
    /// What it takes is a number.
    bool isNarrow() const;
    /// Says what is wrong from now on, while it is; returns whether nothing is.
    bool check();
    /// What it says to be wrong; empty if nothing is, or nobody has asked.
    QString problem() const;

private:
    void addLine(QLayout& row);
    void addLines(QLayout& row);
    void browse();
    void showProblem();

    const Parameter& parameter_;
    QLineEdit* line_ = nullptr; ///< or
    QPlainTextEdit* lines_ = nullptr;
    QLabel* problem_;
    bool checked_ = false;
};

/// A text of a task, in the language of the window.
QString translated(const std::string& text);

} // namespace braid

// SPDX-License-Identifier: MIT
#pragma once

#include <QFrame>
#include <QPointer>

#include <vector>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QPushButton;

namespace braid {

class Session;
class Settings;
class TaskField;
struct TaskKind;

/// The form from which built-in tasks are started, in place above the work: what a task is told, as
/// it was told the last time. Enter starts it, Esc closes the form. Hidden until it is opened.
class LaunchPanel : public QFrame {
    Q_OBJECT

public:
    /// Tasks start in `session`, which must have an engine for them. Both must outlive this.
    LaunchPanel(Session& session, Settings& settings, QWidget* parent = nullptr);

    /// The form of one task; of the last one if `name` is empty.
    void open(const QString& name = {});
    void close();
    /// Starts the task, unless something that it is told is wrong, which is said then.
    bool start();

    const TaskKind& kind() const { return *kind_; }
    TaskField* field(const QString& parameter) const;

signals:
    void started(int run);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void choose(const TaskKind& kind);
    void focusFirst();
    void remember();

    Session& session_;
    Settings& settings_;
    const TaskKind* kind_ = nullptr;
    QComboBox* kinds_;
    QLabel* description_;
    QHBoxLayout* row_;
    QPushButton* start_;
    std::vector<TaskField*> fields_;
    QPointer<QWidget> before_; ///< what had the focus
};

} // namespace braid

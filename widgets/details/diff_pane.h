// SPDX-License-Identifier: MIT
#pragma once

#include "loop/trace/trace_diff.h"

#include <QWidget>

class QLabel;
class QTreeWidget;

namespace braid {

/// What changed from another run to this one: tasks by name, what became slower first, and under
/// each its waits and how long it ran.
class DiffPane : public QWidget {
    Q_OBJECT

public:
    explicit DiffPane(QWidget* parent = nullptr);

    /// `name` is the other run's.
    void show(const TraceDiff& diff, const QString& name);

    QTreeWidget& table() { return *table_; }
    QString summary() const;

signals:
    /// Somebody wants to see the tasks of this name.
    void chosen(const QString& name);

private:
    QLabel* summary_;
    QTreeWidget* table_;
};

} // namespace braid

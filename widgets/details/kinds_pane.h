// SPDX-License-Identifier: MIT
#pragma once

#include "loop/trace/task_kinds.h"

#include <QTimer>
#include <QTreeWidget>

namespace braid {

class Session;

/// The tasks by kind, at the moment that all panes show: how many there are of each, what they do,
/// and how long they live. For programs with more tasks than anybody reads one by one.
class KindsPane : public QTreeWidget {
    Q_OBJECT

public:
    enum Column {
        NameColumn,
        CountColumn,
        RunningColumn,
        ReadyColumn,
        WaitingColumn,
        BlockedColumn,
        FinishedColumn,
        CancelledColumn,
        FailedColumn,
        MedianColumn,
        SlowestColumn, ///< 99 in a hundred ended within
        LongestColumn,
        OldestColumn,
        ColumnCount,
    };
    /// So often while time goes on, for all tasks have to be looked at.
    static constexpr int momentMs = 500;
    static constexpr std::size_t most = 1000;

    /// `session` must outlive it.
    explicit KindsPane(Session& session, QWidget* parent = nullptr);

signals:
    /// Somebody wants to see those of a kind, and no others.
    void chosen(const QString& name);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void tell();
    void hideEmptyColumns();

    Session& session_;
    std::vector<TaskKindSums> kinds_;
    QTimer moment_;
};

} // namespace braid

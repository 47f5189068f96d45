// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/tasks/task_query.h"

#include <QElapsedTimer>
#include <QSet>
#include <QSortFilterProxyModel>

namespace braid {

/// Of a TraceModel, the tasks that a TaskQuery finds, under their strands; a strand whose own name
/// holds a text keeps all of its tasks. Strands can be cleared away once they have ended.
class TaskFilter : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit TaskFilter(QObject* parent = nullptr);

    QString text() const { return text_; }
    void setText(const QString& text);
    /// Time has passed: others may be found than before.
    void lookAgain();
    /// Without the tasks that have ended, or have not begun, at the moment that is shown.
    bool hidesEnded() const { return hidesEnded_; }
    void hideEnded(bool hide);
    /// Hides the strands that have ended by now. The trace keeps them.
    void clearEnded();

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    uint strandIn(int row, const QModelIndex& parent) const;

    QString text_;
    TaskQuery query_;
    QElapsedTimer looked_;
    bool hidesEnded_ = false;
    QSet<uint> cleared_; ///< strands
};

} // namespace braid

// SPDX-License-Identifier: MIT
#include "widgets/tasks/task_filter.h"

#include "widgets/tasks/trace_model.h"

#include <QSet>

namespace braid {

TaskFilter::TaskFilter(QObject* parent)
    : QSortFilterProxyModel(parent) {
    setRecursiveFilteringEnabled(true);
    setAutoAcceptChildRows(true);
}

void TaskFilter::setText(const QString& text) {
    if (text_ == text)
        return;
    text_ = text;
    invalidateFilter();
}

void TaskFilter::clearEnded() {
    for (int row = 0; row < sourceModel()->rowCount(); ++row) {
        const auto outcome =
            Outcome(sourceModel()->index(row, 0).data(TraceModel::OutcomeRole).toInt());
        if (outcome != Outcome::Pending)
            cleared_.insert(row);
    }
    invalidateFilter();
}

bool TaskFilter::filterAcceptsRow(int row, const QModelIndex& parent) const {
    if (cleared_.contains(parent.isValid() ? parent.row() : row))
        return false;
    if (text_.isEmpty())
        return true;
    return sourceModel()
        ->index(row, TraceModel::TaskColumn, parent)
        .data()
        .toString()
        .contains(text_, Qt::CaseInsensitive);
}

} // namespace braid

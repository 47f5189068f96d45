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
            cleared_.insert(strandIn(row, {}));
    }
    invalidateFilter();
}

uint TaskFilter::strandIn(int row, const QModelIndex& parent) const {
    return sourceModel()->index(row, 0, parent).data(TraceModel::StrandRole).toUInt();
}

bool TaskFilter::filterAcceptsRow(int row, const QModelIndex& parent) const {
    if (cleared_.contains(strandIn(row, parent)))
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

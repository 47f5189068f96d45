// SPDX-License-Identifier: MIT
#include "widgets/tasks/task_filter.h"

#include "loop/trace/moment.h"
#include "widgets/tasks/trace_model.h"

#include <utility>

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
    query_ = TaskQuery(text);
    looked_.start();
    invalidateFilter();
}

void TaskFilter::lookAgain() {
    constexpr int momentMs = 500; // to look through a hundred thousand tasks takes its time
    if (!query_.asksForDuration() || !looked_.hasExpired(momentMs))
        return;
    looked_.start();
    invalidateFilter();
}

void TaskFilter::hideEnded(bool hide) {
    if (std::exchange(hidesEnded_, hide) != hide)
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
    if (query_.isEmpty() && !hidesEnded_)
        return true;
    const QModelIndex index = sourceModel()->index(row, TraceModel::TaskColumn, parent);
    const auto& model = static_cast<const TraceModel&>(*sourceModel());
    const Lane* const lane = model.trace().find(model.laneOf(index));
    // A strand that is found keeps all of its tasks, so that it must not be found here.
    if (hidesEnded_ && (!lane || !moment_of(*lane, model.at(), model.now()).pending()))
        return false;
    const auto isNamed = [&](const QModelIndex& there) {
        return !query_.hasTerms() && query_.matchesName(there.data().toString());
    };
    if (query_.isEmpty())
        return true;
    if (lane)
        return query_.matches(model.trace(), *lane, model.at(), model.now()) ||
               (hidesEnded_ && isNamed(parent));
    return isNamed(index);
}

} // namespace braid

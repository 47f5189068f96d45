// SPDX-License-Identifier: MIT
#include "widgets/tasks/row_words.h"

#include "loop/trace/moment.h"
#include "widgets/tasks/trace_model.h"
#include "widgets/wording.h"

#include <QCoreApplication>

namespace braid {

namespace {
struct Words {
    Q_DECLARE_TR_FUNCTIONS(braid::TraceModel)
};
} // namespace

QVariant RowWords::ofEarlier(const Strand& strand, int column, int role) const {
    switch (role) {
    case TraceModel::OutcomeRole:
        return int(Outcome::Finished);
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return column == TraceModel::TaskColumn ? describeEarlierTasks(strand.retired) : QVariant();
    case Qt::ToolTipRole:
        return Words::tr("%1: they have ended, and were dropped to stay within memory")
            .arg(describeEarlierTasks(strand.retired));
    default:
        return {};
    }
}

Outcome RowWords::outcomeOf(const Strand& strand) const {
    return strand.end_ns >= 0 && at >= strand.end_ns ? strand.outcome : Outcome::Pending;
}

QVariant RowWords::of(const Strand& strand, std::size_t tasks, int column, int role) const {
    const Outcome outcome = outcomeOf(strand);
    switch (role) {
    case TraceModel::OutcomeRole:
        return int(outcome);
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        switch (column) {
        case TraceModel::TaskColumn:
            return nameOf(trace, strand);
        case TraceModel::StateColumn:
            return outcome != Outcome::Pending         ? nameOf(outcome)
                   : at < strand.begin_ns              ? Words::tr("not yet")
                   : strand.kind == StrandKind::Script ? nameOf(Activity::Running)
                                                       : QString();
        case TraceModel::WaitsOnColumn:
            return strand.kind == StrandKind::Window
                       ? QVariant()
                       : Words::tr("%Ln task(s)", nullptr, int(tasks));
        default:
            return {};
        }
    case Qt::AccessibleTextRole:
        return column == TraceModel::TaskColumn && outcome != Outcome::Pending
                   ? Words::tr("%1, %2").arg(nameOf(trace, strand), nameOf(outcome))
                   : of(strand, tasks, column, Qt::DisplayRole);
    default:
        return {};
    }
}

QVariant RowWords::of(const Lane& lane, int column, int role) const {
    using Phase = Moment::Phase;
    const Moment moment = moment_of(lane, at, now);
    const bool ended = moment.phase == Phase::Ended;
    const auto state = [&] {
        return ended                             ? nameOf(lane.outcome)
               : moment.phase == Phase::NotBegun ? Words::tr("not yet")
               : moment.phase == Phase::Lost     ? Words::tr("lost")
                                                 : nameOf(moment.activity);
    };
    const auto name = [&] { return toShown(trace.name(lane.name)); };
    switch (role) {
    case TraceModel::OutcomeRole:
        return int(ended ? lane.outcome : Outcome::Pending);
    case TraceModel::ActivityRole:
        return moment.pending() ? QVariant(int(moment.activity)) : QVariant();
    case TraceModel::WaitRole:
        return moment.slice ? QVariant(int(moment.slice->wait)) : QVariant();
    case Qt::DisplayRole:
        switch (column) {
        case TraceModel::TaskColumn:
            return name();
        case TraceModel::StateColumn:
            return state();
        case TraceModel::WaitsOnColumn:
            return ended          ? toShown(trace.text(lane.message))
                   : moment.slice ? describeWhat(trace, *moment.slice)
                                  : QString();
        default:
            return {};
        }
    case Qt::ToolTipRole:
        return ended          ? describeEnd(trace, lane)
               : moment.slice ? describeSlice(trace, lane, moment.index, now)
                              : name();
    case Qt::AccessibleTextRole:
        // The name alone would make a screen reader say nothing of what the icon shows.
        return column == TraceModel::TaskColumn ? Words::tr("%1, %2").arg(name(), state())
                                                : of(lane, column, Qt::DisplayRole);
    default:
        return {};
    }
}

} // namespace braid

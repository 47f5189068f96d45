// SPDX-License-Identifier: MIT
#include "widgets/tasks/trace_model.h"

#include "widgets/wording.h"

#include <algorithm>
#include <limits>

namespace braid {

TraceModel::TraceModel(const Trace& trace, QObject* parent)
    : QAbstractItemModel(parent)
    , trace_(trace) {
    refresh();
}

TraceModel::LaneState TraceModel::stateOf(const Lane& lane, int row, std::int64_t nowNs) const {
    LaneState state;
    state.row = row;
    state.name = lane.name;
    state.outcome = lane.outcome;
    if (!lane.empty()) {
        const Slice& slice = lane.back();
        state.what = slice.what;
        state.where = slice.where;
        state.other = slice.other;
        state.wait = slice.wait;
        state.activity = lane.activity_of(lane.size() - 1, nowNs);
    }
    return state;
}

void TraceModel::addTo(Counts& counts, const LaneState& state) const {
    switch (state.outcome) {
    case Outcome::Finished:
        ++counts.finished;
        return;
    case Outcome::Cancelled:
        ++counts.cancelled;
        return;
    case Outcome::Failed:
        ++counts.failed;
        return;
    case Outcome::Pending:
        break;
    }
    switch (state.activity) {
    case Activity::Running:
        ++counts.running;
        return;
    case Activity::Ready:
        ++counts.ready;
        return;
    case Activity::Waiting:
        ++counts.waiting;
        return;
    case Activity::Blocked:
        ++counts.blocked;
        return;
    }
}

void TraceModel::refresh() {
    const std::int64_t now = trace_.now_ns();

    if (strands_.size() < trace_.strand_count()) {
        beginInsertRows({}, int(strands_.size()), int(trace_.strand_count()) - 1);
        strands_.resize(trace_.strand_count());
        endInsertRows();
    }

    lanes_.resize(trace_.lane_count());
    for (std::size_t g = 0; g < strands_.size(); ++g) {
        const Strand& strand = trace_.strand(StrandId(g + 1));
        StrandState& known = strands_[g];
        const bool grew = known.rows < int(strand.lanes.size());
        if (grew) {
            beginInsertRows(createIndex(int(g), 0), known.rows, int(strand.lanes.size()) - 1);
            for (; known.rows < int(strand.lanes.size()); ++known.rows) {
                const LaneId id = strand.lanes[std::size_t(known.rows)];
                lanes_[std::size_t(id) - 1] = stateOf(trace_.lane(id), known.rows, now);
                pending_.push_back(id);
            }
            endInsertRows();
        }
        if (grew || known.outcome != strand.outcome) {
            known.outcome = strand.outcome;
            emit dataChanged(createIndex(int(g), 0), createIndex(int(g), ColumnCount - 1));
        }
    }

    // One signal per strand, however many of its tasks have changed: views repaint what they show.
    struct Span {
        int first = std::numeric_limits<int>::max();
        int last = -1;
    };
    std::vector<Span> changed(strands_.size());
    counts_ = {};
    std::erase_if(pending_, [&](LaneId id) {
        const Lane& lane = trace_.lane(id);
        LaneState& known = lanes_[std::size_t(id) - 1];
        const LaneState state = stateOf(lane, known.row, now);
        if (state != known) {
            known = state;
            Span& span = changed[std::size_t(lane.strand) - 1];
            span.first = std::min(span.first, state.row);
            span.last = std::max(span.last, state.row);
        }
        const bool ended = state.outcome != Outcome::Pending;
        addTo(ended ? ended_ : counts_, state);
        return ended;
    });
    counts_.finished = ended_.finished;
    counts_.cancelled = ended_.cancelled;
    counts_.failed = ended_.failed;
    for (std::size_t g = 0; g < changed.size(); ++g) {
        if (changed[g].last < 0)
            continue;
        const QModelIndex strand = createIndex(int(g), 0);
        emit dataChanged(index(changed[g].first, 0, strand),
                         index(changed[g].last, ColumnCount - 1, strand));
    }
}

// -- places -------------------------------------------------------------------------------------

// The internal id of a task's index is its strand's number, counted from 1; that of a strand's is
// 0.

QModelIndex TraceModel::indexOf(StrandId strand) const {
    const auto number = std::size_t(strand);
    return number == 0 || number > strands_.size() ? QModelIndex()
                                                   : createIndex(int(number) - 1, 0);
}

QModelIndex TraceModel::indexOf(LaneId lane) const {
    const auto number = std::size_t(lane);
    if (number == 0 || number > lanes_.size())
        return {};
    const LaneState& known = lanes_[number - 1];
    return createIndex(known.row, 0, quintptr(trace_.lane(lane).strand));
}

LaneId TraceModel::laneOf(const QModelIndex& index) const {
    if (!index.isValid() || index.internalId() == 0)
        return LaneId::None;
    return trace_.strand(StrandId(index.internalId())).lanes[std::size_t(index.row())];
}

StrandId TraceModel::strandOf(const QModelIndex& index) const {
    if (!index.isValid())
        return StrandId::None;
    return StrandId(index.internalId() ? index.internalId() : quintptr(index.row()) + 1);
}

QModelIndex TraceModel::index(int row, int column, const QModelIndex& parent) const {
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row()) + 1 : 0);
}

QModelIndex TraceModel::parent(const QModelIndex& child) const {
    if (!child.isValid() || child.internalId() == 0)
        return {};
    return createIndex(int(child.internalId()) - 1, 0);
}

int TraceModel::rowCount(const QModelIndex& parent) const {
    if (!parent.isValid())
        return int(strands_.size());
    if (parent.internalId() != 0 || parent.column() > 0)
        return 0;
    return strands_[std::size_t(parent.row())].rows;
}

int TraceModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() && (parent.internalId() != 0 || parent.column() > 0) ? 0 : ColumnCount;
}

bool TraceModel::hasChildren(const QModelIndex& parent) const { return rowCount(parent) > 0; }

// -- data ---------------------------------------------------------------------------------------

QVariant TraceModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == StrandRole)
        return uint(strandOf(index));
    if (role == LaneRole)
        return uint(laneOf(index));
    const LaneId lane = laneOf(index);
    return lane == LaneId::None ? strandData(trace_.strand(strandOf(index)), index.column(), role)
                                : laneData(trace_.lane(lane), index.column(), role);
}

QVariant TraceModel::strandData(const Strand& strand, int column, int role) const {
    const bool ended = strand.outcome != Outcome::Pending;
    switch (role) {
    case OutcomeRole:
        return int(strand.outcome);
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        switch (column) {
        case TaskColumn:
            return toQString(trace_.text(strand.name));
        case StateColumn:
            return ended                               ? nameOf(strand.outcome)
                   : strand.kind == StrandKind::Script ? nameOf(Activity::Running)
                                                       : QString();
        case WaitsOnColumn:
            return tr("%Ln task(s)", nullptr, strands_[std::size_t(strand.id) - 1].rows);
        default:
            return {};
        }
    case Qt::AccessibleTextRole:
        return column == TaskColumn && ended
                   ? tr("%1, %2").arg(toQString(trace_.text(strand.name)), nameOf(strand.outcome))
                   : strandData(strand, column, Qt::DisplayRole);
    default:
        return {};
    }
}

QVariant TraceModel::laneData(const Lane& lane, int column, int role) const {
    const bool pending = lane.outcome == Outcome::Pending;
    const LaneState& known = lanes_[std::size_t(lane.id) - 1];
    switch (role) {
    case OutcomeRole:
        return int(lane.outcome);
    case ActivityRole:
        return pending ? QVariant(int(known.activity)) : QVariant();
    case WaitRole:
        return pending ? QVariant(int(known.wait)) : QVariant();
    case Qt::DisplayRole:
        switch (column) {
        case TaskColumn:
            return toQString(trace_.text(lane.name));
        case StateColumn:
            return pending ? nameOf(known.activity) : nameOf(lane.outcome);
        case WaitsOnColumn:
            if (!pending)
                return toQString(trace_.text(lane.message));
            return lane.empty() ? QVariant() : describeWhat(trace_, lane.back());
        default:
            return {};
        }
    case Qt::ToolTipRole:
        if (!pending)
            return describeEnd(trace_, lane);
        return lane.empty() ? toQString(trace_.text(lane.name))
                            : describeSlice(trace_, lane, lane.size() - 1, trace_.now_ns());
    case Qt::AccessibleTextRole:
        // The name alone would make a screen reader say nothing of what the icon shows.
        if (column == TaskColumn)
            return tr("%1, %2").arg(laneData(lane, TaskColumn, Qt::DisplayRole).toString(),
                                    laneData(lane, StateColumn, Qt::DisplayRole).toString());
        return laneData(lane, column, Qt::DisplayRole);
    default:
        return {};
    }
}

QVariant TraceModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TaskColumn:
        return tr("Task");
    case StateColumn:
        return tr("State");
    case WaitsOnColumn:
        return tr("Waits on");
    default:
        return {};
    }
}

} // namespace braid

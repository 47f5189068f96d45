// SPDX-License-Identifier: MIT
#pragma once

#include "loop/trace/trace.h"

#include <QAbstractItemModel>

#include <vector>

namespace braid {

/// The tasks of a trace as a tree: strands (scripts, C++, the window), and in each its tasks in the
/// order of their creation.
///
/// The trace is the truth; the model knows only how much of it the views have been told.
/// `refresh` tells them the rest, at the price of the tasks that are pending.
class TraceModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { TaskColumn, StateColumn, WaitsOnColumn, ColumnCount };
    enum Role {
        LaneRole = Qt::UserRole, ///< uint; 0 for a strand
        StrandRole,              ///< uint
        ActivityRole,            ///< int; not there once the task has ended, nor for a strand
        WaitRole,                ///< int, as ActivityRole
        OutcomeRole,             ///< int
    };

    /// Tasks by what they do now, or by how they ended.
    struct Counts {
        int running = 0;
        int ready = 0;
        int waiting = 0;
        int blocked = 0;
        int finished = 0;
        int cancelled = 0;
        int failed = 0;

        int pending() const { return running + ready + waiting + blocked; }
        int total() const { return pending() + finished + cancelled + failed; }
        bool operator==(const Counts&) const = default;
    };

    explicit TraceModel(const Trace& trace, QObject* parent = nullptr);

    void refresh();
    /// As of the last refresh.
    const Counts& counts() const { return counts_; }

    const Trace& trace() const { return trace_; }
    QModelIndex indexOf(StrandId strand) const;
    QModelIndex indexOf(LaneId lane) const;
    LaneId laneOf(const QModelIndex& index) const;
    StrandId strandOf(const QModelIndex& index) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    bool hasChildren(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct StrandState {
        int rows = 0;
        Outcome outcome = Outcome::Pending;
    };
    /// What the views know of a task; one that differs from the trace has changed.
    struct LaneState {
        int row = 0;
        TextId name = TextId::None;
        TextId what = TextId::None;
        LocationId where = LocationId::None;
        LaneId other = LaneId::None;
        Activity activity = Activity::Ready;
        WaitKind wait = WaitKind::Nothing;
        Outcome outcome = Outcome::Pending;

        bool operator==(const LaneState&) const = default;
    };

    /// `known` is what was seen of it before.
    LaneState stateOf(const Lane& lane, int row, std::int64_t nowNs) const;
    void addTo(Counts& counts, const LaneState& state) const;
    QVariant strandData(const Strand& strand, int column, int role) const;
    QVariant laneData(const Lane& lane, int column, int role) const;

    const Trace& trace_;
    std::vector<StrandState> strands_;
    std::vector<LaneState> lanes_;
    std::vector<LaneId> pending_;
    Counts counts_;
    Counts ended_;
};

} // namespace braid

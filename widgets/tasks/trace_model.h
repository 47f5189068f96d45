// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/script/script.h"
#include "loop/trace/moment.h"
#include "loop/trace/reader.h"
#include "loop/trace/trace.h"
#include "widgets/tasks/task_counts.h"

#include <QAbstractItemModel>

#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

namespace braid {

/// The tasks of a trace as a tree: strands (scripts, then the window and the C++ tasks), and in
/// each its tasks in the order of their creation. Where tasks were that the trace has let go of,
/// one row above the others says so: it has a strand, a parent and no lane.
///
/// The trace is the truth; the model knows only how much of it the views have been told. `refresh`
/// tells them the rest, at the price of what has changed since the last time.
class TraceModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { TaskColumn, StateColumn, WaitsOnColumn, ColumnCount };
    enum Role {
        LaneRole = Qt::UserRole, ///< uint; 0 for a strand
        StrandRole,              ///< uint
        ActivityRole,            ///< int; not there before and after its life, nor for a strand
        WaitRole,                ///< int, as ActivityRole
        OutcomeRole,             ///< int
        ProgressRole,            ///< double, 0 to 1; of strands that tell how far they are
    };

    using Counts = TaskCounts;

    explicit TraceModel(Trace& trace, QObject* parent = nullptr);

    /// `nowNs`: until when what still goes on lasts. `at`: the instant of the past that the rows
    /// tell of, or nothing: then they tell the newest. Which rows there are never depends on it.
    void refresh(std::int64_t nowNs, std::optional<std::int64_t> at = std::nullopt);
    /// As of the last refresh, and at its instant.
    const Counts& counts() const { return at_ == Moment::newest ? counts_ : past_; }

    /// How far a strand is by its own account, now.
    void setProgress(StrandId strand, const Progress& progress);

    const Trace& trace() const { return trace_; }
    /// The instant that the rows tell of, and until when what still goes on lasts.
    std::int64_t at() const { return at_; }
    std::int64_t now() const { return nowNs_; }
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
    struct Row {
        LaneId lane = LaneId::None;
        std::optional<Activity> place{}; ///< what a task is counted as now
    };
    struct StrandRows {
        StrandId id = StrandId::None;
        StrandKind kind = StrandKind::Script;
        bool earlier = false;  ///< it has a row for the tasks that have gone
        std::vector<Row> rows; ///< by lane
        std::size_t begun = 0; ///< of these, those that had begun at an instant of the past

        bool counts() const { return kind != StrandKind::Window; } ///< its lanes are tasks
        /// The row in the model of the first of `rows`.
        int first() const { return earlier ? 1 : 0; }
    };
    /// Rows of one strand that are to be painted again.
    struct Span {
        int first = 0;
        int last = -1;
    };

    void update(const TraceReader::Changes& changes);
    void rebuild();
    void numberStrands();
    void removeStrands(std::span<const StrandId> changed);
    void addStrands(std::span<const StrandId> changed);
    void removeLanes(StrandRows& strand, const std::vector<LaneId>& gone);
    void removeRowsOf(StrandRows& strand, int first, int last);
    void addLanes(std::vector<LaneId> lanes);
    void update(LaneId lane, bool changed);
    void addEarlier(std::span<const StrandId> changed);
    void tellChanges(std::span<const StrandId> changed);

    std::optional<Activity> placeOf(const Lane& lane) const;
    void count(StrandRows& strand, Row& row, std::optional<Activity> place);

    void tellAll();
    bool changesPast(const TraceReader::Changes& changes) const;
    void countPast();
    std::size_t tasksOf(const StrandRows& strand) const;
    QVariant progressOf(const Strand& strand, int role) const;

    // How many there are if it is not there.
    std::size_t rowOf(StrandId strand) const;
    static std::size_t rowOf(const StrandRows& strand, LaneId lane);
    StrandRows* find(StrandId strand);

    const Trace& trace_;
    TraceReader reader_;
    std::vector<StrandRows> strands_; ///< in the order of their rows
    std::unordered_map<StrandId, std::size_t> strandRows_;
    std::unordered_map<StrandId, Progress> progress_;
    std::vector<LaneId> running_; ///< those that will be blocked if they go on
    std::vector<Span> spans_;     ///< by row of their strand, while a refresh collects them
    Counts counts_;               ///< of now
    Counts past_;                 ///< at an instant of the past
    std::int64_t nowNs_ = 0;
    std::int64_t at_ = Moment::newest;
    LaneId newest_ = LaneId::None; ///< of those that have rows
};

} // namespace braid

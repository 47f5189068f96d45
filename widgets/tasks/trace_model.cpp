// SPDX-License-Identifier: MIT
#include "widgets/tasks/trace_model.h"

#include "widgets/tasks/row_words.h"
#include "widgets/wording.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace braid {

namespace {
/// Rows that go from more places at once are taken out with those between them, which come back:
/// views take longer for each place than for many rows.
constexpr std::size_t mostPlaces = 8;

/// What people run comes first.
int rank(const auto& strand) {
    switch (strand.kind) {
    case StrandKind::Script:
        return 0;
    case StrandKind::Window:
        return 1;
    case StrandKind::Cpp:
        return 2;
    }
    return 3;
}
} // namespace

TraceModel::TraceModel(Trace& trace, QObject* parent)
    : QAbstractItemModel(parent)
    , trace_(trace)
    , reader_(trace) {
    refresh(0);
}

// -- keeping up ---------------------------------------------------------------------------------

void TraceModel::refresh(std::int64_t nowNs, std::optional<std::int64_t> at) {
    nowNs_ = nowNs;
    const std::int64_t before = std::exchange(at_, at.value_or(Moment::newest));
    const TraceReader::Changes changes = reader_.take();
    update(changes);
    if (at_ != before)
        tellAll();
    if (at_ != Moment::newest && (at_ != before || changesPast(changes)))
        countPast();
}

void TraceModel::update(const TraceReader::Changes& changes) {
    if (changes.everything) {
        rebuild();
    } else {
        removeStrands(changes.strands);
        addStrands(changes.strands);
        spans_.assign(strands_.size(), {});
        std::vector<LaneId> gone;
        std::vector<LaneId> added;
        const LaneId newest = newest_;
        for (const LaneId lane : changes.lanes) {
            if (!trace_.find(lane))
                gone.push_back(lane);
            else if (lane > newest)
                added.push_back(lane);
            else
                update(lane, true);
        }
        std::sort(gone.begin(), gone.end());
        if (!gone.empty())
            for (const StrandId changed : changes.strands)
                if (StrandRows* const strand = find(changed))
                    removeLanes(*strand, gone);
        addLanes(std::move(added));
        addEarlier(changes.strands);
        for (const LaneId lane : std::exchange(running_, {}))
            update(lane, false);
        tellChanges(changes.strands);
    }
    counts_.finished = trace_.ended(Outcome::Finished);
    counts_.cancelled = trace_.ended(Outcome::Cancelled);
    counts_.failed = trace_.ended(Outcome::Failed);
}

void TraceModel::rebuild() {
    beginResetModel();
    strands_.clear();
    running_.clear();
    counts_ = {};
    trace_.for_each_strand([this](const Strand& strand) {
        strands_.push_back({strand.id, strand.kind, strand.retired > 0, {}});
    });
    std::stable_sort(strands_.begin(), strands_.end(),
                     [](const StrandRows& a, const StrandRows& b) { return rank(a) < rank(b); });
    numberStrands();
    trace_.for_each_lane([this](const Lane& lane) {
        StrandRows& strand = *find(lane.strand);
        count(strand, strand.rows.emplace_back(Row{lane.id}), placeOf(lane));
        newest_ = lane.id;
    });
    endResetModel();
}

void TraceModel::removeStrands(std::span<const StrandId> changed) {
    for (const StrandId id : changed) {
        StrandRows* const strand = trace_.find(id) ? nullptr : find(id);
        if (!strand)
            continue;
        const auto row = strand - strands_.data();
        beginRemoveRows({}, int(row), int(row));
        for (Row& each : strand->rows)
            count(*strand, each, std::nullopt);
        progress_.erase(strand->id);
        strands_.erase(strands_.begin() + row);
        numberStrands();
        endRemoveRows();
    }
}

void TraceModel::addStrands(std::span<const StrandId> changed) {
    std::vector<StrandId> added;
    for (const StrandId id : changed)
        if (trace_.find(id) && !find(id))
            added.push_back(id);
    std::sort(added.begin(), added.end());
    for (const StrandId id : added) {
        StrandRows rows{id, trace_.strand(id).kind, false, {}};
        const auto place = std::upper_bound(
            strands_.begin(), strands_.end(), rows,
            [](const StrandRows& a, const StrandRows& b) { return rank(a) < rank(b); });
        const int row = int(place - strands_.begin());
        beginInsertRows({}, row, row);
        strands_.insert(place, std::move(rows));
        numberStrands();
        endInsertRows();
    }
}

void TraceModel::numberStrands() {
    strandRows_.clear();
    for (std::size_t row = 0; row < strands_.size(); ++row)
        strandRows_[strands_[row].id] = row;
}

void TraceModel::removeLanes(StrandRows& strand, const std::vector<LaneId>& gone) {
    std::vector<std::pair<int, int>> places; // first and last row
    for (const LaneId lane : gone) {
        const int row = int(rowOf(strand, lane));
        if (row == int(strand.rows.size()))
            continue;
        count(strand, strand.rows[std::size_t(row)], std::nullopt);
        if (!places.empty() && places.back().second == row - 1)
            places.back().second = row;
        else
            places.emplace_back(row, row);
    }
    if (places.size() <= mostPlaces) {
        for (auto place = places.rbegin(); place != places.rend(); ++place)
            removeRowsOf(strand, place->first, place->second);
        return;
    }
    const auto begin = strand.rows.begin() + places.front().first;
    const auto end = strand.rows.begin() + places.back().second + 1;
    std::vector<Row> kept;
    std::copy_if(begin, end, std::back_inserter(kept),
                 [this](const Row& row) { return trace_.find(row.lane) != nullptr; });
    const int first = places.front().first;
    removeRowsOf(strand, first, places.back().second);
    if (kept.empty())
        return;
    const int row = strand.first() + first;
    beginInsertRows(indexOf(strand.id), row, row + int(kept.size()) - 1);
    strand.rows.insert(strand.rows.begin() + first, kept.begin(), kept.end());
    endInsertRows();
}

void TraceModel::removeRowsOf(StrandRows& strand, int first, int last) {
    beginRemoveRows(indexOf(strand.id), strand.first() + first, strand.first() + last);
    strand.rows.erase(strand.rows.begin() + first, strand.rows.begin() + last + 1);
    endRemoveRows();
}

void TraceModel::addLanes(std::vector<LaneId> lanes) {
    if (lanes.empty())
        return;
    // A strand after the other, and in each the order of creation.
    std::sort(lanes.begin(), lanes.end());
    newest_ = lanes.back();
    std::stable_sort(lanes.begin(), lanes.end(), [this](LaneId a, LaneId b) {
        return trace_.lane(a).strand < trace_.lane(b).strand;
    });
    for (auto begin = lanes.begin(); begin != lanes.end();) {
        const StrandId id = trace_.lane(*begin).strand;
        const auto end = std::find_if(begin, lanes.end(),
                                      [&](LaneId lane) { return trace_.lane(lane).strand != id; });
        StrandRows& strand = *find(id);
        const int first = strand.first() + int(strand.rows.size());
        beginInsertRows(indexOf(id), first, first + int(end - begin) - 1);
        for (; begin != end; ++begin)
            count(strand, strand.rows.emplace_back(Row{*begin}), placeOf(trace_.lane(*begin)));
        endInsertRows();
    }
}

void TraceModel::addEarlier(std::span<const StrandId> changed) {
    for (const StrandId id : changed) {
        StrandRows* const strand = find(id);
        if (!strand || strand->earlier || trace_.strand(id).retired == 0)
            continue;
        beginInsertRows(indexOf(id), 0, 0);
        strand->earlier = true;
        endInsertRows();
    }
}

/// It has changed, or what it does may be called differently by now.
void TraceModel::update(LaneId id, bool changed) {
    const Lane* const lane = trace_.find(id);
    if (!lane)
        return;
    const std::size_t number = rowOf(lane->strand);
    StrandRows& strand = strands_[number];
    const int at = int(rowOf(strand, id));
    if (at == int(strand.rows.size()))
        return;
    Row& row = strand.rows[std::size_t(at)];
    const std::optional<Activity> before = row.place;
    count(strand, row, placeOf(*lane));
    if (!changed && row.place == before)
        return;
    Span& span = spans_[number];
    span = span.last < 0 ? Span{at, at} : Span{std::min(span.first, at), std::max(span.last, at)};
}

void TraceModel::tellChanges(std::span<const StrandId> changed) {
    for (const StrandId id : changed) {
        const QModelIndex strand = indexOf(id);
        if (!strand.isValid())
            continue;
        emit dataChanged(strand, strand.siblingAtColumn(ColumnCount - 1));
        if (strands_[std::size_t(strand.row())].earlier)
            emit dataChanged(index(0, 0, strand), index(0, ColumnCount - 1, strand));
    }
    // One signal per strand, however many of its tasks have changed: views repaint what they show.
    for (std::size_t number = 0; number < spans_.size(); ++number) {
        if (spans_[number].last < 0)
            continue;
        const QModelIndex strand = createIndex(int(number), 0, quintptr(0));
        const int first = strands_[number].first();
        emit dataChanged(index(first + spans_[number].first, 0, strand),
                         index(first + spans_[number].last, ColumnCount - 1, strand));
    }
}

// -- counting -----------------------------------------------------------------------------------

std::optional<Activity> TraceModel::placeOf(const Lane& lane) const {
    const Moment moment = moment_of(lane, Moment::newest, nowNs_);
    if (!moment.pending() || lane.kind == LaneKind::Thread)
        return std::nullopt;
    return moment.activity;
}

void TraceModel::count(StrandRows& strand, Row& row, std::optional<Activity> place) {
    if (place == Activity::Running)
        running_.push_back(row.lane);
    if (strand.counts() && row.place)
        --counts_.doing(*row.place);
    row.place = place;
    if (strand.counts() && row.place)
        ++counts_.doing(*row.place);
}

// -- the past -----------------------------------------------------------------------------------

void TraceModel::tellAll() {
    if (strands_.empty())
        return;
    emit dataChanged(index(0, 0), index(int(strands_.size()) - 1, ColumnCount - 1));
    for (int row = 0; row < int(strands_.size()); ++row) {
        const QModelIndex strand = index(row, 0);
        if (const int tasks = rowCount(strand))
            emit dataChanged(index(0, 0, strand), index(tasks - 1, ColumnCount - 1, strand));
    }
}

/// What is recorded now is later than an instant of the past; only what comes late is not.
bool TraceModel::changesPast(const TraceReader::Changes& changes) const {
    return changes.everything ||
           std::any_of(changes.lanes.begin(), changes.lanes.end(), [this](LaneId id) {
               const Lane* const lane = trace_.find(id);
               return !lane || lane->empty() || lane->back().begin_ns <= at_;
           });
}

void TraceModel::countPast() {
    // Those that have gone had ended before most that are there began.
    past_ = {};
    past_.finished = trace_.ended(Outcome::Finished);
    past_.cancelled = trace_.ended(Outcome::Cancelled);
    past_.failed = trace_.ended(Outcome::Failed);
    for (StrandRows& strand : strands_) {
        strand.begun = 0;
        for (const Row& row : strand.rows) {
            const Lane* const lane = trace_.find(row.lane);
            if (!lane)
                continue;
            const Moment moment = moment_of(*lane, at_, nowNs_);
            strand.begun += moment.phase != Moment::Phase::NotBegun;
            if (lane->kind == LaneKind::Thread)
                continue;
            if (!lane->pending() && moment.phase != Moment::Phase::Ended)
                --past_.ended(lane->outcome);
            if (strand.counts() && moment.pending())
                ++past_.doing(moment.activity);
        }
    }
}

std::size_t TraceModel::tasksOf(const StrandRows& strand) const {
    return at_ == Moment::newest ? trace_.strand(strand.id).lanes : strand.begun;
}

// -- places -------------------------------------------------------------------------------------

// The internal id of a task's index is its strand's id; that of a strand's is 0.

std::size_t TraceModel::rowOf(StrandId strand) const {
    const auto row = strandRows_.find(strand);
    return row == strandRows_.end() ? strands_.size() : row->second;
}

TraceModel::StrandRows* TraceModel::find(StrandId strand) {
    const std::size_t row = rowOf(strand);
    return row < strands_.size() ? &strands_[row] : nullptr;
}

std::size_t TraceModel::rowOf(const StrandRows& strand, LaneId lane) {
    const auto at = std::lower_bound(strand.rows.begin(), strand.rows.end(), lane,
                                     [](const Row& row, LaneId id) { return row.lane < id; });
    return at != strand.rows.end() && at->lane == lane ? std::size_t(at - strand.rows.begin())
                                                       : strand.rows.size();
}

QModelIndex TraceModel::indexOf(StrandId strand) const {
    const std::size_t row = rowOf(strand);
    return row < strands_.size() ? createIndex(int(row), 0, quintptr(0)) : QModelIndex();
}

QModelIndex TraceModel::indexOf(LaneId id) const {
    const Lane* const lane = trace_.find(id);
    const std::size_t number = lane ? rowOf(lane->strand) : strands_.size();
    if (number == strands_.size())
        return {};
    const StrandRows& strand = strands_[number];
    const std::size_t row = rowOf(strand, id);
    return row == strand.rows.size()
               ? QModelIndex()
               : createIndex(strand.first() + int(row), 0, quintptr(lane->strand));
}

LaneId TraceModel::laneOf(const QModelIndex& index) const {
    if (!index.isValid() || index.internalId() == 0)
        return LaneId::None;
    const StrandRows& strand = strands_[rowOf(StrandId(index.internalId()))];
    const int row = index.row() - strand.first();
    return row < 0 ? LaneId::None : strand.rows[std::size_t(row)].lane;
}

StrandId TraceModel::strandOf(const QModelIndex& index) const {
    if (!index.isValid())
        return StrandId::None;
    return index.internalId() ? StrandId(index.internalId())
                              : strands_[std::size_t(index.row())].id;
}

QModelIndex TraceModel::index(int row, int column, const QModelIndex& parent) const {
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(strandOf(parent)) : quintptr(0));
}

QModelIndex TraceModel::parent(const QModelIndex& child) const {
    if (!child.isValid() || child.internalId() == 0)
        return {};
    return createIndex(int(rowOf(StrandId(child.internalId()))), 0, quintptr(0));
}

int TraceModel::rowCount(const QModelIndex& parent) const {
    if (!parent.isValid())
        return int(strands_.size());
    if (parent.internalId() != 0 || parent.column() > 0)
        return 0;
    const StrandRows& strand = strands_[std::size_t(parent.row())];
    return strand.first() + int(strand.rows.size());
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
    const LaneId id = laneOf(index);
    if (role == LaneRole)
        return uint(id);
    // Between two refreshes the trace may have let go of what still has a row.
    const RowWords words{trace_, at_, nowNs_};
    if (id == LaneId::None) {
        const StrandRows& rows = strands_[rowOf(strandOf(index))];
        const Strand* const strand = trace_.find(rows.id);
        if (!strand)
            return {};
        if (index.internalId())
            return words.ofEarlier(*strand, index.column(), role);
        const QVariant told =
            index.column() == WaitsOnColumn ? progressOf(*strand, role) : QVariant();
        return told.isValid() ? told : words.of(*strand, tasksOf(rows), index.column(), role);
    }
    const Lane* const lane = trace_.find(id);
    return lane ? words.of(*lane, index.column(), role) : QVariant();
}

void TraceModel::setProgress(StrandId strand, const Progress& progress) {
    progress_[strand] = progress;
    if (const QModelIndex row = indexOf(strand); row.isValid())
        emit dataChanged(row.siblingAtColumn(WaitsOnColumn), row.siblingAtColumn(WaitsOnColumn));
}

/// Of the present alone: how far it was, nobody has written down.
QVariant TraceModel::progressOf(const Strand& strand, int role) const {
    const auto told = progress_.find(strand.id);
    if (told == progress_.end() || at_ != Moment::newest)
        return {};
    const auto& [fraction, text] = told->second;
    const bool known = fraction >= 0;
    switch (role) {
    case ProgressRole:
        return known && strand.outcome == Outcome::Pending ? QVariant(fraction) : QVariant();
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return text.empty() ? QVariant() : toShown(text);
    case Qt::AccessibleTextRole:
        return known ? tr("%1 %, %2").arg(int(100 * fraction)).arg(toShown(text)) : toShown(text);
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

// SPDX-License-Identifier: MIT
#include "widgets/details/history_model.h"

#include "widgets/glyphs.h"
#include "widgets/wording.h"

namespace braid {

void HistoryModel::show(LaneId id, std::int64_t atNs, std::int64_t nowNs, std::int64_t originNs) {
    const Lane* const lane = trace_.find(id);
    const std::uint64_t dropped = lane ? lane->dropped() : 0;
    const std::size_t size = lane ? lane->size() : 0;
    const std::uint64_t at = dropped + (size > 0 ? lane->index_at(atNs) : 0);
    const bool fits = id == lane_ && originNs == origin_ && first_ >= dropped && at >= first_ &&
                      at < first_ + most && int(dropped + size - first_) >= rows_;
    now_ = nowNs;
    if (!fits) {
        beginResetModel();
        lane_ = id;
        origin_ = originNs;
        // Half of them before the instant, so that the next steps find their rows there.
        first_ = std::max(dropped, at > most / 2 ? at - most / 2 : 0);
        rows_ =
            int(std::min<std::uint64_t>(most, dropped + size - std::min(first_, dropped + size)));
        endResetModel();
        return;
    }
    const int rows = int(std::min<std::uint64_t>(most, dropped + size - first_));
    if (rows > rows_) {
        beginInsertRows({}, rows_, rows - 1);
        const int last = std::exchange(rows_, rows) - 1;
        endInsertRows();
        if (last >= 0)
            emit dataChanged(index(last, 0), index(last, ColumnCount - 1));
    } else if (rows > 0) {
        emit dataChanged(index(rows - 1, 0), index(rows - 1, ColumnCount - 1));
    }
}

int HistoryModel::rowAt(std::int64_t timeNs) const {
    const Lane* const lane = this->lane();
    if (!lane || lane->empty() || timeNs < (*lane)[0].begin_ns)
        return -1;
    const std::uint64_t at = lane->dropped() + lane->index_at(timeNs);
    return at < first_ || at >= first_ + std::uint64_t(rows_) ? -1 : int(at - first_);
}

const Slice* HistoryModel::slice(int row) const {
    const Lane* const lane = this->lane();
    if (!lane || row < 0 || first_ + std::uint64_t(row) < lane->dropped())
        return nullptr;
    const std::uint64_t index = first_ + std::uint64_t(row) - lane->dropped();
    return index < lane->size() ? &(*lane)[std::size_t(index)] : nullptr;
}

int HistoryModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : rows_; }

int HistoryModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant HistoryModel::data(const QModelIndex& index, int role) const {
    const Slice* const slice = this->slice(index.row());
    if (!slice)
        return {};
    const Lane& lane = *this->lane();
    const auto place = std::size_t(first_ + std::uint64_t(index.row()) - lane.dropped());
    const Activity activity = lane.activity_of(place, now_);
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case WhenColumn:
            return formatDuration(slice->begin_ns - origin_);
        case ActivityColumn:
            return nameOf(activity);
        case DurationColumn:
            return formatDuration(lane.end_of(place, now_) - slice->begin_ns);
        case WhatColumn:
            return describeWhat(trace_, *slice);
        case WhereColumn:
            return describeWhere(trace_, slice->where);
        default:
            return {};
        }
    case Qt::DecorationRole:
        return index.column() == ActivityColumn
                   ? QVariant(glyphIcon(activity == Activity::Waiting ? glyphOf(slice->wait)
                                                                      : glyphOf(activity)))
                   : QVariant();
    case Qt::TextAlignmentRole:
        return index.column() == WhenColumn || index.column() == DurationColumn
                   ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                   : QVariant();
    case Qt::ToolTipRole:
        return asToolTip(describeSlice(trace_, lane, place, now_));
    default:
        return {};
    }
}

QVariant HistoryModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case WhenColumn:
        return tr("At");
    case ActivityColumn:
        return tr("State");
    case DurationColumn:
        return tr("For");
    case WhatColumn:
        return tr("What");
    case WhereColumn:
        return tr("Where");
    default:
        return {};
    }
}

} // namespace braid

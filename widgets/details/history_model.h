// SPDX-License-Identifier: MIT
#pragma once

#include "loop/trace/trace.h"

#include <QAbstractTableModel>

namespace braid {

/// What a task did, slice by slice, as a table: of a long history the part about an instant.
class HistoryModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        WhenColumn,
        ActivityColumn,
        DurationColumn,
        WhatColumn,
        WhereColumn,
        ColumnCount
    };
    /// So many rows at most.
    static constexpr std::size_t most = 3000;

    explicit HistoryModel(const Trace& trace, QObject* parent = nullptr)
        : QAbstractTableModel(parent)
        , trace_(trace) {}

    /// Shows `lane`, with the slice at `atNs` among the rows.
    void show(LaneId lane, std::int64_t atNs, std::int64_t nowNs, std::int64_t originNs);
    /// The row of the slice at an instant; -1 if there is none.
    int rowAt(std::int64_t timeNs) const;
    /// Null if it has gone.
    const Slice* slice(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const Lane* lane() const { return trace_.find(lane_); }

    const Trace& trace_;
    LaneId lane_ = LaneId::None;
    std::uint64_t first_ = 0; ///< counted from the lane's very first slice
    int rows_ = 0;
    std::int64_t now_ = 0;
    std::int64_t origin_ = 0;
};

} // namespace braid

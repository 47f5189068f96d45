// SPDX-License-Identifier: MIT
#pragma once

#include <QStyledItemDelegate>

namespace braid {

class Selection;

/// Paints a row of the list of tasks: signs for what a task does and waits for, in the colours of
/// the timeline beside it, heads of strands in bold.
class TaskDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    /// `selection` knows which row is hovered, here or in another pane.
    explicit TaskDelegate(const Selection& selection, QObject* parent = nullptr)
        : QStyledItemDelegate(parent)
        , selection_(selection) {}

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const Selection& selection_;
};

} // namespace braid

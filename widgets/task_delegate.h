#pragma once

#include <QStyledItemDelegate>

namespace braid {

/// Paints a row of the list of tasks: signs for what a task does and waits for, in the colours of
/// the timeline beside it, heads of groups in bold.
class TaskDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace braid

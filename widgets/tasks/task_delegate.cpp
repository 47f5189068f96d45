// SPDX-License-Identifier: MIT
#include "widgets/tasks/task_delegate.h"

#include "widgets/glyphs.h"
#include "widgets/session/selection.h"
#include "widgets/tasks/trace_model.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QPainter>

namespace braid {

namespace {

ColorRole colorOf(Activity activity) {
    switch (activity) {
    case Activity::Running:
        return ColorRole::Running;
    case Activity::Ready:
        return ColorRole::Ready;
    case Activity::Waiting:
        return ColorRole::Waiting;
    case Activity::Blocked:
        return ColorRole::Blocked;
    }
    return ColorRole::Waiting;
}

ColorRole colorOf(Outcome outcome) {
    switch (outcome) {
    case Outcome::Pending:
        return ColorRole::Waiting;
    case Outcome::Finished:
        return ColorRole::Finished;
    case Outcome::Cancelled:
        return ColorRole::Cancelled;
    case Outcome::Failed:
        return ColorRole::Failed;
    }
    return ColorRole::Waiting;
}

} // namespace

void TaskDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const {
    QStyleOptionViewItem item(option);
    initStyleOption(&item, index);
    const Theme theme = Theme::of(item.palette);
    const auto lane = LaneId(index.data(TraceModel::LaneRole).toUInt());
    const bool isStrand = !index.parent().isValid();
    const bool selected = item.state & QStyle::State_Selected;
    const auto outcome = Outcome(index.data(TraceModel::OutcomeRole).toInt());
    const QVariant activity = index.data(TraceModel::ActivityRole);

    // The ground is the timeline's, so that a row is one band across both.
    const QColor ground = theme.color(selected   ? ColorRole::RowSelected
                                      : isStrand ? ColorRole::StrandGround
                                                 : ColorRole::Ground);
    painter->fillRect(item.rect, ground);
    const bool isEarlier = !isStrand && lane == LaneId::None; // tasks that are kept no longer
    if (!selected && lane != LaneId::None && lane == selection_.hoveredTask())
        painter->fillRect(item.rect, theme.color(ColorRole::RowHovered));

    if (const QVariant progress = index.data(TraceModel::ProgressRole); progress.isValid()) {
        const QRectF groove = QRectF(item.rect).adjusted(0.5, 2.5, -4.5, -2.5);
        QRectF done = groove;
        done.setWidth(groove.width() * progress.toDouble());
        painter->fillRect(done, theme.color(ColorRole::RunningPale));
        painter->setPen(theme.color(ColorRole::Waiting));
        painter->drawRect(groove);
    }

    Glyph glyph = Glyph::None;
    ColorRole glyphRole = ColorRole::DimText;
    if (index.column() == TraceModel::StateColumn) {
        glyph = activity.isValid() ? glyphOf(Activity(activity.toInt())) : glyphOf(outcome);
        glyphRole = activity.isValid() ? colorOf(Activity(activity.toInt())) : colorOf(outcome);
    } else if (index.column() == TraceModel::WaitsOnColumn && activity.isValid() &&
               Activity(activity.toInt()) == Activity::Waiting) {
        glyph = glyphOf(WaitKind(index.data(TraceModel::WaitRole).toInt()));
    }

    QRect rest = item.rect.adjusted(4, 0, -4, 0);
    if (glyph != Glyph::None) {
        const int size = std::min(rest.height(), item.fontMetrics.ascent() + 1);
        paintGlyph(*painter, glyph,
                   QRect(rest.x(), rest.center().y() - size / 2, size, size).toRectF(),
                   theme.color(glyphRole));
        rest.setLeft(rest.left() + size + 5);
    }

    // What is not there, not yet or no more, is quiet.
    const bool quiet =
        isEarlier || index.column() != TraceModel::TaskColumn || (!isStrand && !activity.isValid());
    const bool onProgress = index.data(TraceModel::ProgressRole).isValid();
    ColorRole textRole = quiet && !onProgress ? ColorRole::DimText : ColorRole::Text;
    if (outcome == Outcome::Failed && index.column() == TraceModel::WaitsOnColumn && !isStrand)
        textRole = ColorRole::Failed;
    QFont font = item.font;
    font.setBold(isStrand && index.column() == TraceModel::TaskColumn);
    font.setItalic(isEarlier);
    painter->setFont(font);
    painter->setPen(theme.color(textRole));
    // Names of tasks that belong together often begin alike.
    const auto elide = index.column() == TraceModel::TaskColumn ? Qt::ElideMiddle : Qt::ElideRight;
    const QString text = QFontMetrics(font).elidedText(item.text, elide, std::max(0, rest.width()));
    painter->drawText(rest, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, text);

    if (item.state & QStyle::State_HasFocus && index.column() == TraceModel::TaskColumn) {
        painter->setPen(theme.color(ColorRole::Running));
        painter->drawRect(item.rect.adjusted(0, 0, -1, -1));
    }
}

QSize TaskDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const QFontMetrics metrics(option.font);
    QFont bold(option.font);
    bold.setBold(true);
    const int width = QFontMetrics(bold).horizontalAdvance(index.data().toString());
    return {width + 2 * metrics.height(), metrics.height() + 6};
}

} // namespace braid

// SPDX-License-Identifier: MIT
#include "widgets/details/kinds_pane.h"

#include "widgets/session/session.h"
#include "widgets/theme.h"
#include "widgets/wording.h"

#include <QHeaderView>
#include <QLocale>

namespace braid {

namespace {

/// Sorted by what it counts, not by its text.
class Item : public QTreeWidgetItem {
public:
    bool operator<(const QTreeWidgetItem& other) const override {
        const int column = treeWidget()->sortColumn();
        if (column == KindsPane::NameColumn)
            return text(column).localeAwareCompare(other.text(column)) < 0;
        return data(column, Qt::UserRole).toLongLong() <
               other.data(column, Qt::UserRole).toLongLong();
    }

    void setCount(int column, std::uint64_t count) {
        setText(column, count > 0 ? QLocale().toString(qulonglong(count)) : QString());
        setData(column, Qt::UserRole, qlonglong(count));
        setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    }
    void setDuration(int column, std::int64_t ns) {
        setText(column, ns > 0 ? formatDuration(ns) : QString());
        setData(column, Qt::UserRole, qlonglong(ns));
        setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    }
};

} // namespace

KindsPane::KindsPane(Session& session, QWidget* parent)
    : QTreeWidget(parent)
    , session_(session) {
    setFrameShape(NoFrame);
    setAccessibleName(tr("Kinds of tasks"));
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setHeaderLabels({tr("Kind"), tr("Tasks"), nameOf(Activity::Running), nameOf(Activity::Ready),
                     nameOf(Activity::Waiting), nameOf(Activity::Blocked),
                     nameOf(Outcome::Finished), nameOf(Outcome::Cancelled), nameOf(Outcome::Failed),
                     tr("Half within"), tr("99 % within"), tr("Longest"), tr("Oldest")});
    setSortingEnabled(true);
    sortByColumn(CountColumn, Qt::DescendingOrder);
    const int em = fontMetrics().horizontalAdvance(QLatin1Char('m'));
    header()->setStretchLastSection(false);
    for (int column = 0; column < ColumnCount; ++column)
        header()->resizeSection(column, (column == NameColumn ? 14 : 6) * em);

    moment_.setSingleShot(true);
    moment_.setInterval(momentMs);
    connect(&moment_, &QTimer::timeout, this, &KindsPane::tell);
    connect(&session_, &Session::looked, this, [this] {
        if (isVisible() && !moment_.isActive())
            moment_.start();
    });
    connect(&session_.cursor(), &Cursor::moved, this, &KindsPane::tell);
    connect(this, &QTreeWidget::itemActivated, this, [this](const QTreeWidgetItem* item) {
        emit chosen(item->data(NameColumn, Qt::UserRole).toString());
    });
}

void KindsPane::tell() {
    if (!isVisible())
        return;
    moment_.stop();
    const Trace& trace = session_.trace();
    kinds_ = task_kinds_at(trace, session_.shown(), session_.present());
    if (kinds_.size() > most)
        kinds_.resize(most);
    const QString chosenBefore =
        currentItem() ? currentItem()->data(NameColumn, Qt::UserRole).toString() : QString();
    setSortingEnabled(false); // not at each row
    while (topLevelItemCount() > int(kinds_.size()))
        delete takeTopLevelItem(topLevelItemCount() - 1);
    for (std::size_t i = 0; i < kinds_.size(); ++i) {
        const TaskKindSums& kind = kinds_[i];
        if (int(i) == topLevelItemCount())
            addTopLevelItem(new Item);
        auto& item = static_cast<Item&>(*topLevelItem(int(i)));
        const QString name = toShown(kind.name);
        item.setText(NameColumn, name);
        item.setData(NameColumn, Qt::UserRole, name);
        const Strand* const strand = trace.find(kind.strand);
        const QString place = describeWhere(trace, kind.created_at);
        item.setToolTip(NameColumn,
                        asToolTip((strand ? nameOf(trace, *strand) : QString()) +
                                  (place.isEmpty() ? QString() : QStringLiteral(" · ") + place)));
        item.setCount(CountColumn, kind.tasks);
        for (const Activity activity :
             {Activity::Running, Activity::Ready, Activity::Waiting, Activity::Blocked})
            item.setCount(RunningColumn + int(activity), kind.doing[std::size_t(activity)]);
        for (const Outcome outcome : {Outcome::Finished, Outcome::Cancelled, Outcome::Failed})
            item.setCount(FinishedColumn + int(outcome) - int(Outcome::Finished),
                          kind.ended[std::size_t(outcome)]);
        item.setDuration(MedianColumn, kind.lives.percentile(50));
        item.setDuration(SlowestColumn, kind.lives.percentile(99));
        item.setDuration(LongestColumn, kind.lives.max());
        item.setDuration(OldestColumn, kind.oldest_ns);
        const Theme theme = Theme::of(palette());
        item.setForeground(BlockedColumn, theme.color(ColorRole::Blocked));
        item.setForeground(FailedColumn, theme.color(ColorRole::Failed));
    }
    setSortingEnabled(true);
    hideEmptyColumns();
    for (int row = 0; row < topLevelItemCount() && !chosenBefore.isEmpty(); ++row)
        if (topLevelItem(row)->data(NameColumn, Qt::UserRole).toString() == chosenBefore) {
            setCurrentItem(topLevelItem(row));
            break;
        }
}

/// What no task does would only take the room of what they do.
void KindsPane::hideEmptyColumns() {
    std::array<std::uint64_t, 4> ended{};
    std::uint64_t pending = 0, all = 0;
    for (const TaskKindSums& kind : kinds_) {
        for (std::size_t outcome = 0; outcome < ended.size(); ++outcome)
            ended[outcome] += kind.ended[outcome];
        for (const std::uint64_t count : kind.doing)
            pending += count;
        all += kind.lives.count();
    }
    for (const Column column :
         {RunningColumn, ReadyColumn, WaitingColumn, BlockedColumn, OldestColumn})
        setColumnHidden(column, pending == 0);
    for (const Outcome outcome : {Outcome::Finished, Outcome::Cancelled, Outcome::Failed})
        setColumnHidden(FinishedColumn + int(outcome) - int(Outcome::Finished),
                        ended[std::size_t(outcome)] == 0);
    for (const Column column : {MedianColumn, SlowestColumn, LongestColumn})
        setColumnHidden(column, all == 0);
}

void KindsPane::showEvent(QShowEvent* event) {
    QTreeWidget::showEvent(event);
    tell();
}

} // namespace braid

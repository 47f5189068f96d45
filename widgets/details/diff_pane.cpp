// SPDX-License-Identifier: MIT
#include "widgets/details/diff_pane.h"

#include "widgets/theme.h"
#include "widgets/wording.h"

#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <cmath>

namespace braid {

namespace {

enum Column { NameColumn, CountColumn, BeforeColumn, AfterColumn, DifferenceColumn };

constexpr std::size_t mostTasks = 2000;
constexpr std::size_t mostWaits = 20;

} // namespace

DiffPane::DiffPane(QWidget* parent)
    : QWidget(parent)
    , summary_(new QLabel)
    , table_(new QTreeWidget) {
    summary_->setTextFormat(Qt::PlainText);
    summary_->setWordWrap(true);
    summary_->setMargin(4);
    summary_->setText(tr("Compare with another trace to read what changed."));
    table_->setFrameShape(QFrame::NoFrame);
    table_->setAccessibleName(tr("Comparison"));
    table_->setUniformRowHeights(true);
    table_->setHeaderLabels({tr("Task"), tr("Tasks"), tr("Before"), tr("Now"), tr("Difference")});
    const int em = fontMetrics().horizontalAdvance(QLatin1Char('m'));
    for (const int column : {NameColumn, CountColumn, BeforeColumn, AfterColumn})
        table_->header()->resizeSection(column, (column == NameColumn ? 20 : 7) * em);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(summary_);
    layout->addWidget(table_, 1);
    setFocusProxy(table_);
    connect(table_, &QTreeWidget::itemActivated, this, [this](const QTreeWidgetItem* item) {
        emit chosen((item->parent() ? item->parent() : item)->text(NameColumn));
    });
}

QString DiffPane::summary() const { return summary_->text(); }

void DiffPane::show(const TraceDiff& diff, const QString& name) {
    const DiffTolerance tolerance;
    const Theme theme = Theme::of(palette());
    const auto fill = [&](QTreeWidgetItem& item, std::int64_t before, std::int64_t after,
                          bool isNew, bool isGone) {
        if (!isNew)
            item.setText(BeforeColumn, formatDuration(before));
        if (!isGone)
            item.setText(AfterColumn, formatDuration(after));
        for (const Column column : {CountColumn, BeforeColumn, AfterColumn})
            item.setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
        if (isNew || isGone) {
            item.setText(DifferenceColumn, isNew ? tr("new") : tr("gone"));
            return;
        }
        const double percent = before > 0 ? 100.0 * double(after - before) / double(before) : 0;
        const QString amount = formatDuration(std::abs(after - before));
        item.setText(DifferenceColumn,
                     (after < before ? tr("%1 shorter (%2 %)") : tr("%1 longer (+%2 %)"))
                         .arg(amount, QLocale().toString(percent, 'f', 0)));
        item.setForeground(DifferenceColumn,
                           theme.color(after > before ? ColorRole::Blocked : ColorRole::Finished));
    };

    table_->clear();
    QList<QTreeWidgetItem*> items;
    std::size_t same = 0;
    for (const TaskChange& task : diff.tasks) {
        if (!tolerance.changed(task)) {
            ++same;
            continue;
        }
        if (std::size_t(items.size()) == mostTasks)
            continue;
        auto* item = new QTreeWidgetItem;
        item->setText(NameColumn, toShown(task.name));
        item->setToolTip(NameColumn, asToolTip(toShown(task.strand)));
        const auto count = [](const TaskTotals& group) {
            return QLocale().toString(qulonglong(group.tasks));
        };
        item->setText(CountColumn,
                      task.before.tasks == task.after.tasks || task.is_new() ? count(task.after)
                      : task.is_gone()                                       ? count(task.before)
                                       : tr("%1 → %2").arg(count(task.before), count(task.after)));
        fill(*item, task.before.mean_ns(), task.after.mean_ns(), task.is_new(), task.is_gone());
        for (std::size_t i = 0; i < task.waits.size() && i < mostWaits; ++i) {
            const WaitSum& wait = task.waits[i];
            if (task.is_new() || task.is_gone() || !tolerance.changed(wait))
                continue;
            auto* part = new QTreeWidgetItem(item);
            part->setText(NameColumn, toShown(wait.what));
            part->setToolTip(NameColumn, asToolTip(toShown(wait.what)));
            fill(*part, wait.before_ns, wait.after_ns, wait.before_count == 0,
                 wait.after_count == 0);
        }
        items << item;
    }
    table_->addTopLevelItems(items);
    if (items.size() <= 3)
        table_->expandAll();
    summary_->setText(
        tr("%1 took %2, this %3. %n task(s) took as long as before.", nullptr, int(same))
            .arg(name, formatDuration(diff.before_ns), formatDuration(diff.after_ns)));
}

} // namespace braid

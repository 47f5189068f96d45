// SPDX-License-Identifier: MIT
#include "widgets/details/path_pane.h"

#include "widgets/glyphs.h"
#include "widgets/session/cursor_commands.h"
#include "widgets/session/session.h"
#include "widgets/wording.h"

#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <utility>

namespace braid {

namespace {

constexpr std::size_t mostPlaces = 1000;
enum Column { TimeColumn, ShareColumn, TimesColumn, WhatColumn, WhereColumn };

} // namespace

PathPane::PathPane(Session& session, QWidget* parent)
    : QWidget(parent)
    , session_(session)
    , summary_(new QLabel)
    , table_(new QTreeWidget) {
    summary_->setTextFormat(Qt::PlainText);
    summary_->setWordWrap(true);
    summary_->setMargin(4);
    summary_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    table_->setFrameShape(QFrame::NoFrame);
    table_->setAccessibleName(tr("Critical path"));
    table_->setRootIsDecorated(false);
    table_->setUniformRowHeights(true);
    table_->setHeaderLabels({tr("Time"), tr("Share"), tr("Times"), tr("What"), tr("Where")});
    const int em = fontMetrics().horizontalAdvance(QLatin1Char('m'));
    for (const auto& [column, ems] : {std::pair{TimeColumn, 6}, std::pair{ShareColumn, 5},
                                      std::pair{TimesColumn, 5}, std::pair{WhatColumn, 18}})
        table_->header()->resizeSection(column, ems * em);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(summary_);
    layout->addWidget(table_, 1);
    setFocusProxy(table_);

    connect(&session_.path(), &PathShown::changed, this, &PathPane::tell);
    connect(table_, &QTreeWidget::itemClicked, this, &PathPane::standAtPlace);
    connect(table_, &QTreeWidget::itemActivated, this, &PathPane::openPlace);
    tell();
}

QString PathPane::summary() const { return summary_->text(); }

void PathPane::tell() {
    const PathShown& path = session_.path();
    const Trace& trace = session_.trace();
    const Lane* const last = trace.find(path.last());
    places_ = places_of(trace, path.stretches());
    if (places_.size() > mostPlaces)
        places_.resize(mostPlaces);
    if (!path.isShown())
        summary_->setText(tr("Show the critical path to read what decided how long it took."));
    else if (!last || path.stretches().empty())
        summary_->setText(tr("Nothing was at work here."));
    else
        summary_->setText(
            tr("What decided when %1 was where it was at %2. Nothing else can make it faster.")
                .arg(toShown(trace.name(last->name)),
                     formatDuration(path.span().endNs - session_.origin())));

    const double total = double(std::max<std::int64_t>(1, path.span().length()));
    table_->clear();
    QList<QTreeWidgetItem*> items;
    for (const PathPlace& place : std::as_const(places_)) {
        LaneState state(place.activity, place.wait, place.what, place.where);
        const bool isLoop = place.lane == LaneId::None;
        QString what = isLoop ? tr("between two steps") : nameOf(place.activity);
        if (const QString words = describeWhat(trace, state); !isLoop && !words.isEmpty())
            what = tr("%1: %2").arg(what, words);
        auto* item = new QTreeWidgetItem(
            {formatDuration(place.ns),
             tr("%1 %").arg(QLocale().toString(100 * double(place.ns) / total, 'f', 1)),
             QLocale().toString(qulonglong(place.stretches)), what,
             isLoop ? QString() : describeWhere(trace, place.where)});
        for (const Column column : {TimeColumn, ShareColumn, TimesColumn})
            item->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
        if (!isLoop)
            item->setIcon(WhatColumn,
                          glyphIcon(place.activity == Activity::Waiting ? glyphOf(place.wait)
                                                                        : glyphOf(place.activity)));
        items << item;
    }
    table_->addTopLevelItems(items);
}

void PathPane::standAtPlace() {
    const int row = table_->indexOfTopLevelItem(table_->currentItem());
    if (row < 0)
        return;
    const PathPlace& place = places_[std::size_t(row)];
    if (place.lane != LaneId::None)
        session_.selection().setTask(place.lane);
    goTo(session_, place.first_ns);
}

void PathPane::openPlace() {
    const int row = table_->indexOfTopLevelItem(table_->currentItem());
    if (row < 0)
        return;
    if (const auto place = placeOf(session_.trace(), places_[std::size_t(row)].where))
        session_.openPlace(*place);
}

} // namespace braid

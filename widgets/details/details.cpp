// SPDX-License-Identifier: MIT
#include "widgets/details/details.h"

#include "widgets/details/history_model.h"
#include "widgets/details/task_report.h"
#include "widgets/session/cause_commands.h"
#include "widgets/session/cursor_commands.h"
#include "widgets/session/session.h"
#include "widgets/theme.h"
#include "widgets/wording.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QPainter>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include <cmath>

namespace braid {

/// The report, and its two pictures.
class Details::Text : public QTextBrowser {
public:
    Text(const TaskSums& sums)
        : sums_(sums) {
        setFrameShape(QFrame::NoFrame);
        setOpenLinks(false);
        setTextInteractionFlags(Qt::TextBrowserInteraction | Qt::TextSelectableByKeyboard);
        setAccessibleName(Details::tr("Details"));
    }

    QVariant loadResource(int type, const QUrl& name) override {
        if (type != QTextDocument::ImageResource)
            return {};
        return name.toString() == QLatin1String("shares") ? shares() : latency();
    }

private:
    QImage blank(int width, int height) const {
        const double ratio = devicePixelRatioF();
        QImage image(int(width * ratio), int(height * ratio), QImage::Format_ARGB32_Premultiplied);
        image.setDevicePixelRatio(ratio);
        image.fill(Qt::transparent);
        return image;
    }

    /// One bar: what it did most of its time is the longest part.
    QImage shares() const {
        const int em = fontMetrics().averageCharWidth(), width = 44 * em, height = em * 3 / 2;
        QImage image = blank(width, height);
        QPainter painter(&image);
        const Theme theme = Theme::of(palette());
        const double total = double(std::max<std::int64_t>(1, sums_.total_ns()));
        double x = 0;
        for (const auto& [activity, role] : {std::pair{Activity::Running, ColorRole::Running},
                                             std::pair{Activity::Blocked, ColorRole::Blocked},
                                             std::pair{Activity::Ready, ColorRole::Ready},
                                             std::pair{Activity::Waiting, ColorRole::Waiting}}) {
            const double part = width * double(sums_.of(activity).ns) / total;
            // As on the timeline: a wait is a line, ready is half as high.
            const double high = activity == Activity::Waiting ? height * 0.25
                                : activity == Activity::Ready ? height * 0.5
                                                              : height;
            painter.fillRect(QRectF(x, (height - high) / 2, part, high), theme.color(role));
            x += part;
        }
        return image;
    }

    /// How many times it took how long to run once it was woken: from 1 µs to 1 s, each column
    /// twice the one before.
    QImage latency() const {
        constexpr int columns = 21;
        const int em = fontMetrics().averageCharWidth(), width = columns * em, height = em * 4;
        QImage image = blank(width, height);
        QPainter painter(&image);
        const Theme theme = Theme::of(palette());
        std::array<std::uint64_t, columns> counts{};
        std::uint64_t before = 0, most = 1;
        for (int i = 0; i < columns; ++i) {
            const std::uint64_t until =
                i + 1 == columns ? sums_.latency.count() : sums_.latency.count_up_to(1000LL << i);
            counts[std::size_t(i)] = until - before;
            most = std::max(most, until - before);
            before = until;
        }
        for (int i = 0; i < columns; ++i)
            if (const auto count = counts[std::size_t(i)]) {
                const double high =
                    std::max(1.0, double(height - 1) * double(count) / double(most));
                painter.fillRect(QRectF(i * em, height - 1 - high, em - 1, high),
                                 theme.color(ColorRole::Ready));
            }
        painter.fillRect(0, height - 1, width, 1, theme.color(ColorRole::Waiting));
        return image;
    }

    const TaskSums& sums_;
};

Details::Details(Session& session, QWidget* parent)
    : QWidget(parent)
    , session_(session)
    , model_(new HistoryModel(session.trace(), this))
    , text_(new Text(sums_))
    , history_(new QTableView) {
    history_->setModel(model_);
    history_->setFrameShape(QFrame::NoFrame);
    history_->setAccessibleName(tr("History"));
    history_->setShowGrid(false);
    history_->setWordWrap(false);
    history_->setSelectionBehavior(QAbstractItemView::SelectRows);
    history_->setTabKeyNavigation(false);
    history_->verticalHeader()->hide();
    history_->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    history_->horizontalHeader()->setStretchLastSection(true);
    history_->horizontalHeader()->setHighlightSections(false);
    auto* copy = new QAction(tr("&Copy"), history_);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, this, &Details::copyRows);
    history_->addAction(copy);
    history_->setContextMenuPolicy(Qt::ActionsContextMenu);

    layOutHistory();

    auto* splitter = new QSplitter;
    splitter->addWidget(text_);
    splitter->addWidget(history_);
    splitter->setChildrenCollapsible(false);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(splitter);
    setFocusProxy(text_);

    moment_.setSingleShot(true);
    moment_.setInterval(momentMs);
    connect(&moment_, &QTimer::timeout, this, &Details::tell);
    connect(&session_, &Session::looked, this, &Details::look);
    connect(&session_.selection(), &Selection::changed, this, &Details::tell);
    connect(&session_.cursor(), &Cursor::moved, this, &Details::tell);
    connect(text_, &QTextBrowser::anchorClicked, this, &Details::follow);
    connect(history_->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &Details::standAtRow);
    connect(history_, &QTableView::activated, this, [this](const QModelIndex& index) {
        const Slice* const slice = model_->slice(index.row());
        if (const auto place = slice ? placeOf(session_.trace(), slice->where) : std::nullopt)
            session_.openPlace(*place);
    });
}

void Details::layOutHistory() {
    history_->verticalHeader()->setMinimumSectionSize(1);
    history_->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 3);
    const int em = fontMetrics().horizontalAdvance(QLatin1Char('m'));
    for (const auto& [column, ems] :
         {std::pair{HistoryModel::WhenColumn, 5}, std::pair{HistoryModel::ActivityColumn, 7},
          std::pair{HistoryModel::DurationColumn, 5}, std::pair{HistoryModel::WhatColumn, 10}})
        history_->setColumnWidth(column, ems * em);
}

void Details::look() {
    if (isVisible() && !moment_.isActive())
        moment_.start();
}

void Details::tell() {
    if (!isVisible())
        return;
    moment_.stop();
    const Trace& trace = session_.trace();
    ReportTime time{session_.shown(), session_.present(), session_.origin()};
    const Lane* const lane = trace.find(session_.selection().task());
    const Strand* const strand = trace.find(session_.selection().strand());
    if (lane) {
        if (session_.cursor().isLive())
            time.stack = session_.scripts().stackOf(lane->id, lane->strand);
        sums_ = summing_.of(*lane, time.atNs, time.nowNs);
        setReport(taskReport(trace, *lane, sums_, time));
    } else {
        setReport(strand ? strandReport(trace, *strand, time)
                         : tr("<p>Select a task to read all about it.</p>"));
    }
    history_->setVisible(lane);
    tellHistory();
}

void Details::tellHistory() {
    const QScopedValueRollback following(following_, true);
    const bool atEnd =
        history_->verticalScrollBar()->value() == history_->verticalScrollBar()->maximum();
    model_->show(session_.selection().task(), session_.shown(), session_.present(),
                 session_.origin());
    if (session_.cursor().isLive()) {
        history_->setCurrentIndex({});
        if (atEnd)
            history_->scrollToBottom();
        return;
    }
    const QModelIndex current = model_->index(model_->rowAt(session_.shown()), 0);
    if (current.row() != history_->currentIndex().row()) {
        history_->setCurrentIndex(current);
        history_->scrollTo(current);
    }
}

void Details::setReport(const QString& report) {
    if (report == report_)
        return;
    report_ = report;
    // Whoever reads, or has marked something, stays there.
    const int scrolled = text_->verticalScrollBar()->value();
    const int anchor = text_->textCursor().anchor(), position = text_->textCursor().position();
    text_->setHtml(report);
    QTextCursor cursor = text_->textCursor();
    const int last = std::max(0, text_->document()->characterCount() - 1);
    cursor.setPosition(std::min(anchor, last));
    cursor.setPosition(std::min(position, last), QTextCursor::KeepAnchor);
    text_->setTextCursor(cursor);
    text_->verticalScrollBar()->setValue(scrolled);
}

void Details::follow(const QUrl& link) {
    const QString text = link.toString(), kind = text.section(QLatin1Char(':'), 0, 0),
                  rest = text.section(QLatin1Char(':'), 1);
    if (kind == QLatin1String("task"))
        session_.selection().setTask(LaneId(rest.toUInt()));
    else if (kind == QLatin1String("strand"))
        session_.selection().setStrand(StrandId(rest.toUInt()));
    else if (kind == QLatin1String("time"))
        goTo(session_, rest.toLongLong());
    else if (kind == QLatin1String("place"))
        session_.openPlace(
            {rest.section(QLatin1Char(':'), 1), rest.section(QLatin1Char(':'), 0, 0).toInt()});
    else if (kind == QLatin1String("why"))
        followCause(session_);
}

void Details::standAtRow() {
    if (following_)
        return;
    if (const Slice* const slice = model_->slice(history_->currentIndex().row()))
        goTo(session_, slice->begin_ns);
}

void Details::copyRows() {
    QStringList lines;
    QModelIndexList rows = history_->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    for (const QModelIndex& row : rows) {
        QStringList cells;
        for (int column = 0; column < HistoryModel::ColumnCount; ++column)
            cells << row.siblingAtColumn(column).data().toString();
        lines << cells.join(QLatin1Char('\t'));
    }
    if (!lines.isEmpty())
        QApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

void Details::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    tell();
}

void Details::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() != QEvent::FontChange && event->type() != QEvent::PaletteChange)
        return;
    layOutHistory();
    report_.clear(); // its pictures have other colours, or another size
    tell();
}

} // namespace braid

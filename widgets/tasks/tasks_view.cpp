// SPDX-License-Identifier: MIT
#include "widgets/tasks/tasks_view.h"

#include "widgets/session/session.h"
#include "widgets/tasks/task_delegate.h"
#include "widgets/tasks/task_filter.h"
#include "widgets/tasks/trace_model.h"
#include "widgets/theme.h"
#include "widgets/timeline/overview.h"
#include "widgets/timeline/ruler.h"
#include "widgets/timeline/timeline_view.h"
#include "widgets/wording.h"

#include <QDataStream>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QIODevice>
#include <QPainter>
#include <QScrollBar>
#include <QSplitter>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>

namespace braid {

namespace {

/// A tree whose rows reach to its left edge in the colour of their ground.
class TaskTree : public QTreeView {
public:
    using QTreeView::QTreeView;

protected:
    void drawBranches(QPainter* painter, const QRect& rect,
                      const QModelIndex& index) const override {
        const bool isStrand = !index.parent().isValid();
        const Theme theme = Theme::of(palette());
        const bool selected = selectionModel()->isSelected(index);
        painter->fillRect(rect, theme.color(selected   ? ColorRole::RowSelected
                                            : isStrand ? ColorRole::StrandGround
                                                       : ColorRole::Ground));
        if (isStrand)
            QTreeView::drawBranches(painter, rect, index);
    }
};

/// The marks of a stretch of time, at most one for each of a thousand parts of it.
std::vector<RulerMark> marksIn(const Trace& trace, TimeSpan span) {
    std::vector<RulerMark> found;
    const std::int64_t gap = span.length() / 1000;
    const std::deque<Mark>& marks = trace.marks();
    const auto before = [](const Mark& mark, std::int64_t time) { return mark.time_ns < time; };
    auto mark = std::lower_bound(marks.begin(), marks.end(), span.beginNs, before);
    while (mark != marks.end() && mark->time_ns <= span.endNs) {
        found.push_back({mark->time_ns, describeMark(trace, *mark)});
        mark = std::lower_bound(std::next(mark), marks.end(), mark->time_ns + gap, before);
    }
    return found;
}

} // namespace

TasksView::TasksView(Session& session, StrandKind unfolded, QWidget* parent)
    : QWidget(parent)
    , session_(session)
    , unfolded_(unfolded)
    , model_(new TraceModel(session.trace(), this))
    , filter_(new TaskFilter(this))
    , splitter_(new QSplitter(Qt::Horizontal, this))
    , tree_(new TaskTree)
    , ruler_(new Ruler(session))
    , timeline_(new TimelineView(session, [this] { return visibleRows(); }))
    , overview_(new Overview(session, timeline_->blockedTimes()))
    , scrollBar_(new QScrollBar(Qt::Vertical)) {
    filter_->setSourceModel(model_);

    tree_->setModel(filter_);
    tree_->setItemDelegate(new TaskDelegate(session.selection(), tree_));
    tree_->setFrameShape(QFrame::NoFrame);
    tree_->setUniformRowHeights(true);
    tree_->setIndentation(16);
    tree_->setAnimated(false);
    tree_->setMouseTracking(true);
    tree_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    tree_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    tree_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    tree_->setAccessibleName(tr("Tasks"));
    tree_->header()->setStretchLastSection(true);
    tree_->header()->setSectionsMovable(false);
    tree_->header()->setHighlightSections(false);
    tree_->viewport()->installEventFilter(this);

    auto* right = new QWidget;
    auto* rightLayout = new QVBoxLayout(right);
    rightLayout->setContentsMargins({});
    rightLayout->setSpacing(0);
    rightLayout->addWidget(ruler_);
    rightLayout->addWidget(timeline_, 1);

    splitter_->addWidget(tree_);
    splitter_->addWidget(right);
    splitter_->setStretchFactor(0, 0);
    splitter_->setStretchFactor(1, 1);
    splitter_->setHandleWidth(1);
    splitter_->setChildrenCollapsible(false);

    auto* rows = new QHBoxLayout;
    rows->addWidget(splitter_, 1);
    rows->addWidget(scrollBar_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(overview_);
    layout->addLayout(rows, 1);
    setFocusProxy(tree_);

    layOutHead();

    QScrollBar* inner = tree_->verticalScrollBar();
    connect(inner, &QScrollBar::rangeChanged, this, &TasksView::syncScrollBar);
    connect(
        inner, &QScrollBar::rangeChanged, this,
        [this] {
            if (revealing_ != StrandId::None)
                reveal(revealing_);
        },
        Qt::QueuedConnection);
    connect(inner, &QScrollBar::valueChanged, this, [this, inner](int value) {
        if (value < inner->maximum()) // something else is looked at; the list did not get shorter
            revealing_ = StrandId::None;
        scrollBar_->setValue(value);
        timeline_->invalidate();
    });
    connect(scrollBar_, &QScrollBar::valueChanged, inner, &QScrollBar::setValue);
    connect(timeline_, &TimelineView::rowsScrolled, this,
            [inner](int pixels) { inner->setValue(inner->value() + pixels); });

    connect(&session_, &Session::looked, model_, [this] {
        model_->refresh(session_.present(), session_.cursor().instant());
        filter_->lookAgain();
    });
    connect(&session_.scripts(), &Scripts::progressed, model_, [this](int run) {
        const Run& info = session_.scripts().run(run);
        model_->setProgress(info.strand, info.progress);
    });
    // Where more had changed than could be told, all rows are new.
    connect(filter_, &QAbstractItemModel::modelReset, this, [this] {
        unfold(0, filter_->rowCount() - 1);
        syncSelectionToTree();
    });

    const auto rowsChanged = [this] { timeline_->invalidate(); };
    connect(tree_, &QTreeView::expanded, this, rowsChanged);
    connect(tree_, &QTreeView::collapsed, this, rowsChanged);
    connect(filter_, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex& under, int first, int last) {
                if (!under.isValid())
                    unfold(first, last);
                timeline_->invalidate();
            });
    connect(filter_, &QAbstractItemModel::rowsRemoved, this, rowsChanged);

    connect(tree_->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &TasksView::syncSelectionFromTree);
    Selection& selection = session_.selection();
    connect(&selection, &Selection::changed, this, &TasksView::syncSelectionToTree);
    connect(&selection, &Selection::hoverChanged, tree_->viewport(),
            QOverload<>::of(&QWidget::update));
    connect(tree_, &QTreeView::entered, this, [&selection](const QModelIndex& index) {
        selection.hover(LaneId(index.data(TraceModel::LaneRole).toUInt()), std::nullopt);
    });

    ruler_->setMarks([this](TimeSpan span) { return marksIn(session_.trace(), span); });
    unfold(0, filter_->rowCount() - 1);
    restoreDefaultState();
    syncScrollBar();
}

TasksView::~TasksView() {
    // A dying tree still scrolls, and would tell of it when only the QWidget is left of this.
    for (QObject* const part : findChildren<QObject*>())
        part->disconnect(this);
}

void TasksView::unfold(int first, int last) {
    for (int row = first; row <= last; ++row) {
        const QModelIndex index = filter_->index(row, 0);
        const auto strand = StrandId(index.data(TraceModel::StrandRole).toUInt());
        const Strand* const known = session_.trace().find(strand);
        if (known && known->kind == unfolded_)
            tree_->expand(index);
    }
}

void TasksView::stepRow(int direction) {
    const QModelIndex current = tree_->currentIndex();
    const QModelIndex next = !current.isValid() ? filter_->index(0, 0)
                             : direction < 0    ? tree_->indexAbove(current)
                                                : tree_->indexBelow(current);
    if (next.isValid())
        tree_->setCurrentIndex(next);
}

void TasksView::reveal(StrandId strand) {
    const QModelIndex index = filter_->mapFromSource(model_->indexOf(strand));
    if (!index.isValid())
        return;
    tree_->scrollTo(index, QAbstractItemView::PositionAtTop);
    revealing_ = tree_->visualRect(index).top() > 0 ? strand : StrandId::None;
}

std::vector<TimelineRow> TasksView::visibleRows() const {
    std::vector<TimelineRow> rows;
    const int top = timeline_->mapFrom(this, tree_->viewport()->mapTo(this, QPoint())).y();
    const int bottom = tree_->viewport()->height();
    for (QModelIndex index = tree_->indexAt(QPoint(0, 0)); index.isValid();
         index = tree_->indexBelow(index)) {
        const QRect rect = tree_->visualRect(index);
        if (rect.y() > bottom)
            break;
        const auto lane = LaneId(index.data(TraceModel::LaneRole).toUInt());
        const auto strand = StrandId(index.data(TraceModel::StrandRole).toUInt());
        const bool isEarlier = lane == LaneId::None && index.parent().isValid();
        rows.push_back({lane, strand, rect.y() + top, rect.height(), isEarlier});
    }
    return rows;
}

void TasksView::layOutHead() {
    // The head of the list and the time axis are one line.
    const int height = std::max(tree_->header()->sizeHint().height(), ruler_->sizeHint().height());
    tree_->header()->setFixedHeight(height);
    ruler_->setFixedHeight(height);
}

void TasksView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        QMetaObject::invokeMethod(this, &TasksView::layOutHead, Qt::QueuedConnection);
}

void TasksView::syncScrollBar() {
    const QScrollBar* inner = tree_->verticalScrollBar();
    scrollBar_->setRange(inner->minimum(), inner->maximum());
    // The list scrolls by pixels, and sets its page only after it has told of its range.
    scrollBar_->setPageStep(tree_->viewport()->height());
    scrollBar_->setSingleStep(inner->singleStep());
    scrollBar_->setValue(inner->value());
    timeline_->invalidate();
}

void TasksView::syncSelectionFromTree() {
    const QModelIndex current = tree_->currentIndex();
    const auto lane = LaneId(current.data(TraceModel::LaneRole).toUInt());
    if (lane != LaneId::None)
        session_.selection().setTask(lane);
    else
        session_.selection().setStrand(StrandId(current.data(TraceModel::StrandRole).toUInt()));
}

void TasksView::syncSelectionToTree() {
    const Selection& selection = session_.selection();
    const QModelIndex selected = selection.task() != LaneId::None
                                     ? model_->indexOf(selection.task())
                                     : model_->indexOf(selection.strand());
    const QModelIndex index = filter_->mapFromSource(selected);
    // What the filter hides stays selected, without a row.
    if (selected.isValid() == index.isValid() && index != tree_->currentIndex().siblingAtColumn(0))
        tree_->setCurrentIndex(index);
}

QByteArray TasksView::saveState() const {
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    stream << splitter_->saveState() << tree_->header()->saveState();
    return state;
}

void TasksView::restoreState(const QByteArray& state) {
    QByteArray splitter;
    QByteArray header;
    QDataStream stream(state);
    stream >> splitter >> header;
    splitter_->restoreState(splitter);
    tree_->header()->restoreState(header);
}

void TasksView::restoreDefaultState() {
    const int em = fontMetrics().horizontalAdvance(QLatin1Char('m'));
    tree_->header()->resizeSection(TraceModel::TaskColumn, 15 * em);
    tree_->header()->resizeSection(TraceModel::StateColumn, 8 * em);
    splitter_->setSizes({34 * em, 80 * em});
}

bool TasksView::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Leave)
        session_.selection().hover(LaneId::None, std::nullopt);
    else if (event->type() == QEvent::MouseButtonPress)
        revealing_ = StrandId::None; // who folds rows wants to see them
    return QWidget::eventFilter(watched, event);
}

} // namespace braid

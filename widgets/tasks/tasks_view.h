// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/timeline/geometry.h"

#include <QWidget>

class QScrollBar;
class QSplitter;
class QTreeView;

namespace braid {

class Overview;
class Ruler;
class Session;
class TaskFilter;
class TimelineView;
class TraceModel;

/// The list of tasks and the timeline: one view with the same rows on both sides, as tall, as high
/// and scrolled together. The list decides which rows there are; the timeline paints them. Above
/// both lies the whole trace as one strip.
class TasksView : public QWidget {
    Q_OBJECT

public:
    /// `session` must outlive the view. Strands that are not `unfolded` are there for those who
    /// ask.
    explicit TasksView(Session& session, StrandKind unfolded = StrandKind::Script,
                       QWidget* parent = nullptr);
    ~TasksView() override;

    /// As of the session's last look.
    const TraceModel& model() const { return *model_; }
    TaskFilter& filter() { return *filter_; }
    TimelineView& timeline() { return *timeline_; }
    Overview& overview() { return *overview_; }
    QTreeView& tree() { return *tree_; }

    /// Selects the next row (1) or the previous one (-1).
    void stepRow(int direction);
    /// Scrolls so that a strand and its first tasks can be seen, also those that come next.
    void reveal(StrandId strand);
    /// The rows that can be seen, in the timeline's coordinates.
    std::vector<TimelineRow> visibleRows() const;

    QByteArray saveState() const;
    void restoreState(const QByteArray& state);
    void restoreDefaultState();

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void unfold(int first, int last);
    void layOutHead();
    void syncScrollBar();
    void syncSelectionToTree();
    void syncSelectionFromTree();

    Session& session_;
    const StrandKind unfolded_;
    TraceModel* model_;
    TaskFilter* filter_;
    QSplitter* splitter_;
    QTreeView* tree_;
    Ruler* ruler_;
    TimelineView* timeline_;
    Overview* overview_;
    QScrollBar* scrollBar_;
    StrandId revealing_ = StrandId::None; ///< comes to the top as soon as there is enough below it
};

} // namespace braid

// SPDX-License-Identifier: MIT
#include "tests/widgets/braids.h"
#include "widgets/session/session.h"
#include "widgets/tasks/task_filter.h"
#include "widgets/tasks/tasks_view.h"
#include "widgets/tasks/trace_model.h"
#include "widgets/timeline/range_summary.h"
#include "widgets/timeline/timeline_view.h"
#include "widgets/wording.h"

#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>
#include <QWheelEvent>

using namespace braids;

namespace {

/// A view of three scripts with thirty tasks each.
struct Fixture {
    Fixture() {
        for (int script = 0; script < 3; ++script) {
            const StrandId strand =
                trace.begin_strand(t0, StrandKind::Script, "script-" + std::to_string(script));
            for (int task = 0; task < 30; ++task)
                lanes.push_back(addSteps(trace, strand, "task-" + std::to_string(task), 0, 10,
                                         80 * ms, 20 * ms));
        }
        session.look();
        view.resize(900, 300);
        view.show();
        range.setSpan({t0, t0 + 1000 * ms});
        view.timeline().prepare();
    }

    /// `time` counts from t0, as everywhere in this test.
    QPoint pointAt(LaneId lane, std::int64_t time) {
        const TimelineView& timeline = view.timeline();
        for (const TimelineRow& row : view.visibleRows())
            if (row.lane == lane)
                return {
                    int((t0 + time - range.beginNs()) * timeline.width() / range.span().length()),
                    row.y + row.height / 2};
        return {-1, -1};
    }

    void wheel(QPoint position, QPoint angle, Qt::KeyboardModifiers modifiers) {
        TimelineView& timeline = view.timeline();
        QWheelEvent event(position, timeline.mapToGlobal(QPointF(position)), {}, angle,
                          Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&timeline, &event);
    }

    Trace trace;
    std::vector<LaneId> lanes;
    Session session{trace, [] { return t0 + 1000 * ms; }};
    VisibleRange& range = session.range();
    Selection& selection = session.selection();
    TasksView view{session};
};

} // namespace

class tst_TasksView : public QObject {
    Q_OBJECT

private slots:
    void whatIsRevealedComesToTheTopWithItsTasks() {
        Fixture f;
        const StrandId late = f.trace.begin_strand(t0, StrandKind::Script, "late");
        f.session.look();
        f.view.reveal(late);
        const auto top = [&] {
            const QModelIndex index = f.view.filter().mapFromSource(f.view.model().indexOf(late));
            return f.view.tree().visualRect(index).top();
        };
        QVERIFY(top() > 0); // nothing is below it yet
        const auto addTasks = [&] {
            for (int task = 0; task < 30; ++task)
                addSteps(f.trace, late, "task", 0, 10, 80 * ms, 20 * ms);
            f.session.look();
        };
        addTasks();
        QTRY_COMPARE(top(), 0);
        // From then on, who scrolls decides.
        f.view.tree().verticalScrollBar()->setValue(0);
        addTasks();
        QTest::qWait(20);
        QCOMPARE(f.view.tree().verticalScrollBar()->value(), 0);
    }

    void bothSidesShowTheSameRowsAtTheSameHeight() {
        Fixture f;
        const auto check = [&] {
            f.view.timeline().prepare();
            const auto rows = f.view.visibleRows();
            QVERIFY(rows.size() > 5);
            QCOMPARE(f.view.timeline().geometryShown().rows.size(), rows.size());
            QTreeView& tree = f.view.tree();
            for (const TimelineRow& row : rows) {
                const QPoint inTree = tree.viewport()->mapFrom(
                    &f.view, f.view.timeline().mapTo(&f.view, QPoint(0, row.y + row.height / 2)));
                const QModelIndex index = tree.indexAt(QPoint(5, inTree.y()));
                if (index.isValid())
                    QCOMPARE(LaneId(index.data(TraceModel::LaneRole).toUInt()), row.lane);
            }
        };
        check();
        f.view.tree().verticalScrollBar()->setValue(133);
        check();
        f.view.tree().collapse(f.view.tree().model()->index(0, 0));
        check();
        f.view.tree().verticalScrollBar()->setValue(0);
        check();
    }

    void theWheelOverTheTimelineScrollsBoth() {
        Fixture f;
        QScrollBar* bar = f.view.tree().verticalScrollBar();
        QCOMPARE(bar->value(), 0);
        f.wheel({50, 50}, {0, -120}, Qt::NoModifier);
        QVERIFY(bar->value() > 0);
    }

    void controlAndTheWheelZoomAtThePointer() {
        Fixture f;
        const QPoint pointer(f.view.timeline().width() / 4, 50);
        const std::int64_t before = t0 + 250 * ms;
        f.wheel(pointer, {0, 120}, Qt::ControlModifier);
        QVERIFY(f.range.span().length() < 1000 * ms);
        const std::int64_t after = f.range.beginNs() + f.range.span().length() / 4;
        QVERIFY(std::abs(after - before) < 5 * ms);
    }

    void sidewaysMovesThroughTime() {
        Fixture f;
        f.wheel({50, 50}, {0, -120}, Qt::ShiftModifier);
        QVERIFY(f.range.beginNs() > t0);
        QCOMPARE(f.range.span().length(), 1000 * ms);
        QCOMPARE(f.view.tree().verticalScrollBar()->value(), 0);
    }

    void aClickSelectsTheTaskAndTheInstantOnBothSides() {
        Fixture f;
        const LaneId lane = f.lanes[3];
        QTest::mouseClick(&f.view.timeline(), Qt::LeftButton, {}, f.pointAt(lane, 500 * ms));
        QCOMPARE(f.selection.task(), lane);
        QVERIFY(std::abs(*f.session.cursor().instant() - t0 - 500 * ms) < 5 * ms);
        QCOMPARE(f.view.tree().currentIndex().data().toString(), "task-3");
    }

    void theListShowsTheInstantThatTheCursorStandsAt() {
        Fixture f;
        const LaneId lane = f.lanes[3];
        QTest::mouseClick(&f.view.timeline(), Qt::LeftButton, {}, f.pointAt(lane, 500 * ms));
        const Lane& task = f.trace.lane(lane);
        const Slice& slice = task[task.index_at(f.session.shown())];
        const QModelIndex row = f.view.tree().currentIndex();
        const auto said = [&] { return row.siblingAtColumn(TraceModel::StateColumn).data(); };
        QCOMPARE(said().toString(), nameOf(slice.activity));
        QVERIFY(f.view.timeline().explanation().contains(nameOf(slice.activity)));
        f.session.standAt(1);
        QCOMPARE(said().toString(), "not yet");
        f.session.setLive(true);
        QCOMPARE(said().toString(), nameOf(task.back().activity));
    }

    void aClickOnTheHeadOfAStrandChoosesItsScript() {
        Fixture f;
        const auto rows = f.view.visibleRows();
        QVERIFY(rows[0].lane == LaneId::None);
        QTest::mouseClick(&f.view.timeline(), Qt::LeftButton, {}, {300, rows[0].y + 5});
        QCOMPARE(f.view.tree().currentIndex().data().toString(), "script-0");
        QCOMPARE(f.selection.task(), LaneId::None);
        QCOMPARE(f.selection.strand(), StrandId(1));
    }

    void choosingATaskInTheListSelectsIt() {
        Fixture f;
        const QModelIndex script = f.view.tree().model()->index(1, 0);
        f.view.tree().setCurrentIndex(f.view.tree().model()->index(2, 0, script));
        QCOMPARE(f.selection.task(), f.lanes[32]);
    }

    void hoveringExplainsTheSlice() {
        Fixture f;
        QTest::mouseMove(&f.view.timeline(), f.pointAt(f.lanes[2], 50 * ms));
        QCOMPARE(f.selection.hoveredTask(), f.lanes[2]);
        const QString text = f.view.timeline().explanation();
        QVERIFY2(text.contains("task-2: waiting for 80"), qPrintable(text));
        QVERIFY2(text.contains("sleep"), qPrintable(text));
        QTest::mouseMove(&f.view.timeline(), f.pointAt(f.lanes[2], 110 * ms));
        QVERIFY2(f.view.timeline().explanation().contains("running"),
                 qPrintable(f.view.timeline().explanation()));
    }

    void whatIsHoveredOnOneSideIsMarkedOnTheOther() {
        Fixture f;
        QTreeView& tree = f.view.tree();
        const QModelIndex index = tree.model()->index(2, 0, tree.model()->index(0, 0));
        const auto ground = [&] {
            const QRect row = tree.visualRect(index);
            return tree.viewport()->grab().toImage().pixelColor(row.right() - 2, row.center().y());
        };
        const QColor before = ground();
        QTest::mouseMove(&f.view.timeline(), f.pointAt(f.lanes[2], 50 * ms));
        QVERIFY(ground() != before);
        f.selection.hover(LaneId::None, std::nullopt);
        QCOMPARE(ground(), before);
    }

    void aDragSelectsAStretchOfTime() {
        Fixture f;
        TimelineView& timeline = f.view.timeline();
        const QPoint from = f.pointAt(f.lanes[1], 200 * ms);
        const QPoint to = f.pointAt(f.lanes[1], 400 * ms);
        QTest::mousePress(&timeline, Qt::LeftButton, {}, from);
        QTest::mouseMove(&timeline, (from + to) / 2);
        QTest::mouseMove(&timeline, to);
        QTest::mouseRelease(&timeline, Qt::LeftButton, {}, to);
        QVERIFY(f.selection.range());
        QVERIFY(std::abs(f.selection.range()->length() - 200 * ms) < 5 * ms);
        const RangeSummary summary =
            summarize(f.trace, std::vector{TimelineRow{f.lanes[1], StrandId(1), 0, 20}},
                      {t0 + 200 * ms, t0 + 400 * ms}, 1000 * ms);
        QCOMPARE(summary.steps, std::uint64_t(2));
        QCOMPARE(summary.busyNs, 40 * ms);
    }

    void aCallThatBlocksKeepsTheLoopBusy() {
        Trace trace;
        const StrandId strand = trace.begin_strand(t0, StrandKind::Script, "a.py");
        const LaneId lane = trace.begin_lane(t0, strand, "careless");
        trace.record(t0, lane, {Activity::Blocked, WaitKind::Timer});
        trace.record(t0 + 800 * ms, lane, Activity::Waiting);
        const RangeSummary summary = summarize(trace, std::vector{TimelineRow{lane, strand, 0, 20}},
                                               {t0 + 500 * ms, t0 + 1000 * ms}, t0 + 1000 * ms);
        QCOMPARE(summary.busyNs, 300 * ms);
    }

    void aDoubleClickFitsTheSlice() {
        Fixture f;
        QTest::mouseDClick(&f.view.timeline(), Qt::LeftButton, {}, f.pointAt(f.lanes[0], 60 * ms));
        QVERIFY(f.range.beginNs() < t0 + 20 * ms && f.range.beginNs() > t0 + 10 * ms);
        QVERIFY(f.range.endNs() > t0 + 100 * ms && f.range.endNs() < t0 + 110 * ms);
    }

    void rowsAreSteppedThroughFromTheTop() {
        Fixture f;
        f.view.stepRow(1);
        QCOMPARE(f.selection.strand(), StrandId(1));
        f.view.stepRow(1);
        QCOMPARE(f.selection.task(), f.lanes[0]);
        QCOMPARE(f.selection.strand(), StrandId::None);
        f.view.stepRow(-1);
        QCOMPARE(f.selection.strand(), StrandId(1));
    }

    void whatIsLetGoOfIsMarkedNoMore() {
        Fixture f;
        f.view.tree().setCurrentIndex(f.view.tree().model()->index(1, 0));
        QCOMPARE(f.selection.strand(), StrandId(2));
        f.selection.clear();
        QVERIFY(!f.view.tree().currentIndex().isValid());
    }

    void scriptsAreOpenAndOtherStrandsAreFolded() {
        Trace trace;
        for (const StrandKind kind : {StrandKind::Window, StrandKind::Cpp, StrandKind::Script})
            trace.begin_lane(t0, trace.begin_strand(t0, kind, ""), "task");
        Session session(trace, [] { return t0; });
        TasksView view(session);
        const QTreeView& tree = view.tree();
        const auto open = [&](int row) { return tree.isExpanded(tree.model()->index(row, 0)); };
        QVERIFY(open(0) && !open(1) && !open(2)); // scripts stand first
        for (const StrandKind kind : {StrandKind::Cpp, StrandKind::Script})
            trace.begin_lane(t0, trace.begin_strand(t0, kind, ""), "task");
        session.look();
        QVERIFY(open(0) && open(1) && !open(2) && !open(3) && !open(4));
    }

    void theUnfoldedStrandsCanBeOthers() {
        Trace trace;
        for (const StrandKind kind : {StrandKind::Window, StrandKind::Cpp})
            trace.begin_lane(t0, trace.begin_strand(t0, kind, ""), "task");
        Session session(trace, [] { return t0; });
        TasksView view(session, StrandKind::Cpp);
        const QTreeView& tree = view.tree();
        QVERIFY(!tree.isExpanded(tree.model()->index(0, 0)));
        QVERIFY(tree.isExpanded(tree.model()->index(1, 0)));
    }

    void manyChangesAreMadeReadyOnce() {
        Fixture f;
        int asked = 0;
        TimelineView timeline(f.session, [&] {
            ++asked;
            return f.view.visibleRows();
        });
        timeline.resize(500, 200);
        timeline.show();
        QCoreApplication::processEvents();
        asked = 0;
        for (int n = 1; n < 20; ++n) {
            f.range.scroll(10 * ms);
            f.session.standAt(t0 + n * ms);
            timeline.invalidate();
            f.session.look();
        }
        QCOMPARE(asked, 0);
        QCoreApplication::processEvents();
        QCOMPARE(asked, 1);
        timeline.repaint();
        QCOMPARE(asked, 1);
    }

    void whatNobodySeesIsNotMadeReady() {
        Fixture f;
        int asked = 0;
        TimelineView timeline(f.session, [&] {
            ++asked;
            return f.view.visibleRows();
        });
        f.session.look();
        QCoreApplication::processEvents();
        QCOMPARE(asked, 0);
        timeline.show();
        QCOMPARE(asked, 1);
    }

    void filteringKeepsTasksWithTheirScript() {
        Fixture f;
        f.view.filter().setText("task-17");
        const auto rows = f.view.visibleRows();
        QCOMPARE(rows.size(), std::size_t(6));
        QCOMPARE(rows[1].lane, f.lanes[17]);
        f.view.filter().setText("script-2");
        QCOMPARE(f.view.filter().rowCount(), 1);
        QCOMPARE(f.view.filter().rowCount(f.view.filter().index(0, 0)), 30);
    }

    void whatHasEndedCanBeClearedAway() {
        Fixture f;
        f.trace.end_strand(t0, StrandId(2), Outcome::Finished);
        f.session.look();
        f.view.filter().clearEnded();
        QCOMPARE(f.view.filter().rowCount(), 2);
        f.trace.begin_strand(t0, StrandKind::Script, "later");
        f.session.look();
        QCOMPARE(f.view.filter().rowCount(), 3);
    }
};

QTEST_MAIN(tst_TasksView)
#include "tst_tasks_view.moc"

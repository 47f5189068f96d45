// SPDX-License-Identifier: MIT
#include "tests/widgets/braids.h"
#include "widgets/tasks/trace_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace braids;

class tst_TraceModel : public QObject {
    Q_OBJECT

private slots:
    void whatTheTraceHeldBeforeIsThereAtOnce() {
        Trace trace;
        const StrandId strand = trace.begin_strand("fetch.py", StrandKind::Script);
        trace.begin_lane(strand, "main");
        const TraceModel model(trace);
        QCOMPARE(model.rowCount(), 1);
        const QModelIndex script = model.index(0, TraceModel::TaskColumn);
        QCOMPARE(script.data().toString(), "fetch.py");
        QCOMPARE(model.rowCount(script), 1);
        QCOMPARE(model.index(0, TraceModel::TaskColumn, script).data().toString(), "main");
    }

    void itKeepsTheRulesOfModelsWhileTheTraceGrows() {
        Trace trace;
        TraceModel model(trace);
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        std::vector<LaneId> lanes;
        for (int n = 0; n < 3; ++n) {
            const StrandId strand = trace.begin_strand("script", StrandKind::Script);
            for (int task = 0; task < 5; ++task) {
                lanes.push_back(trace.begin_lane(strand, "task"));
                model.refresh();
                trace.record(lanes.back(), Activity::Waiting, WaitKind::Timer);
            }
            model.refresh();
        }
        for (const LaneId lane : lanes) {
            trace.end_lane(lane, Outcome::Finished);
            model.refresh();
        }
        QCOMPARE(model.rowCount(model.index(2, 0)), 5);
    }

    void aTaskTellsItsStateAndWhatItWaitsOn() {
        Trace trace;
        const StrandId strand = trace.begin_strand("fetch.py", StrandKind::Script);
        const LaneId writer = trace.begin_lane(strand, "writer");
        const LaneId reader = trace.begin_lane(strand, "reader");
        trace.record(writer, Activity::Running);
        trace.record(reader, Activity::Waiting, WaitKind::Lock, trace.intern("lock"),
                     LocationId::None, writer);
        const TraceModel model(trace);
        const QModelIndex index = model.indexOf(reader);
        QCOMPARE(index.siblingAtColumn(TraceModel::StateColumn).data().toString(), "waiting");
        QCOMPARE(index.siblingAtColumn(TraceModel::WaitsOnColumn).data().toString(),
                 "lock ← writer");
        QCOMPARE(index.data(TraceModel::WaitRole).toInt(), int(WaitKind::Lock));
        QVERIFY(index.data(Qt::AccessibleTextRole).toString().contains("waiting"));
    }

    void oneSignalPerStrandTellsOfAllChanges() {
        Trace trace;
        const StrandId strand = trace.begin_strand("fetch.py", StrandKind::Script);
        std::vector<LaneId> lanes;
        for (int n = 0; n < 1000; ++n)
            lanes.push_back(trace.begin_lane(strand, "task"));
        TraceModel model(trace);
        QSignalSpy changed(&model, &TraceModel::dataChanged);
        for (int n = 10; n < 990; ++n)
            trace.record(lanes[std::size_t(n)], Activity::Running);
        model.refresh();
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed[0][0].toModelIndex().row(), 10);
        QCOMPARE(changed[0][1].toModelIndex().row(), 989);
        model.refresh();
        QCOMPARE(changed.size(), 1);
    }

    void tasksAreCountedByWhatTheyDo() {
        Trace trace;
        const StrandId strand = trace.begin_strand("fetch.py", StrandKind::Script);
        const LaneId runs = trace.begin_lane(strand, "runs");
        const LaneId waits = trace.begin_lane(strand, "waits");
        const LaneId fails = trace.begin_lane(strand, "fails");
        trace.record(runs, Activity::Running);
        trace.record(waits, Activity::Waiting);
        TraceModel model(trace);
        trace.end_lane(fails, Outcome::Failed, "ValueError: no");
        model.refresh();
        TraceModel::Counts expected;
        expected.running = 1;
        expected.waiting = 1;
        expected.failed = 1;
        QVERIFY(model.counts() == expected);
        model.refresh();
        QVERIFY(model.counts() == expected);
        QCOMPARE(model.indexOf(fails).siblingAtColumn(TraceModel::WaitsOnColumn).data().toString(),
                 "ValueError: no");
    }

    void aTaskWhoseSlicesWereDroppedStillDoesWhatItDid() {
        Trace trace(4096);
        const StrandId strand = trace.begin_strand("a.py", StrandKind::Script);
        const LaneId sleeper = trace.begin_lane(strand, "sleeper");
        trace.record(sleeper, Activity::Waiting, WaitKind::Timer);
        TraceModel model(trace);
        addSteps(trace, strand, "busy", 0, 20'000, 1000, 1000);
        QVERIFY(trace.dropped_slices() > 0);
        model.refresh();
        QCOMPARE(model.indexOf(sleeper).siblingAtColumn(TraceModel::StateColumn).data().toString(),
                 "waiting");
    }

    void placesAreFoundFromLanesAndBack() {
        Trace trace;
        const StrandId first = trace.begin_strand("a.py", StrandKind::Script);
        const StrandId second = trace.begin_strand("b.py", StrandKind::Script);
        const LaneId a = trace.begin_lane(first, "a");
        const LaneId b = trace.begin_lane(second, "b");
        const LaneId c = trace.begin_lane(first, "c");
        const TraceModel model(trace);
        for (const LaneId lane : {a, b, c})
            QCOMPARE(model.laneOf(model.indexOf(lane)), lane);
        QCOMPARE(model.strandOf(model.indexOf(c)), first);
        QCOMPARE(model.strandOf(model.indexOf(second)), second);
        QCOMPARE(model.laneOf(model.indexOf(second)), LaneId::None);
        QVERIFY(!model.indexOf(LaneId(99)).isValid());
    }
};

QTEST_GUILESS_MAIN(tst_TraceModel)
#include "tst_trace_model.moc"

// SPDX-License-Identifier: MIT
#include "tests/widgets/braids.h"
#include "widgets/tasks/trace_model.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>

#include <random>

using namespace braids;

class tst_TraceModel : public QObject {
    Q_OBJECT

private slots:
    void whatTheTraceHeldBeforeIsThereAtOnce() {
        Trace trace;
        const StrandId strand = trace.begin_strand(t0, StrandKind::Script, "fetch.py");
        trace.begin_lane(t0, strand, "main");
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
            const StrandId strand = trace.begin_strand(t0, StrandKind::Script, "script");
            for (int task = 0; task < 5; ++task) {
                lanes.push_back(trace.begin_lane(t0, strand, "task"));
                model.refresh(t0);
                trace.record(t0, lanes.back(), {Activity::Waiting, WaitKind::Timer});
            }
            model.refresh(t0);
        }
        for (const LaneId lane : lanes) {
            trace.end_lane(t0, lane, Outcome::Finished);
            model.refresh(t0);
        }
        QCOMPARE(model.rowCount(model.index(2, 0)), 5);
    }

    void aStrandTellsHowFarItIsNow() {
        Trace trace;
        const StrandId strand = trace.begin_strand(t0, StrandKind::Script, "fetch");
        TraceModel model(trace);
        const QModelIndex cell = model.index(0, TraceModel::WaitsOnColumn);
        const QVariant before = cell.data();
        QVERIFY(!cell.data(TraceModel::ProgressRole).isValid());
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setProgress(strand, {0.25, "1 of 4"});
        QCOMPARE(changed.size(), 1);
        QCOMPARE(cell.data(TraceModel::ProgressRole).toDouble(), 0.25);
        QCOMPARE(cell.data().toString(), "1 of 4");
        QCOMPARE(cell.data(Qt::AccessibleTextRole).toString(), "25 %, 1 of 4");
        model.refresh(t0 + 9, t0 + 5); // an instant of the past
        QVERIFY(!cell.data(TraceModel::ProgressRole).isValid());
        QCOMPARE(cell.data(), before);
        model.refresh(t0 + 9);
        model.setProgress(strand, {-1, "some"}); // nobody knows how far
        QVERIFY(!cell.data(TraceModel::ProgressRole).isValid());
        QCOMPARE(cell.data(Qt::AccessibleTextRole).toString(), "some");
        model.setProgress(strand, {1, "done"});
        trace.end_strand(t0 + 9, strand, Outcome::Finished);
        model.refresh(t0 + 9);
        QVERIFY(!cell.data(TraceModel::ProgressRole).isValid());
        QCOMPARE(cell.data().toString(), "done");
    }

    void aTaskTellsItsStateAndWhatItWaitsOn() {
        Trace trace;
        const StrandId strand = trace.begin_strand(t0, StrandKind::Script, "fetch.py");
        const LaneId writer = trace.begin_lane(t0, strand, "writer");
        const LaneId reader = trace.begin_lane(t0, strand, "reader");
        trace.record(t0, writer, Activity::Running);
        trace.record(
            t0, reader,
            LaneState(Activity::Waiting, WaitKind::Lock, trace.intern("lock"), LocationId::None)
                .with(writer));
        const TraceModel model(trace);
        const QModelIndex index = model.indexOf(reader);
        QCOMPARE(index.siblingAtColumn(TraceModel::StateColumn).data().toString(), "waiting");
        QCOMPARE(index.siblingAtColumn(TraceModel::WaitsOnColumn).data().toString(),
                 "lock ← writer");
        QCOMPARE(index.data(TraceModel::WaitRole).toInt(), int(WaitKind::Lock));
        QVERIFY(index.data(Qt::AccessibleTextRole).toString().contains("waiting"));
    }

    void atAnInstantOfThePastAllRowsTellOfThat() {
        Trace trace;
        const StrandId strand = trace.begin_strand(t0, StrandKind::Script, "fetch.py");
        const LaneId first = trace.begin_lane(t0, strand, "first");
        trace.record(t0 + 10 * ms, first, Activity::Running);
        trace.record(t0 + 20 * ms, first,
                     {Activity::Waiting, WaitKind::Lock, trace.intern("lock")});
        const LaneId second = trace.begin_lane(t0 + 30 * ms, strand, "second");
        trace.end_lane(t0 + 50 * ms, first, Outcome::Finished);
        trace.record(t0 + 50 * ms, second, Activity::Running);
        trace.end_strand(t0 + 60 * ms, strand, Outcome::Finished);
        TraceModel model(trace);
        const QModelIndex script = model.index(0, 0);
        const auto says = [&](int row, int column) {
            return model.index(row, column, script).data().toString();
        };
        model.refresh(t0 + 60 * ms);
        const TraceModel::Counts now = model.counts();
        const std::vector<QString> before{says(0, 1), says(1, 1)};

        QSignalSpy told(&model, &QAbstractItemModel::dataChanged);
        model.refresh(t0 + 60 * ms, t0 + 25 * ms);
        QVERIFY(!told.isEmpty());
        QCOMPARE(says(0, TraceModel::StateColumn), "waiting");
        QCOMPARE(says(0, TraceModel::WaitsOnColumn), "lock");
        QCOMPARE(says(1, TraceModel::StateColumn), "not yet");
        QCOMPARE(model.index(0, TraceModel::StateColumn).data().toString(), "running");
        QVERIFY(model.index(0, TraceModel::WaitsOnColumn).data().toString().startsWith("1 task"));
        QCOMPARE(model.counts(), (TraceModel::Counts{.waiting = 1}));

        model.refresh(t0 + 60 * ms, t0 + 55 * ms);
        QCOMPARE(says(0, TraceModel::StateColumn), "finished");
        QCOMPARE(model.counts(), (TraceModel::Counts{.running = 1, .finished = 1}));

        told.clear();
        model.refresh(t0 + 60 * ms, t0 + 55 * ms);
        QVERIFY(told.isEmpty());
        model.refresh(t0 + 60 * ms);
        QCOMPARE(model.counts(), now);
        QCOMPARE((std::vector<QString>{says(0, 1), says(1, 1)}), before);
    }

    void thePastIsCountedAsASearchThroughAllOfItFinds() {
        std::mt19937 random(7);
        Trace trace;
        std::vector<StrandId> strands{trace.begin_strand(t0, StrandKind::Script, "a.py"),
                                      trace.begin_strand(t0, StrandKind::Cpp, "")};
        for (int n = 0; n < 200; ++n) {
            std::int64_t time = t0 + std::int64_t(random() % 100);
            const LaneId lane = trace.begin_lane(time, strands[random() % 2], "task");
            for (int step = int(random() % 5); step > 0; --step)
                trace.record(time += std::int64_t(random() % 20), lane, Activity(random() % 3));
            if (random() % 2)
                trace.end_lane(time + 1, lane, Outcome(1 + random() % 3));
        }
        TraceModel model(trace);
        for (std::int64_t at = t0; at < t0 + 220; at += 7) {
            TraceModel::Counts expected;
            trace.for_each_lane([&](const Lane& lane) {
                if (at < lane.begin_ns)
                    return;
                if (!lane.pending() && at >= lane.end_ns) {
                    ++expected.ended(lane.outcome);
                    return;
                }
                Activity activity = Activity::Ready;
                for (std::size_t i = 0; i < lane.size() && lane[i].begin_ns <= at; ++i)
                    activity = lane[i].activity;
                ++expected.doing(activity);
            });
            model.refresh(t0 + 1000, at);
            QCOMPARE(model.counts(), expected);
        }
    }

    void oneSignalPerStrandTellsOfAllChanges() {
        Trace trace;
        const StrandId strand = trace.begin_strand(t0, StrandKind::Script, "fetch.py");
        std::vector<LaneId> lanes;
        for (int n = 0; n < 1000; ++n)
            lanes.push_back(trace.begin_lane(t0, strand, "task"));
        TraceModel model(trace);
        QSignalSpy changed(&model, &TraceModel::dataChanged);
        for (int n = 10; n < 990; ++n)
            trace.record(t0, lanes[std::size_t(n)], Activity::Running);
        model.refresh(t0);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed[0][0].toModelIndex().row(), 10);
        QCOMPARE(changed[0][1].toModelIndex().row(), 989);
        model.refresh(t0);
        QCOMPARE(changed.size(), 1);
    }

    void tasksAreCountedByWhatTheyDo() {
        Trace trace;
        const StrandId strand = trace.begin_strand(t0, StrandKind::Script, "fetch.py");
        const LaneId runs = trace.begin_lane(t0, strand, "runs");
        const LaneId waits = trace.begin_lane(t0, strand, "waits");
        const LaneId fails = trace.begin_lane(t0, strand, "fails");
        trace.record(t0, runs, Activity::Running);
        trace.record(t0, waits, Activity::Waiting);
        TraceModel model(trace);
        trace.end_lane(t0, fails, Outcome::Failed, "ValueError: no");
        model.refresh(t0);
        TraceModel::Counts expected;
        expected.running = 1;
        expected.waiting = 1;
        expected.failed = 1;
        QVERIFY(model.counts() == expected);
        model.refresh(t0);
        QVERIFY(model.counts() == expected);
        QCOMPARE(model.indexOf(fails).siblingAtColumn(TraceModel::WaitsOnColumn).data().toString(),
                 "ValueError: no");
    }

    void aTaskWhoseSlicesWereDroppedStillDoesWhatItDid() {
        Trace trace({.slices = 4096});
        const StrandId strand = trace.begin_strand(t0, StrandKind::Script, "a.py");
        const LaneId sleeper = trace.begin_lane(t0, strand, "sleeper");
        trace.record(t0, sleeper, {Activity::Waiting, WaitKind::Timer});
        TraceModel model(trace);
        addSteps(trace, strand, "busy", 0, 20'000, 1000, 1000);
        QVERIFY(trace.dropped_slices() > 0);
        model.refresh(t0);
        QCOMPARE(model.indexOf(sleeper).siblingAtColumn(TraceModel::StateColumn).data().toString(),
                 "waiting");
    }

    void aRunThatLastsBecomesABlockWithoutARecord() {
        Trace trace;
        const StrandId strand = trace.begin_strand(t0, StrandKind::Script, "a.py");
        const LaneId lane = trace.begin_lane(t0, strand, "task");
        TraceModel model(trace);
        trace.record(t0, lane, Activity::Running);
        model.refresh(t0 + 10 * ms);
        QCOMPARE(model.counts().running, std::uint64_t(1));
        QSignalSpy changed(&model, &TraceModel::dataChanged);
        model.refresh(t0 + 20 * ms);
        QCOMPARE(changed.size(), 0);
        model.refresh(t0 + 200 * ms);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(model.counts().blocked, std::uint64_t(1));
        QCOMPARE(model.counts().running, std::uint64_t(0));
    }

    void tasksThatHaveGoneAreARowThatCountsThem() {
        Trace trace({.lanes = 10});
        const StrandId strand = trace.begin_strand(t0, StrandKind::Script, "server.py");
        const LaneId main = trace.begin_lane(t0, strand, "main");
        TraceModel model(trace);
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        for (int n = 0; n < 1000; ++n) {
            const LaneId lane = trace.begin_lane(t0 + n, strand, "request");
            trace.end_lane(t0 + n, lane, Outcome::Finished);
            if (n % 7 == 0) // also several at once
                model.refresh(t0 + n);
        }
        model.refresh(t0 + 1000);
        const QModelIndex script = model.indexOf(strand);
        QCOMPARE(model.rowCount(script), 11);
        const QModelIndex earlier = model.index(0, 0, script);
        QVERIFY(earlier.data().toString().startsWith(QLocale().toString(991)));
        QCOMPARE(model.laneOf(earlier), LaneId::None);
        QCOMPARE(model.strandOf(earlier), strand);
        QCOMPARE(model.laneOf(model.index(1, 0, script)), main);
        QCOMPARE(model.indexOf(main).row(), 1);
        QCOMPARE(model.counts().finished, std::uint64_t(1000));
        QCOMPARE(model.counts().pending(), std::uint64_t(1));
    }

    void tasksThatGoHereAndThereLeaveTheOthersInOrder() {
        Trace trace({.lanes = 200});
        const StrandId strand = trace.begin_strand(t0, StrandKind::Script, "a.py");
        TraceModel model(trace);
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        std::vector<LaneId> lanes;
        for (int n = 0; n < 200; ++n)
            lanes.push_back(trace.begin_lane(t0, strand, "task"));
        for (int n = 0; n < 200; n += 2) // every other one ends, and so goes first
            trace.end_lane(t0, lanes[std::size_t(n)], Outcome::Finished);
        model.refresh(t0);
        for (int n = 0; n < 60; ++n)
            trace.begin_lane(t0, strand, "later");
        model.refresh(t0);
        const QModelIndex script = model.indexOf(strand);
        QCOMPARE(model.rowCount(script), 201);
        LaneId before = LaneId::None;
        for (int row = 1; row < model.rowCount(script); ++row) {
            const LaneId lane = model.laneOf(model.index(row, 0, script));
            QVERIFY(lane > before && trace.find(lane));
            QCOMPARE(model.indexOf(lane).row(), row);
            before = lane;
        }
    }

    void scriptsStandAboveTheWindowAndTheCppTasks() {
        Trace trace;
        trace.begin_strand(t0, StrandKind::Cpp, "");
        trace.begin_strand(t0, StrandKind::Window, "");
        const StrandId a = trace.begin_strand(t0, StrandKind::Script, "a.py");
        TraceModel model(trace);
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const StrandId b = trace.begin_strand(t0, StrandKind::Script, "b.py");
        const LaneId lane = trace.begin_lane(t0, b, "main");
        model.refresh(t0);
        QStringList names;
        for (int row = 0; row < model.rowCount(); ++row)
            names << model.index(row, 0).data().toString();
        QCOMPARE(names, (QStringList{"a.py", "b.py", "Window (Qt)", "C++ tasks"}));
        QCOMPARE(model.indexOf(a).row(), 0);
        QCOMPARE(model.parent(model.indexOf(lane)), model.indexOf(b));
    }

    void theWindowsLanesAreNoTasks() {
        Trace trace;
        const StrandId window = trace.begin_strand(t0, StrandKind::Window, "");
        trace.record(t0, trace.begin_lane(t0, window, "events"), Activity::Running);
        TraceModel model(trace);
        QVERIFY(model.counts() == TraceModel::Counts());
    }

    void strandsThatHaveGoneHaveNoRows() {
        Trace trace({.strands = 4});
        TraceModel model(trace);
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        for (int n = 0; n < 20; ++n) {
            const StrandId strand = trace.begin_strand(t0, StrandKind::Script, "a.py");
            const LaneId lane = trace.begin_lane(t0, strand, "task");
            model.refresh(t0);
            QVERIFY(model.indexOf(lane).isValid());
            trace.end_lane(t0, lane, Outcome::Finished);
            trace.end_strand(t0, strand, Outcome::Finished);
        }
        model.refresh(t0);
        QCOMPARE(std::size_t(model.rowCount()), trace.strand_count());
        QVERIFY(model.rowCount() <= 4);
    }

    void placesAreFoundFromLanesAndBack() {
        Trace trace;
        const StrandId first = trace.begin_strand(t0, StrandKind::Script, "a.py");
        const StrandId second = trace.begin_strand(t0, StrandKind::Script, "b.py");
        const LaneId a = trace.begin_lane(t0, first, "a");
        const LaneId b = trace.begin_lane(t0, second, "b");
        const LaneId c = trace.begin_lane(t0, first, "c");
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

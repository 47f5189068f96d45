// SPDX-License-Identifier: MIT
#include "tests/widgets/braids.h"
#include "widgets/tasks/task_filter.h"
#include "widgets/tasks/task_query.h"
#include "widgets/tasks/trace_model.h"

#include <QTest>

using namespace braids;

class tst_TaskQuery : public QObject {
    Q_OBJECT

private slots:
    void durationsAreReadAsAPersonWritesThem_data() {
        QTest::addColumn<qint64>("ns");
        QTest::newRow("100ms") << qint64(100 * ms);
        QTest::newRow("0.5s") << qint64(500 * ms);
        QTest::newRow("2") << qint64(2000 * ms);
        QTest::newRow("3min") << qint64(180'000 * ms);
        QTest::newRow("40us") << qint64(40'000);
        QTest::newRow("5 s") << qint64(5000 * ms);
        QTest::newRow("soon") << qint64(-1);
        QTest::newRow("3 weeks") << qint64(-1);
    }
    void durationsAreReadAsAPersonWritesThem() {
        QFETCH(qint64, ns);
        QCOMPARE(durationOf(QTest::currentDataTag()).value_or(-1), ns);
    }

    void eachTermFindsWhatItSays_data() {
        QTest::addColumn<QStringList>("found");
        QTest::newRow("") << QStringList{"get-1", "get-2", "waits long", "spins", "failed one"};
        QTest::newRow("GET") << QStringList{"get-1", "get-2"};
        QTest::newRow("waits l") << QStringList{"waits long"};
        QTest::newRow("state:waiting") << QStringList{"get-1", "waits long"};
        QTest::newRow("state:ready") << QStringList{"get-2"};
        QTest::newRow("state:blocked") << QStringList{"spins"};
        QTest::newRow("state:failed") << QStringList{"failed one"};
        QTest::newRow("-state:pending") << QStringList{"failed one"};
        QTest::newRow("wait:lock") << QStringList{"get-1"};
        QTest::newRow("wait:io") << QStringList{"waits long"};
        QTest::newRow("fn:fetch") << QStringList{"get-1", "get-2"};
        QTest::newRow(">300ms") << QStringList{"waits long", "spins"};
        QTest::newRow("state:waiting <300ms") << QStringList{"get-1"};
        QTest::newRow("get -wait:lock") << QStringList{"get-2"};
        QTest::newRow("state:nonsense") << QStringList{};
    }
    void eachTermFindsWhatItSays() {
        QFETCH(QStringList, found);
        Trace trace;
        const StrandId strand = trace.begin_strand(t0, StrandKind::Script, "a.py");
        const LocationId fetch = trace.intern("a.py", 7, "fetch");
        const auto add = [&](const char* name, std::int64_t at, LaneState state) {
            const LaneId lane = trace.begin_lane(t0, strand, name);
            trace.record(t0 + at * ms, lane, state);
            return lane;
        };
        add("get-1", 800, {Activity::Waiting, WaitKind::Lock, TextId::None, fetch});
        add("get-2", 900, {Activity::Ready, WaitKind::Nothing, TextId::None, fetch});
        add("waits long", 100, {Activity::Waiting, WaitKind::Io});
        add("spins", 500, Activity::Running);
        trace.end_lane(t0 + 200 * ms, add("failed one", 0, Activity::Running), Outcome::Failed);

        TraceModel model(trace);
        model.refresh(t0 + 1000 * ms);
        TaskFilter filter;
        filter.setSourceModel(&model);
        filter.setText(QTest::currentDataTag());
        QStringList names;
        const QModelIndex script = filter.index(0, 0);
        for (int row = 0; row < filter.rowCount(script); ++row)
            names << filter.index(row, 0, script).data().toString();
        QCOMPARE(names, found);
    }

    void whatHasEndedCanBeHidden() {
        Trace trace;
        const StrandId strand = trace.begin_strand(t0, StrandKind::Script, "a.py");
        const LaneId ends = trace.begin_lane(t0, strand, "ends");
        trace.record(t0, ends, Activity::Running);
        trace.record(t0, trace.begin_lane(t0, strand, "stays"), Activity::Ready);
        TraceModel model(trace);
        model.refresh(t0 + ms);
        TaskFilter filter;
        filter.setSourceModel(&model);
        filter.hideEnded(true);
        QCOMPARE(filter.rowCount(filter.index(0, 0)), 2);
        trace.end_lane(t0 + 2 * ms, ends, Outcome::Finished);
        model.refresh(t0 + 3 * ms);
        QCOMPARE(filter.rowCount(filter.index(0, 0)), 1);
        // In the past it was there.
        model.refresh(t0 + 3 * ms, t0 + ms);
        QCOMPARE(filter.rowCount(filter.index(0, 0)), 2);
        filter.hideEnded(false);
        model.refresh(t0 + 3 * ms);
        QCOMPARE(filter.rowCount(filter.index(0, 0)), 2);
    }

    void whatIsFoundFollowsWhatTheTasksDo() {
        Trace trace;
        const StrandId strand = trace.begin_strand(t0, StrandKind::Script, "a.py");
        const LaneId lane = trace.begin_lane(t0, strand, "task");
        trace.record(t0, lane, Activity::Ready);
        TraceModel model(trace);
        model.refresh(t0 + ms);
        TaskFilter filter;
        filter.setSourceModel(&model);
        filter.setText("state:waiting");
        QCOMPARE(filter.rowCount(), 0);
        trace.record(t0 + ms, lane, {Activity::Waiting, WaitKind::Io});
        model.refresh(t0 + 2 * ms);
        QCOMPARE(filter.rowCount(), 1);
        // And the past.
        model.refresh(t0 + 2 * ms, t0 + ms / 2);
        QCOMPARE(filter.rowCount(), 0);
    }
};

QTEST_MAIN(tst_TaskQuery)
#include "tst_task_query.moc"

// SPDX-License-Identifier: MIT
#include "tests/widgets/braids.h"
#include "widgets/wording.h"

#include <QLocale>
#include <QTest>

using namespace braids;

class tst_Wording : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void durationsHaveThreeDigitsAndAUnitThatFits_data() {
        QTest::addColumn<qint64>("ns");
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing") << qint64(0) << "0 ns";
        QTest::newRow("nanoseconds") << qint64(812) << "812 ns";
        QTest::newRow("microseconds") << qint64(41'300) << "41.3 µs";
        QTest::newRow("milliseconds") << qint64(812 * ms) << "812 ms";
        QTest::newRow("almost a second") << qint64(999'900'000) << "1.00 s";
        QTest::newRow("seconds") << qint64(1204 * ms) << "1.20 s";
        QTest::newRow("a minute") << qint64(61'000 * ms) << "61.0 s";
        QTest::newRow("an hour") << qint64(3'600'000 * ms) << "3600 s";
    }
    void durationsHaveThreeDigitsAndAUnitThatFits() {
        QFETCH(qint64, ns);
        QFETCH(QString, text);
        QCOMPARE(formatDuration(ns).replace(QChar(0x00a0), ' '), text);
    }

    void aPlaceIsSaidInOneWay() {
        QCOMPARE(describePlace("/home/me/fetch.py", 41, "get"), "fetch.py:41 in get");
        QCOMPARE(describePlace("fetch.py", 41), "fetch.py:41");
    }

    void strandsThatAreNoScriptsHaveNamesOfTheirOwn() {
        Trace trace;
        const auto name = [&](StrandKind kind) {
            return nameOf(trace, trace.strand(trace.begin_strand(t0, kind, "fetch.py")));
        };
        QCOMPARE(name(StrandKind::Script), "fetch.py");
        QCOMPARE(name(StrandKind::Cpp), "C++ tasks");
        QCOMPARE(name(StrandKind::Window), "Window (Qt)");
    }

    void aSliceIsOneSentence() {
        Trace trace;
        const StrandId strand = trace.begin_strand(t0, StrandKind::Script, "fetch.py");
        const LaneId lane = trace.begin_lane(t0, strand, "get-2");
        trace.record(t0 + 100 * ms, lane,
                     {Activity::Running, WaitKind::Nothing, trace.intern("time.sleep"),
                      trace.intern("/home/me/fetch.py", 41, "get")});
        trace.record(t0 + 912 * ms, lane, {Activity::Waiting, WaitKind::Queue});
        const QString text = describeSlice(trace, trace.lane(lane), 0, t0 + 1000 * ms);
        QCOMPARE(QString(text).replace(QChar(0x00a0), ' '),
                 "get-2: blocked for 812 ms · time.sleep · fetch.py:41 in get");
        QVERIFY(describeSlice(trace, trace.lane(lane), 1, t0 + 1000 * ms).contains("queue"));
    }

    void whoIsWaitedForIsNamedOnce() {
        Trace trace;
        const StrandId strand = trace.begin_strand(t0, StrandKind::Script, "fetch.py");
        const LaneId other = trace.begin_lane(t0, strand, "get-1");
        const LaneState waits = LaneState(Activity::Waiting, WaitKind::Task).with(other);
        QCOMPARE(describeWhat(trace, waits), "get-1");
        LaneState shields = waits;
        shields.what = trace.intern("shield");
        QCOMPARE(describeWhat(trace, shields), "shield ← get-1");
        QCOMPARE(describeWhat(trace, LaneState(Activity::Ready).with(other)), "woken by get-1");
        QCOMPARE(describeWhat(trace, LaneState(Activity::Waiting, WaitKind::Lock)), "lock");
    }

    void lengthsAndNumbersAreSaidAsPeopleDo() {
        Trace trace;
        const LaneState sleeps(Activity::Waiting, WaitKind::Timer, trace.intern("sleep"));
        QCOMPARE(describeWhat(trace, sleeps.for_seconds(0.623665)), "sleep 624\u00a0ms");
        QCOMPARE(describeWhat(trace, sleeps.for_seconds(200)), "sleep 200\u00a0s");
        const LaneState gathers(Activity::Waiting, WaitKind::Task, trace.intern("gather of"));
        QVERIFY(describeWhat(trace, gathers.for_tasks(3)).startsWith("gather of 3 task"));
    }

    void aMarkSaysWhatHappened() {
        Trace trace;
        const Mark missed{.amount = 3, .kind = MarkKind::MissedFrame};
        QVERIFY(describeMark(trace, missed).startsWith("3 missed frame"));
        const Mark note{.text = trace.intern("checked"), .kind = MarkKind::Note};
        QCOMPARE(describeMark(trace, note), "checked");
    }
};

QTEST_GUILESS_MAIN(tst_Wording)
#include "tst_wording.moc"

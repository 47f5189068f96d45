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

    void durationsAreSaidAsAPersonSaysThem_data() {
        QTest::addColumn<qint64>("ns");
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing") << qint64(0) << "0 ns";
        QTest::newRow("nanoseconds") << qint64(812) << "812 ns";
        QTest::newRow("microseconds") << qint64(41'300) << "41 µs";
        QTest::newRow("few microseconds") << qint64(4'130) << "4.1 µs";
        QTest::newRow("many microseconds") << qint64(812'400) << "812 µs";
        QTest::newRow("almost a millisecond") << qint64(999'900) << "1 ms";
        QTest::newRow("few milliseconds") << qint64(4'120'000) << "4.1 ms";
        QTest::newRow("milliseconds") << qint64(12'300'000) << "12 ms";
        QTest::newRow("a part of a second") << qint64(623'665'000) << "0.62 s";
        QTest::newRow("a tenth of a second") << qint64(100 * ms) << "0.1 s";
        QTest::newRow("almost a second") << qint64(999'900'000) << "1 s";
        QTest::newRow("seconds") << qint64(1234 * ms) << "1.23 s";
        QTest::newRow("round seconds") << qint64(2000 * ms) << "2 s";
        QTest::newRow("many seconds") << qint64(12'340 * ms) << "12.3 s";
        QTest::newRow("almost a minute") << qint64(59'990 * ms) << "1 min";
        QTest::newRow("minutes") << qint64(200'000 * ms) << "3 min 20 s";
        QTest::newRow("an hour") << qint64(3'600'000 * ms) << "1 h";
        QTest::newRow("hours") << qint64(7'500'000 * ms) << "2 h 5 min";
        QTest::newRow("before") << qint64(-12 * ms) << "-12 ms";
    }
    void durationsAreSaidAsAPersonSaysThem() {
        QFETCH(qint64, ns);
        QFETCH(QString, text);
        QCOMPARE(formatDuration(ns).replace(QChar(0x00a0), ' '), text);
    }

    void namesFromOutsideCannotChangeTheirSurroundings() {
        const QString name = toShown("<b>na\nme\u202eevil>.py");
        QCOMPARE(name, QString::fromUtf8("<b>na⟨0A⟩me⟨202E⟩evil>.py"));
        Trace trace;
        const StrandId strand = trace.begin_strand(t0, StrandKind::Script, "a\u2066b.py");
        QCOMPARE(nameOf(trace, trace.strand(strand)), QString::fromUtf8("a⟨2066⟩b.py"));
        const LaneId lane = trace.begin_lane(t0, strand, "two\nlines");
        trace.record(t0, lane, Activity::Running);
        QVERIFY(!describeSlice(trace, trace.lane(lane), 0, t0 + ms).contains('\n'));
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
                 "get-2: blocked for 0.81 s · time.sleep · fetch.py:41 in get");
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
        QCOMPARE(describeWhat(trace, sleeps.for_seconds(0.623665)), "sleep 0.62\u00a0s");
        QCOMPARE(describeWhat(trace, sleeps.for_seconds(200)), "sleep 3\u00a0min\u00a020\u00a0s");
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

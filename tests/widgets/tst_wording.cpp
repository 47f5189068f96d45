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
            return nameOf(trace, trace.strand(trace.begin_strand("fetch.py", kind)));
        };
        QCOMPARE(name(StrandKind::Script), "fetch.py");
        QCOMPARE(name(StrandKind::Cpp), "C++ tasks");
        QCOMPARE(name(StrandKind::Window), "Window (Qt)");
    }

    void aSliceIsOneSentence() {
        Trace trace;
        const StrandId strand = trace.begin_strand("fetch.py", StrandKind::Script);
        const LaneId lane = trace.begin_lane(strand, "get-2");
        trace.record_at(t0 + 100 * ms, lane, Activity::Running, WaitKind::Nothing,
                        trace.intern("time.sleep"), trace.intern("/home/me/fetch.py", 41, "get"));
        trace.record_at(t0 + 912 * ms, lane, Activity::Waiting, WaitKind::Queue);
        const QString text = describeSlice(trace, trace.lane(lane), 0, t0 + 1000 * ms);
        QCOMPARE(QString(text).replace(QChar(0x00a0), ' '),
                 "get-2: blocked for 812 ms · time.sleep · fetch.py:41 in get");
        QVERIFY(describeSlice(trace, trace.lane(lane), 1, t0 + 1000 * ms).contains("queue"));
    }

    void whoIsWaitedForIsNamedOnce() {
        Trace trace;
        const StrandId strand = trace.begin_strand("fetch.py", StrandKind::Script);
        const LaneId other = trace.begin_lane(strand, "get-1");
        Slice slice;
        slice.activity = Activity::Waiting;
        slice.wait = WaitKind::Task;
        slice.other = other;
        slice.what = trace.intern("gather");
        QCOMPARE(describeWhat(trace, slice), "gather ← get-1");
        slice.what = trace.intern("task get-1");
        QCOMPARE(describeWhat(trace, slice), "task get-1");
    }
};

QTEST_GUILESS_MAIN(tst_Wording)
#include "tst_wording.moc"

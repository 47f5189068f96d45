// SPDX-License-Identifier: MIT
#include "tests/widgets/braids.h"
#include "widgets/timeline/blocked_times.h"

#include <QTest>

using namespace braids;

class tst_BlockedTimes : public QObject {
    Q_OBJECT

private slots:
    void aRunOfATenthOfASecondHoldsTheLoop() {
        Trace trace;
        const StrandId strand = trace.begin_strand(t0, StrandKind::Script, "a.py");
        const LaneId lane = trace.begin_lane(t0, strand, "task");
        trace.record(t0 + 10 * ms, lane, Activity::Running);
        trace.record(t0 + 109 * ms, lane, Activity::Waiting);
        trace.record(t0 + 200 * ms, lane, Activity::Running);
        trace.record(t0 + 300 * ms, lane, Activity::Waiting);
        BlockedTimes blocked(trace);
        blocked.update(t0 + 400 * ms);
        const auto found = blocked.in({t0, t0 + 1000 * ms});
        QCOMPARE(found.size(), std::size_t(1));
        QVERIFY((found[0].span == TimeSpan{t0 + 200 * ms, t0 + 300 * ms}));
        QVERIFY(blocked.in({t0 + 300 * ms, t0 + 400 * ms}).empty());
        QVERIFY(blocked.in({t0, t0 + 200 * ms}).empty());
        QCOMPARE(blocked.in({t0 + 299 * ms, t0 + 300 * ms}).size(), std::size_t(1));
    }

    void amongManySlicesNoBlockIsPassedOver() {
        Trace trace;
        const StrandId strand = trace.begin_strand(t0, StrandKind::Script, "a.py");
        const LaneId lane = trace.begin_lane(t0, strand, "task");
        BlockedTimes asItCame(trace);
        std::int64_t time = t0;
        std::size_t blocks = 0;
        for (int n = 0; n < 20'000; ++n) {
            const bool holds = n % 997 == 0 || n % 4001 == 1 || n == 19'999;
            blocks += holds;
            trace.record(time, lane, Activity::Running);
            time += holds ? 150 * ms : ms;
            trace.record(time, lane, Activity::Waiting);
            time += ms;
            if (n % 333 == 0)
                asItCame.update(time);
        }
        asItCame.update(time);
        BlockedTimes atOnce(trace);
        atOnce.update(time);
        QCOMPARE(asItCame.in({t0, time}).size(), blocks);
        QCOMPARE(atOnce.in({t0, time}).size(), blocks);
    }

    void aBlockShowsWhileItLasts() {
        Trace trace;
        const StrandId strand = trace.begin_strand(t0, StrandKind::Script, "a.py");
        const LaneId lane = trace.begin_lane(t0, strand, "task");
        trace.record(t0 + 0, lane, Activity::Running);
        BlockedTimes blocked(trace);
        blocked.update(t0 + 50 * ms);
        QVERIFY(blocked.in({t0, t0 + 1000 * ms}).empty());
        blocked.update(t0 + 150 * ms);
        QCOMPARE(blocked.in({t0, t0 + 1000 * ms}).size(), std::size_t(1));
        QCOMPARE(blocked.in({t0, t0 + 1000 * ms})[0].span.endNs, t0 + 150 * ms);
        trace.record(t0 + 170 * ms, lane, Activity::Waiting);
        blocked.update(t0 + 500 * ms);
        QCOMPARE(blocked.in({t0, t0 + 1000 * ms}).size(), std::size_t(1));
        QCOMPARE(blocked.in({t0, t0 + 1000 * ms})[0].span.endNs, t0 + 170 * ms);
    }

    void whatWasFoundStaysWhenItsSlicesAreDropped() {
        Trace trace({.slices = 4096});
        const StrandId strand = trace.begin_strand(t0, StrandKind::Script, "a.py");
        const LaneId lane = trace.begin_lane(t0, strand, "task");
        trace.record(t0 + 0, lane, Activity::Running);
        trace.record(t0 + 200 * ms, lane, Activity::Waiting);
        BlockedTimes blocked(trace);
        blocked.update(t0 + 300 * ms);
        std::int64_t time = t0 + 300 * ms;
        for (int n = 0; n < 20'000; ++n)
            trace.record(time += 1000, lane, n % 2 ? Activity::Waiting : Activity::Running);
        blocked.update(time);
        trace.record(time + 500 * ms, lane, Activity::Waiting);
        blocked.update(time + 500 * ms);
        QVERIFY(trace.lane(lane).dropped() > 0);
        QCOMPARE(blocked.in({t0, t0 + 250 * ms}).size(), std::size_t(1));
    }
};

QTEST_GUILESS_MAIN(tst_BlockedTimes)
#include "tst_blocked_times.moc"

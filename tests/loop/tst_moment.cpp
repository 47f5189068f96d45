// SPDX-License-Identifier: MIT
#include "loop/trace/moment.h"
#include "loop/trace/trace.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace braid;
using Phase = Moment::Phase;

class MomentTest : public QObject {
    Q_OBJECT

private slots:
    void itIsWhatTheTaskDidThen();
    void aTaskThatHasNotRunIsReady();
    void whatWasDroppedIsLost();
    void aBlockIsOneFromItsBeginning();
    void anyInstantIsWhatASearchThroughAllSlicesFinds();
};

void MomentTest::itIsWhatTheTaskDidThen() {
    Trace trace;
    const StrandId strand = trace.begin_strand(0, StrandKind::Script, "a.py");
    const LaneId id = trace.begin_lane(100, strand, "task");
    trace.record(200, id, Activity::Running);
    trace.record(300, id, {Activity::Waiting, WaitKind::Lock});
    const auto at = [&](std::int64_t time) { return moment_of(trace.lane(id), time, 1000); };
    QCOMPARE(at(99).phase, Phase::NotBegun);
    QVERIFY(at(250).pending());
    QCOMPARE(at(250).activity, Activity::Running);
    QCOMPARE(at(299).index, std::size_t(0));
    QCOMPARE(at(300).slice->wait, WaitKind::Lock);
    QCOMPARE(at(Moment::newest).activity, Activity::Waiting);
    trace.end_lane(400, id, Outcome::Failed);
    QCOMPARE(at(399).activity, Activity::Waiting);
    QCOMPARE(at(400).phase, Phase::Ended);
    QCOMPARE(at(Moment::newest).phase, Phase::Ended);
}

void MomentTest::aTaskThatHasNotRunIsReady() {
    Trace trace;
    const StrandId strand = trace.begin_strand(0, StrandKind::Script, "a.py");
    const LaneId id = trace.begin_lane(100, strand, "task");
    QCOMPARE(moment_of(trace.lane(id), Moment::newest, 100).activity, Activity::Ready);
    trace.record(200, id, Activity::Running);
    const Moment before = moment_of(trace.lane(id), 150, 300);
    QVERIFY(before.pending() && !before.slice);
    QCOMPARE(before.activity, Activity::Ready);
}

void MomentTest::whatWasDroppedIsLost() {
    Trace trace({.slices = 4096});
    const StrandId strand = trace.begin_strand(0, StrandKind::Script, "a.py");
    const LaneId id = trace.begin_lane(0, strand, "task");
    for (int n = 1; n < 20'000; ++n)
        trace.record(n, id, n % 2 ? Activity::Running : Activity::Waiting);
    const Lane& lane = trace.lane(id);
    QVERIFY(lane.dropped() > 0);
    QCOMPARE(moment_of(lane, lane.gap_end_ns() - 1, 20'000).phase, Phase::Lost);
    QVERIFY(moment_of(lane, lane.gap_end_ns(), 20'000).pending());
}

void MomentTest::aBlockIsOneFromItsBeginning() {
    Trace trace;
    const StrandId strand = trace.begin_strand(0, StrandKind::Script, "a.py");
    const LaneId id = trace.begin_lane(0, strand, "task");
    trace.record(10, id, Activity::Running);
    trace.record(10 + Lane::blocked_after_ns, id, Activity::Waiting);
    QCOMPARE(moment_of(trace.lane(id), 11, Lane::blocked_after_ns * 2).activity, Activity::Blocked);
}

void MomentTest::anyInstantIsWhatASearchThroughAllSlicesFinds() {
    std::mt19937 random(1);
    Trace trace;
    const StrandId strand = trace.begin_strand(0, StrandKind::Script, "a.py");
    const LaneId id = trace.begin_lane(0, strand, "task");
    std::int64_t time = 5;
    for (int n = 0; n < 3000; ++n, time += std::int64_t(random() % 4))
        trace.record(time, id, Activity(random() % 3));
    trace.end_lane(time, id, Outcome::Finished);
    const Lane& lane = trace.lane(id);
    for (std::int64_t t = 0; t < time + 3; ++t) {
        const Slice* expected = nullptr;
        for (std::size_t i = 0; i < lane.size() && lane[i].begin_ns <= t; ++i)
            expected = &lane[i];
        const Moment moment = moment_of(lane, t, time);
        QCOMPARE(moment.phase, t >= time ? Phase::Ended : Phase::Pending);
        QCOMPARE(moment.slice, t >= time ? nullptr : expected);
    }
}

QTEST_GUILESS_MAIN(MomentTest)
#include "tst_moment.moc"

// SPDX-License-Identifier: MIT
// A trace holds so much and no more, however long it is written: the oldest goes, counted.
#include "loop/trace/trace.h"

#include <QTest>

#include <malloc.h>

using namespace braid;

namespace {

/// A short task from its beginning to its end.
LaneId live_and_die(Trace& trace, StrandId strand, std::int64_t time_ns, std::string_view name) {
    const LaneId lane = trace.begin_lane(time_ns, strand, name);
    trace.record(time_ns, lane, Activity::Ready);
    trace.record(time_ns + 1, lane, Activity::Running);
    trace.record(time_ns + 2, lane, {Activity::Waiting, WaitKind::Timer, trace.intern("sleep")});
    trace.record(time_ns + 3, lane, Activity::Running);
    trace.end_lane(time_ns + 4, lane, Outcome::Finished);
    return lane;
}

std::size_t heap_bytes() { return mallinfo2().uordblks; }

} // namespace

class TraceBoundsTest : public QObject {
    Q_OBJECT

private slots:
    void droppedSlicesAreCountedAndLeaveAGap() {
        Trace trace({.slices = 4096});
        const StrandId strand = trace.begin_strand(0, StrandKind::Script, "a.py");
        const LaneId id = trace.begin_lane(0, strand, "main");
        const int count = 20'000;
        for (int i = 0; i < count; ++i)
            trace.record(i * 10, id, i % 2 ? Activity::Waiting : Activity::Running);
        const Lane& lane = trace.lane(id);
        QVERIFY(trace.stored_slices() <= 4096);
        QVERIFY(trace.dropped_slices() > 0);
        QCOMPARE(trace.dropped_slices() + trace.stored_slices(), std::uint64_t(count));
        QCOMPARE(lane.dropped(), trace.dropped_slices());
        QCOMPARE(lane.gap_end_ns(), lane[0].begin_ns);
        QCOMPARE(lane.back().begin_ns, (count - 1) * 10);
        QCOMPARE(lane.index_at(lane[7].begin_ns + 3), std::size_t(7));
    }

    void aTaskThatLivesKeepsItsLastSlice() {
        Trace trace({.slices = 4096});
        const StrandId strand = trace.begin_strand(0, StrandKind::Script, "a.py");
        const LaneId waits = trace.begin_lane(0, strand, "waits");
        trace.record(10, waits, Activity::Waiting);
        const LaneId ended = trace.begin_lane(0, strand, "ended");
        trace.record(0, ended, Activity::Running);
        trace.end_lane(20, ended, Outcome::Finished);
        const LaneId busy = trace.begin_lane(0, strand, "busy");
        for (int i = 0; i < 20'000; ++i)
            trace.record(i, busy, i % 2 ? Activity::Waiting : Activity::Running);
        QCOMPARE(trace.lane(waits).size(), std::size_t(1));
        QCOMPARE(trace.lane(waits)[0].begin_ns, 10);
        QCOMPARE(trace.lane(waits).dropped(), std::uint64_t(0));
        QVERIFY(trace.lane(ended).empty());
        QCOMPARE(trace.lane(ended).dropped(), std::uint64_t(1));
        QVERIFY(trace.stored_slices() <= 4096);
    }

    void endedLanesRetireInTheOrderOfTheirEnds() {
        Trace trace({.lanes = 4});
        const StrandId strand = trace.begin_strand(0, StrandKind::Script, "a.py");
        const LaneId main = trace.begin_lane(0, strand, "main");
        const LaneId slow = trace.begin_lane(0, strand, "slow");
        const LaneId first = live_and_die(trace, strand, 10, "first");
        const LaneId second = live_and_die(trace, strand, 20, "second");
        trace.end_lane(30, slow, Outcome::Finished);
        QVERIFY(trace.find(first));
        const LaneId third = live_and_die(trace, strand, 40, "third");
        QVERIFY(!trace.find(first) && trace.find(second) && trace.find(slow));
        live_and_die(trace, strand, 50, "fourth");
        live_and_die(trace, strand, 60, "fifth");
        QVERIFY(!trace.find(second) && !trace.find(slow) && trace.find(third));
        QVERIFY2(trace.find(main), "it still lives");
        QCOMPARE(trace.lane_count(), std::size_t(4));
        QCOMPARE(trace.retired_lanes(), std::uint64_t(3));
        QCOMPARE(trace.strand(strand).retired, std::uint64_t(3));
        QCOMPARE(trace.strand(strand).retired_end_ns, 30);
        QCOMPARE(trace.strand(strand).lanes, std::size_t(4));
    }

    void theLivingAreKeptBeyondTheLimit() {
        Trace trace({.lanes = 10});
        const StrandId strand = trace.begin_strand(0, StrandKind::Script, "a.py");
        std::vector<LaneId> lanes;
        for (int i = 0; i < 100; ++i)
            lanes.push_back(trace.begin_lane(i, strand, "task"));
        QCOMPARE(trace.lane_count(), std::size_t(100));
        for (const LaneId lane : lanes)
            trace.end_lane(200, lane, Outcome::Finished);
        trace.begin_lane(300, strand, "next");
        QCOMPARE(trace.lane_count(), std::size_t(10));
    }

    void whoRefersToOneThatHasGoneFindsNothing() {
        Trace trace({.lanes = 1});
        const StrandId strand = trace.begin_strand(0, StrandKind::Script, "a.py");
        const LaneId gone = live_and_die(trace, strand, 0, "gone");
        live_and_die(trace, strand, 10, "next");
        QVERIFY(!trace.find(gone));
        QCOMPARE(trace.name_of(gone), std::string());
        trace.record(50, gone, Activity::Running);
        trace.end_lane(60, gone, Outcome::Failed, "late");
        trace.annotate(gone, TextId::None, LocationId::None);
        trace.cancel_requested(gone, LaneId::None);
        QCOMPARE(trace.lane_count(), std::size_t(1));
    }

    void millionsOfTasksTakeNoMoreRoomThanThousands() {
        Trace trace({.slices = 10'000, .lanes = 1'000});
        const StrandId strand = trace.begin_strand(0, StrandKind::Script, "a.py");
        const LaneId main = trace.begin_lane(0, strand, "main");
        trace.record(0, main, Activity::Running);
        std::int64_t time = 0;
        const auto run = [&](int count) {
            for (int i = 0; i < count; ++i, time += 10)
                live_and_die(trace, strand, time, "Task-" + std::to_string(time));
        };
        run(20'000);
        const std::size_t before = heap_bytes();
        run(1'000'000);
        const std::size_t after = heap_bytes();
        QVERIFY2(after < before + (1 << 20), qPrintable(QString::number(after - before)));
        QVERIFY(trace.stored_slices() <= 10'000);
        QCOMPARE(trace.lane_count(), std::size_t(1'000));
        QCOMPARE(trace.lane(main).size(), std::size_t(1));
        QCOMPARE(trace.text(trace.lane(main).name.text), std::string_view("main"));
    }

    void aThousandScriptsTakeNoMoreRoomThanSome() {
        Trace trace({.lanes = 1'000, .strands = 100});
        const LaneId lives =
            trace.begin_lane(0, trace.begin_strand(0, StrandKind::Script, "lives.py"), "main");
        for (int i = 1; i <= 1'000; ++i) {
            const StrandId strand = trace.begin_strand(i, StrandKind::Script, "script.py");
            live_and_die(trace, strand, i, "main");
            trace.end_strand(i, strand, Outcome::Finished);
            QVERIFY(trace.find(strand));
        }
        QVERIFY(trace.strand_count() <= 100);
        QVERIFY(trace.lane_count() <= 101);
        QVERIFY(trace.find(lives));
    }

    void textsGoWithTheirLastUser() {
        Trace trace({.slices = 10'000, .lanes = 100, .text_bytes = 1 << 20});
        const StrandId strand = trace.begin_strand(0, StrandKind::Script, "a.py");
        const LaneId main = trace.begin_lane(0, strand, "main");
        trace.record(0, main,
                     {Activity::Waiting, WaitKind::Task, trace.intern("its own words"),
                      trace.intern("/x/a.py", 12, "main")});
        for (int i = 0; i < 200'000; ++i) {
            const std::string number = std::to_string(i);
            const LaneId lane = trace.begin_lane(i, strand, "name " + number + "!");
            trace.record(i, lane,
                         {Activity::Waiting, WaitKind::Nothing, trace.intern("word " + number),
                          trace.intern("f", i, "g")});
            trace.end_lane(i, lane, Outcome::Failed, "error " + number);
            const Lane& now = trace.lane(lane);
            QCOMPARE(trace.name(now.name), "name " + number + "!");
            QCOMPARE(trace.describe_what(now.back()), "word " + number);
            QCOMPARE(trace.text(now.message), std::string_view("error " + number));
        }
        QVERIFY2(trace.text_bytes() < 2 << 20, qPrintable(QString::number(trace.text_bytes())));
        QVERIFY(trace.generation() > 1);
        QCOMPARE(trace.describe_what(trace.lane(main).back()), std::string("its own words"));
        QCOMPARE(trace.describe(trace.lane(main).back().where), std::string("a.py:12 in main"));
        QCOMPARE(trace.text(trace.strand(strand).name), std::string_view("a.py"));
    }

    void slicesGoWhenTheirWordsWouldTakeTooMuch() {
        Trace trace({.slices = 1'000'000, .text_bytes = 1 << 20});
        const StrandId strand = trace.begin_strand(0, StrandKind::Script, "a.py");
        const LaneId lane = trace.begin_lane(0, strand, "main");
        for (int i = 0; i < 200'000; ++i)
            trace.record(i, lane,
                         {Activity::Waiting, WaitKind::Nothing,
                          trace.intern("something said just once: " + std::to_string(i))});
        QVERIFY2(trace.text_bytes() < 2 << 20, qPrintable(QString::number(trace.text_bytes())));
        QVERIFY(trace.lane(lane).dropped() > 0);
        QCOMPARE(trace.describe_what(trace.lane(lane).back()),
                 std::string("something said just once: 199999"));
        const Slice& oldest = trace.lane(lane)[0];
        QCOMPARE(trace.describe_what(oldest),
                 "something said just once: " + std::to_string(oldest.begin_ns));
    }
};

QTEST_GUILESS_MAIN(TraceBoundsTest)
#include "tst_trace_bounds.moc"

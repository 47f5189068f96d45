// SPDX-License-Identifier: MIT
// Who looks at a trace again and again is told what has changed, and only that.
#include "loop/trace/trace.h"

#include <QTest>

#include <memory>

using namespace braid;

class TraceReaderTest : public QObject {
    Q_OBJECT

private slots:
    void atFirstEverythingHasChanged() {
        TraceReader reader(trace);
        QVERIFY(reader.behind());
        QVERIFY(reader.take().everything);
        QVERIFY(!reader.behind());
        QVERIFY(reader.take().empty());
    }

    void whatHasChangedIsToldOnce() {
        TraceReader reader(trace);
        reader.take();
        const LaneId b = trace.begin_lane(10, strand, "b");
        for (int i = 0; i < 10; ++i)
            trace.record(20 + i, b, i % 2 ? Activity::Waiting : Activity::Running);
        trace.record(40, a, Activity::Running);
        const auto changes = reader.take();
        QCOMPARE(changes.lanes, (std::vector{b, a}));
        QCOMPARE(changes.strands, std::vector{strand});
        QVERIFY(!changes.everything);
        QVERIFY(reader.take().empty());
        trace.record(50, a, Activity::Running); // what it does already
        QVERIFY(!reader.behind());
        trace.end_lane(60, a, Outcome::Finished);
        QCOMPARE(reader.take().lanes, std::vector{a});
    }

    void everyKindOfChangeIsTold() {
        TraceReader reader(trace);
        reader.take();
        const auto told = [&](auto&& change) {
            change();
            return reader.take();
        };
        QCOMPARE(told([&] { trace.record(1, a, Activity::Running); }).lanes, std::vector{a});
        QCOMPARE(told([&] { trace.annotate(a, trace.intern("x"), LocationId::None); }).lanes,
                 std::vector{a});
        QCOMPARE(told([&] { trace.rename_lane(a, trace.intern_name("y")); }).lanes, std::vector{a});
        QCOMPARE(told([&] { trace.cancel_requested(a, a); }).lanes, std::vector{a});
        QCOMPARE(told([&] { trace.mark({.time_ns = 3, .strand = strand}); }).strands,
                 std::vector{strand});
        QCOMPARE(told([&] { trace.end_strand(9, strand, Outcome::Finished); }).strands,
                 std::vector{strand});
    }

    void eachReaderHasItsOwnPlace() {
        TraceReader early(trace);
        early.take();
        trace.record(10, a, Activity::Running);
        auto late = std::make_unique<TraceReader>(trace);
        QCOMPARE(early.take().lanes, std::vector{a});
        QVERIFY(late->take().everything);
        trace.record(20, a, Activity::Waiting);
        QCOMPARE(late->take().lanes, std::vector{a});
        trace.record(30, a, Activity::Running);
        QCOMPARE(early.take().lanes, std::vector{a});
        late.reset();
        trace.record(40, a, Activity::Waiting);
        TraceReader another(trace); // in the place of the one that has gone
        another.take();
        trace.record(50, a, Activity::Running);
        QCOMPARE(another.take().lanes, std::vector{a});
        QCOMPARE(early.take().lanes, std::vector{a});
    }

    void theCallComesAtTheFirstChangeAfterALook() {
        int calls = 0;
        TraceReader reader(trace, [&] { ++calls; });
        reader.take();
        trace.record(10, a, Activity::Running);
        trace.record(20, a, Activity::Waiting);
        trace.begin_lane(30, strand, "b");
        QCOMPARE(calls, 1);
        reader.take();
        QCOMPARE(calls, 1);
        trace.end_lane(40, a, Outcome::Finished);
        QCOMPARE(calls, 2);
    }

    void whatAWindowDoesIsToldButIsNoReasonToLook() {
        int calls = 0;
        TraceReader reader(trace, [&] { ++calls; });
        const StrandId window = trace.begin_strand(0, StrandKind::Window, "Window");
        const LaneId painting = trace.begin_lane(0, window, "painting");
        reader.take();
        trace.record(10, painting, Activity::Running);
        QCOMPARE(calls, 0);
        const auto quiet = reader.take();
        QCOMPARE(quiet.lanes, std::vector{painting});
        QVERIFY(!quiet.worth_looking);
        trace.record(20, painting, Activity::Waiting);
        trace.record(20, a, Activity::Running);
        QCOMPARE(calls, 1);
        QVERIFY(reader.take().worth_looking);
    }

    void whatRetiresIsToldAndNotThere() {
        Trace small({.lanes = 1});
        const StrandId s = small.begin_strand(0, StrandKind::Script, "a.py");
        const LaneId gone = small.begin_lane(0, s, "gone");
        small.end_lane(1, gone, Outcome::Finished);
        TraceReader reader(small);
        reader.take();
        const LaneId next = small.begin_lane(2, s, "next");
        const auto changes = reader.take();
        QCOMPARE(changes.lanes, (std::vector{gone, next}));
        QVERIFY(!small.find(gone) && small.find(next));
        QCOMPARE(changes.strands, std::vector{s});
    }

    void whoSleepsTooLongIsToldToLookAtEverything() {
        Trace small({.lanes = 10});
        const StrandId s = small.begin_strand(0, StrandKind::Script, "a.py");
        TraceReader sleeper(small);
        TraceReader other(small);
        sleeper.take();
        other.take();
        for (int i = 0; i < 1'000; ++i) {
            const LaneId lane = small.begin_lane(i, s, "task");
            small.end_lane(i, lane, Outcome::Finished);
            QCOMPARE(other.take().lanes.back(), lane);
        }
        const auto changes = sleeper.take();
        QVERIFY(changes.everything);
        QVERIFY(changes.lanes.empty());
        const LaneId lane = small.begin_lane(2'000, s, "task");
        QCOMPARE(sleeper.take().lanes.back(), lane);
    }

    void init() {
        strand = trace.begin_strand(0, StrandKind::Script, "a.py");
        a = trace.begin_lane(0, strand, "a");
    }

private:
    Trace trace;
    StrandId strand = StrandId::None; ///< new for every test
    LaneId a = LaneId::None;
};

QTEST_GUILESS_MAIN(TraceReaderTest)
#include "tst_trace_reader.moc"

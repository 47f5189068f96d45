// SPDX-License-Identifier: MIT
#include "loop/trace/trace.h"

#include <QTest>

using namespace braid;

class TraceTest : public QObject {
    Q_OBJECT

private slots:
    void aSliceEndsWhereTheNextBegins();
    void theSameStateAgainMakesNoNewSlice();
    void aMomentBeforeTheLastSliceIsMovedThere();
    void indexAtFindsTheSliceThatHoldsATime();
    void aLongRunShowsAsBlockedWhileItLasts();
    void whatIsDroppedIsCountedAndLeavesAGap();
    void aTaskThatLivesKeepsItsLastSlice();
    void locationsAndTextsAreStoredOnce();
    void theListenerHearsOfOneChange();
    void anEndedLaneTakesNoMore();
    void theClockKeepsTheSteadyClocksTimeAndNeverRunsBackwards();
};

namespace {
struct Fixture {
    explicit Fixture(std::size_t capacity = Trace::default_capacity_slices)
        : trace(capacity)
        , strand(trace.begin_strand("a.py", StrandKind::Script))
        , id(trace.begin_lane(strand, "main"))
        , base(trace.lane(id).begin_ns) {}
    void record(std::int64_t at_ns, Activity activity) {
        trace.record_at(base + at_ns, id, activity);
    }
    const Lane& lane() const { return trace.lane(id); }

    Trace trace;
    StrandId strand;
    LaneId id;
    std::int64_t base;
};
} // namespace

void TraceTest::aSliceEndsWhereTheNextBegins() {
    Fixture f;
    f.record(10, Activity::Running);
    f.record(30, Activity::Waiting);
    QCOMPARE(f.lane().size(), std::size_t(2));
    QCOMPARE(f.lane().end_of(0, f.base + 100), f.base + 30);
    QCOMPARE(f.lane().end_of(1, f.base + 100), f.base + 100);
}

void TraceTest::theSameStateAgainMakesNoNewSlice() {
    Fixture f;
    f.record(10, Activity::Running);
    f.record(20, Activity::Running);
    QCOMPARE(f.lane().size(), std::size_t(1));
    QCOMPARE(f.lane()[0].begin_ns, f.base + 10);
}

void TraceTest::aMomentBeforeTheLastSliceIsMovedThere() {
    Fixture f;
    f.record(-5, Activity::Ready);
    QCOMPARE(f.lane()[0].begin_ns, f.base);
    for (int i = 1; i < 100; ++i) { // also where a chunk of slices begins
        f.record(i * 10, i % 2 ? Activity::Waiting : Activity::Running);
        f.record(i * 10 - 7, Activity::Ready);
        QCOMPARE(f.lane().back().begin_ns, f.base + i * 10);
    }
}

void TraceTest::indexAtFindsTheSliceThatHoldsATime() {
    Fixture f;
    const int count = 5000;
    for (int i = 0; i < count; ++i)
        f.record(i * 10, i % 2 ? Activity::Waiting : Activity::Running);
    for (int i = 0; i < count; ++i) {
        QCOMPARE(f.lane().index_at(f.base + i * 10), std::size_t(i));
        QCOMPARE(f.lane().index_at(f.base + i * 10 + 9), std::size_t(i));
        QCOMPARE(f.lane()[std::size_t(i)].begin_ns, f.base + i * 10);
    }
    QCOMPARE(f.lane().index_at(f.base - 1), std::size_t(0));
}

void TraceTest::aLongRunShowsAsBlockedWhileItLasts() {
    Fixture f;
    f.record(0, Activity::Running);
    QCOMPARE(f.lane().activity_of(0, f.base + 50'000'000), Activity::Running);
    QCOMPARE(f.lane().activity_of(0, f.base + 150'000'000), Activity::Blocked);
    f.record(150'000'000, Activity::Waiting);
    QCOMPARE(f.lane().activity_of(0, f.base + 150'000'000), Activity::Blocked);
    QCOMPARE(f.lane().activity_of(1, f.base + 900'000'000), Activity::Waiting);
}

void TraceTest::whatIsDroppedIsCountedAndLeavesAGap() {
    Fixture f(4096);
    const int count = 20'000;
    for (int i = 0; i < count; ++i)
        f.record(i * 10, i % 2 ? Activity::Waiting : Activity::Running);
    QVERIFY(f.trace.stored_slices() <= 4096);
    QVERIFY(f.trace.dropped_slices() > 0);
    QCOMPARE(f.trace.dropped_slices() + f.trace.stored_slices(), std::uint64_t(count));
    QCOMPARE(f.lane().dropped(), f.trace.dropped_slices());
    QCOMPARE(f.lane().gap_end_ns(), f.lane()[0].begin_ns);
    QCOMPARE(f.lane().back().begin_ns, f.base + (count - 1) * 10);
    QCOMPARE(f.lane().index_at(f.lane()[7].begin_ns + 3), std::size_t(7));
}

void TraceTest::aTaskThatLivesKeepsItsLastSlice() {
    Fixture f(4096);
    f.record(10, Activity::Waiting);
    const LaneId ended = f.trace.begin_lane(f.strand, "ended");
    f.trace.record(ended, Activity::Running);
    f.trace.end_lane(ended, Outcome::Finished);
    const LaneId busy = f.trace.begin_lane(f.strand, "busy");
    for (int i = 0; i < 20'000; ++i)
        f.trace.record(busy, i % 2 ? Activity::Waiting : Activity::Running);
    QCOMPARE(f.lane().size(), std::size_t(1));
    QCOMPARE(f.lane()[0].begin_ns, f.base + 10);
    QCOMPARE(f.lane().dropped(), std::uint64_t(0));
    QVERIFY(f.trace.lane(ended).empty());
    QCOMPARE(f.trace.lane(ended).dropped(), std::uint64_t(1));
    QVERIFY(f.trace.stored_slices() <= 4096);
}

void TraceTest::locationsAndTextsAreStoredOnce() {
    Trace trace;
    QCOMPARE(trace.intern("get"), trace.intern(std::string("get")));
    const LocationId here = trace.intern("/home/me/fetch.py", 41, "get");
    QCOMPARE(trace.intern("/home/me/fetch.py", 41, "get"), here);
    QVERIFY(trace.intern("/home/me/fetch.py", 41, "put") != here);
    QCOMPARE(trace.describe(here), std::string("fetch.py:41 in get"));
    QCOMPARE(trace.describe(LocationId::None), std::string());
}

void TraceTest::theListenerHearsOfOneChange() {
    Fixture f;
    int calls = 0;
    f.trace.on_next_change([&] { ++calls; });
    f.record(10, Activity::Running);
    f.record(20, Activity::Waiting);
    QCOMPARE(calls, 1);
    f.trace.on_next_change([&] { ++calls; });
    f.trace.end_lane(f.id, Outcome::Finished);
    QCOMPARE(calls, 2);
}

void TraceTest::anEndedLaneTakesNoMore() {
    Fixture f;
    f.record(0, Activity::Running);
    f.trace.end_lane(f.id, Outcome::Failed, "ValueError: no");
    const auto size = f.lane().size();
    f.record(f.trace.now_ns(), Activity::Waiting);
    QCOMPARE(f.lane().size(), size);
    QCOMPARE(f.lane().outcome, Outcome::Failed);
    QCOMPARE(f.trace.text(f.lane().message), std::string_view("ValueError: no"));
}

void TraceTest::theClockKeepsTheSteadyClocksTimeAndNeverRunsBackwards() {
    using Steady = std::chrono::steady_clock;
    const auto since = [](Steady::time_point begin) {
        return std::chrono::nanoseconds(Steady::now() - begin).count();
    };
    const auto begin = Steady::now();
    TraceClock clock;
    const std::int64_t setting_out_ns = since(begin);
    constexpr std::int64_t tolerance_ns = 200'000;
    std::int64_t last = 0;
    while (since(begin) < 150'000'000) {
        const std::int64_t before = since(begin) - setting_out_ns;
        const std::int64_t now = clock.now_ns();
        const std::int64_t after = since(begin);
        QVERIFY(now >= last);
        QVERIFY(now >= before - tolerance_ns);
        QVERIFY(now <= after + tolerance_ns);
        last = now;
    }
}

QTEST_GUILESS_MAIN(TraceTest)
#include "tst_trace.moc"

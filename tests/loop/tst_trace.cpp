// SPDX-License-Identifier: MIT
#include "loop/trace/trace.h"

#include <QTest>

using namespace braid;

class TraceTest : public QObject {
    Q_OBJECT

private slots:
    void aSliceEndsWhereTheNextBegins();
    void theSameStateAgainMakesNoNewSlice();
    void anyDifferenceMakesANewSlice();
    void aMomentBeforeTheLastSliceIsMovedThere();
    void indexAtFindsTheSliceThatHoldsATime();
    void aLongRunShowsAsBlockedWhileItLasts();
    void aThreadNeverHoldsTheLoop();
    void anEndedLaneTakesNoMore();
    void whoCreatedWokeAndCancelledIsKept();
    void marksAreKeptInOrderAndBounded();
    void textsAndPlacesAreStoredOnce();
    void namesThatDifferInTheirNumberShareAText_data();
    void namesThatDifferInTheirNumberShareAText();
    void whatAStateSaysInWords();
};

namespace {
struct Fixture {
    Trace trace;
    StrandId strand = trace.begin_strand(0, StrandKind::Script, "a.py");
    LaneId id = trace.begin_lane(1000, strand, "main");

    void record(std::int64_t at_ns, const LaneState& state) {
        trace.record(1000 + at_ns, id, state);
    }
    const Lane& lane() const { return trace.lane(id); }
};
} // namespace

void TraceTest::aSliceEndsWhereTheNextBegins() {
    Fixture f;
    f.record(10, Activity::Running);
    f.record(30, Activity::Waiting);
    QCOMPARE(f.lane().size(), std::size_t(2));
    QCOMPARE(f.lane().end_of(0, 1100), 1030);
    QCOMPARE(f.lane().end_of(1, 1100), 1100);
}

void TraceTest::theSameStateAgainMakesNoNewSlice() {
    Fixture f;
    f.record(10, Activity::Running);
    f.record(20, Activity::Running);
    QCOMPARE(f.lane().size(), std::size_t(1));
    QCOMPARE(f.lane()[0].begin_ns, 1010);
}

void TraceTest::anyDifferenceMakesANewSlice() {
    Fixture f;
    const TextId what = f.trace.intern("sleep");
    const LocationId where = f.trace.intern("a.py", 1, "main");
    const LaneState states[] = {
        Activity::Waiting,
        {Activity::Waiting, WaitKind::Timer},
        {Activity::Waiting, WaitKind::Timer, what},
        {Activity::Waiting, WaitKind::Timer, what, where},
        LaneState(Activity::Waiting, WaitKind::Timer, what, where).with(f.id),
        LaneState(Activity::Waiting, WaitKind::Timer, what, where).for_tasks(std::uint32_t(f.id)),
        LaneState(Activity::Waiting, WaitKind::Timer, what, where).for_tasks(2),
        LaneState(Activity::Ready, WaitKind::Timer, what, where).for_tasks(2),
    };
    std::size_t count = 0;
    for (const LaneState& state : states) {
        f.record(std::int64_t(++count), state);
        f.record(std::int64_t(count), state);
        QCOMPARE(f.lane().size(), count);
        QVERIFY(f.lane().back().same_state(state));
    }
}

void TraceTest::aMomentBeforeTheLastSliceIsMovedThere() {
    Fixture f;
    f.record(-5, Activity::Ready);
    QCOMPARE(f.lane()[0].begin_ns, 1000);
    for (int i = 1; i < 100; ++i) { // also where a chunk of slices begins
        f.record(i * 10, i % 2 ? Activity::Waiting : Activity::Running);
        f.record(i * 10 - 7, Activity::Ready);
        QCOMPARE(f.lane().back().begin_ns, 1000 + i * 10);
    }
}

void TraceTest::indexAtFindsTheSliceThatHoldsATime() {
    Fixture f;
    const int count = 5000;
    for (int i = 0; i < count; ++i)
        f.record(i * 10, i % 2 ? Activity::Waiting : Activity::Running);
    for (int i = 0; i < count; ++i) {
        QCOMPARE(f.lane().index_at(1000 + i * 10), std::size_t(i));
        QCOMPARE(f.lane().index_at(1000 + i * 10 + 9), std::size_t(i));
        QCOMPARE(f.lane()[std::size_t(i)].begin_ns, 1000 + i * 10);
    }
    QCOMPARE(f.lane().index_at(999), std::size_t(0));
}

void TraceTest::aLongRunShowsAsBlockedWhileItLasts() {
    Fixture f;
    f.record(0, Activity::Running);
    QCOMPARE(f.lane().activity_of(0, 1000 + 50'000'000), Activity::Running);
    QCOMPARE(f.lane().activity_of(0, 1000 + 150'000'000), Activity::Blocked);
    f.record(150'000'000, Activity::Waiting);
    QCOMPARE(f.lane().activity_of(0, 1000 + 150'000'000), Activity::Blocked);
    QCOMPARE(f.lane().activity_of(1, 1000 + 900'000'000), Activity::Waiting);
}

void TraceTest::aThreadNeverHoldsTheLoop() {
    Fixture f;
    const LaneId id = f.trace.begin_thread(1000, f.strand, f.trace.intern_name("thread-1"));
    f.trace.record(1000, id, Activity::Running);
    QCOMPARE(f.trace.lane(id).activity_of(0, 1000 + 900'000'000), Activity::Running);
    f.trace.end_lane(2000, id, Outcome::Finished);
    QCOMPARE(f.trace.ended(Outcome::Finished), std::uint64_t(0));
}

void TraceTest::anEndedLaneTakesNoMore() {
    Fixture f;
    f.record(0, Activity::Running);
    f.trace.end_lane(2000, f.id, Outcome::Failed, "ValueError: no");
    f.record(5000, Activity::Waiting);
    f.trace.end_lane(9000, f.id, Outcome::Finished);
    QCOMPARE(f.lane().size(), std::size_t(1));
    QCOMPARE(f.lane().end_ns, 2000);
    QCOMPARE(f.lane().outcome, Outcome::Failed);
    QCOMPARE(f.trace.text(f.lane().message), std::string_view("ValueError: no"));
    QCOMPARE(f.trace.strand(f.strand).pending, std::size_t(0));
    QCOMPARE(f.trace.strand(f.strand).lanes, std::size_t(1));
}

void TraceTest::whoCreatedWokeAndCancelledIsKept() {
    Fixture f;
    const LocationId place = f.trace.intern("/x/a.py", 3, "main");
    const LaneId child = f.trace.begin_lane(1100, f.strand, "child", f.id, place);
    f.trace.record(1200, child, LaneState(Activity::Ready).with(f.id));
    f.trace.cancel_requested(child, f.id);
    const Lane& lane = f.trace.lane(child);
    QCOMPARE(lane.creator, f.id);
    QCOMPARE(lane.created_at, place);
    QCOMPARE(lane.back().other(), f.id);
    QCOMPARE(lane.cancelled_by, f.id);
}

void TraceTest::marksAreKeptInOrderAndBounded() {
    Trace trace({.marks = 3});
    const StrandId strand = trace.begin_strand(0, StrandKind::Window, "Window");
    for (std::uint32_t i = 0; i < 5; ++i)
        trace.mark({.time_ns = i, .strand = strand, .amount = i, .kind = MarkKind::MissedFrame});
    QCOMPARE(trace.marks().size(), std::size_t(3));
    QCOMPARE(trace.marks().front().amount, 2u);
    QCOMPARE(trace.marks().back().time_ns, 4);
    QCOMPARE(trace.dropped_marks(), std::uint64_t(2));
}

void TraceTest::textsAndPlacesAreStoredOnce() {
    Trace trace;
    QCOMPARE(trace.intern("get"), trace.intern(std::string("get")));
    QCOMPARE(trace.intern(""), TextId::None);
    const LocationId here = trace.intern("/home/me/fetch.py", 41, "get");
    QCOMPARE(trace.intern("/home/me/fetch.py", 41, "get"), here);
    QVERIFY(trace.intern("/home/me/fetch.py", 41, "put") != here);
    QVERIFY(trace.intern("/home/me/fetch.py", 42, "get") != here);
    QCOMPARE(trace.describe(here), std::string("fetch.py:41 in get"));
    QCOMPARE(trace.describe(LocationId::None), std::string());
}

void TraceTest::namesThatDifferInTheirNumberShareAText_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* name, const char* text) {
        QTest::newRow(name) << name << text;
    };
    row("Task-12", "Task-");
    row("Task-0", "Task-");
    row("worker", "worker");
    row("get-007", "get-007");
    row("42", "42");
    row("a4294967294", "a");
    row("a4294967295", "a4294967295");
    row("a99999999999999999999", "a99999999999999999999");
    row("x1 2", "x1 ");
}

void TraceTest::namesThatDifferInTheirNumberShareAText() {
    QFETCH(QString, name);
    QFETCH(QString, text);
    Trace trace;
    const LaneName split = trace.intern_name(name.toStdString());
    QCOMPARE(trace.text(split.text), std::string_view(text.toStdString()));
    QCOMPARE(trace.name(split), name.toStdString());
}

void TraceTest::whatAStateSaysInWords() {
    Trace trace;
    const LaneState sleeps(Activity::Waiting, WaitKind::Timer, trace.intern("sleep"));
    QCOMPARE(trace.describe_what(sleeps), std::string("sleep"));
    QCOMPARE(trace.describe_what(sleeps.for_seconds(0.3)), std::string("sleep 0.3 s"));
    const LaneState gathers(Activity::Waiting, WaitKind::Task, trace.intern("gather of"));
    QCOMPARE(trace.describe_what(gathers.for_tasks(1)), std::string("gather of 1 task"));
    QCOMPARE(trace.describe_what(gathers.for_tasks(3)), std::string("gather of 3 tasks"));
    QCOMPARE(trace.describe_what(Activity::Running), std::string());
}

QTEST_GUILESS_MAIN(TraceTest)
#include "tst_trace.moc"

// SPDX-License-Identifier: MIT
#include "loop/trace/trace_diff.h"

#include <QTest>

using namespace braid;

namespace {

constexpr std::int64_t ms = 1'000'000;

/// A server with generated tasks, which wait for a lock so long, and others.
void fill(Trace& trace, int requests, std::int64_t wait_ms, bool reads) {
    const StrandId strand = trace.begin_strand(0, StrandKind::Script, "/home/me/server.py");
    const LocationId made = trace.intern("server.py", requests, "accept");
    const LocationId waits = trace.intern("server.py", 7, "handle");
    for (int n = 0; n < requests; ++n) {
        const LaneId lane = trace.begin_lane(n * ms, strand, "handle Task-" + std::to_string(n + 2),
                                             LaneId::None, made);
        trace.record(n * ms, lane, Activity::Running);
        trace.record((n + 1) * ms, lane,
                     {Activity::Waiting, WaitKind::Lock, trace.intern("Lock.acquire"), waits});
        trace.record((n + 1 + wait_ms) * ms, lane, Activity::Running);
        trace.end_lane((n + 2 + wait_ms) * ms, lane, Outcome::Finished);
    }
    const LaneId steady = trace.begin_lane(0, strand, "steady");
    trace.record(0, steady, {Activity::Waiting, WaitKind::Timer});
    trace.end_lane(100 * ms, steady, Outcome::Finished);
    if (reads) {
        const LaneId reader = trace.begin_lane(0, strand, "reader");
        trace.record(0, reader, {Activity::Waiting, WaitKind::Io});
        trace.end_lane(50 * ms, reader, Outcome::Failed);
    }
}

} // namespace

class tst_TraceDiff : public QObject {
    Q_OBJECT

private slots:
    void tasksOfTheSameNameAreComparedWhateverTheirNumbersAndLines() {
        Trace before, after;
        fill(before, 5, 10, false);
        fill(after, 5, 40, true);
        const TraceDiff diff = compare(before, 200 * ms, after, 200 * ms);
        QCOMPARE(diff.tasks.size(), std::size_t(3));
        const TaskChange& handle = diff.tasks[0];
        QCOMPARE(handle.name, "handle");
        QCOMPARE(handle.strand, "server.py");
        QCOMPARE(handle.before.tasks, 5u);
        QCOMPARE(handle.slower_ns(), 30 * ms);
        QCOMPARE(handle.waits.size(), std::size_t(1));
        QCOMPARE(handle.waits[0].what, "Lock.acquire in handle");
        QCOMPARE(handle.waits[0].after_ns, 200 * ms);
        QCOMPARE(diff.tasks[1].name, "reader");
        QVERIFY(diff.tasks[1].is_new());
        QVERIFY(!DiffTolerance().changed(diff.tasks[2]));
        QCOMPARE(diff.tasks[2].name, "steady");
    }

    void aRunComparedWithItselfHasNoChanges() {
        Trace trace;
        fill(trace, 20, 10, true);
        for (const TaskChange& task : compare(trace, 200 * ms, trace, 200 * ms).tasks)
            QVERIFY(!DiffTolerance().changed(task));
    }
};

QTEST_GUILESS_MAIN(tst_TraceDiff)
#include "tst_trace_diff.moc"

// SPDX-License-Identifier: MIT
#include "loop/trace/task_kinds.h"

#include <QTest>

using namespace braid;

class tst_TaskKinds : public QObject {
    Q_OBJECT

private slots:
    void tasksThatDifferByANumberAreOneKind() {
        Trace trace;
        const StrandId strand = trace.begin_strand(0, StrandKind::Script, "a.py");
        for (int n = 0; n < 1000; ++n) {
            const LaneId lane = trace.begin_lane(n, strand, "fetch Task-" + std::to_string(n + 2));
            trace.record(n, lane, {Activity::Waiting, WaitKind::Io});
            if (n % 10 == 0)
                trace.end_lane(n + 1000, lane, n % 20 ? Outcome::Finished : Outcome::Failed);
        }
        for (const char* name : {"get-1", "get-2", "main", "Task-7"})
            trace.begin_lane(0, strand, name);
        const auto kinds = task_kinds_at(trace, 5000, 5000);
        QCOMPARE(kinds.size(), std::size_t(4));
        QCOMPARE(kinds[0].name, "fetch");
        QCOMPARE(kinds[0].tasks, 1000u);
        QCOMPARE(kinds[0].doing[std::size_t(Activity::Waiting)], 900u);
        QCOMPARE(kinds[0].ended[std::size_t(Outcome::Failed)], 50u);
        QCOMPARE(kinds[0].lives.max(), 1000);
        QCOMPARE(kinds[0].oldest_ns, 4999);
        QCOMPARE(kinds[1].name, "get");
        QCOMPARE(kinds[1].tasks, 2u);
        // At an instant of the past those of then.
        QCOMPARE(task_kinds_at(trace, 99, 5000)[0].tasks, 100u);
        QCOMPARE(task_kinds_at(trace, 99, 5000)[0].lives.count(), 0u);
    }
};

QTEST_GUILESS_MAIN(tst_TaskKinds)
#include "tst_task_kinds.moc"

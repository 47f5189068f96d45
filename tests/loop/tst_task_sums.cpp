// SPDX-License-Identifier: MIT
#include "loop/trace/task_sums.h"
#include "loop/trace/trace.h"

#include <QTest>

#include <random>

using namespace braid;

class tst_TaskSums : public QObject {
    Q_OBJECT

private slots:
    void whateverWasAskedBeforeTheyAreWhatASlowCountSays() {
        Trace trace;
        const LaneId id =
            trace.begin_lane(0, trace.begin_strand(0, StrandKind::Script, "a.py"), "task");
        std::mt19937 random(7);
        std::int64_t time = 0;
        TaskSumming summing;
        for (int n = 0; n < 2000; ++n) {
            time += random() % 150'000'000;
            trace.record(time, id, Activity(random() % 3));
            const Lane& lane = trace.lane(id);
            const std::int64_t at =
                n % 5 == 0 ? std::int64_t(random() % 1000) * (time / 1000) : time;
            std::array<std::int64_t, 4> expected{};
            std::int64_t longest = 0;
            std::uint64_t woken = 0;
            for (std::size_t i = 0; i < lane.size() && lane[i].begin_ns < at; ++i) {
                const std::int64_t length = std::min(lane.end_of(i, time), at) - lane[i].begin_ns;
                expected[std::size_t(lane.activity_of(i, time))] += length;
                if (has_loop(lane[i].activity))
                    longest = std::max(longest, length);
                woken += lane[i].activity == Activity::Ready && i + 1 < lane.size() &&
                         has_loop(lane[i + 1].activity);
            }
            const TaskSums& sums = summing.of(lane, at, time);
            for (std::size_t i = 0; i < expected.size(); ++i)
                QCOMPARE(sums.by_activity[i].ns, expected[i]);
            QCOMPARE(sums.longest_step_ns, longest);
            QCOMPARE(sums.latency.count(), woken);
        }
    }
};

QTEST_GUILESS_MAIN(tst_TaskSums)
#include "tst_task_sums.moc"

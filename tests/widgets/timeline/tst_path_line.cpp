// SPDX-License-Identifier: MIT
#include "tests/widgets/braids.h"
#include "widgets/timeline/path_line.h"
#include "widgets/timeline/wait_arrows.h"

#include <QTest>

#include <map>

using namespace braids;

class tst_PathLine : public QObject {
    Q_OBJECT

    static constexpr int rowHeight = 20, thick = 3;

    static TimelineGeometry rowsOf(const std::vector<LaneId>& lanes) {
        TimelineGeometry geometry;
        for (std::size_t i = 0; i < lanes.size(); ++i)
            geometry.rows.push_back({{lanes[i], StrandId(1), int(i) * rowHeight, rowHeight}});
        return geometry;
    }

private slots:
    void eachStretchIsALineUnderItsRow() {
        const LaneId a{1}, b{2}, hidden{3};
        const std::vector<PathStretch> path = {{a, 0, 0, 100},
                                               {b, 0, 100, 300},
                                               {LaneId::None, 0, 300, 310},
                                               {hidden, 0, 310, 600},
                                               {a, 1, 600, 1000}};
        const auto line = layOutPath(path, rowsOf({a, b}), {{0, 1000}, 1000}, thick);
        const auto drawn = [&](int x, int y) {
            return std::any_of(line.begin(), line.end(),
                               [&](const QRect& rect) { return rect.contains(x, y); });
        };
        QVERIFY(drawn(50, rowHeight - 1));
        QVERIFY(!drawn(200, rowHeight - 1));
        QVERIFY(drawn(200, 2 * rowHeight - 1));
        QVERIFY(drawn(800, rowHeight - 1));
        // From one row to the other; none from a row that cannot be seen.
        QVERIFY(drawn(100, rowHeight + 5));
        QVERIFY(!drawn(600, rowHeight + 5));
        for (int y = 0; y < 2 * rowHeight; ++y)
            QVERIFY(!drawn(400, y));
    }

    void aPathOfAMillionStretchesIsNoMoreLinesThanPixels() {
        const LaneId a{1}, b{2};
        std::vector<PathStretch> path;
        for (int i = 0; i < 1'000'000; ++i)
            path.push_back({i % 2 ? a : b, 0, i, i + 1});
        const auto line = layOutPath(path, rowsOf({a, b}), {{0, 1'000'000}, 1000}, thick);
        QVERIFY(!line.empty() && line.size() <= 2 * 1000);
    }

    void arrowsLeadToWhatIsWaitedForAndFromWhoEndedIt() {
        Trace trace;
        const StrandId strand = trace.begin_strand(t0, StrandKind::Script, "a.py");
        const LaneId holder = trace.begin_lane(t0, strand, "holder");
        const LaneId waiter = trace.begin_lane(t0, strand, "waiter");
        trace.record(t0, holder, Activity::Running);
        trace.record(t0, waiter, LaneState(Activity::Waiting, WaitKind::Lock).with(holder));
        trace.record(t0 + 500 * ms, waiter, LaneState(Activity::Ready).with(holder));
        trace.record(t0 + 600 * ms, waiter, Activity::Running);
        const TimeScale scale{{t0, t0 + 1000 * ms}, 1000};
        const auto arrowsAt = [&](std::int64_t time) {
            return waitArrows(trace, rowsOf({holder, waiter}), scale, waiter, t0 + time,
                              t0 + 1000 * ms);
        };
        const auto waiting = arrowsAt(200 * ms);
        QCOMPARE(waiting.size(), std::size_t(2));
        QCOMPARE(waiting[0], (WaitArrow{{200, 30}, {200, 10}}));
        QCOMPARE(waiting[1], (WaitArrow{{500, 10}, {500, 30}}));
        QCOMPARE(arrowsAt(550 * ms), (std::vector{WaitArrow{{500, 10}, {500, 30}}}));
        QVERIFY(arrowsAt(700 * ms).empty());
        // Rows without a task are nobody's.
        QVERIFY(waitArrows(trace, rowsOf({LaneId::None, waiter}), scale, waiter, t0 + 200 * ms,
                           t0 + 1000 * ms)
                    .empty());
    }
};

QTEST_MAIN(tst_PathLine)
#include "tst_path_line.moc"

// SPDX-License-Identifier: MIT
#include "tests/widgets/braids.h"
#include "widgets/session/live_refresh.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace braids;

class tst_LiveRefresh : public QObject {
    Q_OBJECT

private slots:
    void itSleepsUntilTheTraceChanges() {
        Trace trace;
        LiveRefresh refresh(trace, [] { return 0.0; });
        QTRY_VERIFY(refresh.isAsleep());
        QSignalSpy looked(&refresh, &LiveRefresh::refreshed);
        QTest::qWait(100);
        QCOMPARE(looked.size(), 0);
        trace.begin_strand(t0, StrandKind::Script, "a.py");
        QTRY_VERIFY(looked.size() > 0);
        QTRY_VERIFY(refresh.isAsleep());
        // And it hears of the next change too.
        const auto before = looked.size();
        trace.begin_strand(t0, StrandKind::Script, "b.py");
        QTRY_VERIFY(looked.size() > before);
    }

    void manyChangesAreSeenAtMostThirtyTimesASecond() {
        Trace trace;
        const LaneId lane =
            trace.begin_lane(t0, trace.begin_strand(t0, StrandKind::Script, "a.py"), "task");
        LiveRefresh refresh(trace, [] { return 1.0; });
        QSignalSpy looked(&refresh, &LiveRefresh::refreshed);
        QElapsedTimer clock;
        clock.start();
        while (looked.size() < 5) {
            trace.record(t0, lane, looked.size() % 2 ? Activity::Running : Activity::Waiting);
            QCoreApplication::processEvents();
        }
        QVERIFY(clock.elapsed() >= 4 * LiveRefresh::shortestMs);
    }

    void whileSomethingRunsTimeMovesOn() {
        Trace trace;
        LiveRefresh refresh(trace, [] { return 40e6; });
        QSignalSpy looked(&refresh, &LiveRefresh::refreshed);
        QTRY_VERIFY(looked.size() > 4);
        QVERIFY(!refresh.isAsleep());
    }

    void itRestsWhileNobodyCanSee() {
        Trace trace;
        LiveRefresh refresh(trace, [] { return 1.0; });
        refresh.setActive(false);
        QVERIFY(refresh.isAsleep());
        trace.begin_strand(t0, StrandKind::Script, "a.py");
        QCoreApplication::processEvents();
        QVERIFY(refresh.isAsleep());
        QSignalSpy looked(&refresh, &LiveRefresh::refreshed);
        refresh.setActive(true);
        QTRY_VERIFY(looked.size() > 0);
    }
};

QTEST_GUILESS_MAIN(tst_LiveRefresh)
#include "tst_live_refresh.moc"

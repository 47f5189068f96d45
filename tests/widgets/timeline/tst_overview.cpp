// SPDX-License-Identifier: MIT
#include "tests/widgets/braids.h"
#include "widgets/session/session.h"
#include "widgets/theme.h"
#include "widgets/timeline/blocked_times.h"
#include "widgets/timeline/overview.h"

#include <QImage>
#include <QTest>

using namespace braids;

namespace {

/// A second of one task, busy in its first half, which then holds the loop for 200 ms.
struct Fixture {
    Fixture() {
        const StrandId strand = trace.begin_strand(t0, StrandKind::Script, "a.py");
        const LaneId lane = addSteps(trace, strand, "task", 0, 100, ms, 4 * ms);
        trace.record(t0 + 700 * ms, lane, Activity::Running);
        trace.record(t0 + 900 * ms, lane, Activity::Waiting);
        session.begin(t0);
        overview.resize(1000, 24);
        overview.show();
        session.look();
        blocked.update(session.present());
        session.range().setSpan({t0 + 200 * ms, t0 + 400 * ms});
    }

    void drag(int from, int to) {
        QTest::mousePress(&overview, Qt::LeftButton, {}, {from, 10});
        QTest::mouseMove(&overview, {to, 10});
        QTest::mouseRelease(&overview, Qt::LeftButton, {}, {to, 10});
    }
    bool shows(std::int64_t begin, std::int64_t end) {
        const TimeSpan span = session.range().span();
        return std::abs(span.beginNs - t0 - begin) <= 2 * ms &&
               std::abs(span.endNs - t0 - end) <= 2 * ms;
    }

    Trace trace;
    Session session{trace, [] { return t0 + 1000 * ms; }};
    BlockedTimes blocked{trace};
    Overview overview{session, blocked};
};

} // namespace

class tst_Overview : public QObject {
    Q_OBJECT

private slots:
    void itShowsWhereTheLoopWasBusyAndWhereItWasHeld() {
        Fixture f;
        f.session.range().setSpan({t0, t0 + 1000 * ms});
        const QImage image = f.overview.grab().toImage();
        const Theme theme = Theme::of(f.overview.palette());
        const auto has = [&](int x, ColorRole role) {
            for (int y = 1; y < image.height() - 2; ++y)
                if (image.pixelColor(x, y) == theme.color(role))
                    return true;
            return false;
        };
        QVERIFY(has(250, ColorRole::Running) && !has(250, ColorRole::Blocked));
        QVERIFY(!has(600, ColorRole::Running) && !has(600, ColorRole::Blocked));
        QVERIFY(has(800, ColorRole::Blocked));
    }

    void draggingTheRangeMovesIt() {
        Fixture f;
        f.drag(300, 500);
        QVERIFY(f.shows(400 * ms, 600 * ms));
    }

    void draggingAnEdgeZooms() {
        Fixture f;
        f.drag(f.overview.frame().right(), 700);
        QVERIFY(f.shows(200 * ms, 700 * ms));
        f.drag(f.overview.frame().left(), 100);
        QVERIFY(f.shows(100 * ms, 700 * ms));
    }

    void aPressBesideTheRangeBringsItThere() {
        Fixture f;
        f.drag(800, 800);
        QVERIFY(f.shows(700 * ms, 900 * ms));
    }
};

QTEST_MAIN(tst_Overview)
#include "tst_overview.moc"

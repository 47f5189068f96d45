// SPDX-License-Identifier: MIT
#include "widgets/session/visible_range.h"

#include <QSignalSpy>
#include <QTest>

using namespace braid;

namespace {
constexpr std::int64_t second = 1'000'000'000;
}

class tst_VisibleRange : public QObject {
    Q_OBJECT

private slots:
    void whatIsUnderThePointerStaysThereWhenZooming() {
        VisibleRange range;
        range.setSpan({10 * second, 20 * second});
        range.zoom(0.5, 12 * second);
        QVERIFY((range.span() == TimeSpan{11 * second, 16 * second}));
        range.zoom(2, 12 * second);
        QVERIFY((range.span() == TimeSpan{10 * second, 20 * second}));
    }

    void zoomingEndsAtAMicrosecondAndAtAMonth() {
        VisibleRange range;
        range.setSpan({0, second});
        for (int n = 0; n < 100; ++n)
            range.zoom(0.5, second / 2);
        QCOMPARE(range.span().length(), VisibleRange::shortestNs);
        for (int n = 0; n < 100; ++n)
            range.zoom(2, second / 2);
        QCOMPARE(range.span().length(), VisibleRange::longestNs);
    }

    void liveItFillsFromTheLeftAndThenMovesOn() {
        VisibleRange range;
        QVERIFY(range.isLive());
        range.follow(100 * second, 101 * second);
        QVERIFY(range.beginNs() < 100 * second && range.beginNs() > 99 * second);
        const auto begin = range.beginNs();
        range.follow(100 * second, 104 * second);
        QCOMPARE(range.beginNs(), begin);
        range.follow(100 * second, 200 * second);
        QVERIFY(range.endNs() > 200 * second && range.endNs() < 201 * second);
    }

    void scrollingEndsLiveAndSaysSo() {
        VisibleRange range;
        QSignalSpy live(&range, &VisibleRange::liveChanged);
        range.follow(0, 100 * second);
        range.scroll(-second);
        QVERIFY(!range.isLive());
        QCOMPARE(live.size(), 1);
        const TimeSpan still = range.span();
        range.follow(0, 200 * second);
        QVERIFY(range.span() == still);
        range.setLive(true);
        QVERIFY(range.endNs() > 200 * second);
    }

    void zoomingKeepsItLive() {
        VisibleRange range;
        range.follow(0, 100 * second);
        range.zoom(0.5, 95 * second);
        QVERIFY(range.isLive());
        QVERIFY(range.endNs() > 100 * second && range.endNs() < 101 * second);
    }

    void itTellsOfChangesOnly() {
        VisibleRange range;
        range.setSpan({0, second});
        QSignalSpy changed(&range, &VisibleRange::changed);
        range.setSpan({0, second});
        QCOMPARE(changed.size(), 0);
        range.setSpan({second, 2 * second});
        QCOMPARE(changed.size(), 1);
    }

    void fittingLeavesAirOnBothSides() {
        VisibleRange range;
        range.fit({10 * second, 20 * second});
        QVERIFY(range.beginNs() < 10 * second && range.endNs() > 20 * second);
        QVERIFY(range.span().length() < 11 * second);
    }
};

QTEST_GUILESS_MAIN(tst_VisibleRange)
#include "tst_visible_range.moc"

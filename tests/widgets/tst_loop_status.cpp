// SPDX-License-Identifier: MIT
#include "widgets/loop_status.h"

#include "loop/event_loop.h"
#include "tests/widgets/braids.h"
#include "widgets/session/session.h"

#include <QImage>
#include <QTest>

#include <array>
#include <chrono>
#include <thread>
#include <vector>

using namespace braids;

namespace {

/// A window's session and its strip, over a trace of so many tasks in each state.
struct Fixture {
    enum State { Running, Ready, Waiting, Blocked, Finished, Cancelled, Failed };

    explicit Fixture(const std::array<int, 7>& counts, Trace::Limits limits = {})
        : trace(limits) {
        const StrandId strand = trace.begin_strand(t0, StrandKind::Script, "a.py");
        const auto add = [&](State state, const LaneState& does) {
            for (int n = 0; n < counts[state]; ++n)
                trace.record(t0, trace.begin_lane(t0, strand, "task"), does);
        };
        add(Running, Activity::Running);
        add(Ready, Activity::Ready);
        add(Waiting, Activity::Waiting);
        add(Blocked, Activity::Blocked);
        const auto end = [&](State state, Outcome outcome) {
            for (int n = 0; n < counts[state]; ++n)
                trace.end_lane(t0, trace.begin_lane(t0, strand, "task"), outcome);
        };
        end(Finished, Outcome::Finished);
        end(Cancelled, Outcome::Cancelled);
        end(Failed, Outcome::Failed);
    }

    QString said() {
        show();
        return status.accessibleDescription();
    }
    QImage picture() {
        show();
        status.resize(3 * status.sizeHint().width(), status.sizeHint().height());
        return status.grab().toImage();
    }
    void show() {
        model.refresh(t0);
        session.look();
    }

    Trace trace;
    Session session{trace, [] { return t0; }};
    TraceModel model{trace};
    LoopStatus status{session, model};
};

/// The first column in which they differ; -1 if they do not.
int firstDifference(const QImage& a, const QImage& b) {
    for (int x = 0; x < a.width(); ++x)
        for (int y = 0; y < a.height(); ++y)
            if (a.pixel(x, y) != b.pixel(x, y))
                return x;
    return -1;
}

int lastDifference(const QImage& a, const QImage& b) {
    const int mirrored = firstDifference(a.mirrored(true, false), b.mirrored(true, false));
    return mirrored < 0 ? -1 : a.width() - 1 - mirrored;
}

/// Fills half of a trace, or, `times` so often, more than all of it.
void fill(Trace& trace, int times) {
    const LaneId lane = trace.begin_lane(t0, StrandId(1), "busy");
    for (std::size_t n = 0; n < trace.limits().slices / 2 * std::size_t(times); ++n)
        trace.record(t0, lane, n % 2 ? Activity::Waiting : Activity::Ready);
    trace.end_lane(t0, lane, Outcome::Finished);
}

} // namespace

class tst_LoopStatus : public QObject {
    Q_OBJECT

private slots:
    void eachNumberIsSaidByItsName() {
        const QString said = Fixture({1, 2, 3, 4, 5, 6, 7}).said();
        QVERIFY2(said.startsWith("28 task"), qPrintable(said));
        QVERIFY2(said.contains("1 running, 2 ready, 3 waiting, 4 blocked"), qPrintable(said));
        QVERIFY2(said.contains("5 finished, 6 cancelled, 7 failed"), qPrintable(said));
    }

    void eachNumberIsDrawnInItsPlace() {
        // One task in one state after the other: what changes in the picture moves to the right.
        std::vector<QImage> pictures;
        for (std::size_t state = 0; state < 7; ++state) {
            std::array<int, 7> counts{};
            counts[state] = 1;
            pictures.push_back(Fixture(counts).picture());
        }
        int before = 0;
        for (std::size_t i = 1; i < pictures.size(); ++i) {
            const int here = firstDifference(pictures[i - 1], pictures[i]);
            QVERIFY2(here > before, qPrintable(QString::number(i)));
            before = here;
        }
    }

    void ofThePastItSaysWhichMomentItIs() {
        Fixture f({1, 0, 0, 0, 0, 0, 0});
        f.session.begin(t0 - 2500 * ms);
        f.show();
        QVERIFY2(f.said().contains("% full"), qPrintable(f.said()));
        const QImage live = f.picture();
        f.session.standAt(t0 - 1300 * ms);
        f.model.refresh(t0, f.session.cursor().instant());
        f.session.look();
        const QString said = f.status.accessibleDescription();
        QVERIFY2(said.startsWith("At 1.200"), qPrintable(said));
        QVERIFY2(said.contains("0 running") && !said.contains("full"), qPrintable(said));
        QVERIFY(firstDifference(live, f.status.grab().toImage()) >= 0);
    }

    void howWellTheLoopIsIsSaidAndDrawn() {
        EventLoop loop; // of this thread, as a window has one
        Fixture f({1, 0, 0, 0, 0, 0, 0});
        f.status.resize(2 * f.status.sizeHint().width(), f.status.sizeHint().height());
        f.show();
        const QImage before = f.picture();
        f.status.show();
        loop.call_later(std::chrono::milliseconds(5),
                        [] { std::this_thread::sleep_for(std::chrono::milliseconds(150)); });
        loop.call_later(std::chrono::milliseconds(40), [&] { loop.stop(); });
        loop.run_forever();
        f.trace.mark(
            {.time_ns = t0, .strand = StrandId(1), .amount = 9, .kind = MarkKind::MissedFrame});
        f.show();
        QTRY_VERIFY(f.status.accessibleDescription().contains("9 missed frame"));
        const QString said = f.status.accessibleDescription();
        QVERIFY2(said.contains("Turns of the loop: half within"), qPrintable(said));
        QVERIFY2(said.contains("Timers were late"), qPrintable(said));
        QVERIFY(f.status.health().values().turns.max >= 150 * ms);
        QVERIFY(f.status.health().values().lateness.max >= 100 * ms);
        QVERIFY(firstDifference(before, f.picture()) >= 0);
    }

    void theShareOfTheProcessorIsTrueAlsoWhenAllHasComeToRest() {
        Fixture f({1, 0, 0, 0, 0, 0, 0});
        f.status.show();
        f.show();
        QTRY_VERIFY(f.status.health().values().turns.count == 0);
        const auto share = [&] { return f.status.health().values().processorPercent; };
        f.show();
        for (const auto end = Clock::now() + std::chrono::milliseconds(1500); Clock::now() < end;) {
            f.show();
            QCoreApplication::processEvents();
        }
        QVERIFY2(share() > 20, qPrintable(QString::number(share())));
        QTRY_VERIFY2(share() < 10, qPrintable(QString::number(share())));
    }

    void hiddenItMeasuresNothing() {
        EventLoop loop;
        Fixture f({1, 0, 0, 0, 0, 0, 0});
        f.status.show();
        f.status.hide();
        loop.call_soon([&] { loop.stop(); });
        loop.run_forever();
        f.status.show();
        f.show();
        QTest::qWait(2 * LoopStatus::healthMs);
        QCOMPARE(f.status.health().values().turns.count, 0u);
    }

    void whatIsNarrowShowsLessAndCutsNothing() {
        EventLoop loop;
        Fixture f({1, 2, 3, 4, 5, 6, 7});
        f.status.show();
        loop.call_later(std::chrono::milliseconds(5), [&] { loop.stop(); });
        loop.run_forever();
        f.trace.mark(
            {.time_ns = t0, .strand = StrandId(1), .amount = 9, .kind = MarkKind::MissedFrame});
        f.show();
        QTRY_VERIFY(f.status.accessibleDescription().contains("9 missed frame"));
        const int unit = f.status.fontMetrics().averageCharWidth();
        for (int width = 160 * unit; width > 80 * unit; width -= unit / 2) {
            f.status.resize(width, f.status.sizeHint().height());
            const QImage picture = f.status.grab().toImage();
            const QImage end = picture.copy(picture.width() - 2, 0, 2, picture.height());
            const QRgb ground = end.pixel(0, 0);
            for (int y = 0; y < end.height(); ++y)
                QVERIFY2(end.pixel(0, y) == ground && end.pixel(1, y) == ground,
                         qPrintable(QString::number(width)));
        }
    }

    void theTraceAndWhatItLostAreSaidAndDrawn() {
        const Trace::Limits limits{.slices = 4096};
        Fixture empty({0, 0, 0, 0, 1, 0, 0}, limits), half({}, limits), lost({}, limits);
        fill(half.trace, 1);
        fill(lost.trace, 3);
        QVERIFY2(empty.said().contains(" 0 % full"), qPrintable(empty.said()));
        QVERIFY2(half.said().contains(" 50 % full"), qPrintable(half.said()));
        QVERIFY(!half.said().contains("old"));
        const QString dropped = QString::number(lost.trace.dropped_slices());
        QVERIFY2(lost.said().contains(dropped + " old"), qPrintable(lost.said()));
        QVERIFY(firstDifference(empty.picture(), half.picture()) > 0);
        // Behind the percentage.
        QVERIFY(lastDifference(half.picture(), lost.picture()) >
                lastDifference(empty.picture(), half.picture()));
    }
};

QTEST_MAIN(tst_LoopStatus)
#include "tst_loop_status.moc"

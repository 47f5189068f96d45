// SPDX-License-Identifier: MIT
#include "loop/event_loop.h"
#include "loop/loop_meter.h"

#include <QTest>

#include <algorithm>
#include <random>
#include <thread>
#include <vector>

using namespace braid;
using namespace std::chrono_literals;

constexpr std::int64_t ms = 1'000'000;

class tst_LoopMeter : public QObject {
    Q_OBJECT

private slots:
    void percentilesAreThoseOfASortedListButForAStep() {
        std::mt19937_64 random(1);
        std::lognormal_distribution<double> durations(12, 3);
        DurationHistogram histogram;
        std::vector<std::int64_t> all;
        for (int i = 0; i < 100'000; ++i) {
            all.push_back(std::int64_t(durations(random)));
            histogram.add(all.back());
        }
        std::sort(all.begin(), all.end());
        QCOMPARE(histogram.count(), std::uint64_t(all.size()));
        QCOMPARE(histogram.max(), all.back());
        for (const double percent : {1.0, 50.0, 90.0, 99.0, 100.0}) {
            const auto exact = double(all[std::size_t(double(all.size()) * percent / 100) - 1]);
            const auto said = double(histogram.percentile(percent));
            QVERIFY2(said >= exact && said <= exact * 1.07 + 1,
                     qPrintable(QString::number(percent)));
        }
    }

    void aHistogramTakesWhateverComes() {
        DurationHistogram histogram;
        QCOMPARE(histogram.percentile(50), 0);
        for (const std::int64_t ns :
             {std::int64_t(-5), std::int64_t(0), std::int64_t(15), std::int64_t(16), INT64_MAX})
            histogram.add(ns);
        QCOMPARE(histogram.max(), INT64_MAX);
        QCOMPARE(histogram.percentile(20), 0);
        QCOMPARE(histogram.percentile(60), 15);
        histogram.clear();
        QCOMPARE(histogram.count(), 0u);
    }

    void aTurnIsAsLongAsItsWorkWithoutItsWait() {
        EventLoop loop;
        LoopMeter meter;
        meter.start(loop);
        loop.call_later(100ms, [&] {
            std::this_thread::sleep_for(30ms);
            loop.stop();
        });
        loop.run_forever();
        QVERIFY(meter.turns().max() >= 30 * ms);
        QVERIFY2(meter.turns().max() < 90 * ms, qPrintable(QString::number(meter.turns().max())));
    }

    void aTimerThatHadToWaitWasLate() {
        EventLoop loop;
        LoopMeter meter;
        meter.start(loop);
        loop.call_later(5ms, [] { std::this_thread::sleep_for(50ms); });
        loop.call_later(10ms, [&] { loop.stop(); });
        loop.run_forever();
        QVERIFY(meter.lateness().max() >= 40 * ms);
        QVERIFY(meter.lateness().count() >= 2);
    }

    void whatIsNestedIsCountedOnce() {
        EventLoop loop;
        LoopMeter meter;
        meter.start(loop);
        loop.call_soon([&] {
            const auto until = Clock::now() + 100ms;
            loop.run_until([&] { return Clock::now() >= until; });
            loop.stop();
        });
        loop.run_forever();
        QVERIFY(meter.turns().count() > 1);
        QVERIFY2(meter.turns().max() < 90 * ms, qPrintable(QString::number(meter.turns().max())));
    }

    void aMeterThatIsStoppedHearsNothing() {
        EventLoop loop;
        {
            LoopMeter meter;
            meter.start(loop);
            meter.stop();
            loop.call_soon([&] { loop.stop(); });
            loop.run_forever();
            QCOMPARE(meter.turns().count(), 0u);
            meter.start(loop);
        } // and goes
        loop.call_soon([&] { loop.stop(); });
        loop.run_forever();
    }

    void itMayBeStartedAndStoppedInTheMidstOfATurn() {
        EventLoop loop;
        LoopMeter meter;
        loop.call_soon([&] { meter.start(loop); });
        loop.call_later(5ms, [&] { meter.stop(); });
        loop.call_later(10ms, [&] { loop.stop(); });
        loop.run_forever();
        QVERIFY(meter.turns().max() < 90 * ms);
    }
};

QTEST_GUILESS_MAIN(tst_LoopMeter)
#include "tst_loop_meter.moc"

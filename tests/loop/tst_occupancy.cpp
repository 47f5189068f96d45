// SPDX-License-Identifier: MIT
#include "loop/trace/occupancy.h"
#include "loop/trace/trace.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace braid;

namespace {

/// A task that does this and that, `slices` times, now long and now short.
struct Fixture {
    explicit Fixture(int slices, Trace::Limits limits = {})
        : trace(limits) {
        std::mt19937 random(3);
        for (int n = 0; n < slices; ++n) {
            trace.record(now, id, Activity(random() % 3));
            now += std::int64_t(random() % (n % 1000 < 500 ? 100 : 5000));
        }
    }

    const Lane& lane() const { return trace.lane(id); }
    /// One slice after the other.
    Occupancy naive(std::size_t first, std::size_t last) const {
        Occupancy sum;
        for (std::size_t i = first; i <= last; ++i) {
            const std::int64_t length = lane().end_of(i, now) - lane()[i].begin_ns;
            sum.length_ns += length;
            sum.busy_ns += has_loop(lane()[i].activity) ? length : 0;
            sum.ready_ns += lane()[i].activity == Activity::Ready ? length : 0;
            sum.runs += has_loop(lane()[i].activity);
        }
        return sum;
    }
    /// From instant to instant, slices cut where they reach over an end.
    std::int64_t naiveBusy(std::int64_t from, std::int64_t to) const {
        std::int64_t busy = 0;
        for (std::size_t i = lane().index_at(from); i < lane().size(); ++i) {
            if (lane()[i].begin_ns >= to)
                break;
            if (has_loop(lane()[i].activity))
                busy += std::min(to, lane().end_of(i, now)) - std::max(from, lane()[i].begin_ns);
        }
        return busy;
    }

    Trace trace;
    StrandId strand = trace.begin_strand(0, StrandKind::Script, "a.py");
    LaneId id = trace.begin_lane(0, strand, "task");
    std::int64_t now = 0;
};

} // namespace

class OccupancyTest : public QObject {
    Q_OBJECT

private slots:
    void anyStretchIsWhatASumOfItsSlicesIs_data() {
        QTest::addColumn<int>("slices");
        QTest::addColumn<int>("limit");
        QTest::newRow("few") << 100 << 100'000;
        QTest::newRow("many") << 20'000 << 100'000;
        QTest::newRow("old ones dropped") << 50'000 << 8'000;
    }
    void anyStretchIsWhatASumOfItsSlicesIs() {
        QFETCH(int, slices);
        QFETCH(int, limit);
        const Fixture f(slices, {.slices = std::size_t(limit)});
        std::mt19937 random(5);
        for (int n = 0; n < 500; ++n) {
            const std::size_t a = random() % f.lane().size();
            const std::size_t b = random() % f.lane().size();
            const auto [first, last] = std::minmax(a, b);
            const Occupancy sum = occupancy_of(f.lane(), first, last, f.now);
            const Occupancy expected = f.naive(first, last);
            QCOMPARE(sum.length_ns, expected.length_ns);
            QCOMPARE(sum.busy_ns, expected.busy_ns);
            QCOMPARE(sum.ready_ns, expected.ready_ns);
            QCOMPARE(sum.runs, expected.runs);
        }
    }

    void aWalkTellsWhatManySlicesAreTogether() {
        const Fixture f(200'000);
        OccupancyWalk walk(f.lane());
        const std::int64_t begin = f.lane()[2000].begin_ns;
        const std::int64_t step = f.now / 200;
        int told = 0;
        for (std::int64_t from = begin; from + step < f.now; from += step) {
            const auto sum = walk.next(from, from + step, step);
            if (!sum)
                continue;
            ++told;
            QVERIFY(walk.slice() <= f.lane().index_at(from + step));
            const double share = double(f.naiveBusy(from, from + step)) / double(step);
            QVERIFY2(std::abs(sum->busy_share() - share) < 1.0 / 16,
                     qPrintable(QString("%1 %2").arg(share).arg(sum->busy_share())));
        }
        QVERIFY(told > 150);
    }

    void whereASliceIsLongAWalkSaysNothing() {
        Fixture f(10'000);
        f.trace.record(f.now, f.id, {Activity::Waiting, WaitKind::Timer, f.trace.intern("long")});
        f.now += 100'000'000;
        for (int n = 0; n < 10'000; ++n)
            f.trace.record(f.now += 10, f.id, n % 2 ? Activity::Running : Activity::Ready);
        OccupancyWalk walk(f.lane());
        const std::int64_t from = f.lane()[10'000].begin_ns - 50'000'000;
        const std::int64_t half = f.lane()[10'000].begin_ns + 50'000'000;
        QVERIFY(
            !walk.next(std::max<std::int64_t>(from, f.lane()[2'000].begin_ns), half, 50'000'000));
    }

    void aLongRunIsABlock() {
        Trace trace;
        const StrandId strand = trace.begin_strand(0, StrandKind::Script, "a.py");
        const LaneId loop = trace.begin_lane(0, strand, "task");
        const LaneId thread = trace.begin_thread(0, strand, trace.intern_name("thread-1"));
        std::int64_t time = 0;
        for (int n = 0; n < 5'000; ++n, time += n == 3'000 ? Lane::blocked_after_ns : 10)
            for (const LaneId lane : {loop, thread})
                trace.record(time, lane, n % 2 ? Activity::Running : Activity::Waiting);
        QCOMPARE(occupancy_of(trace.lane(loop), 0, 4'999, time).blocks, 1u);
        QCOMPARE(occupancy_of(trace.lane(thread), 0, 4'999, time).blocks, 0u);
    }

    void aStrandKnowsHowLongItsTasksRanAlsoWhenTheyHaveGone_data() {
        QTest::addColumn<std::int64_t>("longest");
        QTest::newRow("a minute") << std::int64_t(20'000'000);
        QTest::newRow("a week") << std::int64_t(200'000'000'000);
    }
    void aStrandKnowsHowLongItsTasksRanAlsoWhenTheyHaveGone() {
        QFETCH(std::int64_t, longest);
        std::mt19937 random(9);
        Trace trace({.slices = 4'000, .lanes = 10});
        const StrandId strand = trace.begin_strand(1000, StrandKind::Script, "a.py");
        std::int64_t time = 1000;
        std::int64_t busy = 0;
        for (int n = 0; n < 3'000; ++n) {
            const LaneId lane = trace.begin_lane(time, strand, "task");
            const std::int64_t length =
                std::int64_t(double(random()) / 4294967296.0 * double(longest));
            trace.record(time, lane, Activity::Running);
            trace.record(time + length, lane, Activity::Waiting);
            trace.end_lane(time + 2 * length, lane, Outcome::Finished);
            busy += length;
            time += 2 * length;
        }
        const StrandOccupancy& occupancy = trace.strand(strand).occupancy;
        QVERIFY(std::abs(occupancy.busy_ns(1000, time + occupancy.step_ns()) / double(busy) - 1) <
                1e-6);
        // Half of any stretch that is much longer than a step.
        const std::int64_t part = 100 * occupancy.step_ns();
        for (std::int64_t from = 1000; from + part < time; from += part)
            QVERIFY(std::abs(occupancy.busy_ns(from, from + part) / double(part) - 0.5) < 0.1);
        QVERIFY((time - 1000) / occupancy.step_ns() < std::int64_t(StrandOccupancy::most_steps));
    }
};

QTEST_GUILESS_MAIN(OccupancyTest)
#include "tst_occupancy.moc"

// SPDX-License-Identifier: MIT
#include "widgets/source/source_lines.h"

#include "tests/widgets/braids.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace braids;

namespace {

const QString file = "/x/fetch.src";

struct Fixture {
    Trace trace;
    StrandId strand = trace.begin_strand(t0, StrandKind::Script, "fetch");
    SourceLines lines{trace};
    std::int64_t now = t0;

    LocationId place(int line, const char* path = "/x/fetch.src") {
        return trace.intern(path, line, "get");
    }
    LaneId task(const std::string& name) { return trace.begin_lane(now, strand, name); }
    void record(LaneId lane, Activity activity, LocationId where) {
        trace.record(now, lane, {activity, WaitKind::Nothing, TextId::None, where});
    }
    void wait(LaneId lane, int line) { record(lane, Activity::Waiting, place(line)); }
    void run(LaneId lane, int line) { record(lane, Activity::Running, place(line)); }

    std::vector<SourceLine> all() { return at(now); }
    std::vector<SourceLine> at(std::int64_t instant) {
        lines.refresh(now);
        return lines.at(file, instant);
    }
    SourceLine at(int line, std::int64_t instant) {
        for (const SourceLine& each : at(instant))
            if (each.line == line)
                return each;
        return {};
    }
    SourceLine line(int number) { return at(number, now); }
};

} // namespace

class tst_SourceLines : public QObject {
    Q_OBJECT

private slots:
    void aTaskStandsWhereItWaits() {
        Fixture f;
        const LaneId get = f.task("get-3");
        f.wait(get, 40);
        f.now += 310 * ms;
        const auto lines = f.all();
        QCOMPARE(lines.size(), std::size_t(1));
        QCOMPARE(lines[0].line, 40);
        const SourceLine::Group& waiting = lines[0].group(Activity::Waiting);
        QCOMPARE(waiting.count, 1u);
        QCOMPARE(waiting.longest, get);
        QCOMPARE(f.now - waiting.sinceNs, 310 * ms);
        QCOMPARE(lines[0].cost.count, 0u);
    }

    void itMovesOnAndLeavesWhenItEnds() {
        Fixture f;
        const LaneId get = f.task("get");
        f.wait(get, 40);
        QCOMPARE(f.all().size(), std::size_t(1));
        f.now += ms;
        f.run(get, 40);
        QCOMPARE(f.line(40).group(Activity::Running).count, 1u);
        QCOMPARE(f.line(40).group(Activity::Waiting).count, 0u);
        f.now += ms;
        f.wait(get, 41);
        QCOMPARE(f.line(40).line, 0);
        QCOMPARE(f.line(41).group(Activity::Waiting).longest, get);
        f.trace.end_lane(f.now, get, Outcome::Finished);
        QVERIFY(f.all().empty());
    }

    void ofManyTheOneThatIsThereLongestIsNamed() {
        Fixture f;
        std::vector<LaneId> tasks;
        for (int n = 0; n < 5; ++n) {
            tasks.push_back(f.task("get"));
            f.wait(tasks.back(), 40);
            f.now += ms;
        }
        QCOMPARE(f.line(40).group(Activity::Waiting).count, 5u);
        QCOMPARE(f.line(40).group(Activity::Waiting).longest, tasks[0]);
        QCOMPARE(f.lines.tasksAt(file, 40, f.now, 3),
                 (std::vector<LaneId>{tasks[0], tasks[1], tasks[2]}));
        f.run(tasks[0], 40);
        f.trace.end_lane(f.now, tasks[1], Outcome::Cancelled);
        QCOMPARE(f.line(40).group(Activity::Waiting).count, 3u);
        QCOMPARE(f.line(40).group(Activity::Waiting).longest, tasks[2]);
        QCOMPARE(f.line(40).group(Activity::Running).longest, tasks[0]);
    }

    void aLineThatHoldsTheLoopSaysWhatThatCosts() {
        Fixture f;
        const LaneId get = f.task("get");
        f.run(get, 41);
        f.now += 50 * ms;
        QCOMPARE(f.line(41).cost.count, 0u);
        f.now += 150 * ms; // while it lasts
        QCOMPARE(f.line(41).cost.totalNs, 200 * ms);
        QVERIFY(f.line(41).cost.lasts);
        QCOMPARE(f.line(41).group(Activity::Blocked).longest, get);
        QCOMPARE(f.line(41).group(Activity::Running).count, 0u);
        f.now += 612 * ms;
        f.wait(get, 42);
        QCOMPARE(f.line(41).cost.totalNs, 812 * ms);
        QVERIFY(!f.line(41).cost.lasts);
        f.now += ms;
        f.run(get, 41);
        f.now += 300 * ms;
        f.trace.end_lane(f.now, get, Outcome::Finished);
        const SourceLine::Cost cost = f.line(41).cost;
        QCOMPARE(cost.totalNs, 1112 * ms);
        QCOMPARE(cost.count, 2u);
        QCOMPARE(cost.worst, get);
        QCOMPARE(cost.worstNs, 812 * ms);
        QCOMPARE(cost.worstBeginNs, t0);
    }

    void anInstantOfThePastIsToldAsItWas() {
        Fixture f;
        const LaneId a = f.task("a");
        const LaneId b = f.task("b");
        f.wait(a, 40);
        f.wait(b, 40);
        f.now += 100 * ms;
        f.run(a, 41);
        f.now += 400 * ms;
        f.wait(a, 42);
        f.trace.end_lane(f.now, b, Outcome::Finished);
        f.now += 100 * ms;
        QCOMPARE(f.line(40).line, 0);
        QCOMPARE(f.at(40, t0 + 50 * ms).group(Activity::Waiting).count, 2u);
        QCOMPARE(f.at(41, t0 + 50 * ms).line, 0);
        QCOMPARE(f.at(40, t0 + 300 * ms).group(Activity::Waiting).longest, b);
        QCOMPARE(f.at(41, t0 + 300 * ms).group(Activity::Blocked).longest, a);
        QCOMPARE(f.at(41, t0 + 300 * ms).cost.totalNs, 200 * ms);
        QCOMPARE(f.at(41, f.now).cost.totalNs, 400 * ms);
        QCOMPARE(f.lines.tasksAt(file, 40, t0 + 50 * ms, 9), (std::vector<LaneId>{a, b}));
        QVERIFY(f.at(t0 - ms).empty());
    }

    void filesAreToldApartAndLinksAreNot() {
        QTemporaryDir folder;
        QFile real(folder.filePath("real.src"));
        QVERIFY(real.open(QIODevice::WriteOnly));
        QVERIFY(QFile::link(real.fileName(), folder.filePath("link.src")));
        Fixture f;
        f.record(f.task("a"), Activity::Waiting,
                 f.place(1, qPrintable(folder.filePath("link.src"))));
        f.record(f.task("b"), Activity::Waiting, f.place(1, "/y/fetch.src"));
        f.lines.refresh(f.now);
        QVERIFY(f.all().empty());
        QCOMPARE(f.lines.at(SourceLines::nameOf(real.fileName()), f.now).size(), std::size_t(1));
        QCOMPARE(f.lines.at("/y/fetch.src", f.now).size(), std::size_t(1));
    }

    void tasksThatTheTraceDropsAreGone() {
        Fixture f;
        f.trace.end_strand(f.now, f.strand, Outcome::Finished);
        Trace small({.slices = 10'000, .lanes = 4});
        SourceLines lines(small);
        const StrandId strand = small.begin_strand(t0, StrandKind::Script, "many");
        const LocationId where = small.intern("/x/fetch.src", 7, "f");
        for (int n = 0; n < 20; ++n) {
            const LaneId lane = small.begin_lane(t0, strand, "task");
            small.record(t0, lane, {Activity::Waiting, WaitKind::Timer, TextId::None, where});
            lines.refresh(t0);
            small.end_lane(t0, lane, Outcome::Finished);
        }
        lines.refresh(t0);
        QVERIFY(lines.at(file, t0).empty());
    }

    /// What does not move costs nothing, however much it is.
    void twentyThousandAtALineCostLittle() {
        Fixture f;
        for (int n = 0; n < 20'000; ++n)
            f.wait(f.task("get"), 40);
        const LaneId busy = f.task("busy");
        QCOMPARE(f.line(40).group(Activity::Waiting).count, 20'000u);
        QElapsedTimer timer;
        timer.start();
        for (int n = 0; n < 1'000; ++n) {
            f.now += ms;
            f.run(busy, n % 2 ? 50 : 51);
            QCOMPARE(f.line(40).group(Activity::Waiting).count, 20'000u);
        }
        // 1 000 looks at all of them would take 100 ms and more on the fastest machine.
        QVERIFY2(timer.elapsed() < 100, qPrintable(QString::number(timer.elapsed())));
    }
};

QTEST_GUILESS_MAIN(tst_SourceLines)
#include "tst_source_lines.moc"

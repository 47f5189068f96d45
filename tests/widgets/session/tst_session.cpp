// SPDX-License-Identifier: MIT
#include "tests/widgets/braids.h"
#include "tests/widgets/session/fake_engine.h"
#include "widgets/session/session.h"

#include <QSignalSpy>
#include <QTest>

using namespace braids;

namespace {

struct Fixture {
    Fixture() { session.scripts().addEngine(engine); }

    Trace trace;
    std::int64_t now = t0;
    FakeEngine engine{trace};
    Session session{trace, [this] { return now; }};
};

} // namespace

class tst_Session : public QObject {
    Q_OBJECT

private slots:
    void peopleCountTimeFromTheFirstScript() {
        Fixture f;
        QSignalSpy moved(&f.session, &Session::originChanged);
        QCOMPARE(f.session.sinceOrigin(t0), 0);
        f.session.scripts().start({"a.fake"});
        const std::int64_t begin = f.trace.strand(StrandId(1)).begin_ns;
        QCOMPARE(f.session.origin(), begin);
        f.session.scripts().start({"b.fake"});
        QCOMPARE(f.session.origin(), begin);
        QCOMPARE(moved.size(), 1);
        QCOMPARE(f.session.sinceOrigin(begin + 5 * ms), 5 * ms);
    }

    void aScriptIsRunAgainWithItsArguments() {
        Fixture f;
        Scripts& scripts = f.session.scripts();
        const int run = scripts.start("a.fake", {"-x", "1"});
        QCOMPARE(scripts.run(run).arguments, (std::vector<std::string>{"-x", "1"}));
        QCOMPARE(scripts.lastStarted(), std::vector{run});
        QCOMPARE(scripts.start("a.txt", {}), -1);
        scripts.restart(run); // while it runs
        QTRY_COMPARE(scripts.count(), 2);
        scripts.stop(1);
        QTRY_COMPARE(scripts.runningCount(), 0);
        scripts.restart(1);
        QCOMPARE(f.engine.arguments, std::vector(3, std::vector<std::string>{"-x", "1"}));
    }

    void howFarAScriptIsIsTold() {
        Fixture f;
        Scripts& scripts = f.session.scripts();
        QSignalSpy progressed(&scripts, &Scripts::progressed);
        const int run = scripts.start("a.fake", {});
        f.engine.scripts.front()->progress(0.25, "1 of 4");
        QCOMPARE(progressed.size(), 1);
        QCOMPARE(scripts.run(run).progress, (Progress{0.25, "1 of 4"}));
    }

    void whatIsSeenCanBeginWithoutAScript() {
        Fixture f;
        f.session.begin(t0 + 3 * ms);
        QCOMPARE(f.session.origin(), t0 + 3 * ms);
        f.now += VisibleRange::liveSpanNs / 2;
        f.session.look();
        QVERIFY(f.session.range().beginNs() <= t0 + 3 * ms);
        f.session.scripts().start({"a.fake"});
        QCOMPARE(f.session.origin(), t0 + 3 * ms);
    }

    void anInstantOfThePastStandsStillWhileThePresentMovesOn() {
        Fixture f;
        f.session.scripts().start({"a.fake"});
        f.now += 50 * ms;
        f.session.look();
        QCOMPARE(f.session.shown(), f.session.present());
        QSignalSpy moved(&f.session.cursor(), &Cursor::moved);
        f.session.standAt(t0 + 20 * ms);
        QVERIFY(!f.session.range().isLive());
        f.now += 50 * ms;
        f.session.look();
        QCOMPARE(f.session.shown(), t0 + 20 * ms);
        f.session.standAt(t0 + 20 * ms);
        QCOMPARE(moved.size(), 1);
        f.session.setLive(true);
        QCOMPARE(f.session.shown(), t0 + 100 * ms);
        QVERIFY(f.session.range().isLive());
    }

    void thePresentMovesOnWhileSomethingRunsAndThenStays() {
        Fixture f;
        f.session.scripts().start({"a.fake"});
        f.session.look();
        QCOMPARE(f.session.present(), t0);
        f.session.look(); // nothing was recorded since, but it still runs
        f.now += 10 * ms;
        f.session.look();
        QCOMPARE(f.session.present(), t0 + 10 * ms);

        f.now += 10 * ms;
        f.engine.scripts[0]->end(Outcome::Finished);
        f.session.look();
        QCOMPARE(f.session.present(), t0 + 20 * ms);
        f.now += 10 * ms;
        f.session.look();
        QCOMPARE(f.session.present(), t0 + 20 * ms);
    }

    void thePresentMovesOnWithWhatNoScriptRecords() {
        Fixture f;
        const LaneId lane =
            f.trace.begin_lane(t0, f.trace.begin_strand(t0, StrandKind::Cpp, ""), "task");
        f.session.look();
        f.now += 10 * ms;
        f.trace.record(f.now, lane, Activity::Running);
        f.session.look();
        QCOMPARE(f.session.present(), t0 + 10 * ms);
    }

    void theLiveRangeFollowsTheScriptsThatRunNow() {
        Fixture f;
        f.session.scripts().start({"a.fake"});
        const std::int64_t begin = f.trace.strand(StrandId(1)).begin_ns;
        f.session.look();
        QVERIFY(f.session.range().beginNs() <= f.now && f.now < f.session.range().endNs());
        f.now = begin + 100 * VisibleRange::liveSpanNs;
        f.session.look();
        QVERIFY(f.session.range().endNs() >= f.now);
    }

    void scriptsThatStillRunKeepTheirPlaceInView() {
        Fixture f;
        f.session.scripts().start({"a.fake"});
        f.now = f.trace.strand(StrandId(1)).begin_ns;
        f.session.look();
        const std::int64_t begin = f.session.range().beginNs();
        f.engine.now_ns = f.now += 10 * ms;
        f.session.scripts().start({"b.fake"});
        f.session.look();
        QCOMPARE(f.session.range().beginNs(), begin);
        f.session.scripts().stopAll();
        f.session.scripts().start({"c.fake"});
        f.session.look();
        QVERIFY(f.session.range().beginNs() > begin);
    }

    void itLooksByItselfWhenTheTraceChanges() {
        Fixture f;
        QSignalSpy looked(&f.session, &Session::looked);
        QTRY_VERIFY(f.session.refresh().isAsleep());
        const auto before = looked.size();
        f.trace.begin_strand(t0, StrandKind::Script, "a");
        QTRY_VERIFY(looked.size() > before);
    }

    void aSelectedTaskOrStrandNamesItsScript() {
        Fixture f;
        f.session.scripts().start({"a.fake", "b.fake"});
        QCOMPARE(f.session.selectedRun(), -1);
        f.session.selection().setStrand(StrandId(2));
        QCOMPARE(f.session.selectedRun(), 1);
        const LaneId lane = f.trace.begin_lane(t0, StrandId(1), "task");
        f.session.selection().setTask(lane);
        QCOMPARE(f.session.selectedStrand(), StrandId(1));
        QCOMPARE(f.session.selectedRun(), 0);
        f.session.selection().clear();
        QCOMPARE(f.session.selectedRun(), -1);
    }

    void aTaskIsAtAPlaceInTheSourceAtEveryInstant() {
        Fixture f;
        const StrandId strand = f.trace.begin_strand(t0, StrandKind::Script, "a");
        const LaneId lane = f.trace.begin_lane(t0, strand, "task", LaneId::None,
                                               f.trace.intern("/x/a.src", 3, "main"));
        const auto at = [&](std::int64_t time) { return placeOf(f.trace, lane, time); };
        QCOMPARE(at(t0)->line, 3); // created there, and nothing else is known
        const auto record = [&](std::int64_t time, int line) {
            f.trace.record(time, lane,
                           {Activity::Running, WaitKind::Nothing, TextId::None,
                            line ? f.trace.intern("/x/a.src", line, "f") : LocationId::None});
        };
        record(t0, 7);
        record(t0 + ms, 8);
        record(t0 + 2 * ms, 0);
        QVERIFY(at(t0) == (SourcePlace{"/x/a.src", 7}));
        QCOMPARE(at(t0 + ms)->line, 8);
        QCOMPARE(at(t0 + 5 * ms)->line, 3);
        QVERIFY(!placeOf(f.trace, LaneId(99), t0));
    }

    void aPlaceIsOpenedByWhoeverShowsSources() {
        Fixture f;
        SourcePlace opened;
        connect(&f.session, &Session::placeOpened,
                [&](const SourcePlace& place) { opened = place; });
        f.session.openPlace({"/x/a.src", 7});
        QVERIFY(opened == (SourcePlace{"/x/a.src", 7}));
    }

    void itSaysWhenSomethingElseCanBeDone() {
        Fixture f;
        QSignalSpy changed(&f.session, &Session::changed);
        const auto changedBy = [&](auto&& what) {
            const auto before = changed.size();
            what();
            return changed.size() > before;
        };
        QVERIFY(changedBy([&] { f.session.scripts().start({"a.fake"}); }));
        QVERIFY(changedBy([&] { f.session.selection().setStrand(StrandId(1)); }));
        QVERIFY(changedBy([&] { f.session.range().setLive(false); }));
        QVERIFY(changedBy([&] { f.engine.scripts[0]->end(Outcome::Finished); }));
        QTRY_COMPARE(f.session.scripts().runningCount(), 0);
    }

    void enginesSayWhatFilesAreTheirs() {
        Fixture f;
        QCOMPARE(f.session.scripts().filePatterns(), (QStringList{"*.fake", "*.fk"}));
        QCOMPARE(f.session.scripts().newFileSuffix(), ".fake");
    }
};

QTEST_GUILESS_MAIN(tst_Session)
#include "tst_session.moc"

// SPDX-License-Identifier: MIT
#include "tests/widgets/braids.h"
#include "tests/widgets/session/fake_engine.h"
#include "widgets/session/session.h"
#include "widgets/session/session_commands.h"

#include <QTest>

using namespace braids;

namespace {

/// Two scripts that run, the first with a task that has run and waited for ten times.
struct Fixture {
    Fixture() {
        session.scripts().addEngine(engine);
        session.scripts().start({"a.fake", "b.fake"});
        lane = addSteps(trace, StrandId(1), "task", 0, 10, 80 * ms, 20 * ms);
        session.look();
        session.range().setSpan({t0, t0 + 1000 * ms});
        commands.add(sessionCommands(session));
    }

    bool enabled(const char* id) { return commands.find(id)->enabled(); }
    std::int64_t length() { return session.range().span().length(); }

    Trace trace;
    FakeEngine engine{trace};
    Session session{trace, [] { return t0 + 1000 * ms; }};
    LaneId lane;
    Commands commands;
};

} // namespace

class tst_SessionCommands : public QObject {
    Q_OBJECT

private slots:
    void withoutAScriptThereIsNothingToDo() {
        Trace trace;
        Session session(trace, [] { return t0; });
        Commands commands;
        commands.add(sessionCommands(session));
        for (const Command& command : commands.all())
            QVERIFY2(!command.enabled(), qPrintable(command.id));
    }

    void stopStopsTheSelectedScriptAlone() {
        Fixture f;
        QVERIFY(!f.commands.trigger("run.stop"));
        f.session.selection().setTask(f.lane);
        QVERIFY(f.commands.trigger("run.stop"));
        QVERIFY(!f.session.scripts().run(0).isRunning());
        QVERIFY(f.session.scripts().run(1).isRunning());
        QVERIFY(!f.enabled("run.stop"));
    }

    void stopAllStopsAll() {
        Fixture f;
        QVERIFY(f.commands.trigger("run.stopAll"));
        QCOMPARE(f.session.scripts().runningCount(), 0);
        QVERIFY(!f.enabled("run.stopAll"));
    }

    void againRunsTheSelectedScriptOrAllOfTheLastStart() {
        Fixture f;
        f.session.scripts().stopAll();
        QCoreApplication::processEvents();
        f.session.range().setLive(false);
        QVERIFY(f.commands.trigger("run.again"));
        QCOMPARE(f.session.scripts().count(), 4);
        QVERIFY(f.session.range().isLive());
        f.session.scripts().stopAll();
        QCoreApplication::processEvents();
        f.session.selection().setStrand(StrandId(2));
        QVERIFY(f.commands.trigger("run.again"));
        QCOMPARE(f.session.scripts().count(), 5);
        QCOMPARE(f.session.scripts().run(4).path, std::filesystem::path("b.fake"));
    }

    void cancelCancelsTheSelectedTask() {
        Fixture f;
        QVERIFY(!f.enabled("run.cancelTask"));
        f.session.selection().setTask(f.lane);
        QVERIFY(f.commands.trigger("run.cancelTask"));
        QCOMPARE(f.engine.cancelled, std::vector{f.lane});
        f.trace.end_lane(t0, f.lane, Outcome::Cancelled);
        QVERIFY(!f.enabled("run.cancelTask"));
    }

    void liveIsOnOrOff() {
        Fixture f;
        QVERIFY(!f.commands.find("view.live")->checked());
        QVERIFY(f.commands.trigger("view.live"));
        QVERIFY(f.session.range().isLive() && f.commands.find("view.live")->checked());
        QVERIFY(f.commands.trigger("view.live"));
        QVERIFY(!f.session.range().isLive());
    }

    void theCursorMovesThroughTimeAndStaysInView() {
        Fixture f;
        f.session.standAt(t0 + 500 * ms);
        QVERIFY(f.commands.trigger("view.cursorLater"));
        QCOMPARE(f.session.shown(), t0 + 510 * ms);
        QVERIFY(f.commands.trigger("view.cursorMuchEarlier"));
        QCOMPARE(f.session.shown(), t0 + 410 * ms);
        f.session.range().setSpan({t0 + 400 * ms, t0 + 450 * ms});
        QVERIFY(f.commands.trigger("view.cursorMuchEarlier"));
        QVERIFY(f.commands.trigger("view.cursorMuchEarlier"));
        QVERIFY(f.commands.trigger("view.cursorMuchEarlier"));
        QVERIFY(f.session.range().beginNs() <= f.session.shown());
        QVERIFY(f.session.shown() < f.session.range().endNs());
    }

    void theCursorStaysBetweenTheOriginAndThePresent() {
        Fixture f;
        f.session.standAt(t0 + 2000 * ms);
        QCOMPARE(f.session.shown(), f.session.present());
        QVERIFY(f.commands.trigger("view.cursorMuchLater"));
        QCOMPARE(f.session.shown(), f.session.present());
        f.session.standAt(f.session.origin());
        QVERIFY(f.commands.trigger("view.cursorMuchEarlier"));
        QCOMPARE(f.session.shown(), f.session.origin());
    }

    void liveBringsTheCursorBack() {
        Fixture f;
        QVERIFY(f.commands.trigger("view.live"));
        f.session.standAt(t0 + 500 * ms);
        QVERIFY(!f.commands.find("view.live")->checked());
        QVERIFY(f.commands.trigger("view.live"));
        QVERIFY(f.session.isLive());
        QCOMPARE(f.session.shown(), f.session.present());
        QVERIFY(f.commands.trigger("view.live"));
        QVERIFY(!f.session.cursor().isLive());
        QCOMPARE(f.session.shown(), f.session.present());
    }

    void zoomKeepsTheSelectedInstantOrElseTheMiddle() {
        Fixture f;
        QVERIFY(f.commands.trigger("view.zoomIn"));
        QVERIFY(f.length() < 1000 * ms);
        QCOMPARE(f.session.range().beginNs() + f.length() / 2, t0 + 500 * ms);
        QVERIFY(f.commands.trigger("view.zoomOut"));
        QVERIFY(std::abs(f.length() - 1000 * ms) < 10);
        f.session.range().setSpan({t0, t0 + 1000 * ms});
        f.session.cursor().setInstant(t0 + 100 * ms);
        QVERIFY(f.commands.trigger("view.zoomIn"));
        QVERIFY(std::abs(f.session.range().beginNs() + f.length() / 10 - t0 - 100 * ms) < 10);
    }

    void earlierAndLaterMoveTheRange() {
        Fixture f;
        QVERIFY(f.commands.trigger("view.later"));
        QCOMPARE(f.session.range().beginNs(), t0 + 125 * ms);
        QVERIFY(f.commands.trigger("view.earlier"));
        QCOMPARE(f.session.range().beginNs(), t0);
    }

    void fitShowsTheStretchThenTheTaskThenEverything() {
        Fixture f;
        const auto shows = [&](std::int64_t begin, std::int64_t end) {
            const TimeSpan span = f.session.range().span();
            return span.beginNs <= begin && end <= span.endNs &&
                   span.length() < (end - begin) * 11 / 10;
        };
        const std::int64_t origin = f.session.origin();
        QVERIFY(f.commands.trigger("view.fit"));
        QVERIFY(shows(origin, f.session.present()));
        f.session.selection().setRange(TimeSpan{t0 + 100 * ms, t0 + 200 * ms});
        QVERIFY(f.commands.trigger("view.fit"));
        QVERIFY(shows(t0 + 100 * ms, t0 + 200 * ms));
        f.session.selection().clear();
        f.session.selection().setTask(f.lane);
        const Lane& lane = f.trace.lane(f.lane);
        QVERIFY(f.commands.trigger("view.fit"));
        QVERIFY(shows(lane.begin_ns, f.session.present()));
    }

    void slicesAreSteppedThroughAndShown() {
        Fixture f;
        QVERIFY(!f.enabled("view.nextSlice"));
        f.session.selection().select(f.lane);
        f.session.standAt(t0 + 150 * ms);
        QVERIFY(f.commands.trigger("view.nextSlice"));
        QCOMPARE(*f.session.cursor().instant(), t0 + 200 * ms);
        QVERIFY(f.commands.trigger("view.previousSlice"));
        QCOMPARE(*f.session.cursor().instant(), t0 + 120 * ms);
        f.session.range().setSpan({t0 + 900 * ms, t0 + 950 * ms});
        QVERIFY(f.commands.trigger("view.nextSlice"));
        QVERIFY(f.session.range().beginNs() <= t0 + 200 * ms);
        QVERIFY(f.session.range().endNs() > t0 + 200 * ms);
    }

    void nothingIsSelectedAtTheEnd() {
        Fixture f;
        QVERIFY(!f.enabled("view.selectNothing"));
        f.session.selection().select(f.lane);
        f.session.standAt(t0);
        QVERIFY(f.commands.trigger("view.selectNothing"));
        QCOMPARE(f.session.selection().task(), LaneId::None);
        QVERIFY(f.session.cursor().isLive());
    }
};

QTEST_GUILESS_MAIN(tst_SessionCommands)
#include "tst_session_commands.moc"

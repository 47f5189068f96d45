// SPDX-License-Identifier: MIT
// Asking to stop: gently, then harder, by itself when patience is over.
#include "bridge/script/stop_request.h"

#include <QTest>

#include <vector>

using namespace braid;
using Stage = StopRequest::Stage;
using Stages = std::vector<Stage>;

namespace {

struct Asked {
    EventLoop loop;
    Stages stages;
    StopRequest request{loop, [this](Stage stage) { stages.push_back(stage); }};

    template<typename Condition>
    bool turn_until(Condition done) {
        const TimePoint limit = Clock::now() + std::chrono::seconds(30);
        while (!done() && Clock::now() < limit)
            loop.run_ready(Clock::now(), true);
        return done();
    }
    bool let_patience_pass() {
        bool passed = false;
        loop.call_later(std::chrono::milliseconds(1300), [&] { passed = true; });
        return turn_until([&] { return passed; });
    }
};

} // namespace

class TestStopRequest : public QObject {
    Q_OBJECT

private slots:
    void it_is_gentle_once_and_then_insists() {
        Asked t;
        QVERIFY(!t.request.asked());
        t.request.ask();
        QCOMPARE(t.request.stage(), Stage::Gentle);
        t.request.gently();
        QCOMPARE(t.stages, (Stages{Stage::Gentle}));
        t.request.ask();
        QCOMPARE(t.stages, (Stages{Stage::Gentle, Stage::Insist}));
        QCOMPARE(t.request.stage(), Stage::Insist);
    }

    void being_gentle_twice_is_being_gentle_once() {
        Asked t;
        t.request.gently();
        t.request.gently();
        QCOMPARE(t.stages, (Stages{Stage::Gentle}));
    }

    void it_becomes_harder_by_itself_once_it_insists() {
        Asked t;
        t.request.ask();
        t.request.ask();
        QVERIFY(t.turn_until([&] { return t.stages.size() == 4; }));
        QCOMPARE(t.stages, (Stages{Stage::Gentle, Stage::Insist, Stage::Harder, Stage::Abandon}));
    }

    void a_gentle_request_has_all_the_patience_there_is() {
        Asked t;
        t.request.ask();
        QVERIFY(t.let_patience_pass());
        QCOMPARE(t.stages, (Stages{Stage::Gentle}));
    }

    void nothing_is_asked_of_a_script_that_has_ended() {
        Asked t;
        t.request.ask();
        t.request.ask();
        t.request.over();
        t.request.ask();
        QVERIFY(t.let_patience_pass());
        QCOMPARE(t.stages, (Stages{Stage::Gentle, Stage::Insist}));

        Asked other;
        other.request.over();
        other.request.ask();
        QVERIFY(other.stages.empty());
    }
};

QTEST_GUILESS_MAIN(TestStopRequest)
#include "tst_stop_request.moc"

// SPDX-License-Identifier: MIT
// Scripts of a language that is a few lines of C++: what bridge/script promises to every language.
#include "gathering.h"
#include "small_language.h"

#include <QTest>

#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <thread>

using namespace braid;
using namespace std::chrono_literals;
using small::Program;

namespace {

/// One loop with the turns of two languages, which are the same but for their scripts.
struct Scripts : Gathering {
    ScriptTurns turns{loop};
    small::Engine engine{turns, trace};
    small::Engine other{turns, trace};
    std::vector<std::unique_ptr<Script>> scripts;

    ~Scripts() override {
        scripts.clear();
        engine.shut_down(5s);
        other.shut_down(5s);
    }
    Script& load(const char* name, small::Function function, small::Engine* of = nullptr) {
        small::Engine& language = of ? *of : engine;
        language.add(name, std::move(function));
        scripts.push_back(language.load(name, {}, *this));
        return *scripts.back();
    }
    Script& start(const char* name, small::Function function, small::Engine* of = nullptr) {
        Script& script = load(name, std::move(function), of);
        script.start();
        return script;
    }
    bool said(const Script& script, const char* text) {
        return turn_until([&] { return all(script).contains(text); });
    }
};

void spin(Program& p, Duration time) {
    for (const TimePoint end = Clock::now() + time; Clock::now() < end;)
        p.step();
}

} // namespace

class TestRuns : public QObject {
    Q_OBJECT

private slots:
    void a_program_runs_prints_and_ends() {
        Scripts t;
        Script& script = t.load("a.small", [](Program& p) {
            p.print("out\n");
            p.print("err\n", OutputStream::Err);
            throw small::Exit{3};
        });
        QVERIFY(t.engine.accepts(script.path()));
        QCOMPARE(script.state(), Script::State::Loaded);
        script.start();
        QCOMPARE(script.state(), Script::State::Running);
        QVERIFY(t.finish(script));
        QCOMPARE(t.all(script), "out\nerr\n");
        QCOMPARE(t.err(script), "err\n");
        QCOMPARE(script.outcome(), Outcome::Failed);
        QCOMPARE(script.exit_status(), 3);
        QCOMPARE(script.failure(), std::string("exit"));
        const Strand& strand = t.trace.strand(script.strand());
        QVERIFY(strand.kind == StrandKind::Script);
        QVERIFY(t.engine.program("a.small").cleaned_up);
        QVERIFY(t.engine.scripts().runs().empty());
    }

    void one_that_rests_holds_nobody_up() {
        Scripts t;
        std::vector<Script*> scripts;
        const TimePoint begin = Clock::now();
        for (const char* name : {"a.small", "b.small", "c.small"})
            scripts.push_back(&t.start(name, [](Program& p) { p.rest(300ms); }));
        for (Script* script : scripts)
            QVERIFY(t.finish(*script));
        QVERIFY(Clock::now() - begin >= 300ms);
        QVERIFY(Clock::now() - begin < 590ms);
        QCOMPARE(t.engine.program("a.small").times_blocked, 1);
    }

    void turns_go_round() {
        Scripts t;
        std::string order;
        const auto function = [&order](char name) {
            return [&order, name](Program& p) {
                for (int i = 0; i < 3; ++i) {
                    order += name;
                    p.let_others_run();
                }
            };
        };
        t.start("a.small", function('a'));
        t.start("b.small", function('b'), &t.other);
        QVERIFY(t.finish(t.start("c.small", function('c'))));
        QCOMPARE(order, std::string("abcabcabc"));
    }

    void one_that_computes_is_interrupted_and_the_loop_goes_on() {
        Scripts t;
        Script& script = t.start("spin.small", [](Program& p) { spin(p, 300ms); });
        int ticks = 0;
        std::function<void()> tick = [&] {
            ++ticks;
            t.loop.call_later(5ms, tick);
        };
        tick();
        QVERIFY(t.finish(script));
        tick = nullptr;
        QVERIFY2(ticks >= 10, qPrintable(QString::number(ticks)));
        QVERIFY(t.engine.program("spin.small").times_preempted >= 10);
        QCOMPARE(script.outcome(), Outcome::Finished);
    }

    void of_one_language_one_at_a_time_stands_in_the_middle() {
        Scripts t;
        bool spins = true;
        int others_turns = 0, turns_of_same = 0;
        Script& spinning = t.start("spin.small", [&](Program& p) {
            spin(p, 200ms);
            spins = false;
        });
        const auto count = [&spins](int& turns) {
            return [&](Program& p) {
                while (spins) {
                    ++turns;
                    p.let_others_run();
                }
            };
        };
        t.start("same.small", count(turns_of_same));
        Script& other = t.start("other.small", count(others_turns), &t.other);
        QVERIFY(t.finish(spinning));
        QVERIFY(t.finish(other));
        QVERIFY2(others_turns >= 5, qPrintable(QString::number(others_turns)));
        QVERIFY2(turns_of_same <= 1, qPrintable(QString::number(turns_of_same)));
    }

    void languages_that_compute_share_the_time() {
        Scripts t;
        Script& a = t.start("a.small", [](Program& p) { spin(p, 400ms); });
        Script& b = t.start(
            "b.small", [](Program& p) { spin(p, 400ms); }, &t.other);
        QVERIFY(t.finish(a));
        QVERIFY(t.finish(b));
        QVERIFY(t.engine.program("a.small").times_preempted >= 10);
        QVERIFY(t.other.program("b.small").times_preempted >= 10);
    }

    void a_held_stack_is_not_left_in_the_middle() {
        Scripts t;
        Script& script = t.start("held.small", [](Program& p) {
            const StackRun::Hold hold(p);
            spin(p, 50ms);
        });
        QVERIFY(t.finish(script));
        QCOMPARE(t.engine.program("held.small").times_preempted, 0);
    }

    void a_loop_opened_on_a_stack_serves_the_others() {
        Scripts t;
        Script& other = t.load("other.small", [](Program& p) { p.rest(10ms); });
        bool ended_inside = false;
        Script& script = t.start("dialog.small", [&](Program& p) {
            other.start();
            ended_inside = t.finish(other);
            QVERIFY(CurrentRun::on_stack() == &p);
            spin(p, 50ms); // goes on to be interrupted
        });
        QVERIFY(t.finish(script));
        QVERIFY(ended_inside);
        QVERIFY(t.engine.program("dialog.small").times_preempted > 0);
    }

    void lines_are_asked_for_and_given() {
        Scripts t;
        Script& script = t.start("ask.small", [](Program& p) {
            for (std::string line; !(line = p.read()).empty();)
                p.print("<" + line + ">");
        });
        const auto asks = [&] { return script.state() == Script::State::WaitingInput; };
        QVERIFY(t.turn_until(asks));
        script.send_line("one");
        QVERIFY(t.said(script, "<one\n>"));
        QVERIFY(t.turn_until(asks));
        script.end_input();
        QVERIFY(t.finish(script));
        QCOMPARE(t.all(script), "<one\n>");
    }

    void a_torrent_waits_to_be_heard_and_all_of_it_is() {
        Scripts t;
        bool done = false;
        Script& script = t.start("torrent.small", [&](Program& p) {
            for (int i = 0; i < 1000; ++i)
                p.print(std::string(1000, 'x'));
            done = true;
        });
        t.turn();
        QVERIFY(!done);
        QVERIFY(t.finish(script));
        QCOMPARE(t.out(script).size(), 1'000'000);
    }

    void text_from_a_thread_belongs_to_its_script() {
        Scripts t;
        Script& script = t.start("thread.small", [](Program& p) {
            bool over = false;
            std::thread thread([&p, &over, self = p.shared_from_this()] {
                CurrentRun::adopt_thread(self);
                static_cast<void>(::write(STDOUT_FILENO, "from a thread", 13));
                over = true;
                CurrentRun::of_thread()->wake_threadsafe();
                CurrentRun::adopt_thread(nullptr);
            });
            p.wait_for_turn();
            thread.join();
            p.print(over && !CurrentRun::of_thread()->over() ? ", and on" : "?");
        });
        QVERIFY(t.finish(script));
        QCOMPARE(t.all(script), "from a thread, and on");
    }

    void stop_interrupts_what_waits_and_what_computes() {
        Scripts t;
        for (const small::Function& function :
             {small::Function([](Program& p) { p.rest(100s); }),
              small::Function([](Program& p) { p.read(); }),
              small::Function([](Program& p) { spin(p, 100s); }), small::Function([](Program& p) {
                  for (;;)
                      p.print(std::string(1000, 'x'));
              })}) {
            Script& script = t.start("stopped.small", function);
            t.turn();
            script.stop();
            QCOMPARE(script.state(), Script::State::Stopping);
            QVERIFY(t.finish(script));
            QCOMPARE(script.outcome(), Outcome::Cancelled);
            QCOMPARE(script.exit_status(), 130);
            QCOMPARE(t.engine.program("stopped.small").times_asked, 1);
            QVERIFY(t.engine.program("stopped.small").cleaned_up);
        }
    }

    void one_that_was_not_started_is_cancelled() {
        Scripts t;
        Script& script = t.load("never.small", [](Program& p) { p.print("ran"); });
        script.stop();
        script.start();
        QVERIFY(t.finish(script));
        QCOMPARE(script.outcome(), Outcome::Cancelled);
        QCOMPARE(t.all(script), "");
    }

    void the_script_may_go_before_its_run() {
        Scripts t;
        Script& script = t.start("orphan.small", [](Program& p) {
            p.print("ready");
            try {
                p.rest(100s);
            } catch (const small::Interrupt&) {
                p.print("cleaned up");
            }
        });
        QVERIFY(t.said(script, "ready"));
        t.scripts.clear();
        QVERIFY(t.turn_until([&] { return t.engine.scripts().runs().empty(); }));
        t.turn();
        QCOMPARE(t.all(script), "ready"); // nobody hears of the rest
    }

    void words_after_the_end_of_the_loop_are_dropped() {
        std::shared_ptr<StackRun> late;
        {
            Scripts t;
            Script& script =
                t.start("late.small", [&](Program& p) { late = p.shared_from_this(); });
            QVERIFY(t.finish(script));
        }
        std::thread([late] {
            late->report().write(OutputStream::Out, std::string(1 << 20, 'x'));
            late->wake_threadsafe();
        }).join();
        QVERIFY(!late->report().full());
    }

    void a_forked_child_ends_with_the_status_of_its_program() {
        Scripts t;
        pid_t child = -1;
        Script& script = t.start("fork.small", [&](Program& p) {
            child = fork();
            if (child == 0) {
                alarm(20);
                const bool known = CurrentRun::in_forked_child() && !CurrentRun::on_stack() &&
                                   CurrentRun::of_thread() == &p;
                throw small::Exit{known ? 42 : 1};
            }
        });
        QVERIFY(t.finish(script));
        int status = 0;
        pid_t ended = -1;
        do { // the last signal of the script's slice may come late
            ended = waitpid(child, &status, 0);
        } while (ended < 0 && errno == EINTR);
        QCOMPARE(ended, child);
        QVERIFY(WIFEXITED(status));
        QCOMPARE(WEXITSTATUS(status), 42);
    }

    void shutting_down_ends_everybody() {
        Scripts t;
        Script& rests = t.start("rests.small", [](Program& p) { p.rest(100s); });
        Script& spins = t.start("spins.small", [](Program& p) { spin(p, 100s); });
        Script& refuses = t.start("refuses.small", [](Program& p) {
            for (int times = 0; times < 2;)
                try {
                    p.rest(100s);
                } catch (const small::Interrupt&) {
                    ++times;
                }
        });
        Script& others = t.start(
            "others.small", [](Program& p) { p.rest(10s); }, &t.other);
        t.turn();
        QVERIFY(t.engine.shut_down(2s));
        for (Script* script : {&rests, &spins, &refuses})
            QCOMPARE(script->state(), Script::State::Ended);
        QCOMPARE(others.state(), Script::State::Running);
    }

    void one_that_will_not_stop_is_abandoned_and_the_others_go_on() { // last: it stays for ever
        Scripts t;
        Script& stubborn = t.start("stubborn.small", [](Program& p) {
            for (;;)
                try {
                    spin(p, 100s);
                } catch (const small::Interrupt&) {
                }
        });
        Script& other = t.start("other.small", [](Program& p) { p.rest(10ms); });
        t.turn();
        for (int i = 0; i < 4; ++i)
            stubborn.stop();
        QVERIFY(t.finish(stubborn));
        QCOMPARE(stubborn.outcome(), Outcome::Cancelled);
        QVERIFY(!stubborn.failure().empty());
        QVERIFY(t.engine.program("stubborn.small").is_abandoned);
        QVERIFY(!t.engine.program("stubborn.small").cleaned_up);
        QVERIFY(t.finish(other));
        QCOMPARE(other.outcome(), Outcome::Finished);
        QVERIFY(!t.engine.shut_down(100ms)); // a stack is left standing
    }
};

QTEST_GUILESS_MAIN(TestRuns)
#include "tst_runs.moc"

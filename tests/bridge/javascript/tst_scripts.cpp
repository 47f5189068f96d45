// SPDX-License-Identifier: MIT
// JavaScript programs on the loop: what they do to each other, to Python, and to who watches them.
// What they print alone is compared with node's in tests/conformance/javascript.
#include "bridge/javascript/javascript_engine.h"
#include "bridge/python/python_engine.h"
#include "bridge/script/script_turns.h"
#include "gathering.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <string>
#include <vector>

using namespace braid;
using namespace std::chrono_literals;

namespace {

struct Scene : Gathering {
    ScriptTurns turns{loop};
    PythonEngine python{turns, trace};
    JavaScriptEngine javascript{turns, trace};
    QTemporaryDir directory;
    std::vector<std::unique_ptr<Script>> scripts;

    ~Scene() override {
        scripts.clear();
        javascript.shut_down(5s);
        python.shut_down(5s);
    }
    Script& start(const QString& name, const QByteArray& source) {
        QFile file(directory.filePath(name));
        if (!file.open(QFile::WriteOnly) || file.write(source) != source.size())
            qFatal("cannot write %s", qPrintable(file.fileName()));
        file.close();
        ScriptEngine& engine = name.endsWith(".py") ? static_cast<ScriptEngine&>(python)
                                                    : static_cast<ScriptEngine&>(javascript);
        scripts.push_back(engine.load(file.fileName().toStdString(), {}, *this));
        scripts.back()->start();
        return *scripts.back();
    }
    /// The program has been entered, and has said so.
    bool says(const Script& script, const QString& text) {
        return turn_until([&] { return out(script).contains(text); });
    }
    std::vector<std::string> lanes_of(const Script& script) const {
        std::vector<std::string> names;
        trace.for_each_lane([&](const Lane& lane) {
            if (lane.strand == script.strand())
                names.push_back(trace.name(lane.name));
        });
        return names;
    }
};

} // namespace

class ScriptsTest : public QObject {
    Q_OBJECT

private slots:
    void the_order_is_the_well_known_one() {
        Scene t;
        Script& script = t.start("order.js", "console.log(1);"
                                             "setTimeout(() => console.log(2));"
                                             "Promise.resolve().then(() => console.log(3));"
                                             "console.log(4);");
        QVERIFY(t.finish(script));
        QCOMPARE(t.out(script), "1\n4\n3\n2\n");
        QCOMPARE(script.outcome(), Outcome::Finished);
    }

    void each_has_a_world_of_its_own() {
        Scene t;
        Script& first = t.start("first.js", "globalThis.shared = 1; Array.prototype.mine = 1;"
                                            "setTimeout(() => console.log(shared), 20);");
        Script& second =
            t.start("second.js", "setTimeout(() => console.log(typeof shared, [].mine), 10);");
        QVERIFY(t.finish(first));
        QVERIFY(t.finish(second));
        QCOMPARE(t.out(first), "1\n");
        QCOMPARE(t.out(second), "undefined undefined\n");
    }

    void it_runs_beside_python() {
        Scene t;
        Script& js = t.start(
            "a.js", "let n = 0;"
                    "const i = setInterval(() => { if (++n === 5) clearInterval(i); }, 5);");
        Script& py = t.start("b.py", "import asyncio\n"
                                     "asyncio.run(asyncio.sleep(0.02))\n"
                                     "print('python')\n");
        QVERIFY(t.finish(js));
        QVERIFY(t.finish(py));
        QCOMPARE(t.out(py), "python\n");
        QCOMPARE(js.exit_status(), 0);
    }

    void who_spins_is_interrupted_and_others_go_on_data() {
        QTest::addColumn<QByteArray>("source");
        QTest::newRow("loop") << QByteArray("console.log('in'); while (true);");
        QTest::newRow("microtasks")
            << QByteArray("console.log('in'); (async () => { for (;;) await null; })();");
        QTest::newRow("ticks") << QByteArray(
            "console.log('in'); const f = () => process.nextTick(f); f();");
        QTest::newRow("immediates")
            << QByteArray("console.log('in'); const f = () => setImmediate(f); f();");
        QTest::newRow("caught") << QByteArray(
            "console.log('in'); for (;;) { try { for (;;); } catch { } }");
        QTest::newRow("sorting") << QByteArray(
            "console.log('in'); const a = Array.from({length: 1e5}, (_, i) => i);"
            "for (;;) a.sort(() => Math.random() - 0.5);");
    }
    void who_spins_is_interrupted_and_others_go_on() {
        QFETCH(QByteArray, source);
        Scene t;
        Script& spins = t.start("spins.js", source);
        QVERIFY(t.says(spins, "in"));
        int ticks = 0;
        const auto until = Clock::now() + 200ms;
        t.loop.run_until([&] { return ++ticks, Clock::now() > until; }, until + 5s);
        QVERIFY2(ticks > 5, qPrintable(QString::number(ticks)));
        Script& neighbour = t.start("beside.py", "print('well')\n");
        QVERIFY(t.finish(neighbour));
        while (spins.state() != Script::State::Ended) {
            spins.stop();
            t.turn();
        }
        QCOMPARE(spins.outcome(), Outcome::Cancelled);
    }

    void a_regular_expression_takes_its_time_but_not_all() {
        Scene t;
        Script& takes_long =
            t.start("long.js", "console.log(/^(a+)+$/.test('a'.repeat(24) + 'b'));");
        QVERIFY(t.finish(takes_long));
        QCOMPARE(t.out(takes_long), "false\n");
        Script& never_ends = t.start("never.js", "/^(a+)+$/.test('a'.repeat(50) + 'b');");
        QVERIFY(t.finish(never_ends));
        QCOMPARE(never_ends.outcome(), Outcome::Failed);
    }

    void stop_runs_finally_at_once() {
        Scene t;
        Script& script = t.start("finally.js", "process.on('exit', () => console.log('exit'));"
                                               "try { console.log('in'); while (true); }"
                                               "finally { console.log('cleaned up'); }");
        QVERIFY(t.says(script, "in"));
        const auto begin = Clock::now();
        script.stop();
        QVERIFY(t.finish(script));
        QVERIFY(Clock::now() - begin < 2s); // 100 ms where nobody else computes
        QCOMPARE(t.out(script), "in\ncleaned up\nexit\n");
        QCOMPARE(script.outcome(), Outcome::Cancelled);
        QCOMPARE(script.exit_status(), 130);
        QCOMPARE(t.err(script), "");
    }

    void who_waits_is_stopped_at_once() {
        Scene t;
        Script& script = t.start("waits.js", "console.log('in'); setTimeout(() => {}, 1e8);");
        QVERIFY(t.says(script, "in"));
        script.stop();
        QVERIFY(t.finish(script));
        QCOMPARE(script.outcome(), Outcome::Cancelled);
    }

    void a_program_may_refuse_one_stop() {
        Scene t;
        Script& script = t.start("refuses.js", "process.on('SIGINT', () => console.log('refused'));"
                                               "console.log('in'); setInterval(() => {}, 1000);");
        QVERIFY(t.says(script, "in"));
        script.stop();
        QVERIFY(t.says(script, "refused"));
        QVERIFY(script.state() != Script::State::Ended);
        script.stop();
        QVERIFY(t.finish(script));
    }

    void an_error_says_where() {
        Scene t;
        Script& script =
            t.start("fails.js", "function f() {\n    throw new TypeError('bad');\n}\nf();\n");
        QVERIFY(t.finish(script));
        QCOMPARE(script.outcome(), Outcome::Failed);
        QCOMPARE(script.exit_status(), 1);
        QCOMPARE(script.failure(), "TypeError: bad");
        QVERIFY2(t.err(script).contains("fails.js:2\n    throw new TypeError('bad');\n"),
                 qPrintable(t.err(script)));
        QVERIFY(t.err(script).contains("at f (" + QString::fromStdString(script.path().string()) +
                                       ":2:"));
    }

    void memory_has_an_end() {
        Scene t;
        Script& script =
            t.start("eats.js", "const a = []; for (;;) a.push(new Array(1000).fill({}));");
        Script& other = t.start("lives.js", "setTimeout(() => console.log('alive'), 10);");
        QVERIFY(t.finish(script));
        QVERIFY(t.finish(other));
        QCOMPARE(script.outcome(), Outcome::Failed);
        QCOMPARE(t.out(other), "alive\n");
    }

    void recursion_is_an_error_that_can_be_caught() {
        Scene t;
        Script& script =
            t.start("deep.js", "const f = n => f(n + 1) + 1;"
                               "try { f(0); } catch (e) { console.log(e instanceof RangeError); }");
        QVERIFY(t.finish(script));
        QCOMPARE(t.out(script), "true\n");
    }

    void lanes_show_the_loop() {
        Scene t;
        Script& script = t.start("lanes.js", "setTimeout(function later() {}, 5);\n"
                                             "setInterval(() => {}, 1000);\n"
                                             "console.log('in');");
        QVERIFY(t.says(script, "in"));
        const std::vector<std::string> expected{"call stack", "microtasks", "macrotasks",
                                                "setTimeout later", "setInterval"};
        QCOMPARE(t.lanes_of(script), expected);
        t.trace.for_each_lane([&](const Lane& lane) {
            if (t.trace.name(lane.name) != "setInterval")
                return;
            const auto places = script.where(lane.id);
            QCOMPARE(places.size(), std::size_t(1));
            QCOMPARE(t.trace.location(places.front()).line, 2);
            QVERIFY(script.cancel_task(lane.id));
        });
        QVERIFY(t.finish(script));
        QCOMPARE(script.outcome(), Outcome::Finished);
    }

    void input_is_read_as_it_comes() {
        Scene t;
        Script& script =
            t.start("reads.js",
                    "process.stdin.on('data', text => console.log(JSON.stringify(String(text))));"
                    "process.stdin.on('end', () => console.log('end'));");
        QVERIFY(t.turn_until([&] { return script.state() == Script::State::WaitingInput; }));
        script.send_line("hello");
        QVERIFY(t.says(script, "\"hello\\n\""));
        script.end_input();
        QVERIFY(t.finish(script));
        QVERIFY(t.out(script).endsWith("end\n"));
    }
};

QTEST_GUILESS_MAIN(ScriptsTest)
#include "tst_scripts.moc"

// SPDX-License-Identifier: MIT
// Stop: at first as Ctrl-C, then harder; it always works.
#include "script_test.h"

#include <QTest>

using namespace braid;

class ScriptStop : public QObject {
    Q_OBJECT

    ScriptTest t;

    /// Starts it, and waits until it has said "ready".
    Script& start(const QByteArray& source) {
        Script& script = t.start("stopped.py", source);
        const bool ready = t.turn_until([&] { return t.out(script).contains("ready"); });
        if (!ready)
            qWarning() << t.all(script);
        return script;
    }

private slots:
    void asyncio_cancels_its_main_task_and_cleans_up();
    void code_that_blocks_gets_keyboard_interrupt_data();
    void code_that_blocks_gets_keyboard_interrupt();
    void a_task_that_blocks_is_stopped_when_asked_twice();
    void a_script_that_ignores_the_first_is_stopped_by_the_second();
    void a_script_that_catches_everything_is_abandoned();
    void others_go_on_when_one_is_abandoned();
    void a_script_may_catch_it_and_end_well();
    void a_script_that_was_not_started_is_cancelled();
    void own_handlers_of_sigint_are_called();
    void a_handler_added_to_the_loop_is_called();
    void sigint_to_itself_reaches_only_that_script();
    void destroying_a_script_that_runs_stops_it();
};

void ScriptStop::asyncio_cancels_its_main_task_and_cleans_up() {
    Script& script = start("import asyncio\n"
                           "async def main():\n"
                           "    try:\n"
                           "        print('ready')\n"
                           "        await asyncio.sleep(100)\n"
                           "    except asyncio.CancelledError:\n"
                           "        await asyncio.sleep(0.01)\n"
                           "        print('cleaned up')\n"
                           "        raise\n"
                           "asyncio.run(main())\n");
    script.stop();
    QCOMPARE(script.state(), Script::State::Stopping);
    QVERIFY(t.finish(script));
    QCOMPARE(t.out(script), "ready\ncleaned up\n");
    QVERIFY(t.err(script).endsWith("KeyboardInterrupt\n"));
    QCOMPARE(script.outcome(), Outcome::Cancelled);
    QCOMPARE(script.exit_status(), 130);
    QCOMPARE(script.failure(), std::string());
}

void ScriptStop::code_that_blocks_gets_keyboard_interrupt_data() {
    QTest::addColumn<QByteArray>("source");
    QTest::newRow("spin") << QByteArray("while True: pass\n");
    QTest::newRow("time.sleep") << QByteArray("import time\ntime.sleep(100)\n");
    QTest::newRow("input") << QByteArray("input()\n");
    QTest::newRow("socket") << QByteArray("import socket\n"
                                          "a, b = socket.socketpair()\n"
                                          "a.recv(1)\n");
    QTest::newRow("lock") << QByteArray("import threading\nthreading.Event().wait()\n");
    QTest::newRow("queue") << QByteArray("import queue\nqueue.Queue().get()\n");
    QTest::newRow("subprocess") << QByteArray("import subprocess\n"
                                              "subprocess.run(['sleep', '100'])\n");
    QTest::newRow("print") << QByteArray("while True: print('x' * 1000)\n");
    QTest::newRow("deep") << QByteArray("def f(n):\n"
                                        "    while n > 900: pass\n"
                                        "    f(n + 1)\n"
                                        "f(0)\n");
}

void ScriptStop::code_that_blocks_gets_keyboard_interrupt() {
    QFETCH(QByteArray, source);
    Script& script = start("print('ready')\n" + source);
    script.stop();
    QVERIFY(t.finish(script));
    QVERIFY2(t.err(script).trimmed().endsWith("KeyboardInterrupt"), qPrintable(t.err(script)));
    QVERIFY2(!t.err(script).contains("braid"), qPrintable(t.err(script)));
    QCOMPARE(script.outcome(), Outcome::Cancelled);
    QCOMPARE(script.exit_status(), 130);
}

void ScriptStop::a_task_that_blocks_is_stopped_when_asked_twice() {
    Script& script = start("import asyncio\n"
                           "async def main():\n"
                           "    print('ready')\n"
                           "    while True: pass\n"
                           "asyncio.run(main())\n");
    script.stop();
    script.stop();
    QVERIFY(t.finish(script));
    QCOMPARE(script.outcome(), Outcome::Cancelled);
    QCOMPARE(script.exit_status(), 130);
}

void ScriptStop::a_script_that_ignores_the_first_is_stopped_by_the_second() {
    Script& script = start("import signal, time\n"
                           "signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
                           "print('ready')\n"
                           "while True: time.sleep(1)\n");
    script.stop();
    int turns = 0;
    t.loop.run_until([&] { return ++turns > 20; });
    QCOMPARE(script.state(), Script::State::Stopping);
    script.stop();
    QVERIFY(t.finish(script));
    QCOMPARE(script.outcome(), Outcome::Cancelled);
}

void ScriptStop::a_script_that_catches_everything_is_abandoned() {
    Script& script = start("import time\n"
                           "print('ready')\n"
                           "while True:\n"
                           "    try: time.sleep(0.01)\n"
                           "    except BaseException: pass\n");
    script.stop();
    script.stop(); // harder by itself from here on
    QVERIFY(t.finish(script));
    QCOMPARE(script.outcome(), Outcome::Cancelled);
    QCOMPARE(script.exit_status(), 130);
    QVERIFY(QByteArray::fromStdString(script.failure()).contains("would not stop"));
}

void ScriptStop::others_go_on_when_one_is_abandoned() {
    Script& stubborn = start("def spin():\n"
                             "    while True: pass\n"
                             "print('ready')\n"
                             "while True:\n"
                             "    try: spin()\n"
                             "    except BaseException: pass\n");
    Script& other = t.start("other.py", "import asyncio, sys\n"
                                        "asyncio.run(asyncio.sleep(0.01))\n"
                                        "print(sys.argv[0][-8:])\n");
    for (int i = 0; i < 4; ++i)
        stubborn.stop();
    QVERIFY(t.finish(stubborn));
    QVERIFY(!stubborn.failure().empty());
    QVERIFY(t.finish(other));
    QCOMPARE(t.out(other), "other.py\n");
    QCOMPARE(other.outcome(), Outcome::Finished);
}

void ScriptStop::a_script_may_catch_it_and_end_well() {
    Script& script = start("import time\n"
                           "print('ready')\n"
                           "try: time.sleep(100)\n"
                           "except KeyboardInterrupt: print('bye')\n");
    script.stop();
    QVERIFY(t.finish(script));
    QCOMPARE(t.all(script), "ready\nbye\n");
    QCOMPARE(script.outcome(), Outcome::Cancelled);
    QCOMPARE(script.exit_status(), 0);
}

void ScriptStop::a_script_that_was_not_started_is_cancelled() {
    Script& script = t.load("never.py", "print('ran')\n");
    script.stop();
    QVERIFY(t.finish(script));
    QCOMPARE(script.outcome(), Outcome::Cancelled);
    QCOMPARE(t.all(script), "");
}

void ScriptStop::own_handlers_of_sigint_are_called() {
    Script& script = start("import signal, time\n"
                           "def handler(number, frame):\n"
                           "    global over\n"
                           "    over = True\n"
                           "    print('handler', signal.Signals(number).name)\n"
                           "over = False\n"
                           "print(signal.signal(signal.SIGINT, handler) is\n"
                           "      signal.default_int_handler)\n"
                           "print(signal.getsignal(signal.SIGINT) is handler)\n"
                           "print('ready')\n"
                           "while not over: time.sleep(0.01)\n");
    script.stop();
    QVERIFY(t.finish(script));
    QCOMPARE(t.all(script), "True\nTrue\nready\nhandler SIGINT\n");
}

void ScriptStop::a_handler_added_to_the_loop_is_called() {
    Script& script = start("import asyncio, signal\n"
                           "async def main():\n"
                           "    stop = asyncio.Event()\n"
                           "    loop = asyncio.get_running_loop()\n"
                           "    loop.add_signal_handler(signal.SIGINT, stop.set)\n"
                           "    print('ready')\n"
                           "    await stop.wait()\n"
                           "    print('stopped in order')\n"
                           "asyncio.run(main())\n");
    script.stop();
    QVERIFY(t.finish(script));
    QCOMPARE(t.all(script), "ready\nstopped in order\n");
    QCOMPARE(script.exit_status(), 0);
}

void ScriptStop::sigint_to_itself_reaches_only_that_script() {
    Script& other = start("import time\nprint('ready')\ntime.sleep(0.05)\n");
    Script& script = t.start("itself.py", "import os, signal\n"
                                          "try: os.kill(os.getpid(), signal.SIGINT)\n"
                                          "except KeyboardInterrupt: print('got it')\n");
    QVERIFY(t.finish(script));
    QCOMPARE(t.all(script), "got it\n");
    QVERIFY(t.finish(other));
    QCOMPARE(other.outcome(), Outcome::Finished);
}

void ScriptStop::destroying_a_script_that_runs_stops_it() {
    struct Deaf : ScriptListener {
        void script_wrote(Script&, OutputStream, std::string_view) override { ++calls; }
        void script_changed(Script&) override {}
        int calls = 0;
    } listener;
    Script& witness = t.load("witness.py", "");
    const auto file = witness.path().parent_path() / "marker";
    t.write_beside(witness, "victim.py",
                   "import asyncio, os\n"
                   "path = os.path.join(os.path.dirname(__file__), 'marker')\n"
                   "async def main():\n"
                   "    print('ready')\n"
                   "    try: await asyncio.sleep(100)\n"
                   "    finally: open(path, 'w').close()\n"
                   "asyncio.run(main())\n");
    auto victim = t.engine.load(witness.path().parent_path() / "victim.py", {}, listener);
    victim->start();
    QVERIFY(t.turn_until([&] { return listener.calls > 0; }));
    victim.reset();
    QVERIFY(t.turn_until([&] { return std::filesystem::exists(file); }));
    QCOMPARE(listener.calls, 1);
}

QTEST_GUILESS_MAIN(ScriptStop)
#include "tst_script_stop.moc"

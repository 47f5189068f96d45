// SPDX-License-Identifier: MIT
// Signals of scripts that share a process: each has its own handlers, masks and alarms.
#include "script_test.h"

#include <QTest>

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

using namespace braid;

namespace {

/// As another process would, which is the one way to be told apart from this one.
void raise_from_outside(int number) {
    const pid_t self = getpid();
    if (const pid_t child = fork(); child == 0) {
        ::kill(self, number);
        _exit(0);
    } else {
        waitpid(child, nullptr, 0);
    }
}

} // namespace

class SignalsTest : public QObject {
    Q_OBJECT

    ScriptTest t;

    /// What the script says from its start to its end.
    QString said(const QString& name, const QByteArray& source) {
        Script& script = t.start(name, source);
        if (!t.finish(script))
            return "it does not end, and said " + t.all(script);
        return t.all(script);
    }

private slots:
    void initTestCase() {
        // Nobody's, as in a program without a window: Qt Test has handlers for both.
        for (const int number : {SIGINT, SIGTERM})
            std::signal(number, SIG_DFL);
    }

    void aScriptHearsOfSignalsButNotOfThoseThatPreEmptOthers() {
        Script& script = t.start("hears.py", "import asyncio, os, signal, socket, sys\n"
                                             "end, mine = socket.socketpair()\n"
                                             "end.setblocking(False); mine.setblocking(False)\n"
                                             "signal.set_wakeup_fd(mine.fileno())\n"
                                             "signal.signal(signal.SIGUSR1, lambda *a: None)\n"
                                             "async def main():\n"
                                             "    loop = asyncio.get_running_loop()\n"
                                             "    print('listening')\n"
                                             "    await asyncio.to_thread(input)\n"
                                             "    os.kill(os.getpid(), signal.SIGUSR1)\n"
                                             "    heard = b''\n"
                                             "    while signal.SIGUSR1 not in heard:\n"
                                             "        heard += await loop.sock_recv(end, 100)\n"
                                             "    print(list(heard) == [signal.SIGUSR1])\n"
                                             "asyncio.run(main())\n");
        QVERIFY(t.turn_until([&] { return t.out(script) == "listening\n"; }));
        // Longer than its share each time: it is switched away from in the middle.
        Script& other = t.start("spins.py", "import asyncio, time\n"
                                            "async def main():\n"
                                            "    for n in range(10):\n"
                                            "        end = time.monotonic() + 0.03\n"
                                            "        while time.monotonic() < end: pass\n"
                                            "        await asyncio.sleep(0)\n"
                                            "asyncio.run(main())\n");
        QVERIFY(t.finish(other));
        script.send_line("now");
        QVERIFY(t.finish(script));
        QCOMPARE(t.all(script), "listening\nTrue\n");
    }

    void a_handler_runs_wherever_the_script_waits_data() {
        QTest::addColumn<QByteArray>("wait");
        QTest::newRow("await") << QByteArray("asyncio.run(asyncio.sleep(100))");
        QTest::newRow("sleep") << QByteArray("time.sleep(100)");
        QTest::newRow("computes") << QByteArray("while True: pass");
        QTest::newRow("pause") << QByteArray("signal.pause()");
        QTest::newRow("lock") << QByteArray("q = queue.Queue(); q.get(timeout=100)");
        QTest::newRow("child") << QByteArray("subprocess.run(['sleep', '5'])");
        QTest::newRow("select") << QByteArray("select.select([], [], [], 100)");
    }
    void a_handler_runs_wherever_the_script_waits() {
        QFETCH(QByteArray, wait);
        Script& script = t.start("waits.py", "import asyncio, queue, select, signal, subprocess\n"
                                             "import time\n"
                                             "def stop(number, frame):\n"
                                             "    print(number, frame is not None)\n"
                                             "    raise SystemExit(5)\n"
                                             "signal.signal(signal.SIGTERM, stop)\n"
                                             "print('ready')\n" +
                                                 wait + "\n");
        QVERIFY(t.turn_until([&] { return t.out(script) == "ready\n"; }));
        ::raise(SIGTERM);
        QVERIFY(t.finish(script));
        QCOMPARE(t.out(script), "ready\n15 True\n");
        QCOMPARE(script.exit_status(), 5);
    }

    void what_a_handler_raises_is_raised_in_its_own_script() {
        Script& neighbour = t.start("neighbour.py", "import time\n"
                                                    "print('ready')\n"
                                                    "end = time.monotonic() + 0.3\n"
                                                    "while time.monotonic() < end: pass\n"
                                                    "print('unharmed')\n");
        QVERIFY(t.turn_until([&] { return t.out(neighbour) == "ready\n"; }));
        QCOMPARE(said("raises.py", "import signal, time\n"
                                   "def ring(*_): raise TimeoutError('rang')\n"
                                   "signal.signal(signal.SIGALRM, ring)\n"
                                   "signal.setitimer(signal.ITIMER_REAL, 0.05)\n"
                                   "try: time.sleep(100)\n"
                                   "except TimeoutError as error: print(error)\n"),
                 "rang\n");
        QVERIFY(t.finish(neighbour));
        QCOMPARE(t.all(neighbour), "ready\nunharmed\n");
    }

    void who_has_said_nothing_ends_by_a_signal() {
        Script& handles = t.start("handles.py", "import signal\n"
                                                "signal.signal(signal.SIGUSR1, lambda *_: None)\n"
                                                "print('ready')\n"
                                                "signal.pause()\n");
        Script& ignores = t.start("ignores.py", "import signal, time\n"
                                                "signal.signal(signal.SIGUSR1, signal.SIG_IGN)\n"
                                                "print('ready')\n"
                                                "time.sleep(0.2)\n");
        Script& neither = t.start("neither.py", "print('ready')\n"
                                                "import time; time.sleep(100)\n");
        QVERIFY(t.turn_until([&] {
            return t.out(handles) == "ready\n" && t.out(ignores) == "ready\n" &&
                   t.out(neither) == "ready\n";
        }));
        raise_from_outside(SIGUSR1);
        for (Script* script : {&handles, &ignores, &neither})
            QVERIFY(t.finish(*script));
        QCOMPARE(handles.exit_status(), 0);
        QCOMPARE(ignores.exit_status(), 0);
        QCOMPARE(neither.exit_status(), 128 + SIGUSR1);
        QCOMPARE(neither.outcome(), Outcome::Cancelled);
    }

    void the_process_does_afterwards_what_it_did_before() {
        struct sigaction before, while_it_runs, after;
        sigaction(SIGUSR2, nullptr, &before);
        Script& script = t.start("own.py", "import signal\n"
                                           "signal.signal(signal.SIGUSR2, lambda *_: None)\n"
                                           "print('ready')\n"
                                           "signal.pause()\n");
        QVERIFY(t.turn_until([&] { return t.out(script) == "ready\n"; }));
        sigaction(SIGUSR2, nullptr, &while_it_runs);
        QVERIFY(while_it_runs.sa_handler != SIG_DFL);
        ::raise(SIGUSR2);
        QVERIFY(t.finish(script));
        sigaction(SIGUSR2, nullptr, &after);
        QVERIFY(before.sa_handler == SIG_DFL);
        QVERIFY(after.sa_handler == SIG_DFL);
    }

    void masks_hold_back_and_let_go() {
        QCOMPARE(said("masks.py",
                      "import os, signal\n"
                      "me = os.getpid()\n"
                      "signal.signal(signal.SIGUSR1, lambda *_: print('handled'))\n"
                      "print(signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1]))\n"
                      "os.kill(me, signal.SIGUSR1)\n"
                      "print([s.name for s in signal.sigpending()])\n"
                      "print(signal.sigwait([signal.SIGUSR1]).name, signal.sigpending())\n"
                      "print(signal.sigtimedwait([signal.SIGUSR1], 0.01))\n"
                      "os.kill(me, signal.SIGUSR1)\n"
                      "print(signal.sigwaitinfo([signal.SIGUSR1]).si_pid == me)\n"
                      "os.kill(me, signal.SIGUSR1)\n"
                      "print('before')\n"
                      "signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGUSR1])\n"
                      "print('after')\n"),
                 "set()\n['SIGUSR1']\nSIGUSR1 set()\nNone\nTrue\nbefore\nhandled\nafter\n");
        sigset_t real;
        pthread_sigmask(SIG_SETMASK, nullptr, &real);
        QVERIFY(!sigismember(&real, SIGUSR1));
    }

    void alarms_are_each_scripts_own() {
        Script& late =
            t.start("late.py", "import signal, time\n"
                               "signal.signal(signal.SIGALRM, lambda *_: print('late'))\n"
                               "signal.setitimer(signal.ITIMER_REAL, 0.2)\n"
                               "print('set')\n"
                               "signal.pause()\n");
        QVERIFY(t.turn_until([&] { return t.out(late) == "set\n"; }));
        QCOMPARE(said("early.py", "import signal\n"
                                  "print(signal.alarm(0), signal.getitimer(0))\n"
                                  "rings = []\n"
                                  "signal.signal(signal.SIGALRM, lambda *_: rings.append(1))\n"
                                  "signal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)\n"
                                  "while len(rings) < 3: signal.pause()\n"
                                  "delay, interval = signal.setitimer(signal.ITIMER_REAL, 0)\n"
                                  "print(0 < delay <= 0.01, interval)\n"),
                 "0 (0.0, 0.0)\nTrue 0.01\n");
        QVERIFY(t.finish(late));
        QCOMPARE(t.all(late), "set\nlate\n");
    }

    void a_forked_child_has_the_handlers_of_its_parent() {
        QCOMPARE(said("forks.py", "import os, signal, time\n"
                                  "signal.signal(signal.SIGUSR1, lambda *_: os._exit(7))\n"
                                  "child = os.fork()\n"
                                  "if child == 0:\n"
                                  "    try: time.sleep(100)\n"
                                  "    except KeyboardInterrupt: os.kill(os.getpid(),\n"
                                  "                                      signal.SIGUSR1)\n"
                                  "time.sleep(0.05)\n"
                                  "os.kill(child, signal.SIGINT)\n"
                                  "print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))\n"),
                 "7\n");
    }

    void what_one_raises_in_a_thread_or_by_a_timer_is_nobody_elses() {
        Script& neighbour =
            t.start("neighbour.py", "import time\nprint('ready')\ntime.sleep(0.3)\n");
        QVERIFY(t.turn_until([&] { return t.out(neighbour) == "ready\n"; }));
        QCOMPARE(
            said("raises.py",
                 "import signal, threading\n"
                 "for number in signal.SIGUSR2, signal.SIGVTALRM:\n"
                 "    signal.signal(number, lambda number, frame: caught.add(number))\n"
                 "caught = set()\n"
                 "threading.Thread(target=signal.raise_signal, args=[signal.SIGUSR2]).start()\n"
                 "signal.setitimer(signal.ITIMER_VIRTUAL, 0.01)\n"
                 "while len(caught) < 2: pass\n"
                 "print(len(caught))\n"),
            "2\n");
        QVERIFY(t.finish(neighbour));
        QCOMPARE(neighbour.exit_status(), 0);
    }

    void what_it_ignores_its_children_ignore() {
        QCOMPARE(said("ignores.py",
                      "import signal, subprocess, sys\n"
                      "signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
                      "print(subprocess.run([sys.executable, '-c', 'import signal\\n'\n"
                      "    'print(signal.getsignal(signal.SIGHUP) == signal.SIG_IGN,'\n"
                      "    ' signal.getsignal(signal.SIGTERM) == signal.SIG_DFL)'],\n"
                      "    capture_output=True, text=True).stdout, end='')\n"),
                 "True True\n");
    }

    void ctrl_c_is_the_programs_if_it_wants_it() {
        Script& script = t.start("again.py", "import asyncio\n"
                                             "for _ in range(4):\n"
                                             "    try:\n"
                                             "        print('ready')\n"
                                             "        asyncio.run(asyncio.sleep(100))\n"
                                             "    except KeyboardInterrupt: print('again')\n");
        QString expected;
        for (int i = 0; i < 4; ++i) {
            expected += "ready\n";
            QVERIFY(t.turn_until([&] { return t.out(script) == expected; }));
            ::raise(SIGINT);
            expected += "again\n";
        }
        QVERIFY(t.finish(script));
        QCOMPARE(t.all(script), expected);
        QCOMPARE(script.exit_status(), 0);
    }

    void ctrl_c_insists_with_a_program_that_does_not_hear_it() {
        std::signal(SIGINT, [](int) {}); // of this test, when the script has ended
        t.loop.budget.deaf = std::chrono::milliseconds(50);
        Script& script = t.start("deaf.py", "import signal, time\n"
                                            "signal.pthread_sigmask(signal.SIG_BLOCK, [2])\n"
                                            "print('ready')\n"
                                            "time.sleep(100)\n");
        QVERIFY(t.turn_until([&] { return t.out(script) == "ready\n"; }));
        QVERIFY(t.turn_until([&] {
            ::raise(SIGINT);
            return script.state() == Script::State::Ended;
        }));
        QCOMPARE(script.exit_status(), 130);
        t.loop.budget = TurnBudget();
        std::signal(SIGINT, SIG_DFL);
    }

    void the_functions_look_like_pythons_own() {
        QCOMPARE(said("looks.py", "import inspect, os, signal, _signal\n"
                                  "for f in (_signal.signal, os.kill, signal.alarm,\n"
                                  "          _signal.sigwait):\n"
                                  "    print(f, inspect.signature(f))\n"
                                  "try: signal.signal(signal.SIGTERM, 7)\n"
                                  "except TypeError as error: print(error)\n"
                                  "try: signal.signal(99, lambda *_: None)\n"
                                  "except ValueError as error: print(error)\n"
                                  "try: signal.signal(signal.SIGKILL, lambda *_: None)\n"
                                  "except OSError as error: print(error)\n"),
                 "<built-in function signal> (signalnum, handler, /)\n"
                 "<built-in function kill> (pid, signal, /)\n"
                 "<built-in function alarm> (seconds, /)\n"
                 "<built-in function sigwait> (sigset, /)\n"
                 "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object\n"
                 "signal number out of range\n"
                 "[Errno 22] Invalid argument\n");
    }
};

QTEST_GUILESS_MAIN(SignalsTest)
#include "tst_signals.moc"

// SPDX-License-Identifier: MIT
// Python programs whose listener is a terminal, as the window is.
#include "script_test.h"

#include <QFile>
#include <QTest>

using namespace braid;

class Terminals : public QObject {
    Q_OBJECT

    struct : ScriptTest {
        Audience audience() const override { return Audience::Terminal; }
    } t;

    bool asks(const Script& script) {
        return t.turn_until([&] { return script.state() == Script::State::WaitingInput; });
    }

private slots:
    void streams_are_terminals() {
        Script& script = t.load("tty.py", "import os, sys\n"
                                          "print(*(s.isatty() for s in (sys.stdin, sys.stdout,\n"
                                          "      sys.stderr)))\n"
                                          "print(*os.get_terminal_size())\n");
        script.set_terminal_size(100, 30);
        script.start();
        QVERIFY(t.finish(script));
        QCOMPARE(t.all(script), "True True True\r\n100 30\r\n");
    }

    void input_is_edited_and_seen_by_the_terminal_data() {
        QTest::addColumn<QByteArray>("source");
        QTest::newRow("input") << QByteArray("print('<' + input('> ') + '>')\n");
        QTest::newRow("input in a thread")
            << QByteArray("import asyncio\n"
                          "async def main():\n"
                          "    print('<' + await asyncio.to_thread(input, '> ') + '>')\n"
                          "asyncio.run(main())\n");
        QTest::newRow("add_reader")
            << QByteArray("import asyncio, os\n"
                          "async def main():\n"
                          "    got = asyncio.get_running_loop().create_future()\n"
                          "    asyncio.get_running_loop().add_reader(\n"
                          "        0, lambda: got.done() or got.set_result(os.read(0, 100)))\n"
                          "    print('> ', end='', flush=True)\n"
                          "    print('<' + (await got).decode().strip() + '>')\n"
                          "asyncio.run(main())\n");
        QTest::newRow("getpass") << QByteArray("import getpass\n"
                                               "print('<' + getpass.getpass('> ') + '>')\n");
    }
    void input_is_edited_and_seen_by_the_terminal() {
        QFETCH(QByteArray, source);
        Script& script = t.start("ask.py", source);
        Script& other = t.start("other.py", "print('meanwhile')\n");
        QVERIFY(asks(script));
        QCOMPARE(t.all(script), "> ");
        QVERIFY(t.finish(other));
        script.send_line("Ax\x7f"
                         "da");
        QVERIFY(t.finish(script));
        const bool hidden = source.contains("getpass");
        QCOMPARE(t.all(script), hidden ? "> \r\n<Ada>\r\n" : "> Ax\b \bda\r\n<Ada>\r\n");
    }

    void two_that_ask_wait_for_lines_of_their_own() {
        Script& a = t.start("a.py", "print('a', input())\n");
        Script& b = t.start("b.py", "print('b', input())\n");
        QVERIFY(asks(a) && asks(b));
        b.send_line("2");
        QVERIFY(t.finish(b));
        QCOMPARE(t.all(b), "2\r\nb 2\r\n");
        a.send_line("1");
        QVERIFY(t.finish(a));
        QCOMPARE(t.all(a), "1\r\na 1\r\n");
    }

    /// As a library that draws hears of it in C: the call that waits then fails, and no other one.
    void a_new_size_interrupts_no_later_call() {
        Script& script = t.start("size.py", R"(
import curses, os
window = curses.initscr()
open(__file__ + '.draws', 'w').close()
while not os.path.exists(__file__ + '.resized'):
    pass
keys = [window.getch(), window.getch()]
curses.endwin()
open(__file__ + '.keys', 'w').write(' '.join(map(str, keys)))
)");
        const QString file = QString::fromStdString(script.path().string());
        QVERIFY(t.turn_until([&] { return QFile::exists(file + ".draws"); }));
        script.set_terminal_size(50, 20);
        t.write_beside(script, "size.py.resized", "");
        QVERIFY(asks(script));
        script.send_line("q");
        QVERIFY(t.finish(script));
        QFile keys(file + ".keys");
        QVERIFY(keys.open(QIODevice::ReadOnly));
        QCOMPARE(keys.readAll(), QByteArray("410 113"));
    }

    /// What it reads from is locked while it does, and cannot be closed.
    void a_thread_that_still_reads_holds_nobody_up_data() {
        QTest::addColumn<QByteArray>("source");
        QTest::newRow("a thread") << QByteArray("import sys, threading\n"
                                                "threading.Thread(target=input).start()\n");
        QTest::newRow("a daemon") << QByteArray(
            "import sys, threading, time\n"
            "threading.Thread(target=input, daemon=True).start()\n"
            "print('over')\n"
            "time.sleep(100)\n");
        QTest::newRow("asyncio's") << QByteArray("import asyncio\n"
                                                 "asyncio.run(asyncio.to_thread(input))\n");
    }
    void a_thread_that_still_reads_holds_nobody_up() {
        QFETCH(QByteArray, source);
        Script& script = t.start("reads.py", source);
        QVERIFY(asks(script));
        for (int n = 0; n < 3 && script.state() != Script::State::Ended; ++n)
            script.stop(); // for the first time it is Ctrl-C, and threads are waited for
        QVERIFY(t.finish(script));
    }

    void the_end_of_input_is_typed() {
        Script& script = t.start("end.py", "import sys\n"
                                           "print(sys.stdin.read().upper(), end='')\n"
                                           "try: input()\n"
                                           "except EOFError: print('end')\n");
        QVERIFY(asks(script));
        script.send_line("x");
        script.end_input();
        QVERIFY(t.finish(script));
        QCOMPARE(t.all(script), "x\r\nX\r\nend\r\n");
    }

    void a_debugger_can_be_talked_to() {
        Script& script = t.start("debug.py", "x = 6 * 7\nbreakpoint()\nprint('on')\n");
        QVERIFY(asks(script));
        QVERIFY(t.all(script).endsWith("(Pdb) "));
        script.send_line("p x");
        QVERIFY(t.turn_until([&] { return t.all(script).contains("p x\r\n42\r\n(Pdb) "); }));
        script.send_line("c");
        QVERIFY(t.finish(script));
        QVERIFY2(t.all(script).endsWith("c\r\non\r\n"), qPrintable(t.all(script)));
    }
};

QTEST_GUILESS_MAIN(Terminals)
#include "tst_terminals.moc"

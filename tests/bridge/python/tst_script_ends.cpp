// SPDX-License-Identifier: MIT
// How a program can end, and what is said of it.
#include "script_test.h"

#include <QTest>

using namespace braid;

class ScriptEnds : public QObject {
    Q_OBJECT

    ScriptTest t;

private slots:
    void returning_is_finishing();
    void exit_status_is_the_argument_of_sys_exit();
    void exit_status_is_cut_as_a_shell_sees_it();
    void text_given_to_sys_exit_is_printed_and_is_failure();
    void an_exception_shows_its_traceback_without_our_frames();
    void endless_recursion_fails_like_any_exception();
    void a_syntax_error_names_file_and_line();
    void what_is_no_program_fails_with_words_data();
    void what_is_no_program_fails_with_words();
    void all_output_is_heard_before_the_end();
    void exit_functions_run_at_the_end_of_their_script();
    void threads_are_waited_for();
    void a_forgotten_thread_pool_ends();
    void an_open_file_is_written();
    void the_next_script_is_not_touched();
};

void ScriptEnds::returning_is_finishing() {
    Script& script = t.load("hello.py", "print('hello')\n");
    QCOMPARE(script.state(), Script::State::Loaded);
    script.start();
    QCOMPARE(script.state(), Script::State::Running);
    QCOMPARE(script.outcome(), Outcome::Pending);
    QVERIFY(t.finish(script));
    QCOMPARE(script.outcome(), Outcome::Finished);
    QCOMPARE(script.exit_status(), 0);
    QCOMPARE(script.failure(), std::string());
    QCOMPARE(t.out(script), "hello\n");
}

void ScriptEnds::exit_status_is_the_argument_of_sys_exit() {
    Script& script = t.start("seven.py", "import sys, asyncio\n"
                                         "async def main(): sys.exit(7)\n"
                                         "asyncio.run(main())\n");
    QVERIFY(t.finish(script));
    QCOMPARE(script.outcome(), Outcome::Failed);
    QCOMPARE(script.exit_status(), 7);
    QCOMPARE(script.failure(), std::string("exit status 7"));
    QCOMPARE(t.all(script), "");
}

void ScriptEnds::exit_status_is_cut_as_a_shell_sees_it() {
    for (const auto& [argument, status] :
         {std::pair{"-1", 255}, {"256", 0}, {"2**70", 255}, {"True", 1}, {"None", 0}}) {
        Script& script = t.start("cut.py", QByteArray("raise SystemExit(") + argument + ")\n");
        QVERIFY(t.finish(script));
        QCOMPARE(script.exit_status(), status);
    }
}

void ScriptEnds::text_given_to_sys_exit_is_printed_and_is_failure() {
    Script& script = t.start("sorry.py", "import sys\nsys.exit('sorry')\n");
    QVERIFY(t.finish(script));
    QCOMPARE(script.outcome(), Outcome::Failed);
    QCOMPARE(script.exit_status(), 1);
    QCOMPARE(script.failure(), std::string("sorry"));
    QCOMPARE(t.err(script), "sorry\n");
}

void ScriptEnds::an_exception_shows_its_traceback_without_our_frames() {
    Script& script = t.start("fetch.py", "def get():\n"
                                         "    raise ValueError('no such page')\n"
                                         "get()\n");
    QVERIFY(t.finish(script));
    QCOMPARE(script.outcome(), Outcome::Failed);
    QCOMPARE(script.exit_status(), 1);
    QCOMPARE(script.failure(), std::string("ValueError: no such page, fetch.py:2"));
    const QString path = QString::fromStdString(script.path().string());
    QCOMPARE(t.err(script), QString("Traceback (most recent call last):\n"
                                    "  File \"%1\", line 3, in <module>\n"
                                    "    get()\n"
                                    "  File \"%1\", line 2, in get\n"
                                    "    raise ValueError('no such page')\n"
                                    "ValueError: no such page\n")
                                .arg(path));
}

void ScriptEnds::endless_recursion_fails_like_any_exception() {
    Script& script = t.start("deep.py", "def f(): f()\nf()\n");
    QVERIFY(t.finish(script));
    QCOMPARE(script.exit_status(), 1);
    QVERIFY2(t.err(script).endsWith("RecursionError: maximum recursion depth exceeded\n"),
             qPrintable(t.err(script)));
    QCOMPARE(script.failure(),
             std::string("RecursionError: maximum recursion depth exceeded, deep.py:1"));
}

void ScriptEnds::a_syntax_error_names_file_and_line() {
    Script& script = t.start("bad.py", "x = 1\nprint(\n");
    QVERIFY(t.finish(script));
    QCOMPARE(script.outcome(), Outcome::Failed);
    QCOMPARE(script.failure(), std::string("SyntaxError: '(' was never closed, bad.py:2"));
    QVERIFY2(t.err(script).contains("bad.py\", line 2"), qPrintable(t.err(script)));
}

void ScriptEnds::what_is_no_program_fails_with_words_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("words");
    QTest::newRow("null bytes") << QByteArray("\x7f"
                                              "ELF\0\0\0",
                                              7)
                                << "not a Python program";
    QTest::newRow("no UTF-8") << QByteArray("x = '\xff'\n") << "codec can't decode byte 0xff";
    QTest::newRow("unknown encoding") << QByteArray("# coding: klingon\n") << "klingon";
}

void ScriptEnds::what_is_no_program_fails_with_words() {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, words);
    Script& script = t.start("thing.py", bytes);
    QVERIFY(t.finish(script));
    QCOMPARE(script.outcome(), Outcome::Failed);
    QCOMPARE(script.exit_status(), 1);
    QVERIFY2(t.err(script).contains(words), qPrintable(t.err(script)));
    QVERIFY(t.err(script).contains("thing.py"));
    QVERIFY(!script.failure().empty());
}

void ScriptEnds::all_output_is_heard_before_the_end() {
    Script& script = t.start("much.py", "import sys\n"
                                        "for n in range(50000): print(n)\n"
                                        "sys.stdout.write('no newline')\n");
    QVERIFY(t.finish(script));
    QCOMPARE(t.out(script).count('\n'), 50000);
    QVERIFY(t.out(script).endsWith("49999\nno newline"));
}

void ScriptEnds::exit_functions_run_at_the_end_of_their_script() {
    Script& script = t.start("atexit.py", "import atexit\n"
                                          "atexit.register(print, 'second', end='!\\n')\n"
                                          "atexit.register(print, 'first')\n"
                                          "atexit.unregister(len)\n"
                                          "print('body')\n");
    QVERIFY(t.finish(script));
    QCOMPARE(t.out(script), "body\nfirst\nsecond!\n");
}

void ScriptEnds::threads_are_waited_for() {
    Script& script = t.start("thread.py", "import threading, time\n"
                                          "def work():\n"
                                          "    time.sleep(0.05)\n"
                                          "    print('from the thread')\n"
                                          "threading.Thread(target=work).start()\n"
                                          "print('end of module')\n");
    QVERIFY(t.finish(script));
    QCOMPARE(t.out(script), "end of module\nfrom the thread\n");
}

void ScriptEnds::a_forgotten_thread_pool_ends() {
    Script& script =
        t.start("pool.py", "from concurrent.futures import ThreadPoolExecutor\n"
                           "import time\n"
                           "pool = ThreadPoolExecutor(2)\n"
                           "for n in range(4):\n"
                           "    pool.submit(lambda: (time.sleep(.01), print('done')))\n");
    QVERIFY(t.finish(script));
    QCOMPARE(script.exit_status(), 0);
    QCOMPARE(t.out(script), "done\n"
                            "done\n"
                            "done\n"
                            "done\n");
}

void ScriptEnds::an_open_file_is_written() {
    Script& script = t.start("file.py", "file = open(__file__ + '.out', 'w')\n"
                                        "file.write('text')\n"
                                        "def keep(): return file\n");
    QVERIFY(t.finish(script));
    QFile file(QString::fromStdString(script.path().string()) + ".out");
    QVERIFY(file.open(QFile::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("text"));
}

void ScriptEnds::the_next_script_is_not_touched() {
    QVERIFY(t.finish(t.start("a.py", "import builtins, sys\nx = 1\nsys.exit(3)\n")));
    Script& script = t.start("b.py", "print('x' in globals(), __name__, __file__)\n");
    QVERIFY(t.finish(script));
    QCOMPARE(t.out(script),
             QString("False __main__ %1\n").arg(QString::fromStdString(script.path().string())));
}

QTEST_GUILESS_MAIN(ScriptEnds)
#include "tst_script_ends.moc"

// SPDX-License-Identifier: MIT
// What modules of the library keep for a process is each script's own, in its threads too, where
// no other script's turn is waited for.
#include "script_test.h"

#include <QTest>

using namespace braid;

class OwnValues : public QObject {
    Q_OBJECT

    ScriptTest t;

private slots:
    void threads_see_those_of_their_script_data();
    void threads_see_those_of_their_script();
    void finalizers_of_the_last_values_take_their_time();
    void modules_have_names_that_sys_has();
};

void OwnValues::threads_see_those_of_their_script_data() {
    QTest::addColumn<QByteArray>("prepare"); // what a script says first
    QTest::addColumn<QByteArray>("work");    // in each of its threads; counts `right`
    const auto row = [](const char* name, const char* prepare, const char* work) {
        QTest::newRow(name) << QByteArray(prepare) << QByteArray(work);
    };
    row("threading.excepthook",
        "def hook(arguments): right.append(isinstance(arguments.exc_value, Own))\n"
        "class Own(Exception): pass\n"
        "threading.excepthook = hook\n",
        "    raise Own\n");
    row("threading.settrace",
        "import sys\n"
        "def trace(*_): pass\n"
        "threading.settrace(trace)\n"
        "assert threading.gettrace() is trace\n",
        "    right.append(sys.gettrace() is trace)\n");
    row("threading.setprofile",
        "import sys\n"
        "def profile(*_): pass\n"
        "threading.setprofile(profile)\n",
        "    right.append(sys.getprofile() is profile)\n");
    row("root logger",
        "import logging\n"
        "class Handler(logging.Handler):\n"
        "    def emit(self, record): right.append(record.args == (id(right),))\n"
        "logging.basicConfig(handlers=[Handler()])\n",
        "    logging.warning('%d', id(right))\n");
    row("multiprocessing's end",
        "from multiprocessing import util\n"
        "import atexit\n"
        "atexit.register(lambda: time.sleep(.2))\n",
        "    right.append(not util.is_exiting())\n");
}

void OwnValues::threads_see_those_of_their_script() {
    QFETCH(QByteArray, prepare);
    QFETCH(QByteArray, work);
    const QByteArray source = "import threading, time\n"
                              "right = []\n" +
                              prepare +
                              "def work():\n"
                              "    time.sleep(.001)\n" +
                              work +
                              "for _ in range(20):\n"
                              "    threads = [threading.Thread(target=work) for _ in range(3)]\n"
                              "    for thread in threads: thread.start()\n"
                              "    for thread in threads: thread.join()\n"
                              "print(len(right), all(right))\n";
    Script& neighbour = t.start("neighbour.py", "import multiprocessing.util, threading, time\n"
                                                "multiprocessing.util._exiting = True\n"
                                                "for _ in range(100): time.sleep(.001)\n");
    Script* scripts[] = {&t.start("a.py", source), &t.start("b.py", source)};
    for (Script* script : scripts) {
        QVERIFY(t.finish(*script));
        QCOMPARE(t.all(*script), "60 True\n");
    }
    QVERIFY(t.finish(neighbour));
}

void OwnValues::finalizers_of_the_last_values_take_their_time() {
    // Longer than a slice: Python calls the handler of the signal that ends it.
    Script& script = t.start("last.py", "import sys, time\n"
                                        "class Last:\n"
                                        "    def __del__(self, now=time.monotonic):\n"
                                        "        until = now() + .03\n"
                                        "        while now() < until: pass\n"
                                        "for name in ('argv', 'path'):\n"
                                        "    getattr(sys, name).append(Last())\n");
    QVERIFY(t.finish(script));
    QCOMPARE(script.exit_status(), 0);
    Script& next = t.start("next.py", "import sys; print(sys.argv[1:], type(sys.path[-1]))\n");
    QVERIFY(t.finish(next));
    QCOMPARE(t.all(next), "[] <class 'str'>\n");
}

void OwnValues::modules_have_names_that_sys_has() {
    Script& script =
        t.load("main.py", "import beside, sys, types\n"
                          "print(beside.path, beside.prefix, hasattr(beside, 'argv'))\n"
                          "beside.stdout = 3\n"
                          "print(type(beside) is types.ModuleType)\n");
    t.write_beside(script, "beside.py", "path = 1\nprefix = 2\n");
    script.start();
    QVERIFY(t.finish(script));
    QCOMPARE(t.all(script), "1 2 False\nTrue\n");
}

QTEST_GUILESS_MAIN(OwnValues)
#include "tst_own_values.moc"

// SPDX-License-Identifier: MIT
// `braid run` with one program, which then is the process: what it is called with, what it finds,
// and what is recorded of it. That it behaves as under python3 is tested with whole programs, in
// tests/conformance.
#include "written_file.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

class RunAlone : public QObject {
    Q_OBJECT

    QTemporaryDir directory_;

    QString write(const QString& name, const QByteArray& source) {
        return written_file(directory_.filePath(name), source);
    }

    struct Result {
        int status = -1;
        bool by_signal = false;
        QByteArray out, err;
    };
    Result run(const QStringList& arguments, const QByteArray& input = {},
               const QStringList& environment = {}) {
        QProcess process;
        process.setWorkingDirectory(directory_.path());
        process.setEnvironment(QProcess::systemEnvironment() + environment);
        process.start(BRAID_PROGRAM, QStringList{"run"} + arguments);
        process.write(input);
        process.closeWriteChannel();
        if (!process.waitForFinished(60000))
            return {};
        return {process.exitCode(), process.exitStatus() == QProcess::CrashExit,
                process.readAllStandardOutput(), process.readAllStandardError()};
    }
    QByteArray trace_of(const QString& program, int status, bool by_signal = false) {
        const QString out = directory_.filePath("trace.json");
        QFile::remove(out);
        const Result result = run({"--trace", out, program});
        QFile file(out);
        if (result.status != status || result.by_signal != by_signal || !file.open(QFile::ReadOnly))
            return "status " + QByteArray::number(result.status) + ": " + result.err;
        return file.readAll();
    }

private slots:
    void every_way_to_name_a_program() {
        write("pkg/__init__.py", "");
        write("pkg/__main__.py", "import sys; print(__name__, __package__, sys.argv[1:])\n");
        QCOMPARE(run({"-m", "pkg", "x"}).out, "__main__ pkg ['x']\n");
        QCOMPARE(run({"pkg", "--", "x"}).out, "__main__  ['x']\n");
        QCOMPARE(run({"-c", "import sys; print(sys.argv)", "x"}).out, "['-c', 'x']\n");
        QCOMPARE(run({"-", "x"}, "import sys; print(sys.argv)\n").out, "['-', 'x']\n");
        QCOMPARE(run({"-m", "zipapp", "pkg", "-o", "pkg.pyz"}).status, 0);
        QCOMPARE(run({"pkg.pyz", "--", "x"}).out, "__main__  ['x']\n");
        QVERIFY(run({"-V"}).out.startsWith("Python 3."));
    }

    void pythons_options_and_variables() {
        QCOMPARE(run({"-O", "-c", "print(__debug__)"}).out, "False\n");
        QCOMPARE(run({"-W", "error", "-c", "import warnings; warnings.warn('w')"}).status, 1);
        QCOMPARE(run({"-X", "dev", "-c", "import sys; print(sys.flags.dev_mode)"}).out, "True\n");
        QCOMPARE(run({"-c", "print(__debug__)"}, {}, {"PYTHONOPTIMIZE=1"}).out, "False\n");
        QCOMPARE(run({"-i", "-c", "x = 6"}, "print(x * 7)\n").out, "42\n");
    }

    void the_environment_beside_it_is_its_own() {
        QCOMPARE(run({"-m", "venv", "--without-pip", "home/.venv"}).status, 0);
        const QString packages = "home/.venv/lib/python3.11/site-packages/";
        write(packages + "beside.py", "word = 'beside'\n");
        write(packages + "more.pth", directory_.filePath("elsewhere").toUtf8() + "\n");
        write("elsewhere/linked.py", "word = 'linked'\n");
        write("home/app.py", "import sys, subprocess, beside, linked\n"
                             "print(beside.word, linked.word, sys.prefix, flush=True)\n"
                             "subprocess.run([sys.executable, '-c',\n"
                             "                'import sys, beside; print(sys.prefix)'])\n");
        const QByteArray prefix = directory_.filePath("home/.venv").toUtf8();
        const Result result = run({"home/app.py"});
        QCOMPARE(result.err, "");
        QCOMPARE(result.out, "beside linked " + prefix + "\n" + prefix + "\n");
        const QString active = "VIRTUAL_ENV=" + prefix;
        QCOMPARE(run({"-c", "import beside; print(beside.word)"}, {}, {active}).out, "beside\n");
    }

    void an_environment_of_another_interpreter() {
        write("uv/.venv/pyvenv.cfg", "home = /somewhere/else/bin\nversion_info = 3.11.99\n");
        QVERIFY(QDir(directory_.path()).mkpath("uv/.venv/bin"));
        QFile::link("/usr/bin/python3", directory_.filePath("uv/.venv/bin/python3"));
        write("uv/.venv/lib/python3.11/site-packages/there.py", "word = 'there'\n");
        write("uv/app.py", "import sys, asyncio, there\n"
                           "print(there.word, sys.prefix)\n");
        const Result same = run({"uv/app.py"});
        QCOMPARE(same.err, "");
        QCOMPARE(same.out, "there " + directory_.filePath("uv/.venv").toUtf8() + "\n");

        write("new/.venv/pyvenv.cfg", "home = /somewhere/else/bin\nversion = 3.14.1\n");
        write("new/app.py", "print('runs')\n");
        const Result newer = run({"new/app.py"});
        QCOMPARE(newer.out, "runs\n");
        QVERIFY2(newer.err.contains(".venv is an environment of Python 3.14.1"), newer.err);
    }

    void a_missing_module_comes_with_the_way_out() {
        const Result system = run({"-c", "import no_such_module.part"});
        QVERIFY2(system.err.contains("'no_such_module' is not installed for /usr/bin/python3"),
                 system.err);
        write("v/app.py", "import no_such_module\n");
        QCOMPARE(run({"-m", "venv", "--without-pip", "v/.venv"}).status, 0);
        const Result own = run({"v/app.py"});
        QVERIFY2(own.err.contains("v/.venv/bin/python3 -m pip install no_such_module"), own.err);
        // One that was caught, or a part of what is there, is not a matter of installing.
        QVERIFY(!run({"-c", "try:\n import no_such_module\nexcept ImportError: 1/0"})
                     .err.contains("install"));
        QVERIFY(!run({"-c", "import os.no_such_part"}).err.contains("install"));
    }

    void nothing_is_armed() {
        // Nobody is to be served: no timer, no signal handler, no thread of Braid's.
        const Result result = run({"-c", "import asyncio, os, signal, threading\n"
                                         "asyncio.run(asyncio.sleep(0.01))\n"
                                         "print(len(os.listdir('/proc/self/task')),\n"
                                         "      open('/proc/self/timers').read(),\n"
                                         "      [s for s in signal.valid_signals()\n"
                                         "       if callable(signal.getsignal(s))])\n"});
        QCOMPARE(result.out, "1  [<Signals.SIGINT: 2>]\n");
    }

    void tasks_are_recorded_if_asked_for() {
        const QByteArray trace =
            trace_of(write("tasks.py", "import asyncio\n"
                                       "async def main():\n"
                                       "    await asyncio.to_thread(len, '')\n"
                                       "    await asyncio.create_task(\n"
                                       "        asyncio.sleep(0), name='nap')\n"
                                       "asyncio.run(main())\n"),
                     0);
        QVERIFY2(trace.contains("\"nap\""), trace);
        QVERIFY2(trace.contains("\"tasks.py\""), trace);
        QVERIFY2(trace.contains("\"thread-1\""), trace); // which has run len()
        QVERIFY2(trace.contains("\"len\""), trace);
    }

    void the_trace_survives_every_end() {
        QVERIFY(
            trace_of(write("exit.py", "import sys; sys.exit(3)\n"), 3).contains("exit status 3"));
        QVERIFY(trace_of(write("fail.py", "raise ValueError('no such page')\n"), 1)
                    .contains("ValueError: no such page"));
        const QByteArray interrupted =
            trace_of(write("int.py", "import asyncio, os, signal\n"
                                     "async def main():\n"
                                     "    os.kill(os.getpid(), signal.SIGINT)\n"
                                     "    await asyncio.sleep(5)\n"
                                     "asyncio.run(main())\n"),
                     SIGINT, true);
        QVERIFY2(interrupted.contains("\"cancelled\""), interrupted);
        const QByteArray pending =
            trace_of(write("pending.py", "import asyncio\n"
                                         "loop = asyncio.new_event_loop()\n"
                                         "task = loop.create_task(asyncio.sleep(5), name='left')\n"
                                         "loop.call_later(0.01, loop.stop)\n"
                                         "loop.run_forever()\n"),
                     0);
        QVERIFY2(pending.contains("\"left\""), pending);
    }

    void children_leave_the_trace_alone() {
        const QByteArray trace = trace_of(write("forks.py", "import os, sys\n"
                                                            "if os.fork() == 0:\n"
                                                            "    sys.exit(5)\n"
                                                            "print(os.wait())\n"),
                                          0);
        QVERIFY2(trace.contains("\"finished\""), trace);
        QVERIFY2(!trace.contains("exit status 5"), trace);
    }
};

QTEST_GUILESS_MAIN(RunAlone)
#include "tst_run_alone.moc"

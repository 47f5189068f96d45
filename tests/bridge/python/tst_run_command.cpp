// SPDX-License-Identifier: MIT
// `braid run`, as a person or a script calls it.
#include "written_file.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

class RunCommand : public QObject {
    Q_OBJECT

    QTemporaryDir directory;

    QString write(const QString& name, const QByteArray& source) {
        return written_file(directory.filePath(name), source);
    }
    struct Result {
        int status = -1;
        QString out, err;
    };
    Result run(const QStringList& arguments, const QByteArray& input = {}) {
        QProcess process;
        process.start(BRAID_PROGRAM, QStringList{"run"} + arguments);
        process.write(input);
        process.closeWriteChannel();
        if (!process.waitForFinished(60000) || process.exitStatus() != QProcess::NormalExit)
            return {};
        return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
                QString::fromUtf8(process.readAllStandardError())};
    }

private slots:
    void one_script_has_stdout_and_stderr_for_itself();
    void lines_of_several_scripts_begin_with_their_names();
    void arguments_come_after_two_dashes();
    void a_program_among_others_is_started_as_alone_data();
    void a_program_among_others_is_started_as_alone();
    void packages_of_an_environment_are_one_for_those_who_run_in_it();
    void the_status_is_that_of_the_first_that_failed();
    void wrong_usage_is_explained_data();
    void wrong_usage_is_explained();
    void help_is_printed();
    void standard_input_goes_to_whoever_asks();
    void interrupts_cancel_as_in_python();
    void a_closed_pipe_is_an_error_of_the_program();
    void the_trace_is_written();
    void no_qt_is_loaded();
    void modules_that_a_script_does_not_use_are_not_imported();
    void asyncio_is_braids_however_it_is_imported_data();
    void asyncio_is_braids_however_it_is_imported();
    void an_import_of_asyncio_leaves_no_trace();
    void what_a_script_sets_up_after_a_late_import_is_its_own();
    void a_module_beside_a_script_is_not_taken_for_the_librarys();
};

void RunCommand::one_script_has_stdout_and_stderr_for_itself() {
    const auto result = run({write("both.py", "import sys\nprint('out')\n"
                                              "print('err', file=sys.stderr)\n")});
    QCOMPARE(result.status, 0);
    QCOMPARE(result.out, "out\n");
    QCOMPARE(result.err, "err\n");
}

void RunCommand::lines_of_several_scripts_begin_with_their_names() {
    const QString a = write("a.py", "print('one'); print('two', end='')\n");
    auto lines = run({a, a, write("b.py", "print('three')\n")}).out.split('\n', Qt::SkipEmptyParts);
    lines.sort();
    QCOMPARE(lines, (QStringList{"[a.py#2] one", "[a.py#2] two", "[a.py] one", "[a.py] two",
                                 "[b.py] three"}));
}

void RunCommand::arguments_come_after_two_dashes() {
    const auto result =
        run({write("argv.py", "import sys\nprint(sys.argv[1:])\n"), "--", "-x", "--"});
    QCOMPARE(result.out, "['-x', '--']\n");
}

void RunCommand::a_program_among_others_is_started_as_alone_data() {
    QTest::addColumn<QString>("program");
    QTest::addColumn<QStringList>("options");
    const QByteArray says = "import sys, beside\n"
                            "print(__name__, __file__, __package__, __spec__ and __spec__.name,\n"
                            "      sys.argv, sys.orig_argv[-2:], beside.__file__, sys.path)\n";
    for (const char* place : {"app/", "elsewhere/", "own/"})
        write(QString(place) + "beside.py", "");
    write("app/__main__.py", says);
    write("elsewhere/app.py", says);
    QFile::link(directory.filePath("elsewhere/app.py"), directory.filePath("link.py"));
    run({"-m", "zipapp", directory.filePath("app"), "-o", directory.filePath("app.pyz")});

    run({"-m", "venv", "--without-pip", directory.filePath("own/.venv")});
    const QString packages = "own/.venv/lib/python3.11/site-packages/";
    write(packages + "installed.py", "import sys; where = sys.prefix\n");
    write(packages + "more.pth",
          "import sys; sys.from_pth = 1\n" + directory.filePath("elsewhere").toUtf8() + "\n");
    const QByteArray in_environment =
        "import importlib.util, multiprocessing.spawn, subprocess, sys, installed\n"
        "print(installed.where, sys.prefix, sys.base_prefix, sys.executable, sys.path,\n"
        "      sys.from_pth, importlib.util.find_spec('apt'), sys.flags,\n"
        "      multiprocessing.spawn.get_executable(), flush=True)\n"
        "subprocess.run([sys.executable, '-c', 'import installed; print(installed.where)'])\n";
    write("own/app.py", in_environment);
    write("own/__main__.py", in_environment);
    write("own/lacking.py", "import no_such_module\n");
    write("lacking.py", "import no_such_module\n");
    write("flags.py", "import sys; print(sys.flags, sys.warnoptions, sys._xoptions, sys.path)\n");

    for (const char* name :
         {"app", "app/", "app.pyz", "link.py", "own/app.py", "own", "own/lacking.py", "lacking.py"})
        QTest::newRow(name) << directory.filePath(name) << QStringList();
    QTest::newRow("options") << directory.filePath("flags.py")
                             << QStringList{"-O", "-W", "error", "-X", "dev", "-P", "-B"};
}

void RunCommand::a_program_among_others_is_started_as_alone() {
    QFETCH(QString, program);
    QFETCH(QStringList, options);
    const QString other = write("other.py", "");
    const auto alone = run(options + QStringList{program, "--", "x"});
    auto among = run(options + QStringList{program, other, "--", "x"});
    const QString name = QDir(program).dirName();
    for (QString* said : {&among.out, &among.err})
        said->replace('[' + name + "] ", "");
    QVERIFY(!alone.out.isEmpty() || alone.status == 1);
    QCOMPARE(among.out, alone.out);
    QCOMPARE(among.err, alone.err);
    QCOMPARE(among.status, alone.status);
}

void RunCommand::packages_of_an_environment_are_one_for_those_who_run_in_it() {
    const QByteArray program = "import asyncio, sys, together\n"
                               "together.users += 1\n"
                               "async def main():\n"
                               "    while together.users < together.wanted:\n"
                               "        await asyncio.sleep(0.001)\n"
                               "asyncio.run(main())\n"
                               "print(together.users)\n";
    for (const QString place : {"one", "two"}) {
        write(place + "/.venv/pyvenv.cfg", "home = /usr/bin\nversion = 3.11.2\n");
        write(place + "/.venv/lib/python3.11/site-packages/together.py",
              place == "one" ? "users, wanted = 0, 2\n" : "users, wanted = 0, 1\n");
    }
    const auto result =
        run({write("one/a.py", program), write("one/b.py", program), write("two/c.py", program)});
    QCOMPARE(result.err, "");
    auto lines = result.out.split('\n', Qt::SkipEmptyParts);
    lines.sort();
    QCOMPARE(lines, (QStringList{"[a.py] 2", "[b.py] 2", "[c.py] 1"}));
}

void RunCommand::the_status_is_that_of_the_first_that_failed() {
    const QString good = write("good.py", "");
    const QString three = write("three.py", "import sys, time\ntime.sleep(.1)\nsys.exit(3)\n");
    const QString four = write("four.py", "import sys\nsys.exit(4)\n");
    QCOMPARE(run({good}).status, 0);
    QCOMPARE(run({good, three, four}).status, 3);
    QCOMPARE(run({directory.filePath("missing.py")}).status, 2);
}

void RunCommand::wrong_usage_is_explained_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("words");
    QTest::newRow("no file") << QStringList{} << "no program to run";
    QTest::newRow("option") << QStringList{"--fast", "a.py"} << "unknown option '--fast'";
    QTest::newRow("no trace file") << QStringList{"a.py", "--trace"} << "--trace needs";
    QTest::newRow("bad trace file")
        << QStringList{"--trace", "/no/such/place", "a.py"} << "cannot write '/no/such/place'";
}

void RunCommand::wrong_usage_is_explained() {
    QFETCH(QStringList, arguments);
    QFETCH(QString, words);
    const auto result = run(arguments);
    QCOMPARE(result.status, 2);
    QVERIFY2(result.err.contains(words), qPrintable(result.err));
    QCOMPARE(result.out, "");
}

void RunCommand::help_is_printed() {
    const auto result = run({"--help"});
    QCOMPARE(result.status, 0);
    QVERIFY(result.out.contains("--trace OUT"));
}

void RunCommand::standard_input_goes_to_whoever_asks() {
    const QString ask = write("ask.py", "print('hello', input('name? '))\n"
                                        "try: input()\n"
                                        "except EOFError: print('no more')\n");
    QCOMPARE(run({ask}, "Ada").out, "name? hello Ada\nno more\n");
    // Nobody asks: nobody waits.
    QCOMPARE(run({write("deaf.py", "print('done')\n")}, "line\n").out, "done\n");
}

void RunCommand::interrupts_cancel_as_in_python() {
    QProcess process;
    process.start(BRAID_PROGRAM, {"run", write("loop.py", "import asyncio\n"
                                                          "async def main():\n"
                                                          "    print('ready', flush=True)\n"
                                                          "    try: await asyncio.sleep(100)\n"
                                                          "    finally: print('cleaned up')\n"
                                                          "asyncio.run(main())\n")});
    QByteArray out;
    while (out != "ready\n" && process.waitForReadyRead(60000))
        out += process.readAllStandardOutput();
    ::kill(pid_t(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(60000));
    // It dies of the signal, so that a shell's loop around it ends, too.
    QCOMPARE(process.exitStatus(), QProcess::CrashExit);
    QCOMPARE(process.exitCode(), SIGINT);
    QCOMPARE(process.readAllStandardOutput(), QByteArray("cleaned up\n"));
    QVERIFY(process.readAllStandardError().endsWith("KeyboardInterrupt\n"));
}

void RunCommand::a_closed_pipe_is_an_error_of_the_program() {
    QProcess shell;
    const QString torrent = write("torrent.py", "try:\n"
                                                "    while True: print('x' * 100)\n"
                                                "except BrokenPipeError:\n"
                                                "    import os\n"
                                                "    os._exit(7)\n");
    shell.start("bash", {"-c", QString("'%1' run '%2' | head -c 1000 | wc -c; "
                                       "echo ${PIPESTATUS[0]}")
                                   .arg(BRAID_PROGRAM, torrent)});
    QVERIFY(shell.waitForFinished(60000));
    QCOMPARE(shell.readAllStandardOutput(), QByteArray("1000\n7\n"));
}

void RunCommand::the_trace_is_written() {
    const QString out = directory.filePath("trace.json");
    const auto result = run({"--trace", out,
                             write("traced.py", "import asyncio\n"
                                                "async def main():\n"
                                                "    await asyncio.create_task(\n"
                                                "        asyncio.sleep(0.01), name='nap')\n"
                                                "asyncio.run(main())\n")});
    QCOMPARE(result.status, 0);
    QFile file(out);
    QVERIFY(file.open(QFile::ReadOnly));
    const QByteArray json = file.readAll();
    QVERIFY(json.contains("\"traced.py\""));
    QVERIFY(json.contains("\"nap\""));
    QVERIFY(json.contains("sleep 0.01 s"));
}

void RunCommand::no_qt_is_loaded() {
    const auto result = run({write("maps.py", "import asyncio\n"
                                              "async def main():\n"
                                              "    print(open('/proc/self/maps').read())\n"
                                              "asyncio.run(main())\n")});
    QVERIFY(result.out.contains("libboost"));
    QVERIFY2(!result.out.contains("libQt"), qPrintable(result.out));
}

void RunCommand::modules_that_a_script_does_not_use_are_not_imported() {
    const auto result = run({write("modules.py", "import sys\n"
                                                 "print({'asyncio', 'logging', 're', 'ssl'}\n"
                                                 "      & set(sys.modules))\n")});
    QCOMPARE(result.out, "set()\n");
}

void RunCommand::asyncio_is_braids_however_it_is_imported_data() {
    QTest::addColumn<QByteArray>("statement");
    QTest::newRow("package") << QByteArray("import asyncio");
    QTest::newRow("part") << QByteArray("import asyncio.queues");
    QTest::newRow("the loop's own part") << QByteArray("import asyncio.unix_events");
    QTest::newRow("name") << QByteArray("from asyncio.runners import Runner");
    QTest::newRow("function") << QByteArray("import importlib\n"
                                            "importlib.import_module('asyncio')");
    QTest::newRow("__import__") << QByteArray("__import__('asyncio.tasks')");
    QTest::newRow("by another module") << QByteArray("import unittest.async_case");
    QTest::newRow("in a thread") << QByteArray("import threading\n"
                                               "def work():\n"
                                               "    import asyncio\n"
                                               "thread = threading.Thread(target=work)\n"
                                               "thread.start()\n"
                                               "thread.join()");
}

void RunCommand::asyncio_is_braids_however_it_is_imported() {
    QFETCH(QByteArray, statement);
    const auto result =
        run({write("imports.py", statement + "\n"
                                             "import sys\n"
                                             "asyncio = sys.modules['asyncio']\n"
                                             "async def main():\n"
                                             "    return type(asyncio.get_running_loop())\n"
                                             "loop = asyncio.run(main())\n"
                                             "print(loop.__mro__[1].__name__, loop is\n"
                                             "      asyncio.SelectorEventLoop)\n")});
    QCOMPARE(result.err, "");
    QCOMPARE(result.out, "LoopCore True\n");
}

void RunCommand::an_import_of_asyncio_leaves_no_trace() {
    // An error on the way looks as under python3, and does not keep the next import from working.
    write("heapq.py", "raise ImportError('not today')\n");
    const auto result = run({write("fails.py", "import os, sys, traceback\n"
                                               "try:\n"
                                               "    import asyncio\n"
                                               "except ImportError:\n"
                                               "    print(traceback.format_exc())\n"
                                               "print(sys.meta_path)\n"
                                               "os.remove(os.path.dirname(__file__) + "
                                               "'/heapq.py')\n"
                                               "import asyncio\n"
                                               "print(type(asyncio.new_event_loop())\n"
                                               "      .__mro__[1].__name__)\n")});
    QVERIFY2(result.out.contains("not today"), qPrintable(result.out + result.err));
    QVERIFY2(!result.out.contains("braid"), qPrintable(result.out));
    QVERIFY2(result.out.endsWith("LoopCore\n"), qPrintable(result.out + result.err));
}

void RunCommand::what_a_script_sets_up_after_a_late_import_is_its_own() {
    // Both run before either imports anything; the second looks when the first has set up.
    const QString sets_up = write("sets_up.py", "import time\n"
                                                "time.sleep(0.01)\n"
                                                "import asyncio, logging\n"
                                                "logging.basicConfig(level=10)\n"
                                                "class Policy(asyncio.DefaultEventLoopPolicy):\n"
                                                "    pass\n"
                                                "asyncio.set_event_loop_policy(Policy())\n"
                                                "time.sleep(0.05)\n"
                                                "print(logging.root.level,\n"
                                                "      len(logging.root.handlers),\n"
                                                "      type(asyncio.get_event_loop_policy())\n"
                                                "      .__name__)\n");
    const QString looks = write("looks.py", "import sys, time\n"
                                            "while not getattr(sys.modules.get('logging'),\n"
                                            "                  'root', None) \\\n"
                                            "        or 'braid_loop' not in sys.modules:\n"
                                            "    time.sleep(0.001)\n"
                                            "time.sleep(0.01)\n"
                                            "import asyncio, logging\n"
                                            "print(logging.root.level,\n"
                                            "      len(logging.root.handlers),\n"
                                            "      type(asyncio.get_event_loop_policy())\n"
                                            "      .__name__)\n");
    const auto result = run({looks, sets_up});
    QVERIFY2(result.out.contains("[looks.py] 30 0 _UnixDefaultEventLoopPolicy\n"),
             qPrintable(result.out + result.err));
    QVERIFY2(result.out.contains("[sets_up.py] 10 1 Policy\n"),
             qPrintable(result.out + result.err));
}

void RunCommand::a_module_beside_a_script_is_not_taken_for_the_librarys() {
    write("logging.py", "root = None\nwords = 'my own'\n");
    const QString own = write("own.py", "import logging, time\n"
                                        "print(logging.words)\n"
                                        "time.sleep(0.05)\n"
                                        "print(logging.words)\n");
    QVERIFY(QDir(directory.path()).mkpath("other"));
    const QString other = write("other/other.py", "import time\n"
                                                  "time.sleep(0.01)\n"
                                                  "import logging\n"
                                                  "logging.basicConfig()\n"
                                                  "print(len(logging.root.handlers))\n");
    const auto result = run({own, other});
    QFile::remove(directory.filePath("logging.py"));
    QVERIFY2(result.out.count("[own.py] my own\n") == 2, qPrintable(result.out + result.err));
    QVERIFY2(result.out.contains("[other.py] 1\n"), qPrintable(result.out + result.err));
}

QTEST_GUILESS_MAIN(RunCommand)
#include "tst_run_command.moc"

// SPDX-License-Identifier: MIT
// `braid run`, as a person or a script calls it.
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
        QFile file(directory.filePath(name));
        if (!file.open(QFile::WriteOnly))
            qFatal("cannot write %s", qPrintable(file.fileName()));
        file.write(source);
        return file.fileName();
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
    void the_status_is_that_of_the_first_that_failed();
    void wrong_usage_is_explained_data();
    void wrong_usage_is_explained();
    void help_is_printed();
    void standard_input_goes_to_whoever_asks();
    void interrupts_cancel_as_in_python();
    void a_closed_pipe_ends_the_run();
    void the_trace_is_written();
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
                                                          "    print('ready')\n"
                                                          "    try: await asyncio.sleep(100)\n"
                                                          "    finally: print('cleaned up')\n"
                                                          "asyncio.run(main())\n")});
    QVERIFY(process.waitForReadyRead(60000));
    QCOMPARE(process.readAllStandardOutput(), QByteArray("ready\n"));
    ::kill(pid_t(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(60000));
    QCOMPARE(process.exitCode(), 130);
    QCOMPARE(process.readAllStandardOutput(), QByteArray("cleaned up\n"));
    QVERIFY(process.readAllStandardError().endsWith("KeyboardInterrupt\n"));
}

void RunCommand::a_closed_pipe_ends_the_run() {
    QProcess shell;
    const QString torrent = write("torrent.py", "while True: print('x' * 100)\n");
    shell.start("bash", {"-c", QString("'%1' run '%2' | head -c 1000 | wc -c; "
                                       "echo ${PIPESTATUS[0]}")
                                   .arg(BRAID_PROGRAM, torrent)});
    QVERIFY(shell.waitForFinished(60000));
    QCOMPARE(shell.readAllStandardOutput(), QByteArray("1000\n141\n"));
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

QTEST_GUILESS_MAIN(RunCommand)
#include "tst_run_command.moc"

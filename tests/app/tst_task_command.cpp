// SPDX-License-Identifier: MIT
// `braid task`, as a person or a script calls it.
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

class tst_TaskCommand : public QObject {
    Q_OBJECT

    QTemporaryDir folder;

    struct Result {
        int status = -1;
        QString out, err;
    };
    static Result task(const QStringList& arguments, const QByteArray& input = {}) {
        QProcess process;
        process.start(BRAID_PROGRAM, QStringList{"task"} + arguments);
        process.write(input);
        process.closeWriteChannel();
        if (!process.waitForFinished(60'000) || process.exitStatus() != QProcess::NormalExit)
            return {};
        return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
                QString::fromUtf8(process.readAllStandardError())};
    }
    static bool waitFor(QProcess& process, const QByteArray& text) {
        QByteArray all;
        while (!all.contains(text) && process.waitForReadyRead(60'000))
            all += process.readAllStandardOutput();
        return all.contains(text);
    }

private slots:
    void aloneItListsTheTasks() {
        const Result result = task({});
        QCOMPARE(result.status, 0);
        for (const char* name : {"fetch", "hash", "run", "watch", "serve", "primes", "count"})
            QVERIFY(result.out.contains(QString("\n  %1 ").arg(name)));
    }

    void helpSaysWhatATaskTakes() {
        const Result result = task({"fetch", "--help"});
        QCOMPARE(result.status, 0);
        QVERIFY(result.out.startsWith("braid task fetch [--trace OUT] [--at-once N]"));
        QVERIFY(result.out.contains("so many at a time (10)"));
    }

    void wrongUsageIsExplained_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("said");
        QTest::newRow("task") << QStringList{"fly"} << "there is no task 'fly'";
        QTest::newRow("option") << QStringList{"count", "--fast"} << "no option --fast";
        QTest::newRow("value") << QStringList{"count", "x"} << "'x' is no whole number";
        QTest::newRow("missing") << QStringList{"fetch"} << "URL: this is needed";
        QTest::newRow("trace") << QStringList{"count", "--trace"} << "--trace needs the name";
        QTest::newRow("no place") << QStringList{"count", "--trace=/nowhere/x"}
                                  << "cannot write '/nowhere/x'";
    }
    void wrongUsageIsExplained() {
        QFETCH(QStringList, arguments);
        QFETCH(QString, said);
        const Result result = task(arguments);
        QCOMPARE(result.status, 2);
        QVERIFY2(result.err.contains(said), qPrintable(result.err));
        QVERIFY(result.out.isEmpty());
    }

    void theTasksStatusAndStreamsAreItsOwn() {
        const Result result =
            task({"run", "echo", "out;", "echo err >&2;", "cat;", "exit 7"}, "in");
        QCOMPARE(result.status, 7);
        QCOMPARE(result.out, QString("out\nin"));
        QCOMPARE(result.err, QString("err\nRun a command: exit status 7\n"));
    }

    void whatIsNoTerminalSeesNoProgress() {
        const Result result = task({"count", "2", "--every", "0"});
        QCOMPARE(result.out, QString("2\n1\n0\n"));
        QCOMPARE(result.err, QString());
    }

    void aSignalStopsIt_data() {
        QTest::addColumn<int>("signal");
        QTest::newRow("Ctrl-C") << SIGINT;
        QTest::newRow("terminate") << SIGTERM;
    }
    void aSignalStopsIt() {
        QFETCH(int, signal);
        QProcess process;
        process.start(BRAID_PROGRAM, {"task", "count"});
        QVERIFY(waitFor(process, "10\n"));
        ::kill(pid_t(process.processId()), signal);
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 128 + signal);
    }

    void whenNobodyListensAnyMoreItStops() {
        const QString command =
            QStringLiteral("'%1' task count 1000000 --every 0.001 | head -1; echo ${PIPESTATUS[0]}")
                .arg(BRAID_PROGRAM);
        QProcess shell;
        shell.start("bash", {"-c", command});
        QVERIFY(shell.waitForFinished(60'000));
        QCOMPARE(shell.readAllStandardOutput(), QByteArray("1000000\n141\n"));
    }

    void theTraceHasAStrandOfTheTask() {
        const QString file = folder.filePath("trace.json");
        QCOMPARE(task({"primes", "--trace", file, "1000"}).status, 0);
        QFile trace(file);
        QVERIFY(trace.open(QFile::ReadOnly));
        const QByteArray text = trace.readAll();
        QVERIFY(text.contains("Count primes") && text.contains("core 1"));
        QVERIFY(text.contains("thread-1") && !text.contains("C++ tasks"));
    }

    void neitherQtNorPythonIsLoaded() {
        QProcess process;
        process.start(BRAID_PROGRAM, {"task", "count"});
        QVERIFY(waitFor(process, "10\n"));
        QFile maps(QStringLiteral("/proc/%1/maps").arg(process.processId()));
        QVERIFY(maps.open(QFile::ReadOnly));
        const QByteArray all = maps.readAll();
        QVERIFY(all.contains("libcrypto") && !all.contains("libQt") && !all.contains("libpython"));
        process.kill();
        QVERIFY(process.waitForFinished(60'000));
    }
};

QTEST_GUILESS_MAIN(tst_TaskCommand)
#include "tst_task_command.moc"

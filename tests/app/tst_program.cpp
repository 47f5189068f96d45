// SPDX-License-Identifier: MIT
#include <QFile>
#include <QImage>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

/// The program as a shell starts it, in a home of its own.
class tst_Program : public QObject {
    Q_OBJECT

private slots:
    void init() { home_ = std::make_unique<QTemporaryDir>(); }

    void itDrawsItsWindowAndQuits() {
        write("hello.py", "print('hello')\n");
        QProcess braid;
        start(braid, {"--screenshot", path("window.png"), "--size", "900x600", "--theme", "dark",
                      path("hello.py")});
        QVERIFY(braid.waitForFinished(60'000));
        QCOMPARE(braid.exitStatus(), QProcess::NormalExit);
        QCOMPARE(braid.exitCode(), 0);
        const QImage picture(path("window.png"));
        QCOMPARE(picture.size(), QSize(900, 600));
        QVERIFY(picture.pixelColor(2, 2).lightnessF() < 0.5);
    }

    void aSignalClosesItAndTheTraceIsWritten() {
        write("waits.py", "import asyncio, pathlib\n"
                          "async def main():\n"
                          "    pathlib.Path(__file__ + '.runs').touch()\n"
                          "    await asyncio.create_task(asyncio.sleep(1000), name='long nap')\n"
                          "asyncio.run(main())\n");
        QProcess braid;
        start(braid, {"--trace", path("trace.json"), path("waits.py")});
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path("waits.py.runs")), 60'000);
        braid.terminate();
        QVERIFY(braid.waitForFinished(60'000));
        QCOMPARE(braid.exitStatus(), QProcess::NormalExit);
        QCOMPARE(braid.exitCode(), 0);
        QFile trace(path("trace.json"));
        QVERIFY(trace.open(QIODevice::ReadOnly));
        const QByteArray text = trace.readAll();
        QVERIFY(!QJsonDocument::fromJson(text).isNull());
        QVERIFY(text.contains("long nap"));
    }

    void scriptsBuiltInTasksAndTheWindowAreOneBraid() {
        write("hello.py", "import asyncio\nasyncio.run(asyncio.sleep(0.01))\n");
        QProcess braid;
        start(braid, {"--screenshot", path("window.png"), "--trace", path("trace.json"), "--task",
                      "count 3 --every 0.01", path("hello.py")});
        QVERIFY(braid.waitForFinished(60'000));
        QCOMPARE(braid.exitCode(), 0);
        QFile trace(path("trace.json"));
        QVERIFY(trace.open(QIODevice::ReadOnly));
        const QByteArray text = trace.readAll();
        for (const char* strand : {"\"Window (Qt)\"", "\"Count down\"", "\"hello.py\""})
            QVERIFY2(text.contains(strand), strand);
    }

    void whatItDoesNotUnderstandItSays_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("option") << QStringList{"--no-such-option"};
        QTest::newRow("theme") << QStringList{"--theme", "pink"};
        QTest::newRow("task") << QStringList{"--task", "no-such-task 1"};
        QTest::newRow("size") << QStringList{"--size", "large"};
    }
    void whatItDoesNotUnderstandItSays() {
        QFETCH(QStringList, arguments);
        QProcess braid;
        start(braid, arguments);
        QVERIFY(braid.waitForFinished(60'000));
        QVERIFY(braid.exitCode() != 0);
        QVERIFY(!braid.readAllStandardError().isEmpty());
    }

    void withoutADisplayItStillHelpsAndSaysWhatToDo() {
        QProcess help, window;
        start(help, {"--help"}, {});
        QVERIFY(help.waitForFinished(60'000));
        QCOMPARE(help.exitCode(), 0);
        QVERIFY(help.readAllStandardOutput().contains("--trace"));
        QProcess version;
        start(version, {"--version"}, {});
        QVERIFY(version.waitForFinished(60'000));
        QVERIFY(version.readAllStandardOutput().startsWith("braid "));
        start(window, {}, {});
        QVERIFY(window.waitForFinished(60'000));
        QCOMPARE(window.exitStatus(), QProcess::NormalExit);
        QCOMPARE(window.exitCode(), 1);
        QVERIFY(window.readAllStandardError().contains("braid run"));
    }

    void itBecomesTheWindowsProgramBesideIt() {
        // A copy, so that what lies beside it is of this test's choice.
        QVERIFY(QFile::copy(BRAID_PROGRAM, path("braid")));
        QProcess missing;
        start(missing, {path("hello.py")}, {}, path("braid"));
        QVERIFY(missing.waitForFinished(60'000));
        QCOMPARE(missing.exitCode(), 127);
        QVERIFY(missing.readAllStandardError().contains("braid-window"));

        write("braid-window", "#!/bin/sh\necho $$ \"$@\"\n");
        QVERIFY(QFile::setPermissions(path("braid-window"), QFile::ReadOwner | QFile::ExeOwner));
        QVERIFY(QFile::link(path("braid"), path("link")));
        QProcess window;
        start(window, {"--trace", "a b", "c.py"}, {}, path("link"));
        QVERIFY(window.waitForStarted(60'000));
        const QByteArray process = QByteArray::number(window.processId());
        QVERIFY(window.waitForFinished(60'000));
        QCOMPARE(window.readAllStandardOutput(), process + " --trace a b c.py\n");
    }

    void aTraceThatCannotBeWrittenIsAFailure() {
        write("hello.py", "print('hello')\n");
        QProcess braid;
        start(braid, {"--screenshot", path("window.png"), "--trace", path("no/folder/trace.json"),
                      path("hello.py")});
        QVERIFY(braid.waitForFinished(60'000));
        QCOMPARE(braid.exitCode(), 1);
        QVERIFY(braid.readAllStandardError().contains("trace"));
    }

private:
    QString path(const QString& name) const { return home_->filePath(name); }

    void write(const QString& name, const QByteArray& text) {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("no file could be written");
    }

    void start(QProcess& braid, const QStringList& arguments,
               const QString& platform = QStringLiteral("offscreen"),
               const QString& program = QStringLiteral(BRAID_PROGRAM)) {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char* name : {"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"})
            environment.insert(name, home_->path());
        for (const char* name : {"QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"})
            environment.remove(name);
        if (!platform.isEmpty())
            environment.insert("QT_QPA_PLATFORM", platform);
        braid.setProcessEnvironment(environment);
        braid.start(program, arguments);
    }

    std::unique_ptr<QTemporaryDir> home_;
};

QTEST_GUILESS_MAIN(tst_Program)
#include "tst_program.moc"

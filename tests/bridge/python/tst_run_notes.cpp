// SPDX-License-Identifier: MIT
// `braid run` of notes, as a person or a script calls it.
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

class RunNotes : public QObject {
    Q_OBJECT

    QTemporaryDir directory;

    QString write(const QString& name, const QByteArray& text) {
        QFile file(directory.filePath(name));
        if (!file.open(QFile::WriteOnly))
            qFatal("cannot write %s", qPrintable(file.fileName()));
        file.write(text);
        return file.fileName();
    }
    struct Result {
        int status = -1;
        QString out, err;
    };
    Result run(const QStringList& arguments) {
        QProcess process;
        process.setWorkingDirectory(directory.path());
        process.start(BRAID_PROGRAM, QStringList{"run"} + arguments);
        process.closeWriteChannel();
        if (!process.waitForFinished(60000) || process.exitStatus() != QProcess::NormalExit)
            return {};
        return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
                QString::fromUtf8(process.readAllStandardError())};
    }

private slots:
    void blocks_are_listed() {
        write("a.md",
              "# Über\n```python\nx = 1\n```\n## Two\n```py\nprint(x)\n```\n```sh\nls\n```\n"
              "~~~\n~~~\n```python\nf(\n```\n");
        const Result result = run({"--list-blocks", "a.md"});
        QCOMPARE(result.status, 0);
        QCOMPARE(result.out,
                 QString("1  python  Über  runs\n"
                         "2  py      Two   runs after block 1\n"
                         "3  sh      Two   does not run: “sh” is not a language that runs here\n"
                         "4  -       Two   does not run: its language is not named\n"
                         "5  python  Two   does not run: line 15: '(' was never closed\n"));
        QCOMPARE(result.err, QString());
    }

    void all_that_can_run_does() {
        write("a.md", "```python\nx = 1\nprint('a')\n```\n```python\nprint('b', x)\n```\n"
                      "```python\nprint('c')\n```\n```python\nprint(lacking)\n```\n");
        const Result result = run({"a.md"});
        QCOMPARE(result.status, 0);
        QStringList lines = result.out.split('\n', Qt::SkipEmptyParts);
        lines.sort();
        QCOMPARE(lines, (QStringList{"[a.md § 1] a", "[a.md § 2] b 1", "[a.md § 3] c"}));
        QVERIFY2(result.err.contains("1 block does not run"), qPrintable(result.err));
    }

    void one_block_runs_with_what_it_needs() {
        write("a.md", "```python\nx = 1\n```\n```python\nprint('b')\n```\n"
                      "```python\nimport sys\nprint(x, sys.argv[1:])\n```\n");
        Result result = run({"a.md#3", "--", "-x"});
        QCOMPARE(result.status, 0);
        QCOMPARE(result.out, QString("[a.md § 3] 1 ['-x']\n"));
        result = run({"a.md#2"});
        QCOMPARE(result.out, QString("b\n")); // alone, as it stands
    }

    void output_is_compared() {
        write("a.md", "```python\nprint(1)\n```\n\n```text\n1\n```\n\n"
                      "```python\nprint(1, 'ms')\n```\n\n```text\n... ms\n```\n");
        Result result = run({"a.md"});
        QCOMPARE(result.status, 0);
        QVERIFY2(result.err.contains("a.md:2: block 1: as written\n"), qPrintable(result.err));
        QVERIFY(result.err.contains("a.md:10: block 2: as written\n"));
        write("b.md", "```python\nprint(1)\nprint(2)\n```\n\n```text\n1\n3\n```\n");
        result = run({"b.md"});
        QCOMPARE(result.status, 1);
        QCOMPARE(result.out, QString("1\n2\n"));
        QVERIFY2(result.err.contains("b.md:8: block 1: expected “3”, got “2”\n"),
                 qPrintable(result.err));
    }

    void a_notebook_runs_as_a_note() {
        write("a.ipynb", "{\"cells\": [{\"cell_type\": \"code\", \"source\": \"x = 2\"},\n"
                         "{\"cell_type\": \"code\", \"source\": [\"import asyncio\\n\",\n"
                         "\"await asyncio.sleep(0, x)\"], \"outputs\": [{\"output_type\": "
                         "\"execute_result\", \"data\": {\"text/plain\": \"2\"}}]}]}");
        const Result result = run({"a.ipynb"});
        QCOMPARE(result.status, 0);
        QCOMPARE(result.out, QString("[a.ipynb § 2] 2\n"));
        QVERIFY2(result.err.contains("a.ipynb#2:1: block 2: as written"), qPrintable(result.err));
    }

    void notes_and_programs_run_together() {
        write("a.md", "```python\nprint('note')\n```\n");
        write("b.py", "print('program')\n");
        const Result result = run({"b.py", "a.md"});
        QCOMPARE(result.status, 0);
        QVERIFY(result.out.contains("[a.md § 1] note\n"));
        QVERIFY(result.out.contains("[b.py] program\n"));
    }

    void the_first_failure_is_the_status() {
        write("a.md", "```python\nraise SystemExit(7)\n```\n```python\n1 / 0\n```\n");
        QCOMPARE(run({"a.md"}).status, 7);
    }

    void what_cannot_run_is_explained_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("word");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("said");
        const QByteArray text = "```sh\nls\n```\n```python\nx\n```\n";
        QTest::newRow("language") << text << "a.md#1" << 2 << "a.md#1 does not run: “sh” is not";
        QTest::newRow("number") << text << "a.md#9" << 2 << "has no block 9, only 2";
        QTest::newRow("fragment") << text << "a.md#2" << 1 << "nothing above makes “x” (line 5)";
        QTest::newRow("nothing") << text << "a.md" << 1 << "nothing in it runs";
        QTest::newRow("missing") << text << "nowhere.md" << 2 << "nowhere.md: No such file";
        QTest::newRow("empty") << QByteArray() << "a.md" << 1 << "nothing in it runs";
    }
    void what_cannot_run_is_explained() {
        QFETCH(QByteArray, text);
        QFETCH(QString, word);
        QFETCH(QString, said);
        write("a.md", text);
        const Result result = run({word});
        QTEST(result.status, "status");
        QVERIFY2(result.err.contains(said), qPrintable(result.err));
    }

    void a_broken_notebook_names_file_and_line() {
        write("broken.ipynb", "{\n \"cells\": [\n  oops\n");
        const Result result = run({"--list-blocks", "broken.ipynb"});
        QCOMPARE(result.status, 2);
        QVERIFY2(result.err.contains("broken.ipynb:3:"), qPrintable(result.err));
    }

    void the_trace_names_the_block() {
        write("a.md", "```python\nimport asyncio\nasync def f():\n    await asyncio.sleep(0.01)\n"
                      "asyncio.run(f())\n```\n");
        const QString trace = directory.filePath("trace.json");
        QCOMPARE(run({"--trace", trace, "a.md#1"}).status, 0);
        QFile file(trace);
        QVERIFY(file.open(QFile::ReadOnly));
        QVERIFY(file.readAll().contains("a.md § 1"));
    }
};

QTEST_GUILESS_MAIN(RunNotes)
#include "tst_run_notes.moc"

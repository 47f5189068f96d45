// SPDX-License-Identifier: MIT
// Jupyter notebooks of several ages, whole and broken.
#include "bridge/notes/note.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using braid::Note;
using braid::NoteError;

/// JSON, with ' for ".
static QByteArray json(const char* text) { return QByteArray(text).replace('\'', '"'); }

class NotebookTest : public QObject {
    Q_OBJECT

    QTemporaryDir directory_;

    std::string write(const QByteArray& text) {
        QFile file(directory_.filePath(QStringLiteral("a.ipynb")));
        if (!file.open(QFile::WriteOnly))
            qFatal("cannot write %s", qPrintable(file.fileName()));
        file.write(text);
        return file.fileName().toStdString();
    }
    Note read(const QByteArray& text) { return Note::read(write(text)); }

    static QString expected_of(const Note& note, int number) {
        const auto& expected = note.block(number).expected;
        if (!expected)
            return QStringLiteral("-");
        QStringList lines;
        for (const auto& line : expected->lines)
            lines << QString::fromStdString(line.text);
        return lines.join(QLatin1Char('|'));
    }

private slots:
    void cells_of_nbformat_4_are_read() {
        const Note note =
            read(json("{'nbformat': 4, 'nbformat_minor': 5,"
                      "'metadata': {'kernelspec': {'name': 'python3', 'language': 'python'}},"
                      "'cells': ["
                      "{'cell_type': 'markdown', 'metadata': {}, 'source': ['# Title\\n', "
                      "'```python\\n', 'x\\n', '```']},"
                      "{'cell_type': 'code', 'metadata': {}, 'execution_count': 1, 'source': ['x = "
                      "1\\n', 'x'],"
                      "'outputs': ["
                      "{'output_type': 'stream', 'name': 'stderr', 'text': 'warned\\n'},"
                      "{'output_type': 'stream', 'name': 'stdout', 'text': ['a\\n', 'b\\n']},"
                      "{'output_type': 'execute_result', 'data': {'text/plain': ['1'], "
                      "'text/html': '<b>1</b>'}}]},"
                      "{'cell_type': 'raw', 'metadata': {}, 'source': 'raw'},"
                      "{'cell_type': 'code', 'metadata': {}, 'source': '', 'outputs': []}"
                      "]}"));
        QVERIFY(note.is_notebook);
        QCOMPARE(note.blocks.size(), 2u);
        QCOMPARE(note.block(1).language, std::string("python"));
        QCOMPARE(note.block(1).heading, std::string("Title"));
        QCOMPARE(note.block(1).text, std::string("x = 1\nx\n"));
        QCOMPARE(note.block(1).file, note.file.string() + "#1");
        QCOMPARE(note.block(1).line, 1);
        QCOMPARE(expected_of(note, 1), QStringLiteral("a|b|1"));
        QCOMPARE(note.block(2).text, std::string());
        QCOMPARE(expected_of(note, 2), QStringLiteral("-"));
        QVERIFY(note.parts[0].html.find("<pre>") != std::string::npos);
    }

    void cells_of_nbformat_3_are_read() {
        const Note note =
            read(json("{'nbformat': 3, 'metadata': {'name': ''}, 'worksheets': [{'cells': ["
                      "{'cell_type': 'heading', 'level': 2, 'source': ['Old']},"
                      "{'cell_type': 'code', 'language': 'python', 'input': ['print 1'],"
                      "'outputs': [{'output_type': 'stream', 'stream': 'stdout', 'text': ['1\\n']},"
                      "{'output_type': 'pyout', 'text': ['2']}]}]}]}"));
        QCOMPARE(note.blocks.size(), 1u);
        QCOMPARE(note.block(1).language, std::string("python"));
        QCOMPARE(note.block(1).heading, std::string("Old"));
        QCOMPARE(note.block(1).text, std::string("print 1\n"));
        QCOMPARE(expected_of(note, 1), QStringLiteral("1|2"));
        QVERIFY(note.parts[0].html.starts_with("<h2>"));
    }

    void pictures_and_errors_are_not_compared() {
        const Note note =
            read(json("{'cells': ["
                      "{'cell_type': 'code', 'source': 'a', 'outputs': [{'output_type': "
                      "'display_data', 'data': {'image/png': 'x'}}]},"
                      "{'cell_type': 'code', 'source': 'b', 'outputs': [{'output_type': 'error', "
                      "'ename': 'E'}]}]}"));
        QCOMPARE(expected_of(note, 1), QStringLiteral("-"));
        QCOMPARE(expected_of(note, 2), QStringLiteral("-"));
    }

    void what_is_missing_or_odd_is_no_error_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("blocks");
        QTest::newRow("no cells in it") << json("{'cells': []}") << 0;
        QTest::newRow("no metadata") << json("{'cells': [{'cell_type': 'code'}]}") << 1;
        QTest::newRow("other types")
            << json("{'metadata': 3, 'cells': [1, null, {'cell_type': 7},"
                    "{'cell_type': 'code', 'source': [1, 'x'], 'outputs': {}}]}")
            << 1;
        QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF{\"cells\": []}\r\n") << 0;
    }
    void what_is_missing_or_odd_is_no_error() {
        QFETCH(QByteArray, text);
        QFETCH(int, blocks);
        QCOMPARE(int(read(text).blocks.size()), blocks);
    }

    void a_broken_one_says_where_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("place");
        QTest::newRow("empty") << QByteArray() << QStringLiteral(":1:");
        QTest::newRow("cut") << QByteArray("{\n\"cells\": [\n") << QStringLiteral(":3:");
        QTest::newRow("comma") << QByteArray("{\n\"cells\": [\n,]}") << QStringLiteral(":3:");
        QTest::newRow("conflict") << QByteArray("{\n<<<<<<< HEAD\n") << QStringLiteral(":2:");
        QTest::newRow("more") << QByteArray("{\"cells\": []}\n{}") << QStringLiteral(":2:");
        QTest::newRow("a list") << QByteArray("[1, 2]") << QStringLiteral(":1:");
        QTest::newRow("other JSON") << QByteArray("{\"a\": 1}") << QStringLiteral("no cells");
    }
    void a_broken_one_says_where() {
        QFETCH(QByteArray, text);
        QFETCH(QString, place);
        const std::string file = write(text);
        try {
            Note::read(file);
            QFAIL("it was read");
        } catch (const NoteError& error) {
            const QString said = QString::fromUtf8(error.what());
            QVERIFY2(said.startsWith(QString::fromStdString(file)), qPrintable(said));
            QVERIFY2(said.contains(place), qPrintable(said));
        }
    }
};

QTEST_GUILESS_MAIN(NotebookTest)
#include "tst_notebook.moc"

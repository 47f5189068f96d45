// SPDX-License-Identifier: MIT
// Markdown, as people write it.
#include "bridge/notes/note.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using braid::Note;
using braid::NoteBlock;
using braid::NoteError;
using braid::NotePlace;

class NoteTest : public QObject {
    Q_OBJECT

    QTemporaryDir directory_;

    Note read(const QByteArray& text, const QString& name = QStringLiteral("a.md")) {
        QFile file(directory_.filePath(name));
        if (!file.open(QFile::WriteOnly))
            qFatal("cannot write %s", qPrintable(file.fileName()));
        file.write(text);
        file.close();
        return Note::read(file.fileName().toStdString());
    }

    /// "number:language:line:text", for each block.
    static QString blocks_of(const Note& note) {
        QStringList blocks;
        for (const NoteBlock& block : note.blocks)
            blocks << QStringLiteral("%1:%2:%3:%4")
                          .arg(block.number)
                          .arg(QString::fromStdString(block.language))
                          .arg(block.line)
                          .arg(QString::fromStdString(block.text));
        return blocks.join(QLatin1Char('|'));
    }

private slots:
    void blocks_are_found_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("blocks");
        const auto row = [](const char* name, QByteArray text, const char* blocks) {
            QTest::newRow(name) << std::move(text) << QString::fromUtf8(blocks);
        };
        row("one", "# A\n\n```python\nx = 1\n```\n", "1:python:4:x = 1\n");
        row("two", "```py\n1\n```\n```js\n2\n```\n", "1:py:2:1\n|2:js:5:2\n");
        row("tildes", "~~~~ python\n~~~\n~~~~\n", "1:python:2:~~~\n");
        row("a fence in a fence", "````python\n```\n````\n", "1:python:2:```\n");
        row("indented", "   ```python\n   if x:\n       y\n   ```\n", "1:python:2:if x:\n    y\n");
        row("in a list", "1. a\n\n   ```python\n   x\n   ```\n2. b\n", "1:python:4:x\n");
        row("in a list in a list", "- a\n  - b\n    ```python\n    x\n    ```\n", "1:python:4:x\n");
        row("in a quote", "> ```python\n> x\n>\n> y\n> ```\n", "1:python:2:x\n\ny\n");
        row("in a quote in a list", "* > ```python\n  > x\n  > ```\n", "1:python:2:x\n");
        row("no end", "```python\nx\n", "1:python:2:x\n");
        row("nothing in it", "```python\n```\n", "1:python:2:");
        row("no language", "```\nx\n```\n", "1::2:x\n");
        row("indented text is no block", "text\n\n    x = 1\n", "");
        row("inline code is no block", "text ```x = 1``` text\n", "");
        row("in a comment", "<!--\n```python\nx\n```\n-->\n", "");
        row("windows", "# A\r\n\r\n```python\r\nx\r\ny\r\n```\r\n", "1:python:4:x\ny\n");
        row("old macintosh", "```python\rx\r```\r", "1:python:2:x\n");
        row("byte order mark", "\xEF\xBB\xBF```python\nx\n```\n", "1:python:2:x\n");
        row("front matter", "---\ntitle: ```x\n---\n```python\nx\n```\n", "1:python:5:x\n");
        row("a rule is no front matter", "---\n\n```python\nx\n```\n", "1:python:4:x\n");
        row("invalid UTF-8", "```python\n# \xff\n```\n", "1:python:2:# \xEF\xBF\xBD\n");
        row("empty file", "", "");
    }
    void blocks_are_found() {
        QFETCH(QByteArray, text);
        const Note note = read(text);
        QTEST(blocks_of(note), "blocks");
        for (const NoteBlock& block : note.blocks)
            QCOMPARE(block.file, note.file.string());
    }

    void languages_are_understood_data() {
        QTest::addColumn<QByteArray>("info");
        QTest::addColumn<std::string>("language");
        QTest::newRow("plain") << QByteArray("python") << std::string("python");
        QTest::newRow("capitals") << QByteArray(" Python ") << std::string("python");
        QTest::newRow("pandoc") << QByteArray("{.python}") << std::string("python");
        QTest::newRow("pandoc with more")
            << QByteArray("{ .python .numberLines #a }") << std::string("python");
        QTest::newRow("knitr") << QByteArray("{python, echo=FALSE}") << std::string("python");
        QTest::newRow("title") << QByteArray("python title=\"a.py\"") << std::string("python");
        QTest::newRow("rustdoc") << QByteArray("python,ignore") << std::string("python");
        QTest::newRow("file") << QByteArray("python:a.py") << std::string("python");
        QTest::newRow("MyST") << QByteArray("{code-cell} ipython3") << std::string("ipython3");
        QTest::newRow("other letters") << QByteArray("c++") << std::string("c++");
        QTest::newRow("only marks") << QByteArray("{}") << std::string();
    }
    void languages_are_understood() {
        QFETCH(QByteArray, info);
        const Note note = read("~~~" + info + "\nx\n~~~\n");
        QCOMPARE(note.blocks.size(), 1u);
        QTEST(note.block(1).language, "language");
    }

    void the_heading_above_is_known() {
        const Note note = read("```a\n```\n# One `two` *three*\n## Under\n```b\n```\n\nSet\next\n"
                               "---\n- ```c\n  ```\n");
        QCOMPARE(note.block(1).heading, std::string());
        QCOMPARE(note.block(2).heading, std::string("Under"));
        QCOMPARE(note.block(3).heading, std::string("Set ext"));
        QCOMPARE(read("# One `two` *three*\n~~~\n~~~\n").block(1).heading,
                 std::string("One two three"));
    }

    void output_is_known_data() {
        QTest::addColumn<QByteArray>("below");
        QTest::addColumn<int>("blocks");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, QByteArray below, int blocks, const char* expected) {
            QTest::newRow(name) << std::move(below) << blocks << QString::fromUtf8(expected);
        };
        row("text", "```text\na\nb\n```\n", 1, "a\nb");
        row("output", "\n\n~~~output\na\n~~~\n", 1, "a");
        row("console", "```console\na\n```\n", 1, "a");
        row("announced", "\nIt prints:\n\n```text\na\n```\n", 1, "a");
        row("announced, of no language", "Output:\n```\na\n```\n", 1, "a");
        row("nothing", "```text\n```\n", 1, "");
        row("of no language", "```\na\n```\n", 2, "-");
        row("a shell", "```console\n$ ls\n```\n", 2, "-");
        row("further down", "Some text about it.\n\n```text\na\n```\n", 2, "-");
        row("another language", "```json\n{}\n```\n", 2, "-");
        row("under a heading", "# Next\n```text\na\n```\n", 2, "-");
    }
    void output_is_known() {
        QFETCH(QByteArray, below);
        QFETCH(int, blocks);
        const Note note = read("```python\nx\n```\n" + below);
        QCOMPARE(int(note.blocks.size()), blocks);
        QString expected = QStringLiteral("-");
        if (const auto& known = note.block(1).expected) {
            QStringList lines;
            for (const auto& line : known->lines)
                lines << QString::fromStdString(line.text);
            expected = lines.join(QLatin1Char('\n'));
        }
        QTEST(expected, "expected");
    }

    void output_knows_its_lines() {
        const Note note = read("```python\nx\n```\n\nIt prints:\n\n```text\na\nb\n```\n");
        QCOMPARE(note.block(1).expected->lines[1].number, 9);
    }

    void text_is_html_between_blocks() {
        const Note note =
            read("# A\n\nb *c*\n\n```python\nx\n```\n\n| d | e |\n|---|---|\n| 1 | 2 |\n");
        QCOMPARE(note.parts.size(), 3u);
        QCOMPARE(note.parts[0].html, std::string("<h1>A</h1>\n<p>b <em>c</em></p>\n"));
        QCOMPARE(note.parts[1].block, 1);
        QVERIFY(note.parts[2].html.starts_with("<table>"));
    }

    void a_list_is_cut_at_a_block() {
        const Note note =
            read("3. first\n4. second\n\n   ```python\n   x\n   ```\n\n   more\n5. third\n");
        QStringList parts;
        for (const auto& part : note.parts)
            parts << QString::number(part.indentation) +
                         (part.block ? QStringLiteral("block")
                                     : QString::fromStdString(part.html).remove(u'\n'));
        QCOMPARE(
            parts.join(u'|'),
            QStringLiteral("0<ol start=\"3\"><li><p>first</p></li></ol>"
                           "<ol start=\"4\"><li><p>second</p></li></ol>"
                           "|1block|1<p>more</p>|0<ol start=\"5\"><li><p>third</p></li></ol>"));
    }

    void html_in_a_note_does_nothing() {
        const Note note = read("<script>alert(1)</script>\n\nA <b onclick='x'>b</b> "
                               "[c](javascript:alert(1)) ![d](data:text/html,x)\n");
        for (const char* bad : {"<script", "onclick", "javascript:", "data:text"})
            QVERIFY2(note.parts[0].html.find(bad) == std::string::npos, bad);
    }

    void problems_name_the_file_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("words");
        QTest::newRow("missing") << QStringLiteral("no.md") << QStringLiteral("No such file");
        QTest::newRow("folder") << QStringLiteral("folder.md") << QStringLiteral("is a folder");
    }
    void problems_name_the_file() {
        QFETCH(QString, name);
        QFETCH(QString, words);
        QDir(directory_.path()).mkdir(QStringLiteral("folder.md"));
        const std::string file = directory_.filePath(name).toStdString();
        try {
            Note::read(file);
            QFAIL("it was read");
        } catch (const NoteError& error) {
            const QString said = QString::fromUtf8(error.what());
            QVERIFY2(said.startsWith(QString::fromStdString(file)), qPrintable(said));
            QVERIFY2(said.contains(words), qPrintable(said));
        }
    }

    void a_huge_note_is_read_at_once() {
        QByteArray text;
        for (int i = 0; i < 20000; ++i)
            text += "## Heading\n\nSome *text* with `code`.\n\n```python\nx = 1\n```\n\n";
        QElapsedTimer timer;
        timer.start();
        const Note note = read(text);
        QCOMPARE(note.blocks.size(), 20000u);
        QCOMPARE(note.blocks.back().line, 20000 * 8 - 2);
        QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
    }

    void what_is_deeply_nested_is_read() {
        const Note note = read(QByteArray(2000, '>') + " a\n" + QByteArray(2000, '[') + "\n" +
                               QByteArray("- ").repeated(2000) + "b\n```python\nx\n```\n");
        QCOMPARE(note.blocks.size(), 1u);
    }

    void places_are_understood() {
        const auto place = [](const char* word) {
            const NotePlace parsed = NotePlace::parse(word);
            return parsed.file.string() + '|' + std::to_string(parsed.block);
        };
        QCOMPARE(place("a.md"), std::string("a.md|0"));
        QCOMPARE(place("a.md#3"), std::string("a.md|3"));
        QCOMPARE(place("d/b.ipynb#12"), std::string("d/b.ipynb|12"));
        QCOMPARE(place("a.md#0"), std::string("a.md#0|0"));
        QCOMPARE(place("a.md#3x"), std::string("a.md#3x|0"));
        QCOMPARE(place("a.py#3"), std::string("a.py#3|0"));
        read("", QStringLiteral("b.md#1"));
        const std::string file = directory_.filePath(QStringLiteral("b.md#1")).toStdString();
        QCOMPARE(NotePlace::parse(file).file.string(), file);
    }
};

QTEST_GUILESS_MAIN(NoteTest)
#include "tst_note.moc"

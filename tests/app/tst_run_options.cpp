// SPDX-License-Identifier: MIT
// The command line of `braid run`, which is half Braid's and half Python's.
#include "app/run_options.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using braid::RunOptions;
using Words = std::vector<std::string>;

namespace {

RunOptions parse(Words words) {
    words.insert(words.begin(), "run");
    std::vector<char*> argv;
    for (std::string& word : words)
        argv.push_back(word.data());
    return RunOptions::parse(int(argv.size()), argv.data());
}

std::string complaint(const Words& words) {
    try {
        parse(words);
    } catch (const braid::UsageError& error) {
        return error.what();
    }
    return "none";
}

} // namespace

class RunOptionsTest : public QObject {
    Q_OBJECT

private slots:
    void one_file_is_a_program_alone() {
        const RunOptions options = parse({"--trace", "out", "a/b.py", "--", "-x", "--"});
        QVERIFY(options.alone());
        QCOMPARE(options.words, (Words{"a/b.py", "-x", "--"}));
        QCOMPARE(options.files, Words{"a/b.py"});
        QCOMPARE(options.name, std::string("b.py"));
        QCOMPARE(options.trace_file, std::string("out"));
    }

    void several_files_share_pythons_options() {
        const RunOptions options = parse({"-O", "-W", "error", "a.py", "b.py"});
        QCOMPARE(options.files, (Words{"a.py", "b.py"}));
        QCOMPARE(options.interpreter_options, (Words{"-O", "-W", "error"}));
    }

    void several_files_share_the_arguments() {
        const RunOptions options = parse({"a.py", "b.py", "--trace=out", "--", "x"});
        QVERIFY(!options.alone());
        QCOMPARE(options.files, (Words{"a.py", "b.py"}));
        QCOMPARE(options.arguments, Words{"x"});
        QCOMPARE(options.trace_file, std::string("out"));
    }

    void pythons_options_are_pythons_data() {
        QTest::addColumn<Words>("line");
        QTest::addColumn<Words>("words");
        QTest::addColumn<std::string>("name");
        const auto row = [](const char* title, Words line, Words words, std::string name) {
            QTest::newRow(title) << std::move(line) << std::move(words) << std::move(name);
        };
        row("flags", {"-uOO", "-B", "a.py"}, {"-uOO", "-B", "a.py"}, "a.py");
        row("values", {"-W", "error", "-Xdev", "a.py"}, {"-W", "error", "-Xdev", "a.py"}, "a.py");
        row("code", {"-c", "pass", "-x", "--", "y"}, {"-c", "pass", "-x", "--", "y"}, "-c");
        row("code in the word", {"-Bcpass", "-x"}, {"-Bcpass", "-x"}, "-c");
        row("package", {"-O", "-m", "pkg.sub", "--trace", "y"},
            {"-O", "-m", "pkg.sub", "--trace", "y"}, "pkg.sub");
        row("standard input", {"-", "x"}, {"-", "x"}, "-");
        row("version", {"-V"}, {"-V"}, "");
        row("folder", {"some/folder/"}, {"some/folder/"}, "folder");
    }
    void pythons_options_are_pythons() {
        QFETCH(Words, line);
        const RunOptions options = parse(line);
        QTEST(options.words, "words");
        QTEST(options.name, "name");
    }

    void help_is_asked_for_before_the_program_only() {
        QVERIFY(parse({"--help"}).wants_help);
        QVERIFY(parse({"-h", "a.py"}).wants_help);
        QVERIFY(!parse({"a.py", "--", "-h"}).wants_help);
        QVERIFY(!parse({"-m", "pkg", "--help"}).wants_help);
    }

    void mistakes_are_explained_data() {
        QTest::addColumn<Words>("line");
        QTest::addColumn<QByteArray>("part");
        QTest::newRow("nothing") << Words{} << QByteArray("no program to run");
        QTest::newRow("unknown") << Words{"--fast", "a.py"} << QByteArray("after '--'");
        QTest::newRow("unknown letter") << Words{"-k", "a.py"} << QByteArray("unknown option '-k'");
        QTest::newRow("no code") << Words{"-c"} << QByteArray("-c needs something");
        QTest::newRow("no trace file") << Words{"a.py", "--trace"} << QByteArray("--trace needs");
        QTest::newRow("option of several")
            << Words{"-i", "a.py", "b.py"} << QByteArray("for several");
        QTest::newRow("option of a note") << Words{"-i", "a.md"} << QByteArray("nor for notes");
        QTest::newRow("package beside a file")
            << Words{"a.py", "-m", "pkg"} << QByteArray("-m runs alone");
        QTest::newRow("blocks of a program")
            << Words{"--list-blocks", "a.py"} << QByteArray("is no note");
        QTest::newRow("blocks of nothing") << Words{"--list-blocks"} << QByteArray("no program");
        QTest::newRow("empty") << Words{""} << QByteArray("'' is not the name");
    }
    void mistakes_are_explained() {
        QFETCH(Words, line);
        QFETCH(QByteArray, part);
        const std::string said = complaint(line);
        QVERIFY2(said.find(part.toStdString()) != said.npos, said.c_str());
    }

    void an_argument_is_not_taken_for_a_program() {
        QTemporaryDir directory;
        const auto write = [&](const QString& name, const QByteArray& text) {
            QFile file(directory.filePath(name));
            if (!file.open(QFile::WriteOnly) || file.write(text) != text.size())
                qFatal("cannot write %s", qPrintable(name));
            return file.fileName().toStdString();
        };
        const std::string program = write("a.py", ""), tool = write("tool", "#!/usr/bin/python3\n"),
                          data = write("data.csv", "1,2\n");
        QCOMPARE(complaint({program, tool}), std::string("none"));
        QVERIFY(complaint({program, data}).find("data.csv' is no Python program") !=
                std::string::npos);
    }
};

QTEST_GUILESS_MAIN(RunOptionsTest)
#include "tst_run_options.moc"

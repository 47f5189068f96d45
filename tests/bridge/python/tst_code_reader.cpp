// SPDX-License-Identifier: MIT
// What can be told of Python code without running it.
#include "bridge/script/code_reader.h"
#include "script_test.h"

#include <QTest>

using braid::CodeFacts;

class CodeReaderTest : public QObject {
    Q_OBJECT

    ScriptTest scripts_;
    braid::CodeReader& reader_ = *scripts_.engine.reader();

    CodeFacts read(const QByteArray& code, const char* language = "python") {
        return reader_.read(language, code.toStdString());
    }
    static QString told(const std::vector<CodeFacts::Place>& places) {
        QStringList words;
        for (const auto& place : places)
            words
                << QStringLiteral("%1:%2").arg(place.line).arg(QString::fromStdString(place.text));
        return words.join(QLatin1Char(' '));
    }
    static QString told(const std::vector<std::string>& names) {
        QStringList words;
        for (const std::string& name : names)
            words << QString::fromStdString(name);
        return words.join(QLatin1Char(' '));
    }

private slots:
    void languages_are_known() {
        for (const char* name : {"python", "py", "python3", "pycon", "ipython3"})
            QVERIFY2(reader_.knows(name), name);
        for (const char* name : {"", "text", "pythonx", "js", "Python"})
            QVERIFY2(!reader_.knows(name), name);
    }

    void names_are_told_data() {
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QString>("makes");
        QTest::addColumn<QString>("needs");
        QTest::addColumn<QString>("later"); // needed when functions are called
        const auto row = [](const char* name, QByteArray code, const char* makes, const char* needs,
                            const char* later) {
            QTest::newRow(name) << std::move(code) << QString::fromUtf8(makes)
                                << QString::fromUtf8(needs) << QString::fromUtf8(later);
        };
        row("nothing", "", "", "", "");
        row("builtins", "print(len(__name__), __file__)", "", "", "");
        row("a use before", "print(x)\nx = 1", "x", "1:x", "");
        row("a use behind", "x = 1\nprint(x)", "x", "", "");
        row("an increment", "\nx += 1", "x", "2:x", "");
        row("itself", "x = x + y", "x", "1:x 1:y", "");
        row("imports", "import a.b, c as d\nfrom e import f, g as h", "a d f h", "", "");
        row("attributes", "a.b = c[d]", "", "1:c 1:d 1:a", "");
        row("a function", "def f(a, *b, c=d, **e):\n    return a, b, c, e, g", "f", "1:d", "2:g");
        row("a function of a function",
            "def f(a):\n    def h():\n        return a, z\n    return h", "f", "", "3:z");
        row("mutual", "def f(): return g()\ndef g(): return f()", "f g", "", "");
        row("a decorator", "@d\nasync def f(x: A) -> B: ...", "f", "1:d 2:A 2:B", "");
        row("late annotations", "from __future__ import annotations\ndef f(x: A): ...\ny: B = 1",
            "annotations f y", "", "");
        row("an annotation alone", "x: int\nprint(x)", "", "2:x", "");
        row("global", "def f():\n    global x\n    x = 1", "f x", "", "");
        row("a class", "class A(B, metaclass=M):\n    x = y\n    z = x\n    def f(self): return w",
            "A", "1:B 1:M 2:y", "4:w");
        row("comprehensions", "a = [x + z for x in y if x]", "a", "1:y 1:z", "");
        row("a walrus", "if (n := m) > 1: print(n)", "n", "1:m", "");
        row("loops", "for i, (j, *k) in a: pass\nelse: b", "i j k", "1:a 2:b", "");
        row("with", "with open(p) as f, g as (h, i): pass", "f h i", "1:p 1:g", "");
        row("except", "try: pass\nexcept E as e: print(e)", "e", "2:E", "");
        row("match", "match x:\n    case {'a': [b, *c], **d}: pass\n    case A(e) as f: pass",
            "b c d e f", "1:x 3:A", "");
        row("lambda", "f = lambda a, b=c: a + d", "f", "1:c", "1:d");
        row("await", "await f(x)\nasync with a as b: pass\nasync for c in d: pass", "b c",
            "1:f 1:x 2:a 3:d", "");
        row("f-strings", "print(f'{a} {b!r:>{c}}')", "", "1:a 1:b 1:c", "");
    }
    void names_are_told() {
        QFETCH(QByteArray, code);
        const CodeFacts facts = read(code);
        QCOMPARE(told(facts.errors), QString());
        QTEST(told(facts.makes), "makes");
        QTEST(told(facts.needs), "needs");
        QTEST(told(facts.needs_in_functions), "later");
    }

    void errors_have_their_lines_data() {
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QString>("error");
        QTest::newRow("syntax") << QByteArray("x\ndef f(:\n") << QStringLiteral("2:invalid syntax");
        QTest::newRow("no other lines")
            << QByteArray("if x:\n")
            << QStringLiteral("1:expected an indented block after 'if' statement");
        QTest::newRow("return") << QByteArray("x\nreturn x")
                                << QStringLiteral("2:'return' outside function");
        QTest::newRow("magic") << QByteArray("import a\n%matplotlib inline\n")
                               << QString::fromUtf8(
                                      "2:“%matplotlib inline” is IPython’s, not Python");
        QTest::newRow("cell magic")
            << QByteArray("%%time\nx") << QString::fromUtf8("1:“%%time” is IPython’s, not Python");
        QTest::newRow("shell") << QByteArray("!pip install a")
                               << QString::fromUtf8("1:“!pip install a” is IPython’s, not Python");
        QTest::newRow("shell's output")
            << QByteArray("x = !ls") << QString::fromUtf8("1:“x = !ls” is IPython’s, not Python");
        QTest::newRow("help") << QByteArray("print?")
                              << QString::fromUtf8("1:“print?” is IPython’s, not Python");
        QTest::newRow("null byte")
            << QByteArray("x\0y", 3)
            << QStringLiteral("1:source code string cannot contain null bytes");
        QTest::newRow("depth") << QByteArray(100000, '(')
                               << QStringLiteral("1:too many nested parentheses");
        QTest::newRow("operators")
            << QByteArray(200000, '-') + "1" << QStringLiteral("1:too deeply nested");
    }
    void errors_have_their_lines() {
        QFETCH(QByteArray, code);
        QTEST(told(read(code).errors), "error");
    }

    void a_remainder_is_no_magic() { QCOMPARE(told(read("x = ('%s'\n% 1)\n").errors), QString()); }

    void waits_outside_of_coroutines_are_seen_data() {
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<int>("line");
        QTest::newRow("none") << QByteArray("async def f(): await g()") << 0;
        QTest::newRow("await") << QByteArray("x = 1\nif x:\n    await x\n") << 3;
        QTest::newRow("async with") << QByteArray("\nasync with print: pass") << 2;
        QTest::newRow("async for") << QByteArray("async for x in print: pass") << 1;
        QTest::newRow("comprehension") << QByteArray("[x async for x in print]") << 1;
    }
    void waits_outside_of_coroutines_are_seen() {
        QFETCH(QByteArray, code);
        const CodeFacts facts = read(code);
        QCOMPARE(told(facts.errors), QString());
        QTEST(facts.awaits_at_line, "line");
    }

    void the_wish_for_a_loop_is_seen() {
        QVERIFY(read("asyncio.create_task(f())").wants_loop);
        QVERIFY(!read("def f(): asyncio.create_task(g())").wants_loop);
    }

    void what_is_left_out_is_seen() {
        QCOMPARE(told(read("x = 1\n...\n").omissions), QString::fromUtf8("2:…"));
        QCOMPARE(told(read("def f(): ...\nclass A:\n    ...\n").omissions), QString());
    }

    void transcripts_are_code_and_output() {
        const CodeFacts facts = read(">>> for i in range(2):\n...     print(i)\n...\n0\n1\n"
                                     "<BLANKLINE>\n>>> x\n",
                                     "pycon");
        QVERIFY(facts.is_transcript);
        QCOMPARE(facts.code, std::string("for i in range(2):\n    print(i)\n\n\n\n\nx\n"));
        QCOMPARE(told(facts.prints), QStringLiteral("4:0 5:1 6:"));
        QVERIFY(facts.prints_all);
        QCOMPARE(told(facts.needs), QStringLiteral("7:x"));
        QVERIFY(read("\n>>> 1\n1\n").is_transcript);
        QCOMPARE(told(read(">>> f()\nTraceback (most recent call last):\nNameError\n").omissions),
                 QStringLiteral("2:it shows an exception"));
    }

    void an_indented_piece_is_code() {
        const CodeFacts facts = read("    x = 1\n    if x:\n        print(x)\n");
        QCOMPARE(told(facts.errors), QString());
        QCOMPARE(facts.code, std::string("x = 1\nif x:\n    print(x)\n"));
    }

    void comments_say_what_is_printed_data() {
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QString>("prints");
        QTest::addColumn<bool>("all");
        const auto row = [](const char* name, QByteArray code, const char* prints, bool all) {
            QTest::newRow(name) << std::move(code) << QString::fromUtf8(prints) << all;
        };
        row("arrows", "print(1)  # -> 1\nprint(2)  # => 2\nprint(3)  #→ a b\nprint(4) #> 4",
            "1:1 2:2 3:a b 4:4", false);
        row("a value", "print(a)  # prints [1, 2]", "1:[1, 2]", false);
        row("a colon", "print(a)  # prints: hello you", "1:hello you", false);
        row("quotes", "print(a)  # prints 'hello'", "1:hello", false);
        row("backticks", "print(a)  # Prints `hello`", "1:hello", false);
        row("prose", "print(a)  # prints the result", "", false);
        row("not printed", "x = 1  # -> 1", "", false);
        row("in a text", "print('# -> 1')", "", false);
        row("below", "print(1)\n# Output:\n# 1\n#  2\n", "3:1 4: 2", true);
        row("in the middle", "# Output:\n# 1\nprint(1)\n", "", false);
        row("nothing below", "print(1)\n# Output:\n", "", false);
    }
    void comments_say_what_is_printed() {
        QFETCH(QByteArray, code);
        const CodeFacts facts = read(code);
        QTEST(told(facts.prints), "prints");
        QTEST(facts.prints_all, "all");
    }

    void nothing_is_run_and_nothing_is_said() {
        // A warning that Python has for the code is not for Braid's own output.
        const CodeFacts facts = read("import no_such_module\nx = '\\d'\nassert (x, 'y')\n");
        QCOMPARE(told(facts.errors), QString());
        QCOMPARE(told(facts.makes), QStringLiteral("no_such_module x"));
    }
};

QTEST_GUILESS_MAIN(CodeReaderTest)
#include "tst_code_reader.moc"

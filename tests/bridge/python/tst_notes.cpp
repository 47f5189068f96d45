// SPDX-License-Identifier: MIT
// What runs of a note, with what, and how it runs.
#include "bridge/notes/note_plan.h"
#include "script_test.h"

#include <QFile>
#include <QTest>

using namespace braid;
using State = PartReport::State;

class NotesTest : public QObject {
    Q_OBJECT

    ScriptTest scripts_;
    QTemporaryDir directory_;

    Note read(const QByteArray& text, const char* name = "a.md") {
        QFile file(directory_.filePath(QLatin1String(name)));
        if (!file.open(QFile::WriteOnly))
            qFatal("cannot write %s", qPrintable(file.fileName()));
        file.write(text);
        file.close();
        return Note::read(file.fileName().toStdString());
    }
    /// A note of such blocks.
    Note note_of(const QList<QByteArray>& blocks) {
        QByteArray text;
        for (const QByteArray& block : blocks)
            text += "```python\n" + block + "\n```\n\n";
        return read(text);
    }
    NotePlan plan(const Note& note) { return NotePlan(note, {&scripts_.engine}); }

    static QString told(const std::vector<int>& numbers) {
        QStringList words;
        for (const int number : numbers)
            words << QString::number(number);
        return words.join(QLatin1Char(' '));
    }
    static QString told(const std::vector<NoteProgram>& programs) {
        QStringList words;
        for (const NoteProgram& program : programs)
            words << told(program.wanted) + QLatin1Char('/') + told(program.blocks);
        return words.join(QStringLiteral(" | "));
    }

    /// Runs them, and tells what came in which order.
    struct Heard : ScriptListener {
        QString all;
        QString errors;
        void script_wrote(Script&, OutputStream stream, std::string_view text) override {
            (stream == OutputStream::Out ? all : errors) +=
                QString::fromUtf8(text.data(), qsizetype(text.size()));
        }
        void script_changed(Script&) override {}
        void script_part_changed(Script&, const PartReport& part) override {
            constexpr const char* states[] = {"begins", "ends", "fails", "is left out"};
            all += QStringLiteral("<%1 %2>")
                       .arg(part.number)
                       .arg(QLatin1String(states[int(part.state)]));
            if (!part.failure.empty())
                all += QString::fromStdString("(" + part.failure + ")");
        }
    };
    struct Ran {
        Heard heard;
        int status = -1;
        std::string failure;
        std::string strand;
    };
    std::unique_ptr<Ran> run(const Note& note, const std::vector<int>& blocks) {
        const NotePlan known = plan(note);
        const auto programs = known.programs(blocks);
        auto ran = std::make_unique<Ran>();
        const auto script = scripts_.engine.load_text(known.text(programs.front()), ran->heard);
        script->start();
        ran->strand = scripts_.trace.text(scripts_.trace.strand(script->strand()).name);
        scripts_.loop.run_until([&] { return script->state() == Script::State::Ended; },
                                Clock::now() + std::chrono::seconds(20));
        ran->status = script->exit_status();
        ran->failure = script->failure();
        return ran;
    }

private slots:
    void blocks_come_after_those_that_make_their_names() {
        const Note note = note_of({"import asyncio", "x = 1", "async def f(): return x", "y = 2",
                                   "asyncio.run(f())", "x = 5", "print(x)"});
        const NotePlan known = plan(note);
        QCOMPARE(told(known.block(1).after), QString());
        QCOMPARE(told(known.block(3).after), QStringLiteral("2"));
        QCOMPARE(told(known.block(5).after), QStringLiteral("1 2 3"));
        QCOMPARE(told(known.block(7).after), QStringLiteral("6"));
        QCOMPARE(known.explanation(5), std::string("runs after blocks 1, 2 and 3"));
        QCOMPARE(known.explanation(7), std::string("runs after block 6"));
    }

    void functions_find_what_is_made_below_them() {
        const Note note = note_of({"def f(): return g()", "def g(): return 1", "f()"});
        const NotePlan known = plan(note);
        QVERIFY(known.block(1).runs());
        QCOMPARE(told(known.block(1).after), QString());
        QCOMPARE(told(known.block(3).after), QStringLiteral("1 2"));
    }

    void everything_may_come_from_a_star() {
        const NotePlan known = plan(note_of({"from os import *", "getcwd()", "f = nothing"}));
        QCOMPARE(told(known.block(2).after), QStringLiteral("1"));
        QVERIFY(known.block(3).runs());
    }

    void it_is_said_why_a_block_does_not_run() {
        const Note note =
            read("```python\nsession.get(url)\n```\n\n```sh\nls\n```\n\n```\nx\n```\n\n"
                 "```python\nx = (\n```\n\n```python\ny = 1\n...\n```\n\n"
                 "```python\nprint(y)\n```\n\n```python\n%pip\n```\n\n"
                 "```python\nawait print\n```\n");
        const NotePlan known = plan(note);
        const QStringList said{
            "a fragment: nothing above makes “session” (line 2) and “url” (line 2)",
            "does not run: “sh” is not a language that runs here",
            "does not run: its language is not named",
            "does not run: line 14: '(' was never closed",
            "a fragment: something is left out in line 19 (…)",
            "a fragment: it needs block 5, which does not run itself",
            "does not run: line 27: “%pip” is IPython’s, not Python",
            "runs, wrapped in asyncio.run: “await” outside a coroutine (line 31)"};
        for (int number = 1; number <= said.size(); ++number)
            QCOMPARE(QString::fromStdString(known.explanation(number)), said[number - 1]);
        QCOMPARE(told(known.runnable()), QStringLiteral("8"));
    }

    void what_shares_nothing_runs_apart() {
        const Note note =
            note_of({"a = 1", "b = 1", "print(a)", "print(b)", "c = 1", "print(a, c)"});
        const NotePlan known = plan(note);
        QCOMPARE(told(known.programs(known.runnable())),
                 QStringLiteral("1 3 5 6/1 3 5 6 | 2 4/2 4"));
        QCOMPARE(told(known.programs({4})), QStringLiteral("4/2 4"));
        QCOMPARE(told(known.programs({3, 4})), QStringLiteral("3/1 3 | 4/2 4"));
        QCOMPARE(known.text(known.programs({4}).front()).name, std::string("a.md § 4"));
        QCOMPARE(known.text(known.programs({1, 3, 5, 6}).front()).name,
                 std::string("a.md § 1, 3, 5–6"));
    }

    void a_notebook_is_one_program() {
        const Note note = read("{\"cells\": [{\"cell_type\": \"code\", \"source\": \"a = 1\"},"
                               "{\"cell_type\": \"code\", \"source\": \"b = 1\"}]}",
                               "a.ipynb");
        QCOMPARE(told(plan(note).programs({1, 2})), QStringLiteral("1 2/1 2"));
    }

    void parts_share_a_module_and_are_told_apart() {
        const auto ran =
            run(note_of({"x = 1\nprint('one', end='')", "print(x, __name__)"}), {1, 2});
        QCOMPARE(ran->heard.all,
                 QStringLiteral("<1 begins>one<1 ends><2 begins>1 __main__\n<2 ends>"));
        QCOMPARE(ran->status, 0);
        QCOMPARE(ran->strand, std::string("a.md § 1–2"));
    }

    void tracebacks_name_the_note_and_its_lines() {
        const auto ran = run(note_of({"def f():\n    raise ValueError('no')", "f()"}), {2});
        QVERIFY2(ran->heard.errors.contains(QStringLiteral("a.md\", line 7, in <module>\n    f()")),
                 qPrintable(ran->heard.errors));
        QVERIFY(ran->heard.errors.contains(
            QStringLiteral("a.md\", line 3, in f\n    raise ValueError('no')")));
        QVERIFY(!ran->heard.errors.contains(QStringLiteral("<braid>")));
        QCOMPARE(ran->failure, std::string("ValueError: no, a.md:3"));
        QCOMPARE(ran->status, 1);
    }

    void a_failure_ends_only_those_that_need_it() {
        const auto ran = run(
            note_of({"a = 1", "b = a\nraise KeyError('b')", "print(b)", "print(a)"}), {1, 2, 3, 4});
        QCOMPARE(ran->heard.all,
                 QStringLiteral("<1 begins><1 ends><2 begins><2 fails>(KeyError: 'b', a.md:7)"
                                "<3 is left out><4 begins>1\n<4 ends>"));
        QCOMPARE(ran->status, 1);
    }

    void an_exit_ends_all() {
        const auto ran = run(note_of({"a = 1\nraise SystemExit(3)", "print(a)"}), {1, 2});
        QCOMPARE(ran->heard.all, QStringLiteral("<1 begins><1 fails>(exit status 3)"));
        QCOMPARE(ran->status, 3);
    }

    void a_wait_outside_of_a_coroutine_waits() {
        const Note note = note_of({"import asyncio\nx = await asyncio.sleep(0.01, 5)",
                                   "await asyncio.sleep(0)\nprint(x)\n1 / 0"});
        const auto ran = run(note, {2});
        QVERIFY(ran->heard.all.contains(QStringLiteral("<2 begins>5\n<2 fails>")));
        const QStringList lines = ran->heard.errors.split(QLatin1Char('\n'));
        QCOMPARE(lines.value(1).section(QLatin1Char('/'), -1),
                 QStringLiteral("a.md\", line 9, in block 2"));
    }

    void cells_of_a_notebook_share_a_loop_and_show_values() {
        const Note note =
            read("{\"cells\": ["
                 "{\"cell_type\": \"code\", \"source\": \"import asyncio\\nt = asyncio.create_task("
                 "asyncio.sleep(0.01, 7))\\nt.done()\"},"
                 "{\"cell_type\": \"code\", \"source\": \"await t\"},"
                 "{\"cell_type\": \"code\", \"source\": \"_ + 1;\"},"
                 "{\"cell_type\": \"code\", \"source\": \"x = 5\\nx\\nx + 1\"},"
                 "{\"cell_type\": \"code\", \"source\": \"def f():\\n    1 / 0\\nf()\"}]}",
                 "a.ipynb");
        const auto ran = run(note, {1, 2, 3, 4, 5});
        QCOMPARE(ran->heard.all.section(QStringLiteral("<5 "), 0, 0),
                 QStringLiteral("<1 begins>False\n<1 ends><2 begins>7\n<2 ends><3 begins><3 ends>"
                                "<4 begins>6\n<4 ends>"));
        QVERIFY2(ran->heard.errors.contains(QStringLiteral("a.ipynb#5\", line 2, in f\n    1 / 0")),
                 qPrintable(ran->heard.errors));
        QCOMPARE(ran->failure, std::string("ZeroDivisionError: division by zero, a.ipynb#5:2"));
    }

    void transcripts_show_every_value() {
        const auto ran = run(read("```pycon\n>>> 1 + 1\n2\n>>> x = 3\n>>> x\n3\n```\n"), {1});
        QCOMPARE(ran->heard.all, QStringLiteral("<1 begins>2\n3\n<1 ends>"));
    }

    void code_itself_may_say_what_it_prints() {
        const Note note = read("```python\nprint(1)  # -> 1\n```\n\n"
                               "```python\nprint(1)  # -> 2\n```\n```text\n1\n```\n");
        const NotePlan known = plan(note);
        QCOMPARE(known.expected(1)->lines[0].number, 2);
        QVERIFY(!known.expected(1)->is_all);
        QCOMPARE(known.expected(2)->lines[0].text, std::string("1")); // what is below counts
    }

    void a_stop_stops_the_part_and_all_that_follow() {
        const Note note = note_of({"import time", "time.sleep(60)", "print('after')"});
        const NotePlan known = plan(note);
        Heard heard;
        const auto script =
            scripts_.engine.load_text(known.text(NoteProgram{{1, 2, 3}, {1, 2, 3}}), heard);
        script->start();
        scripts_.loop.run_until([&] { return heard.all.contains(QStringLiteral("<2 begins>")); },
                                Clock::now() + std::chrono::seconds(20));
        script->stop();
        scripts_.loop.run_until([&] { return script->state() == Script::State::Ended; },
                                Clock::now() + std::chrono::seconds(20));
        QCOMPARE(script->outcome(), Outcome::Cancelled);
        QVERIFY(!heard.all.contains(QStringLiteral("<3")));
    }
};

QTEST_GUILESS_MAIN(NotesTest)
#include "tst_notes.moc"

// SPDX-License-Identifier: MIT
// Notes in the real window with the real Python: read, run in place, and compared.
#include "app/recent_files.h"
#include "tests/app/window_test.h"
#include "widgets/console/console.h"
#include "widgets/notes/block_lanes.h"
#include "widgets/notes/block_view.h"
#include "widgets/notes/note_pane.h"
#include "widgets/notes/note_view.h"

#include <QCheckBox>
#include <QTest>
#include <QTextBrowser>
#include <QToolButton>

using namespace braid;

namespace {

constexpr auto lecture = R"md(# Naps

Those who *nap* let others run.

```python
import asyncio

async def nap(name, seconds):
    await asyncio.sleep(seconds)
    print(name, "slept")
```

```python
async def main():
    await asyncio.gather(nap("cat", 0.02), nap("dog", 0.01))

asyncio.run(main())
```

```output
dog slept
cat slept
```

```python
await nap("bear", 0.01)
```

```python
for animal in animals
    print(animal)
```

```python
rest(of_what_is, nowhere)
```

```
not a program
```
)md";

class tst_Notes : public WindowTest {
    Q_OBJECT

public:
    using WindowTest::WindowTest;

private slots:
    void init() { begin(); }
    void cleanup() { end(); }

    void openedANoteIsReadAndNothingRuns() {
        open("lecture.md", lecture);
        QVERIFY(window_->isPaneShown("notes"));
        QCOMPARE(session_->scripts().count(), 0);
        const auto* const text = view().findChild<QTextBrowser*>();
        QVERIFY(text && text->toPlainText().contains("Those who nap let others run."));
        QCOMPARE(view().summary(), "3 block(s) can run, 3 cannot");
    }

    void whetherABlockRunsIsSaidBeforeAnybodyRunsIt() {
        open("lecture.md", lecture);
        const QStringList expected{
            "python · runs by itself",
            "python · runs after block 1",
            "python · runs after block 1; “await” outside of a coroutine (line 26): it runs "
            "wrapped in asyncio.run",
            "python · does not run: line 30: expected ':'",
            "python · a fragment: nothing above makes “rest” (line 35), “of_what_is” (line 35) and "
            "“nowhere” (line 35)",
            "does not run: its language is not named",
        };
        for (int number = 1; number <= 6; ++number) {
            QCOMPARE(block(number).explanation(), expected[number - 1]);
            QCOMPARE(block(number).runButton().isVisibleTo(&block(number)),
                     number <= 3 || number == 5);
        }
    }

    void aBlockRunsAfterThoseThatItNeedsAndIsComparedWithWhatIsWritten() {
        open("lecture.md", lecture);
        QTest::mouseClick(&block(2).runButton(), Qt::LeftButton);
        QTRY_VERIFY2(block(2).state().contains("as written"), qPrintable(block(2).state()));
        QCOMPARE(block(2).output().trimmed(), "dog slept\ncat slept");
        QVERIFY(block(1).state().startsWith("finished after"));
        // Its lanes stand under it, and in the timeline, as do all lines in the console.
        QVERIFY(block(2).lanes().isVisible());
        QVERIFY2(block(2).lanes().rowCount() >= 3, "main and two naps");
        QVERIFY(block(3).state().isEmpty());
        QTRY_COMPARE(session_->scripts().runningCount(), 0);
        QCOMPARE(session_->scripts().run(0).name, "lecture.md § 2");
        window_->console().flush();
        QVERIFY(window_->console().text().toPlainText().contains("dog slept"));
    }

    void whereTheOutputDiffersIsSaid() {
        open("differs.md", "```python\nprint('one')\nprint('two')\n```\n\n"
                           "```output\none\nthree\n```\n");
        view().run(1);
        QTRY_VERIFY2(block(1).state().contains("differs in line 8: expected “three”, got “two”"),
                     qPrintable(block(1).state()));
    }

    void severalRunAtOnceOrFromHereOnOrAll() {
        open("several.md", "```python\nprint(1)\n```\n\n```python\nprint(2)\n```\n\n"
                           "```python\nprint(3)\n```\n");
        for (const int number : {1, 3})
            QTest::mouseClick(block(number).findChild<QCheckBox*>(), Qt::LeftButton);
        trigger("note.runChosen");
        QTRY_COMPARE(block(1).output(), "1");
        QTRY_COMPARE(block(3).output(), "3");
        QVERIFY(block(2).output().isEmpty());
        QTRY_COMPARE(session_->scripts().runningCount(), 0);

        view().setCurrent(2);
        const int before = session_->scripts().count();
        trigger("note.runFrom");
        QTRY_COMPARE(block(2).output(), "2");
        QTRY_COMPARE(session_->scripts().runningCount(), 0);
        QVERIFY(session_->scripts().count() > before);

        trigger("note.runAll");
        QTRY_VERIFY(block(1).state().startsWith("finished") &&
                    block(2).state().startsWith("finished") &&
                    block(3).state().startsWith("finished"));
    }

    void aBlockThatFailsSaysWhyAndWhoNeedsItIsLeftOut() {
        open("fails.md", "```python\nx = 1 / 0\n```\n\n```python\nprint(x)\n```\n");
        view().run(2);
        QTRY_VERIFY2(block(1).state().contains("ZeroDivisionError"), qPrintable(block(1).state()));
        QTRY_VERIFY2(block(2).state().contains("left out"), qPrintable(block(2).state()));
        // The line is the note's.
        QVERIFY2(block(1).output().contains("fails.md\", line 2"), qPrintable(block(1).output()));
    }

    void aBlockThatCannotRunSaysWhy() {
        open("lecture.md", lecture);
        view().run(4);
        QVERIFY(view().message().contains("line 30"));
        QCOMPARE(session_->scripts().count(), 0);
    }

    void stopEndsABlockInItsPlace() {
        open("long.md", "```python\nimport time\ntry:\n    time.sleep(1000)\n"
                        "finally:\n    print('cleaned up')\n```\n");
        view().run(1);
        QTRY_VERIFY(block(1).state().startsWith("running"));
        QTRY_VERIFY(block(1).stopButton().isEnabled());
        QTest::mouseClick(&block(1).stopButton(), Qt::LeftButton);
        QTRY_VERIFY2(block(1).state().startsWith("stopped"), qPrintable(block(1).state()));
        QVERIFY(block(1).output().startsWith("cleaned up"));
    }

    void aFileThatChangesIsReadAgainAndResultsStayWithTheirText() {
        const QString first = "```python\nprint('kept')\n```\n";
        open("changes.md", first.toUtf8());
        view().run(1);
        QTRY_COMPARE(block(1).output(), "kept");
        write("changes.md", ("```python\nprint('new')\n```\n\n" + first).toUtf8());
        QTRY_VERIFY(view().block(2));
        QVERIFY2(view().message().contains("1"), qPrintable(view().message()));
        QCOMPARE(block(2).output(), "kept");
        QVERIFY(block(1).output().isEmpty());
    }

    void aNotebookRunsWithItsAwaits() {
        open("book.ipynb",
             "{\"nbformat\": 4, \"nbformat_minor\": 5, \"metadata\": "
             "{\"language_info\": {\"name\": \"python\"}}, \"cells\": [{\"cell_type\": "
             "\"code\", \"metadata\": {}, \"execution_count\": null, \"outputs\": [], "
             "\"source\": [\"import asyncio\\n\", \"await asyncio.sleep(0)\\n\", "
             "\"print('awake')\"]}]}");
        QVERIFY2(view().block(1), qPrintable(view().message()));
        trigger("note.runAll");
        QTRY_COMPARE(block(1).output(), "awake");
    }

    void whatIsNoNotebookIsSaidWithItsPlace() {
        open("broken.ipynb", "{\n  \"cells\": [}\n");
        QVERIFY2(view().message().contains("broken.ipynb:2"), qPrintable(view().message()));
    }

    void aBlockNamedOnTheCommandLineRuns() {
        const QString path = write("lecture.md", lecture);
        window_->opener().open({path.toStdString() + "#2"});
        QTRY_VERIFY(window_->notePane().view());
        QTRY_VERIFY2(block(2).state().contains("as written"), qPrintable(block(2).state()));
    }

    void blocksAreReachedAndRunByKeysAlone() {
        open("keys.md", "```python\nprint(1)\n```\n\n```python\nprint(2)\n```\n");
        QTest::keyClick(window_.get(), Qt::Key_Down, Qt::AltModifier);
        QTest::keyClick(window_.get(), Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(view().current(), 2);
        QTest::keyClick(window_.get(), Qt::Key_F9);
        QTRY_COMPARE(block(2).output(), "2");
    }

    /// Every command for notes has to be here, or the test fails.
    void eachCommandDoesWhatItsNameSays() {
        const auto ran = [this](int number) {
            return block(number).state().startsWith("finished");
        };
        const QHash<QString, std::function<bool()>> promises = {
            {"note.run", [=] { return ran(2) && !ran(1) && !ran(3); }},
            {"note.runFrom", [=] { return ran(2) && ran(3) && !ran(1); }},
            {"note.runChosen", [=] { return ran(1) && ran(3) && !ran(2); }},
            {"note.runAll", [=] { return ran(1) && ran(2) && ran(3); }},
            {"note.stopBlock",
             [this] { return block(4).state().startsWith("stopped") && runningCount() == 1; }},
            {"note.stop", [this] { return runningCount() == 0; }},
            {"note.choose",
             [this] {
                 return view().chosen() == std::vector{1, 2, 3};
             }},
            {"note.next", [this] { return view().current() == 3; }},
            {"note.previous", [this] { return view().current() == 1; }},
            {"note.close", [this] { return window_->notePane().count() == 0; }},
            {"note.show", [this] { return !window_->isPaneShown("notes"); }},
        };
        QStringList ids;
        for (const Command& command : window_->commands().all())
            if (command.id.startsWith("note."))
                ids << command.id;
        for (const QString& id : ids) {
            QVERIFY2(promises.contains(id), qPrintable(id + " promises nothing"));
            cleanup();
            init();
            open("commands.md", "```python\nprint(1)\n```\n\n```python\nprint(2)\n```\n\n"
                                "```python\nprint(3)\n```\n\n"
                                "```python\nimport time; time.sleep(1000)\n```\n\n"
                                "```python\nimport time; time.sleep(1000)\n```\n");
            block(1).setChosen(true);
            block(3).setChosen(true);
            block(2).setFocus();
            if (id.startsWith("note.stop")) {
                view().note().run({4, 5});
                QTRY_VERIFY(block(5).state().startsWith("running"));
                view().setCurrent(4);
            }
            QVERIFY2(!promises[id](), qPrintable(id + " has nothing left to do"));
            QVERIFY2(window_->commands().trigger(id), qPrintable(id + " is not enabled"));
            QTRY_VERIFY2(promises[id](), qPrintable(id));
        }
        QCOMPARE(ids.size(), promises.size());
    }

    void notesAreOfferedAgain() {
        const QString path = open("lecture.md", lecture);
        QVERIFY(RecentFiles().list().contains(path));
        trigger("note.close");
        QCOMPARE(window_->notePane().count(), 0);
    }

private:
    int runningCount() { return session_->scripts().runningCount(); }
    NoteView& view() {
        if (!window_->notePane().view())
            qFatal("no note is open");
        return *window_->notePane().view();
    }
    BlockView& block(int number) {
        if (!view().block(number))
            qFatal("no such block");
        return *view().block(number);
    }
};

} // namespace

int main(int argc, char** argv) { return runWindowTest<tst_Notes>(argc, argv, "tst_notes"); }

#include "tst_notes.moc"

// SPDX-License-Identifier: MIT
// The sources beside what runs, in the real window with the real Python.
#include "tests/app/window_test.h"
#include "widgets/console/console.h"
#include "widgets/source/source_editor.h"
#include "widgets/source/source_pane.h"
#include "widgets/source/source_tab.h"

#include <QTest>

#include <algorithm>

using namespace braid;

namespace {

class tst_Source : public WindowTest {
    Q_OBJECT

public:
    using WindowTest::WindowTest;

private slots:
    void init() { begin(); }
    void cleanup() { end(); }

    void aLineOfATracebackLeadsToItsSource() {
        open("fails.py", "def inner():\n"
                         "    return 1 / 0\n"
                         "\n"
                         "inner()\n");
        const auto found = [&] {
            window_->console().flush();
            return text().document()->find("line 2, in inner");
        };
        QTRY_VERIFY(!found().isNull());
        QTRY_COMPARE(session_->scripts().runningCount(), 0);
        QTextCursor inLine = found();
        inLine.setPosition(inLine.selectionStart() + 1);
        text().setTextCursor(inLine);
        text().ensureCursorVisible();
        QTest::mouseClick(text().viewport(), Qt::LeftButton, {},
                          text().cursorRect(inLine).center());
        QTRY_COMPARE(cursorLine(), 2);
        QVERIFY(pane().tab()->path().endsWith("fails.py"));
        QVERIFY(pane().editor()->hasFocus());
    }

    void aLineOfTheConsoleLeadsToItsMomentAndToItsSource() {
        open("other.py", "import asyncio\nasyncio.run(asyncio.sleep(1000))\n");
        open("says.py", "import time\n"
                        "print('early', flush=True)\n"
                        "time.sleep(0.3)\n"
                        "print('late', flush=True)\n"
                        "time.sleep(1000)\n");
        QTRY_VERIFY(consoleText().contains("late"));
        QTRY_VERIFY(session_->range().isLive());
        const QTextCursor line = text().document()->find("early");
        // Left of the text, at its time.
        const QPoint at = text().viewport()->mapTo(&text(), text().cursorRect(line).center());
        QWidget* const margin = text().childAt({text().viewport()->x() - 10, at.y()});
        QTest::mouseClick(margin, Qt::LeftButton, {}, margin->mapFrom(&text(), QPoint(2, at.y())));
        QVERIFY(session_->cursor().instant());
        QVERIFY(!session_->isLive());
        QCOMPARE(session_->selection().strand(), session_->scripts().run(1).strand);
        QVERIFY(session_->range().beginNs() <= session_->shown() &&
                session_->shown() < session_->range().endNs());
        // The console, too, stands there.
        QTRY_VERIFY(!text().document()->find("late").block().isVisible());
        QVERIFY(text().document()->find("early").block().isVisible());
        // And from there to the source.
        trigger("view.openSource");
        QTRY_VERIFY(pane().tab() && pane().tab()->path().endsWith("says.py"));
        trigger("view.live");
        QTRY_VERIFY(text().document()->find("late").block().isVisible());
    }

    void whoWaitsAtALineStandsBesideItAndIsSelectedThere() {
        open("waits.py", "import asyncio\n"
                         "async def nap():\n"
                         "    await asyncio.sleep(1000)\n"
                         "async def main():\n"
                         "    await asyncio.gather(nap(), nap())\n"
                         "asyncio.run(main())\n");
        QTRY_VERIFY(pane().editor() && pane().editor()->noteAt(2));
        const LineNote& note = *pane().editor()->noteAt(2);
        QVERIFY2(note.parts.front().text.startsWith("2 here"), qPrintable(note.parts.front().text));
        pane().editor()->goTo(2);
        trigger("edit.selectTask");
        const LaneId first = session_->selection().task();
        QCOMPARE(nameOf(first), std::string("nap"));
        trigger("edit.selectTask");
        QVERIFY(session_->selection().task() != first);
        QCOMPARE(nameOf(session_->selection().task()), std::string("nap"));
    }

    void whatIsTypedIsSavedAndRunAgain() {
        const QString path = open("edited.py", "print('before')\n");
        QTRY_VERIFY(pane().editor());
        QTRY_COMPARE(session_->scripts().runningCount(), 0);
        trigger("edit.rerunOnSave");
        type("print('typed')\n");
        QVERIFY(pane().tab()->isModified());
        trigger("edit.save");
        QCOMPARE(read(path), QByteArray("print('typed')\nprint('before')\n"));
        QVERIFY(!pane().tab()->isModified());
        QTRY_COMPARE(session_->scripts().count(), 2);
        QTRY_VERIFY(consoleText().contains("typed"));
    }

    void whatOthersWriteIsShownAndNeverWrittenOver() {
        const QString path = open("shared.py", "pass\n");
        QTRY_VERIFY(pane().editor());
        write("shared.py", "x = 1\n");
        QTRY_COMPARE(pane().editor()->text(), "x = 1\n");

        type("mine = 2\n");
        write("shared.py", "theirs = 3\n");
        QTRY_COMPARE(pane().tab()->message(), "Changed on disk");
        trigger("edit.save");
        QCOMPARE(read(path), QByteArray("theirs = 3\n"));
        QCOMPARE(pane().editor()->text(), "mine = 2\nx = 1\n");
    }

    void whatWasNotSavedIsThereNextTime() {
        const QString path = open("kept.py", "pass\n");
        QTRY_VERIFY(pane().editor());
        type("typed = 1\n");
        QTRY_COMPARE(session_->scripts().runningCount(), 0);
        window_->close();
        window_.reset();
        session_.reset();
        open();
        QTRY_VERIFY(pane().editor());
        QCOMPARE(pane().editor()->text(), "typed = 1\npass\n");
        QCOMPARE(pane().tab()->message(), "Not saved last time");
        QVERIFY(pane().tab()->isModified());
        QCOMPARE(read(path), QByteArray("pass\n"));
        trigger("edit.save");
        QCOMPARE(read(path), QByteArray("typed = 1\npass\n"));
    }

private:
    QByteArray read(const QString& path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    /// At the beginning of the source that is shown.
    void type(const QString& typed) {
        pane().editor()->goTo(0);
        pane().editor()->setFocus();
        for (const QChar& c : typed)
            if (c == QLatin1Char('\n'))
                QTest::keyClick(pane().editor(), Qt::Key_Return);
            else
                QTest::keyClicks(pane().editor(), QString(c));
    }

    SourcePane& pane() { return window_->sourcePane(); }
    ConsoleText& text() { return window_->console().text(); }
    QString consoleText() {
        window_->console().flush();
        return text().toPlainText();
    }
    /// From 1, as tracebacks count; 0 if no source is open.
    int cursorLine() {
        int line = -1, column = 0;
        if (pane().editor())
            pane().editor()->getCursorPosition(&line, &column);
        return line + 1;
    }
    std::string nameOf(LaneId task) {
        const Lane* const lane = trace_.find(task);
        return lane ? std::string(trace_.name(lane->name)).substr(0, 3) : std::string();
    }
};

} // namespace

int main(int argc, char** argv) { return runWindowTest<tst_Source>(argc, argv, "tst_source"); }

#include "tst_source.moc"

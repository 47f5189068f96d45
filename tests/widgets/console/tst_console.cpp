// SPDX-License-Identifier: MIT
#include "widgets/console/answer_line.h"
#include "widgets/console/console.h"
#include "widgets/console/console_bar.h"
#include "widgets/console/console_output.h"
#include "widgets/console/find_bar.h"
#include "widgets/console/terminal_screen.h"
#include "widgets/english_plurals.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QElapsedTimer>
#include <QInputMethodEvent>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>
#include <QTimer>

using namespace braid;

namespace {

QString nameOf(int run) { return QString("%1.py").arg(QChar('a' + run)); }

void state(Console& console, int run, bool asks = false, TerminalMode mode = {}) {
    console.setState(run, {nameOf(run), true, asks, mode});
}

void append(Console& console, int run, OutputStream stream, std::int64_t timeNs,
            const QString& text) {
    state(console, run);
    console.append(run, stream, timeNs, text);
}

} // namespace

class tst_Console : public QObject {
    Q_OBJECT

    EnglishPlurals plurals_;

private slots:
    void initTestCase() { QCoreApplication::installTranslator(&plurals_); }

    void linesStandInTheOrderOfTheirEnds() {
        Console console;
        append(console, 0, OutputStream::Out, 0, "half of ");
        append(console, 1, OutputStream::Out, 0, "whole\n");
        append(console, 0, OutputStream::Out, 0, "a line\nnext\n");
        console.flush();
        QCOMPARE(console.text().toPlainText(), "whole\nhalf of a line\nnext");
    }

    void whatHasNoEndOfLineComesWhenTheScriptEnds() {
        Console console;
        append(console, 0, OutputStream::Out, 0, "the rest");
        append(console, 0, OutputStream::Err, 0, "error\n");
        console.appendEnd(0, 0, "finished");
        console.flush();
        QCOMPARE(console.text().toPlainText(), "error\nthe rest\nfinished");
    }

    void emptyLinesStay() {
        Console console;
        append(console, 0, OutputStream::Out, 0, "\na\n\nb\n");
        console.flush();
        QCOMPARE(console.text().toPlainText(), "\na\n\nb");
    }

    void errorsHaveAColourOfTheirOwn() {
        Console console;
        append(console, 0, OutputStream::Out, 0, "out\n");
        append(console, 0, OutputStream::Err, 0, "err\n");
        console.flush();
        const auto colorOf = [&](int line) {
            const QTextBlock block = console.text().document()->findBlockByNumber(line);
            return block.begin().fragment().charFormat().foreground().color();
        };
        QVERIFY(colorOf(0) != colorOf(1));
    }

    void aProgressBarKeepsItsLastState() {
        Console console;
        append(console, 0, OutputStream::Out, 0, "10 %\r50 %\r100 %\r\n");
        console.flush();
        QCOMPARE(console.text().toPlainText(), "100 %");
    }

    void aLineThatIsWrittenAgainChangesInItsPlace() {
        Console console;
        append(console, 0, OutputStream::Out, 0, "first\n10 %");
        console.flush();
        QCOMPARE(console.text().toPlainText(), "first\n10 %");
        append(console, 1, OutputStream::Out, 0, "other\nopen");
        append(console, 0, OutputStream::Err, 0, "error\n");
        append(console, 0, OutputStream::Out, 0, "\r50 %");
        console.flush();
        QCOMPARE(console.text().toPlainText(), "first\n50 %\nother\nerror\nopen");
        append(console, 0, OutputStream::Out, 0, "\r100 %\nlast");
        console.flush();
        console.output().finish(0);
        console.output().finish(1);
        console.flush();
        QCOMPARE(console.text().toPlainText(), "first\n100 %\nother\nerror\nopen\nlast");
    }

    void anOpenLineThatWentWithTheOldestComesAgain() {
        Console console;
        append(console, 0, OutputStream::Out, 0, "open");
        console.flush();
        for (int n = 0; n < ConsoleText::mostLines + 10; ++n)
            append(console, 0, OutputStream::Err, 0, "line\n");
        console.flush();
        QVERIFY(!console.text().toPlainText().contains("open"));
        append(console, 0, OutputStream::Out, 0, " and closed\n");
        console.flush();
        QVERIFY(console.text().toPlainText().endsWith("line\nopen and closed"));
    }

    void coloursAreShownAndFollowTheTheme() {
        Console console;
        console.setPalette(Theme::palette(Theme::Kind::Light));
        append(console, 0, OutputStream::Out, 0,
               "plain \x1b[31mred\x1b[0m \x1b[48;2;1;2;3mon\x1b[m\n");
        console.flush();
        QCOMPARE(console.text().toPlainText(), "plain red on");
        const auto part = [&](int index) {
            auto at = console.text().document()->firstBlock().begin();
            for (int i = 0; i < index; ++i)
                ++at;
            return at.fragment();
        };
        const auto colorOf = [&](int index) {
            return part(index).charFormat().foreground().color();
        };
        const Theme light(Theme::Kind::Light), dark(Theme::Kind::Dark);
        QCOMPARE(part(1).text(), "red");
        QCOMPARE(colorOf(0), light.color(ColorRole::Text));
        QCOMPARE(colorOf(1), light.terminalColor(1));
        QCOMPARE(part(3).charFormat().background().color(), QColor(1, 2, 3));
        console.setPalette(Theme::palette(Theme::Kind::Dark));
        QCOMPARE(colorOf(0), dark.color(ColorRole::Text));
        QCOMPARE(colorOf(1), dark.terminalColor(1));
        QCOMPARE(part(3).charFormat().background().color(), QColor(1, 2, 3));
    }

    void itTellsHowMuchIsSeen() {
        Console console;
        console.resize(600, 300);
        console.show();
        QSignalSpy told(&console.text(), &ConsoleText::sizeChanged);
        const int columns = console.text().columns();
        QVERIFY(columns > 10 && console.text().rows() > 3);
        console.resize(900, 300);
        QCOMPARE(told.size(), 1);
        QVERIFY(told[0][0].toInt() > columns);
        QCOMPARE(told[0][0].toInt(), console.text().columns());
    }

    void aFloodIsBoundedAndFast() {
        Console console;
        console.resize(600, 300);
        console.show();
        QElapsedTimer clock;
        clock.start();
        QString block;
        for (int n = 0; n < 1000; ++n)
            block += "some line of text that a script writes\n";
        for (int n = 0; n < 1000; ++n)
            append(console, 0, OutputStream::Out, n, block);
        append(console, 0, OutputStream::Out, 0, "the last\n");
        console.flush();
        qInfo() << "a million lines:" << clock.elapsed() << "ms";
        QVERIFY(clock.elapsed() < 20'000);
        QVERIFY(console.text().blockCount() <= ConsoleText::mostLines);
        QVERIFY(console.text().toPlainText().endsWith("the last"));
        QVERIFY(console.output().droppedLines() > 900'000);
    }

    void aLineWithoutEndIsCut() {
        Console console;
        for (int n = 0; n < 100; ++n)
            append(console, 0, OutputStream::Out, 0, QString(1000, 'x'));
        console.output().finish(0);
        console.flush();
        for (QTextBlock block = console.text().document()->begin(); block.isValid();
             block = block.next())
            QVERIFY(block.length() <= TerminalLine::mostColumns + 2);
    }

    void itFollowsTheEndUnlessTheReaderHasScrolledBack() {
        Console console;
        console.resize(400, 200);
        console.show();
        for (int n = 0; n < 200; ++n)
            append(console, 0, OutputStream::Out, 0, "line\n");
        console.flush();
        QScrollBar* bar = console.text().verticalScrollBar();
        QCOMPARE(bar->value(), bar->maximum());
        bar->setValue(50);
        append(console, 0, OutputStream::Out, 0, "line\nline\n");
        console.flush();
        QCOMPARE(bar->value(), 50);
    }

    void aMomentOfThePastShowsWhatWasWrittenUntilThen() {
        Console console;
        console.resize(400, 200);
        for (int n = 0; n < 100; ++n)
            append(console, 0, OutputStream::Out, n, QString("line %1\n").arg(n));
        console.flush();
        const auto shown = [&] {
            QStringList lines;
            for (QTextBlock b = console.text().document()->begin(); b.isValid(); b = b.next())
                if (b.isVisible())
                    lines << b.text();
            return lines;
        };
        const int height = console.text().verticalScrollBar()->maximum();
        console.text().showUntil(9);
        QCOMPARE(shown().size(), 10);
        QCOMPARE(shown().last(), "line 9");
        QVERIFY(console.text().verticalScrollBar()->maximum() < height);
        append(console, 0, OutputStream::Out, 200, "later\n");
        console.flush();
        QCOMPARE(shown().last(), "line 9");
        console.text().showUntil(std::nullopt);
        QCOMPARE(shown().size(), 101);
        QCOMPARE(shown().last(), "later");
        QVERIFY(console.text().verticalScrollBar()->maximum() >= height);
    }

    void aScriptThatWaitsForALineGetsOne() {
        Console console;
        console.resize(800, 300);
        console.show();
        QSignalSpy typed(&console, &Console::typed);
        QVERIFY(!console.input().isVisible());
        append(console, 0, OutputStream::Out, 0, "name? ");
        console.flush();
        state(console, 0, true);
        QVERIFY(console.input().isVisible());
        QVERIFY(console.input().accessibleName().contains("a.py"));
        QVERIFY(console.input().accessibleName().contains("name?"));
        // It stands behind the question.
        const QPointF caret = console.text().caretRect().center();
        QVERIFY(console.input().geometry().contains(
            console.text().viewport()->mapTo(&console.text(), caret.toPoint())));
        QTest::keyClicks(&console.input(), "Ada");
        QTest::keyClick(&console.input(), Qt::Key_Return);
        QCOMPARE(typed.size(), 1);
        QCOMPARE(typed[0][0].toInt(), 0);
        QCOMPARE(typed[0][1].toByteArray(), "Ada\n");
        // The answer, which the terminal echoes, is on the line of the question.
        append(console, 0, OutputStream::Out, 0, "Ada\r\n");
        console.flush();
        QCOMPARE(console.text().toPlainText(), "name? Ada");
        QVERIFY(!console.input().isVisible());
        state(console, 0, true);
        QTest::keyClick(&console.input(), Qt::Key_Up);
        QCOMPARE(console.input().text(), "Ada");
        QTest::keyClick(&console.input(), Qt::Key_C, Qt::ControlModifier);
        QTest::keyClick(&console.input(), Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(typed[1][1].toByteArray(), "\x03");
        QCOMPARE(typed[2][1].toByteArray(), "\x04");
    }

    void aQuestionThatWentByIsAnsweredBelow() {
        Console console;
        console.resize(600, 300);
        console.show();
        append(console, 0, OutputStream::Out, 0, "name? ");
        console.flush();
        append(console, 1, OutputStream::Out, 0, QString("line\n").repeated(100));
        console.flush();
        const int rows = console.text().rows();
        state(console, 0, true);
        QVERIFY(console.input().geometry().top() >= console.text().viewport()->geometry().bottom());
        QVERIFY(console.input().textMargins().left() > 20); // behind the question
        QScrollBar* bar = console.text().verticalScrollBar();
        QCOMPARE(bar->value(), bar->maximum());
        QCOMPARE(console.text().rows(), rows);
        bar->setValue(0);
        QVERIFY(console.input().geometry().top() < console.text().viewport()->height() / 2);
        QCOMPARE(console.text().roomBelow(), 0);
    }

    void aSecretIsNotShown() {
        Console console;
        console.show();
        append(console, 0, OutputStream::Out, 0, "Password: ");
        state(console, 0, true, {true, false});
        QCOMPARE(console.input().echoMode(), QLineEdit::Password);
    }

    void manyLinesPastedAreManyAnswers() {
        Console console;
        console.show();
        QSignalSpy typed(&console, &Console::typed);
        append(console, 0, OutputStream::Out, 0, "? ");
        state(console, 0, true);
        QApplication::clipboard()->setText("one\ntwo\nthree");
        QTest::keyClick(&console.input(), Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(typed.size(), 2);
        QCOMPARE(typed[1][1].toByteArray(), "two\n");
        QCOMPARE(console.input().text(), "three");
    }

    void aProgramThatTakesKeysGetsEach() {
        Console console;
        console.show();
        QSignalSpy typed(&console, &Console::typed);
        append(console, 0, OutputStream::Out, 0, ">>> ");
        console.flush();
        state(console, 0, true, {false, false});
        QVERIFY(!console.input().isVisible());
        for (const Qt::Key key : {Qt::Key_Left, Qt::Key_Tab, Qt::Key_Return, Qt::Key_Backspace})
            QTest::keyClick(&console.text(), key);
        QTest::keyClick(&console.text(), Qt::Key_R, Qt::ControlModifier);
        QTest::keyClick(&console.text(), 'x');
        QByteArray all;
        for (const auto& each : typed)
            all += each[1].toByteArray();
        QCOMPARE(all, "\x1b[D\t\r\x7f\x12x");
        QInputMethodEvent commit;
        commit.setCommitString("日本");
        QApplication::sendEvent(&console.text(), &commit);
        QCOMPARE(typed.last()[1].toByteArray(), "日本");
    }

    void ofAScriptThatOnlyRunsTheKeysThatReadStayHere() {
        Console console;
        console.show();
        QSignalSpy typed(&console, &Console::typed);
        append(console, 0, OutputStream::Out, 0, "line\n");
        console.flush();
        QTest::keyClick(&console.text(), Qt::Key_Up);
        QTest::keyClick(&console.text(), Qt::Key_PageUp);
        QCOMPARE(typed.size(), 0);
        QTest::keyClick(&console.text(), 'y');
        QTest::keyClick(&console.text(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(typed.size(), 2);
        QCOMPARE(typed[1][1].toByteArray(), "\x03");
    }

    void oneScriptsLinesCanBeShownAlone() {
        Console console;
        append(console, 0, OutputStream::Out, 0, "from a\n");
        append(console, 1, OutputStream::Out, 0, "from b\n");
        console.flush();
        console.showRun(1);
        const auto visible = [&](int line) {
            return console.text().document()->findBlockByNumber(line).isVisible();
        };
        QVERIFY(!visible(0) && visible(1));
        append(console, 0, OutputStream::Out, 0, "more from a\n");
        console.flush();
        QVERIFY(!visible(2));
        QCOMPARE(console.savedText(), "from b\n");
        console.showRun(-1);
        QVERIFY(visible(0) && visible(1) && visible(2));
        QVERIFY(console.savedText().startsWith("[a.py] 0.000  from a\n"));
    }

    void whoFloodsLosesItsOwnLines() {
        Console console;
        append(console, 1, OutputStream::Out, 0, "a quiet line\n");
        for (int n = 0; n < 3 * ConsoleText::mostLines; ++n) {
            append(console, 0, OutputStream::Out, 0, "flood\n");
            if (n % 5000 == 0)
                console.flush();
        }
        console.flush();
        QVERIFY(console.text().blockCount() <= ConsoleText::mostLines);
        QVERIFY(console.text().toPlainText().startsWith("a quiet line\n"));
    }

    void whatWasLeftOutIsSaid() {
        Console console;
        append(console, 0, OutputStream::Out, 0, QString("flood\n").repeated(12'345));
        console.flush();
        QVERIFY2(console.text().toPlainText().contains("2346 lines left out"),
                 qPrintable(console.text().toPlainText().left(100)));
    }

    void theWindowDoesNotWaitForAFlood() {
        Console console;
        console.resize(900, 400);
        console.show();
        const QString line = QString(4000, 'x') + '\n';
        append(console, 0, OutputStream::Out, 0, line.repeated(2000));
        qint64 longest = 0;
        QElapsedTimer sinceTick, all;
        QTimer ticker;
        connect(&ticker, &QTimer::timeout,
                [&] { longest = std::max(longest, sinceTick.restart()); });
        ticker.start(1);
        sinceTick.start();
        all.start();
        while (all.elapsed() < 1500)
            QCoreApplication::processEvents();
        qInfo() << "longest wait:" << longest << "ms";
        QVERIFY(longest < 60); // 20 on a machine that does nothing else
    }

    void framesOfLibrariesAreFoldedAway() {
        Console console;
        console.resize(900, 400);
        console.show();
        append(console, 0, OutputStream::Err, 0,
               "Traceback (most recent call last):\n"
               "  File \"/home/me/fetch.py\", line 41, in <module>\n"
               "    asyncio.run(main())\n"
               "  File \"/usr/lib/python3.11/asyncio/runners.py\", line 190, in run\n"
               "    return runner.run(main)\n"
               "           ^^^^^^^^^^^^^^^^\n"
               "  File \"/usr/lib/python3.11/asyncio/runners.py\", line 118, in run\n"
               "    return self._loop.run_until_complete(task)\n"
               "  File \"/home/me/fetch.py\", line 7, in main\n"
               "    raise ValueError\n"
               "ValueError\n");
        console.flush();
        const auto shown = [&] {
            QStringList lines;
            for (QTextBlock block = console.text().document()->begin(); block.isValid();
                 block = block.next())
                if (block.isVisible())
                    lines << block.text();
            return lines;
        };
        QCOMPARE(shown().size(), 7);
        QCOMPARE(shown()[3], "  \u25b8 2 frames of libraries");
        QVERIFY(!console.savedText().contains("frames of libraries"));
        QVERIFY(console.savedText().contains("runners.py"));

        // A click shows them, and another one hides them.
        const auto click = [&](const QString& text) {
            QTextCursor cursor = console.text().document()->find(text);
            cursor.setPosition(cursor.selectionStart() + 1);
            QTest::mouseClick(console.text().viewport(), Qt::LeftButton, {},
                              console.text().cursorRect(cursor).center());
        };
        click("2 frames");
        QCOMPARE(shown().size(), 12);
        QCOMPARE(shown()[3], "  \u25be 2 frames of libraries");
        click("2 frames");
        QCOMPARE(shown().size(), 7);

        QSignalSpy activated(&console, &Console::placeActivated);
        click("line 7");
        QCOMPARE(activated.size(), 1);
        QCOMPARE(activated[0][0].toString(), "/home/me/fetch.py");
        QCOMPARE(activated[0][1].toInt(), 7);
        // And without a mouse, once nobody is typed to.
        console.setState(0, {"a.py", false, false, {}});
        console.text().setTextCursor(console.text().document()->find("line 41"));
        QTest::keyClick(&console.text(), Qt::Key_Return);
        QCOMPARE(activated.last()[1].toInt(), 41);
    }

    void aTextIsFoundAndGoneThrough() {
        Console console;
        console.resize(900, 300);
        console.show();
        for (int n = 0; n < 100; ++n)
            append(console, 0, OutputStream::Out, 0, QString("line %1\n").arg(n));
        console.flush();
        QTest::keyClick(&console.text(), Qt::Key_F, Qt::ControlModifier);
        QVERIFY(console.findBar().isVisible());
        QTest::keyClicks(&console.findBar().input(), "line 1");
        QCOMPARE(console.findBar().status(), "11 places");
        const auto at = [&] { return console.text().textCursor().block().text(); };
        QCOMPARE(at(), "line 19");
        QTest::keyClick(&console.findBar().input(), Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(at(), "line 18");
        QTest::keyClick(&console.findBar().input(), Qt::Key_Return);
        QTest::keyClick(&console.findBar().input(), Qt::Key_Return);
        QCOMPARE(at(), "line 1"); // from the start again
        QTest::keyClick(&console.findBar().input(), Qt::Key_Escape);
        QVERIFY(!console.findBar().isVisible());
    }

    void aFullScreenProgramHasAScreenUntilItIsDone() {
        Console console;
        console.resize(900, 400);
        console.show();
        QSignalSpy sizes(&console, &Console::terminalSizeChanged);
        append(console, 0, OutputStream::Out, 0, "before\n\x1b[?1049h\x1b[2J\x1b[3;5Hhello");
        TerminalScreen* screen = console.screen(0);
        QVERIFY(screen && screen->isVisible());
        QCOMPARE(screen->text(), "\n\n    hello");
        QCOMPARE(sizes.last()[1].toInt(), screen->terminal().columns());
        QSignalSpy typed(&console, &Console::typed);
        QTest::keyClick(screen, Qt::Key_Up);
        QTest::keyClick(screen, Qt::Key_F2);
        QTest::keyClick(screen, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(typed[0][1].toByteArray(), "\x1b[A");
        QCOMPARE(typed[1][1].toByteArray(), "\x1bOQ");
        QCOMPARE(typed[2][1].toByteArray(), "\x03");
        // Wherever what it writes is cut.
        append(console, 0, OutputStream::Out, 0, "\x1b[?10");
        append(console, 0, OutputStream::Out, 0, "49lafter\n");
        QVERIFY(!console.screen(0));
        console.flush();
        QVERIFY(console.text().isVisible());
        QCOMPARE(console.text().toPlainText(), "before\nafter");
    }

    void whatAddressesTheScreenLeavesItsTextBehind() {
        Console console;
        console.resize(900, 400);
        console.show();
        append(console, 0, OutputStream::Out, 0, "\x1b[2;3Hx\x1b[1;1Htop");
        QVERIFY(console.screen(0));
        console.appendEnd(0, 0, "finished");
        console.flush();
        QCOMPARE(console.text().toPlainText(), "top\n  x\nfinished");
    }

    void namesCannotBeTakenForOthers() {
        Console console;
        console.setState(0, {"e\u202evil\n.py", true, false, {}});
        QCOMPARE(console.text().name(0), "e⟨202E⟩vil⟨0A⟩.py");
    }
};

QTEST_MAIN(tst_Console)
#include "tst_console.moc"

// SPDX-License-Identifier: MIT
#include "widgets/console/console.h"
#include "widgets/theme.h"

#include <QElapsedTimer>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>

using namespace braid;

class tst_Console : public QObject {
    Q_OBJECT

private slots:
    void linesStandInTheOrderOfTheirEnds() {
        Console console;
        console.append(0, "a.py", OutputStream::Out, 0, "half of ");
        console.append(1, "b.py", OutputStream::Out, 0, "whole\n");
        console.append(0, "a.py", OutputStream::Out, 0, "a line\nnext\n");
        console.flush();
        QCOMPARE(console.text().toPlainText(), "whole\nhalf of a line\nnext");
    }

    void whatHasNoEndOfLineComesWhenTheScriptEnds() {
        Console console;
        console.append(0, "a.py", OutputStream::Out, 0, "the rest");
        console.append(0, "a.py", OutputStream::Err, 0, "error\n");
        console.appendNote(0, "a.py", 0, "finished");
        console.flush();
        QCOMPARE(console.text().toPlainText(), "error\nthe rest\nfinished");
    }

    void emptyLinesStay() {
        Console console;
        console.append(0, "a.py", OutputStream::Out, 0, "\na\n\nb\n");
        console.flush();
        QCOMPARE(console.text().toPlainText(), "\na\n\nb");
    }

    void errorsHaveAColourOfTheirOwn() {
        Console console;
        console.append(0, "a.py", OutputStream::Out, 0, "out\n");
        console.append(0, "a.py", OutputStream::Err, 0, "err\n");
        console.flush();
        const auto colorOf = [&](int line) {
            const QTextBlock block = console.text().document()->findBlockByNumber(line);
            return block.begin().fragment().charFormat().foreground().color();
        };
        QVERIFY(colorOf(0) != colorOf(1));
    }

    void aProgressBarKeepsItsLastState() {
        Console console;
        console.append(0, "a.py", OutputStream::Out, 0, "10 %\r50 %\r100 %\r\n");
        console.flush();
        QCOMPARE(console.text().toPlainText(), "100 %");
    }

    void aLineThatIsWrittenAgainChangesInItsPlace() {
        Console console;
        console.append(0, "a.py", OutputStream::Out, 0, "first\n10 %");
        console.flush();
        QCOMPARE(console.text().toPlainText(), "first\n10 %");
        console.append(1, "b.py", OutputStream::Out, 0, "other\nopen");
        console.append(0, "a.py", OutputStream::Err, 0, "error\n");
        console.append(0, "a.py", OutputStream::Out, 0, "\r50 %");
        console.flush();
        QCOMPARE(console.text().toPlainText(), "first\n50 %\nother\nerror\nopen");
        console.append(0, "a.py", OutputStream::Out, 0, "\r100 %\nlast");
        console.flush();
        console.finish(0);
        console.finish(1);
        console.flush();
        QCOMPARE(console.text().toPlainText(), "first\n100 %\nother\nerror\nopen\nlast");
    }

    void anOpenLineThatWentWithTheOldestComesAgain() {
        Console console;
        console.append(0, "a.py", OutputStream::Out, 0, "open");
        console.flush();
        for (int n = 0; n < ConsoleText::mostLines + 10; ++n)
            console.append(1, "b.py", OutputStream::Out, 0, "line\n");
        console.flush();
        QVERIFY(!console.text().toPlainText().contains("open"));
        console.append(0, "a.py", OutputStream::Out, 0, " and closed\n");
        console.flush();
        QVERIFY(console.text().toPlainText().endsWith("line\nopen and closed"));
    }

    void coloursAreShownAndFollowTheTheme() {
        Console console;
        console.setPalette(Theme::palette(Theme::Kind::Light));
        console.append(0, "a.py", OutputStream::Out, 0,
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
            console.append(0, "a.py", OutputStream::Out, n, block);
        console.append(0, "a.py", OutputStream::Out, 0, "the last\n");
        console.flush();
        qInfo() << "a million lines:" << clock.elapsed() << "ms";
        QVERIFY(clock.elapsed() < 20'000);
        QVERIFY(console.text().blockCount() <= ConsoleText::mostLines);
        QVERIFY(console.text().toPlainText().endsWith("the last"));
        QVERIFY(console.droppedLines() > 900'000);
    }

    void aLineWithoutEndIsCut() {
        Console console;
        for (int n = 0; n < 100; ++n)
            console.append(0, "a.py", OutputStream::Out, 0, QString(1000, 'x'));
        console.finish(0);
        console.flush();
        for (QTextBlock block = console.text().document()->begin(); block.isValid();
             block = block.next())
            QVERIFY(block.length() <= Console::longestLine + 2);
    }

    void itFollowsTheEndUnlessTheReaderHasScrolledBack() {
        Console console;
        console.resize(400, 200);
        console.show();
        for (int n = 0; n < 200; ++n)
            console.append(0, "a.py", OutputStream::Out, 0, "line\n");
        console.flush();
        QScrollBar* bar = console.text().verticalScrollBar();
        QCOMPARE(bar->value(), bar->maximum());
        bar->setValue(50);
        console.append(0, "a.py", OutputStream::Out, 0, "line\nline\n");
        console.flush();
        QCOMPARE(bar->value(), 50);
    }

    void aMomentOfThePastShowsWhatWasWrittenUntilThen() {
        Console console;
        console.resize(400, 200);
        for (int n = 0; n < 100; ++n)
            console.append(0, "a.py", OutputStream::Out, n, QString("line %1\n").arg(n));
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
        console.append(0, "a.py", OutputStream::Out, 200, "later\n");
        console.flush();
        QCOMPARE(shown().last(), "line 9");
        console.text().showUntil(std::nullopt);
        QCOMPARE(shown().size(), 101);
        QCOMPARE(shown().last(), "later");
        QVERIFY(console.text().verticalScrollBar()->maximum() >= height);
    }

    void aScriptThatWaitsForALineGetsOne() {
        Console console;
        console.show();
        QSignalSpy entered(&console, &Console::lineEntered);
        QSignalSpy ended(&console, &Console::inputEnded);
        QVERIFY(!console.input().isVisible());
        console.append(3, "ask.py", OutputStream::Out, 0, "name? ");
        console.askForInput(3, "ask.py");
        QVERIFY(console.input().isVisible());
        QVERIFY(console.text().toPlainText().contains("name? "));
        // The answer, which the terminal echoes, is on the line of the question.
        console.append(3, "ask.py", OutputStream::Out, 0, "Grace\n");
        console.flush();
        QCOMPARE(console.text().toPlainText(), "name? Grace");
        QTest::keyClicks(&console.input(), "Ada");
        QTest::keyClick(&console.input(), Qt::Key_Return);
        QCOMPARE(entered.size(), 1);
        QCOMPARE(entered[0][0].toInt(), 3);
        QCOMPARE(entered[0][1].toString(), "Ada");
        QTest::keyClick(&console.input(), Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(ended.size(), 1);
        console.askForInput(-1, {});
        QVERIFY(!console.input().isVisible());
    }
};

QTEST_MAIN(tst_Console)
#include "tst_console.moc"

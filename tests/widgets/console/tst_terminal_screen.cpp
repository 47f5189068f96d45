// SPDX-License-Identifier: MIT
#include "widgets/console/terminal_look.h"
#include "widgets/console/terminal_screen.h"

#include <QApplication>
#include <QClipboard>
#include <QInputMethodEvent>
#include <QSignalSpy>
#include <QTest>

using namespace braid;

class tst_TerminalScreen : public QObject {
    Q_OBJECT

    QByteArray given(QSignalSpy& answered) {
        QByteArray all;
        for (const auto& each : answered)
            all += each[0].toByteArray();
        answered.clear();
        return all;
    }

private slots:
    void keysAreWhatProgramsExpect() {
        TerminalScreen screen;
        QSignalSpy answered(&screen.terminal(), &Terminal::answered);
        QTest::keyClick(&screen, Qt::Key_Up);
        QCOMPARE(given(answered), "\x1b[A");
        screen.terminal().write(u"\x1b[?1h"); // the mode that programs with cursor keys choose
        QTest::keyClick(&screen, Qt::Key_Up);
        QCOMPARE(given(answered), "\x1bOA");
        QTest::keyClick(&screen, Qt::Key_Right, Qt::ControlModifier);
        QCOMPARE(given(answered), "\x1b[1;5C");
        QTest::keyClick(&screen, Qt::Key_X, Qt::ControlModifier);
        QTest::keyClick(&screen, Qt::Key_Tab);
        QTest::keyClick(&screen, Qt::Key_Backtab, Qt::ShiftModifier);
        QTest::keyClick(&screen, Qt::Key_Escape);
        QTest::keyClick(&screen, Qt::Key_F5);
        QCOMPARE(given(answered), "\x18\t\x1b[Z\x1b\x1b[15~");
        QTest::keyClick(&screen, 'x', Qt::AltModifier);
        QCOMPARE(given(answered), "\x1bx");
        // These are the window's.
        QTest::keyClick(&screen, Qt::Key_F6);
        QTest::keyClick(&screen, Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(given(answered), "");
    }

    void textComesFromInputMethodsAndTheClipboard() {
        TerminalScreen screen;
        QSignalSpy answered(&screen.terminal(), &Terminal::answered);
        QInputMethodEvent commit;
        commit.setCommitString("ü日");
        QApplication::sendEvent(&screen, &commit);
        QCOMPARE(given(answered), "ü日");
        QApplication::clipboard()->setText("a\nb\x1b[201~c");
        screen.paste();
        QCOMPARE(given(answered), "a\rb[201~c");
        screen.terminal().write(u"\x1b[?2004h");
        screen.paste();
        QCOMPARE(given(answered), "\x1b[200~a\rb[201~c\x1b[201~");
    }

    void theMouseIsTheProgramsIfItWantsIt() {
        TerminalScreen screen;
        screen.resize(600, 300);
        screen.show();
        QSignalSpy answered(&screen.terminal(), &Terminal::answered);
        screen.terminal().write(u"hello");
        const QPoint at = screen.cellRect({2, 0}).center().toPoint();
        QTest::mouseClick(&screen, Qt::LeftButton, {}, at);
        QCOMPARE(given(answered), "");
        screen.terminal().write(u"\x1b[?1000h\x1b[?1006h");
        QTest::mouseClick(&screen, Qt::LeftButton, {}, at);
        QCOMPARE(given(answered), "\x1b[<0;3;1M\x1b[<0;3;1m");
        // With Shift it selects nevertheless.
        QTest::mousePress(&screen, Qt::LeftButton, Qt::ShiftModifier,
                          screen.cellRect({0, 0}).center().toPoint());
        QMouseEvent move(QEvent::MouseMove, screen.cellRect({3, 0}).center(),
                         screen.mapToGlobal(screen.cellRect({3, 0}).center()), Qt::NoButton,
                         Qt::LeftButton, Qt::ShiftModifier);
        QApplication::sendEvent(&screen, &move);
        QCOMPARE(screen.selectedText(), "hell");
        QCOMPARE(given(answered), "");
    }

    void itsSizeIsTold() {
        TerminalScreen screen;
        screen.resize(600, 300);
        screen.show();
        QSignalSpy sizes(&screen, &TerminalScreen::sizeChanged);
        screen.resize(900, 500);
        QCOMPARE(sizes.size(), 1);
        QCOMPARE(sizes[0][0].toInt(), screen.terminal().columns());
        QVERIFY(screen.cellRect({screen.terminal().columns() - 1, 0}).right() <= 900);
        QVERIFY(screen.cellRect({screen.terminal().columns(), 0}).right() > 900);
    }

    void whatAProgramAsksIsAnswered() {
        TerminalScreen screen;
        QSignalSpy answered(&screen.terminal(), &Terminal::answered);
        screen.terminal().write(u"\x1b[4;7H\x1b[6n");
        QCOMPARE(given(answered), "\x1b[4;7R");
    }

    void coloursCanBeRead_data() {
        QTest::addColumn<int>("kind");
        QTest::newRow("light") << int(Theme::Kind::Light);
        QTest::newRow("dark") << int(Theme::Kind::Dark);
        QTest::newRow("high contrast") << int(Theme::Kind::HighContrast);
    }
    void coloursCanBeRead() {
        QFETCH(int, kind);
        const QPalette palette = Theme::palette(Theme::Kind(kind));
        const QColor ground = palette.color(QPalette::Base), usual = palette.color(QPalette::Text);
        for (int number = 0; number < 256; ++number) {
            TerminalStyle style;
            style.foreground = TerminalColor::numbered(number);
            const TerminalLook look = TerminalLook::of(style, usual, palette);
            QVERIFY2(contrast(look.foreground, ground) >= 4.4, qPrintable(QString::number(number)));
        }
    }

    void aScreenIsPaintedInNoTime() {
        TerminalScreen screen;
        screen.resize(1600, 900);
        screen.show();
        QString all;
        for (int row = 0; row < screen.terminal().rows(); ++row)
            for (int column = 0; column < screen.terminal().columns(); ++column)
                all += QString("\x1b[3%1m%2")
                           .arg((row + column / 4) % 8)
                           .arg(QChar('a' + column % 26));
        screen.terminal().write(all);
        QElapsedTimer clock;
        clock.start();
        screen.grab();
        qInfo() << "painted in" << clock.elapsed() << "ms";
        QVERIFY(clock.elapsed() < 200);
    }
};

QTEST_MAIN(tst_TerminalScreen)
#include "tst_terminal_screen.moc"

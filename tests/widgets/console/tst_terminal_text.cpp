// SPDX-License-Identifier: MIT
#include "widgets/console/terminal_text.h"

#include <QTest>

using namespace braid;

namespace {

/// What is shown after all of it.
QStringList shown(const QString& text, qsizetype portion = 1'000'000, int wrap = 0) {
    TerminalText terminal;
    terminal.wrapAt(wrap);
    for (qsizetype at = 0; at < text.size(); at += portion)
        for (QStringView rest = QStringView(text).mid(at, portion); !rest.isEmpty();)
            rest = rest.mid(terminal.feed(rest, 0));
    QStringList lines;
    for (const TerminalText::Row& row : terminal.rows())
        lines << row.line.text();
    return lines;
}

std::vector<TerminalSpan> spansOf(const QString& text) {
    TerminalText terminal;
    terminal.feed(text, 0);
    return terminal.rows().front().line.spans();
}

TerminalStyle colored(TerminalColor color) {
    TerminalStyle style;
    style.foreground = color;
    return style;
}

} // namespace

class tst_TerminalText : public QObject {
    Q_OBJECT

private slots:
    void aLineIsWhatATerminalShows_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("lines");
        const auto row = [](const char* name, const QString& text, const QStringList& lines) {
            QTest::newRow(name) << text << lines;
        };
        row("lines", "a\nb\n\nc", {"a", "b", "", "c"});
        row("both ends of line", "a\r\nb\r\n", {"a", "b", ""});
        row("progress", "10 %\r50 %\r100 %\rdone\n", {"done%", ""});
        row("progress erased", "\r10 %\x1b[K\r\x1b[2Kdone", {"done"});
        row("backspace", "|\b/\b-\b*", {"*"});
        row("moves", "abc\x1b[2DX\x1b[1Cd\x1b[1GA", {"AXcd"});
        row("erased to here", "abc\x1b[1Kd", {"   d"});
        row("colours", "\x1b[1;31mred\x1b[0m \x1b[38;5;9mand\x1b[m", {"red and"});
        row("titles",
            "\x1b]0;title\x07"
            "a\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\",
            {"alink"});
        row("what is not for a line", "a\x1b[?25lb\x1b(Bc\x1b=d\x07", {"abcd"});
        row("tabs", "a\tb\t\tc", {"a       b               c"});
        row("characters taken out and put in", "abcd\r\x1b[1Pb\x1b[2@xy", {"bxycd"});
        row("wide characters have two columns", "日本\b\bx", {"日x "});
        row("marks have none", "e\u0301\bo", {"o"});
        row("rows drawn again", "one\ntwo\n\x1b[2A\x1b[2KONE\n\x1b[2KTWO\nend",
            {"ONE", "TWO", "end"});
        row("bars below each other", "a 10\nb 10\x1b[A\ra 50\n\rb 50\n", {"a 50", "b 50", ""});
        row("erased below", "one\ntwo\nthree\x1b[2A\x1b[J\rONE", {"ONE"});
        row("a screen cleared", "before\n\x1b[H\x1b[2Jfirst\npage\n\x1b[H\x1b[2Jsecond",
            {"before", "second"});
        row("a picture drawn again", "\x1b[H.\n..\n\x1b[H#\n##\n", {"#", "##", ""});
        row("what was there is seen",
            "\x1b"
            "7ab\x1b"
            "8c",
            {"cb"});
        row("controls are seen",
            "a\x01"
            "b\x7f"
            "c",
            {"a⟨01⟩b⟨7F⟩c"});
        row("directions are seen", "evil\u202Efdp.py", {"evil⟨202E⟩fdp.py"});
        row("no line is faked", "a\u2028b\u0085c\u2029d", {"a⟨2028⟩b⟨0085⟩c⟨2029⟩d"});
        row("no tower of marks", "e" + QString(100, QChar(0x301)),
            {"e" + QString(8, QChar(0x301))});
        row("cut short", "\x1b[31", {""});
        row("far away", "\x1b[99999Cx", {QString(3999, ' ') + 'x'});
    }
    void aLineIsWhatATerminalShows() {
        QFETCH(QString, text);
        QTEST(shown(text), "lines");
        for (const qsizetype portion : {1, 2, 3})
            QCOMPARE(shown(text, portion), shown(text));
    }

    void partsHaveTheirLooks() {
        QCOMPARE(spansOf("usual"), std::vector<TerminalSpan>());
        const TerminalStyle red = colored(TerminalColor::numbered(1));
        QCOMPARE(spansOf("a\x1b[31mb\x1b[0mc"), (std::vector<TerminalSpan>{{1, red}, {2, {}}}));
        QCOMPARE(spansOf("\x1b[91ma"),
                 (std::vector<TerminalSpan>{{0, colored(TerminalColor::numbered(9))}}));
        QCOMPARE(spansOf("\x1b[38;5;200ma"),
                 (std::vector<TerminalSpan>{{0, colored(TerminalColor::numbered(200))}}));
        QCOMPARE(spansOf("\x1b[38;2;1;2;3;4ma")[0].style.foreground, TerminalColor::of(1, 2, 3));
        QVERIFY(spansOf("\x1b[38;2;1;2;3;4ma")[0].style.underline);
        QVERIFY(spansOf("\x1b[1;3;4;7ma")[0].style.inverse);
        QCOMPARE(spansOf("\x1b[41ma")[0].style.background, TerminalColor::numbered(1));
        QCOMPARE(spansOf("\x1b[31mab\rc\x1b[0m\rd"), (std::vector<TerminalSpan>{{1, red}}));
    }

    void theNextLineLooksAsThisOneDid() {
        TerminalText terminal;
        terminal.feed(u"\x1b[32ma\n", 0);
        terminal.feed(u"b", 0);
        QCOMPARE(terminal.rows().back().line.spans(),
                 (std::vector<TerminalSpan>{{0, colored(TerminalColor::numbered(2))}}));
    }

    void aLineThatIsEditedGoesOnInTheNextRowOfTheScreen() {
        // As readline does it with "abcdefgh" in four columns: to the start, and again.
        QCOMPARE(shown("abcdefgh\x1b[A\rX", 1'000'000, 4), QStringList{"Xbcdefgh"});
        QCOMPARE(shown("abcdefgh\rX", 1'000'000, 4), QStringList{"abcdXfgh"});
        QCOMPARE(shown("abcdefg\x1b[A\r\nY", 1'000'000, 4), QStringList{"abcdYfg"});
        QCOMPARE(shown("abcdefgh\x1b[A\x1b[K", 1'000'000, 4).front().trimmed(),
                 QString("abc efgh"));
    }

    void aLineWithoutEndIsCut() {
        TerminalText terminal;
        for (int n = 0; n < 100; ++n)
            terminal.feed(QString(1000, 'x'), 0);
        QCOMPARE(terminal.rows().size(), std::size_t(1));
        QCOMPARE(terminal.rows()[0].line.text().size(), qsizetype(TerminalLine::mostColumns));
        QVERIFY(terminal.rows()[0].line.isCut());
    }

    void aProgramThatAsksIsAnswered() {
        TerminalText terminal;
        terminal.feed(u"ab\x1b[6n", 0);
        QCOMPARE(terminal.takeAnswers(), "\x1b[1;3R");
        QCOMPARE(terminal.takeAnswers(), "");
    }

    void whatNeedsAScreenIsSaidAndHandedOver_data() {
        QTest::addColumn<QString>("sequence");
        for (const char* sequence :
             {"\x1b[?1049h", "\x1b[?47h", "\x1b[?1047;25h", "\x1b[3;4H", "\x1b[5d", "\x1b[2;9r"})
            QTest::newRow(sequence + 1) << QString(sequence);
    }
    void whatNeedsAScreenIsSaidAndHandedOver() {
        QFETCH(QString, sequence);
        TerminalText terminal;
        const QString text = "log" + sequence + "rest";
        const qsizetype taken = terminal.feed(text, 0);
        QVERIFY(terminal.needsScreen());
        QCOMPARE(terminal.takeForScreen() + text.mid(taken), sequence + "rest");
        QCOMPARE(terminal.rows()[0].line.text(), QString("log"));
    }
};

QTEST_GUILESS_MAIN(tst_TerminalText)
#include "tst_terminal_text.moc"

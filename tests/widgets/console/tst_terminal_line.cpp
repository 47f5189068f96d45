// SPDX-License-Identifier: MIT
#include "widgets/console/terminal_line.h"

#include <QTest>

using namespace braid;

namespace {

/// What a terminal shows after all of it, the lines that are complete and the one that is not.
QStringList shown(const QString& text, qsizetype portion = 1'000'000) {
    TerminalLine line;
    QStringList lines;
    for (qsizetype at = 0; at < text.size(); at += portion) {
        for (QStringView rest = QStringView(text).mid(at, portion); !rest.isEmpty();) {
            rest = rest.mid(line.feed(rest));
            if (line.isComplete()) {
                lines << line.text();
                line.begin();
            }
        }
    }
    return lines << line.text();
}

std::vector<TerminalSpan> spansOf(const QString& text) {
    TerminalLine line;
    line.feed(text);
    return line.spans();
}

TerminalStyle colored(TerminalColor color) {
    TerminalStyle style;
    style.foreground = color;
    return style;
}

} // namespace

class tst_TerminalLine : public QObject {
    Q_OBJECT

private slots:
    void aLineIsWhatATerminalShows_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("lines");
        const auto row = [](const char* name, const char* text, const QStringList& lines) {
            QTest::newRow(name) << QString(text) << lines;
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
        row("what is not for a line", "\x1b[2J\x1b[3;4Ha\x1b[?25lb\x1b(Bc\x1b=d\x07", {"abcd"});
        row("a tab stays", "a\tb", {"a\tb"});
        row("cut short", "\x1b[31", {""});
        row("far away", "\x1b[99999Cx", {QString(4000, ' ') + 'x'});
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
        TerminalLine line;
        line.feed(u"\x1b[32ma\n");
        line.begin();
        line.feed(u"b");
        QCOMPARE(line.spans(),
                 (std::vector<TerminalSpan>{{0, colored(TerminalColor::numbered(2))}}));
    }
};

QTEST_GUILESS_MAIN(tst_TerminalLine)
#include "tst_terminal_line.moc"

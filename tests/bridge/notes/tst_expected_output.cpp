// SPDX-License-Identifier: MIT
#include "bridge/notes/expected_output.h"

#include <QTest>

using braid::ExpectedOutput;

class ExpectedOutputTest : public QObject {
    Q_OBJECT

private slots:
    void output_is_as_written_data() {
        QTest::addColumn<std::string>("written");
        QTest::addColumn<std::string>("printed");
        QTest::addColumn<int>("line"); // of the difference; -1: none
        const auto row = [](const char* name, std::string written, std::string printed, int line) {
            QTest::newRow(name) << std::move(written) << std::move(printed) << line;
        };
        row("the same", "a\nb\n", "a\nb\n", -1);
        row("ends of lines", "a  \nb", "a\nb\t\r\n\n\n", -1);
        row("an empty line inside", "a\n\nb\n", "a\nb\n", 11);
        row("another word", "a\nb\n", "a\nc\n", 11);
        row("a line less", "a\nb\n", "a\n", 11);
        row("a line more", "a\n", "a\nb\n", 10);
        row("nothing", "", "a\n", 0);
        row("nothing, as written", "", "\n", -1);
        row("something in a line", "took ... ms\n", "took 12.5 ms\n", -1);
        row("twice", "a...b...c", "a1b2c", -1);
        row("not to the end", "a...b", "a1b2", 10);
        row("some lines", "first\n...\nlast\n", "first\n2\n3\nlast\n", -1);
        row("no lines", "first\n...\nlast\n", "first\nlast\n", -1);
        row("some lines at the end", "first\n...\n", "first\n2\n", -1);
        row("what follows some lines is missing", "first\n...\nlast\n", "first\n2\n", 12);
    }
    void output_is_as_written() {
        QFETCH(std::string, written);
        QFETCH(std::string, printed);
        QFETCH(int, line);
        const auto difference = ExpectedOutput::of(written, 10).differs(printed);
        QCOMPARE(difference ? difference->line : -1, line);
    }

    void a_difference_says_what_came() {
        const auto difference =
            ExpectedOutput::of("tick 1\ntick 2\n", 4).differs("tick 1\ntick 3\n");
        QVERIFY(difference);
        QCOMPARE(difference->line, 5);
        QCOMPARE(difference->expected, std::string("tick 2"));
        QCOMPARE(difference->got, std::string("tick 3"));
    }

    void some_lines_come_in_any_order() {
        ExpectedOutput expected = ExpectedOutput::of("a\nb\nb\n", 1);
        expected.is_all = false;
        QVERIFY(!expected.differs("b\nx\na\nb\n"));
        const auto difference = expected.differs("b\na\n");
        QVERIFY(difference);
        QCOMPARE(difference->line, 3);
    }
};

QTEST_GUILESS_MAIN(ExpectedOutputTest)
#include "tst_expected_output.moc"

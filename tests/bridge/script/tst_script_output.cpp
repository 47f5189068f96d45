// SPDX-License-Identifier: MIT
// What a script said waits in order, and never without bounds.
#include "bridge/script/script_output.h"

#include <QTest>

using namespace braid;
using Kind = ScriptOutput::Item::Kind;

class TestScriptOutput : public QObject {
    Q_OBJECT

private slots:
    void text_and_states_stay_in_order() {
        ScriptOutput output;
        QVERIFY(output.empty());
        QVERIFY(output.write(OutputStream::Out, "a"));
        QVERIFY(!output.write(OutputStream::Out, "b"));
        QVERIFY(!output.write(OutputStream::Err, "c"));
        QVERIFY(!output.change(Script::State::Stopping));
        QVERIFY(!output.write(OutputStream::Err, "d"));
        const auto items = output.take();
        QVERIFY(output.empty());
        QCOMPARE(items.size(), std::size_t(4));
        QCOMPARE(items[0].text, std::string("ab"));
        QCOMPARE(items[0].stream, OutputStream::Out);
        QCOMPARE(items[1].text, std::string("c"));
        QCOMPARE(items[1].stream, OutputStream::Err);
        QCOMPARE(items[2].kind, Kind::State);
        QCOMPARE(items[2].state, Script::State::Stopping);
        QCOMPARE(items[3].text, std::string("d"));
        QVERIFY(output.write(OutputStream::Out, "e")); // somebody has to come again
    }

    void it_is_full_at_its_bound_and_not_before() {
        ScriptOutput output;
        const std::string portion(ScriptOutput::portion_bytes, 'x');
        for (std::size_t bytes = portion.size(); bytes < ScriptOutput::capacity_bytes;
             bytes += portion.size())
            output.write(OutputStream::Out, portion);
        output.write(OutputStream::Out, portion.substr(1));
        QVERIFY(!output.full());
        output.write(OutputStream::Err, "x");
        QVERIFY(output.full());
        output.take();
        QVERIFY(!output.full());
    }

    void so_much_is_taken_at_once_and_no_more() {
        ScriptOutput output;
        const std::string half(ScriptOutput::portion_bytes / 2, 'x');
        for (int i = 0; i < 8; ++i)
            output.write(i % 2 ? OutputStream::Out : OutputStream::Err, half);
        int times = 0;
        for (; !output.empty(); ++times) {
            std::size_t bytes = 0;
            for (const ScriptOutput::Item& item : output.take())
                bytes += item.text.size();
            QCOMPARE(bytes, ScriptOutput::portion_bytes);
        }
        QCOMPARE(times, 4);
    }
};

QTEST_GUILESS_MAIN(TestScriptOutput)
#include "tst_script_output.moc"

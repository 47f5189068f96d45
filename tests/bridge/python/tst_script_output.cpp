// SPDX-License-Identifier: MIT
// A script that is ahead of its listener has to wait.
#include "bridge/python/script_output.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace braid;

class ScriptOutputTest : public QObject {
    Q_OBJECT

private slots:
    void itIsFullAtItsCapacityAndNotAfterAPortionWasTaken() {
        ScriptOutput output;
        output.write(OutputStream::Out, std::string(ScriptOutput::capacity_bytes - 1, 'x'));
        QVERIFY(!output.full());
        output.write(OutputStream::Err, "x");
        QVERIFY(output.full());
        output.take();
        QVERIFY(!output.full());
    }

    void noMoreThanAboutAPortionIsTakenAtOnce() {
        ScriptOutput output;
        const std::string line(100, 'x');
        for (std::size_t written = 0; written < ScriptOutput::capacity_bytes;
             written += line.size())
            output.write(OutputStream::Out, line);
        std::size_t all = 0;
        while (!output.empty()) {
            std::size_t portion = 0;
            for (const auto& item : output.take())
                portion += item.text.size();
            QVERIFY(portion < 2 * ScriptOutput::portion_bytes);
            all += portion;
        }
        QVERIFY(all >= ScriptOutput::capacity_bytes);
    }

    void aWriterWaitsUntilThereIsRoom() {
        ScriptOutput output;
        output.write(OutputStream::Out, std::string(ScriptOutput::capacity_bytes, 'x'));
        std::atomic<bool> went_on = false;
        std::thread writer([&] {
            output.wait_for_room();
            went_on = true;
        });
        // Time can only show that it went on too early, never that it waited for long enough.
        QTest::qSleep(20);
        const bool early = went_on;
        output.take();
        writer.join();
        QVERIFY(!early);
    }
};

QTEST_GUILESS_MAIN(ScriptOutputTest)
#include "tst_script_output.moc"

// SPDX-License-Identifier: MIT
// Everything can be done from a keyboard, also what nobody remembers the key of.

#include "braid_window.h"

#include <QFile>
#include <QTest>

class KeyboardTest : public QObject {
    Q_OBJECT

private slots:
    void commandsAreFoundByTheirNames();
    void aScriptIsOpenedRunAnsweredRunAgainAndStopped();
};

void KeyboardTest::commandsAreFoundByTheirNames() {
    BraidWindow braid;
    const QString script = braid.write("waits.py", R"(
import asyncio

async def main():
    open(__file__ + '.running', 'w').close()
    try:
        await asyncio.sleep(1000)
    finally:
        open(__file__ + '.stopped', 'w').close()

asyncio.run(main())
)");
    const QString problem = braid.open({script});
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(script + ".running"), 30'000);

    // Left once, so that a palette that cannot be left takes the keys that follow.
    braid.press("ctrl+shift+p");
    braid.press("Escape");
    braid.press("ctrl+shift+p");
    braid.desktop.type("stop all");
    braid.press("Return");
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(script + ".stopped"), 30'000);

    braid.press("ctrl+shift+p");
    braid.desktop.type("quit");
    braid.press("Return");
    QTRY_VERIFY_WITH_TIMEOUT(!braid.isRunning(), 30'000);
}

void KeyboardTest::aScriptIsOpenedRunAnsweredRunAgainAndStopped() {
    BraidWindow braid;
    const QString script = braid.write("asks.py", R"(
import asyncio

def tell(word):
    with open(__file__ + '.said', 'a') as said:
        said.write(word + ' ')

async def main():
    tell('begun')
    # On the one loop, so the window has seen by then that somebody is asked.
    asyncio.get_running_loop().call_later(0.5, tell, 'asks')
    try:
        tell(await asyncio.to_thread(input, 'name? '))
        await asyncio.sleep(1000)
    finally:
        tell('stopped')

asyncio.run(main())
)");
    const auto said = [&] {
        QFile file(script + ".said");
        return file.open(QFile::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    };
    const QString problem = braid.open();
    QVERIFY2(problem.isEmpty(), qPrintable(problem));

    braid.press("ctrl+o");
    QVERIFY(!braid.desktop.waitForWindow("Open scripts").isEmpty());
    braid.desktop.type(script);
    braid.desktop.key("Return");
    QTRY_COMPARE_WITH_TIMEOUT(said(), "begun asks ", 30'000);

    // The keys go where somebody asks.
    braid.desktop.type("ada");
    braid.desktop.key("Return");
    QTRY_COMPARE_WITH_TIMEOUT(said(), "begun asks ada ", 30'000);

    braid.press("shift+F5");
    QTRY_COMPARE_WITH_TIMEOUT(said(), "begun asks ada stopped ", 30'000);
    braid.press("F5");
    QTRY_COMPARE_WITH_TIMEOUT(said(), "begun asks ada stopped begun asks ", 30'000);
    QVERIFY(braid.quit());
    QCOMPARE(said(), "begun asks ada stopped begun asks stopped ");
}

QTEST_GUILESS_MAIN(KeyboardTest)
#include "tst_keyboard.moc"

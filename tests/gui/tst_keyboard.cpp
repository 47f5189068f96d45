// SPDX-License-Identifier: MIT
// Everything can be done from a keyboard, also what nobody remembers the key of.

#include "braid_window.h"

#include <QFile>
#include <QTest>

class KeyboardTest : public QObject {
    Q_OBJECT

private slots:
    void commandsAreFoundByTheirNames();
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

QTEST_GUILESS_MAIN(KeyboardTest)
#include "tst_keyboard.moc"

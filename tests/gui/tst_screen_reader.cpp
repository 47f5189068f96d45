// SPDX-License-Identifier: MIT
// The way from opening to stopping for who does not see it: by roles, names and actions, over the
// desktop's own bus for that (AT-SPI). screen_reader.py is the one who uses it.

#include "braid_window.h"

#include <QProcess>
#include <QTest>

class ScreenReaderTest : public QObject {
    Q_OBJECT

private slots:
    void aScriptIsOpenedReadAndStopped();
};

void ScreenReaderTest::aScriptIsOpenedReadAndStopped() {
    BraidWindow braid;
    const QString script = braid.write("nap.py", R"(
import asyncio

async def nap():
    print('good night')
    try:
        await asyncio.sleep(1000)
    finally:
        print('cleaned up')

async def main():
    await asyncio.create_task(nap(), name='napper')

asyncio.run(main())
)");
    QVERIFY2(braid.desktop.error().isEmpty(), qPrintable(braid.desktop.error()));
    // A bus of its own, which ends with the desktop.
    QProcess& bus = braid.desktop.start(
        "dbus-daemon", {"--session", "--nofork", "--nosyslog", "--print-address=1"});
    if (!bus.waitForStarted())
        QSKIP("dbus-daemon is not installed");
    QVERIFY(bus.waitForReadyRead(30'000));
    const QString address = "DBUS_SESSION_BUS_ADDRESS=" + bus.readLine().trimmed();
    const QStringList environment{address};
    const QString problem = braid.open({}, {"env", address, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1"});
    QVERIFY2(problem.isEmpty(), qPrintable(problem));

    QProcess& reader = braid.desktop.start(SCREEN_READER, {script}, environment);
    QVERIFY(reader.waitForStarted());
    QTRY_COMPARE_WITH_TIMEOUT(reader.state(), QProcess::NotRunning, 150'000);
    const QByteArray said = reader.readAllStandardOutput();
    if (reader.exitCode() == 77)
        QSKIP(said);
    QVERIFY2(reader.exitCode() == 0, said);
    QVERIFY2(said.contains("3 waiting"), said);
    QVERIFY(braid.quit());
}

QTEST_GUILESS_MAIN(ScreenReaderTest)
#include "tst_screen_reader.moc"

// SPDX-License-Identifier: MIT
// The window is killed in the middle of work: all that was there is there at the next start.

#include "braid_window.h"

#include <QFile>
#include <QTest>

class CrashTest : public QObject {
    Q_OBJECT

private slots:
    void afterAKillAllIsBack();
};

void CrashTest::afterAKillAllIsBack() {
    BraidWindow braid;
    const QString script = braid.write("works.py", R"(
import asyncio, os

async def main():
    with open(__file__ + '.runs', 'a') as runs:
        runs.write('.')
    await asyncio.sleep(1000)

asyncio.run(main())
)");
    const auto text = [](const QString& name) {
        QFile file(name);
        return file.open(QFile::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    };
    const auto runs = [&] { return text(script + ".runs").size(); };
    QString problem = braid.open({script});
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    QTRY_COMPARE_WITH_TIMEOUT(runs(), 1, 30'000);
    QTRY_VERIFY_WITH_TIMEOUT(braid.settings().contains("scripts=" + script), 30'000);
    const QString settings = braid.settings();
    const QSize size(1111, 666);
    braid.resize(size);
    QTRY_COMPARE_WITH_TIMEOUT(braid.size(), size, 30'000);
    QTRY_VERIFY_WITH_TIMEOUT(braid.settings() != settings, 30'000);

    // Into the source, at its end, and not saved.
    braid.press("F6");
    braid.press("ctrl+End");
    braid.desktop.type("# of last minute");
    QTRY_VERIFY_WITH_TIMEOUT(braid.hasWritten("# of last minute"), 30'000);
    QVERIFY(braid.kill());
    QVERIFY(!text(script).contains("last minute"));

    problem = braid.open();
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    QTRY_COMPARE_WITH_TIMEOUT(braid.size(), size, 30'000);
    // What could have made it crash runs when it is told to.
    QTest::qWait(300);
    QCOMPARE(runs(), 1);
    braid.press("ctrl+shift+p");
    braid.desktop.type("run what was open");
    braid.press("Return");
    QTRY_COMPARE_WITH_TIMEOUT(runs(), 2, 30'000);
    // The text that was not saved is in its editor again.
    braid.press("F6");
    braid.press("ctrl+s");
    QTRY_VERIFY_WITH_TIMEOUT(text(script).endsWith("# of last minute"), 30'000);
    QVERIFY(braid.quit());
}

QTEST_GUILESS_MAIN(CrashTest)
#include "tst_crash.moc"

// SPDX-License-Identifier: MIT
// A window that has nothing to do does nothing: not one system call, in none of its threads.

#include "braid_window.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QTest>

class IdleTest : public QObject {
    Q_OBJECT

private slots:
    void anEmptyWindowMakesNoSystemCall() { becomesSilent({}); }
    void aWindowWhoseScriptHasEndedMakesNoSystemCall() {
        becomesSilent("import asyncio\nasyncio.run(asyncio.sleep(0.2))\nprint('done')\n");
    }

private:
    void becomesSilent(const QByteArray& script);
};

void IdleTest::becomesSilent(const QByteArray& script) {
    BraidWindow braid;
    QStringList files;
    if (!script.isEmpty())
        files << braid.write("script.py", script);
    const QString log = braid.path("calls");
    const QString problem = braid.open(files, {"strace", "-f", "-qq", "-o", log});
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    braid.desktop.moveMouse({1279, 899});

    constexpr int silence_ms = 5000;
    qint64 size = -1;
    QElapsedTimer unchanged, all;
    all.start();
    while (size < 0 || unchanged.elapsed() < silence_ms) {
        if (const qint64 now = QFileInfo(log).size(); now != size) {
            size = now;
            unchanged.start();
        }
        if (all.elapsed() > 60'000) {
            QFile calls(log);
            QVERIFY(calls.open(QIODevice::ReadOnly));
            calls.seek(qMax<qint64>(0, size - 2000));
            QFAIL("it was never silent for 5 s; the last calls:\n" + calls.readAll());
        }
        QTest::qWait(50);
    }
}

QTEST_GUILESS_MAIN(IdleTest)
#include "tst_idle.moc"

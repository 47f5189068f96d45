// SPDX-License-Identifier: MIT
// The window answers while a script will not: Stop stops it, and quitting ends everything.

#include "braid_window.h"

#include <QFile>
#include <QJsonObject>
#include <QTest>

class StopTest : public QObject {
    Q_OBJECT

private slots:
    void stopEndsAScriptThatSpins();
    void stopLetsCoroutinesCleanUp();
    void stopStopsAlsoWhereTheShellHasCtrlCIgnored();
    void quittingEndsScriptsThatBlock();
};

namespace {
/// Opens the window with these scripts; each writes a file when it is under way.
QString openWith(BraidWindow& braid, const QList<QByteArray>& scripts,
                 const QStringList& wrapper = {}) {
    QStringList files;
    for (const QByteArray& script : scripts)
        files << braid.write(QString("script%1.py").arg(files.size()),
                             "import asyncio, time\nopen(__file__ + '.running', 'w').close()\n" +
                                 script);
    if (const QString problem = braid.open(files, wrapper); !problem.isEmpty())
        return problem;
    for (const QString& file : files)
        if (!QTest::qWaitFor([&] { return QFile::exists(file + ".running"); }, 30'000))
            return file + " did not start";
    return {};
}

/// True if a lane of the trace ended so.
bool hasEnd(const QJsonArray& events, const QString& outcome) {
    for (const QJsonValue event : events)
        if (event["ph"] == "i" && event["name"] == outcome)
            return true;
    return false;
}
} // namespace

void StopTest::stopEndsAScriptThatSpins() {
    BraidWindow braid;
    const QString problem = openWith(braid, {R"(
try:
    while True:
        pass
except KeyboardInterrupt:
    open(__file__ + '.stopped', 'w').close()
)"});
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    braid.press("shift+F5");
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(braid.path("script0.py.stopped")), 30'000);
    QVERIFY(braid.quit());
}

void StopTest::stopLetsCoroutinesCleanUp() {
    BraidWindow braid;
    const QString problem = openWith(braid, {R"(
async def main():
    try:
        await asyncio.sleep(100)
    finally:
        await asyncio.sleep(0.1)
        open(__file__ + '.tidy', 'w').close()
asyncio.run(main())
)"});
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    braid.press("shift+F5");
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(braid.path("script0.py.tidy")), 30'000);
    QVERIFY(braid.quit());
    QVERIFY(hasEnd(braid.trace(), "cancelled"));
}

void StopTest::stopStopsAlsoWhereTheShellHasCtrlCIgnored() {
    BraidWindow braid;
    const QString problem = openWith(braid, {R"(
async def main():
    try:
        await asyncio.sleep(1000)
    finally:
        open(__file__ + '.stopped', 'w').close()
asyncio.run(main())
)"},
                                     // As what a shell's script starts in the background.
                                     {"sh", "-c", "trap '' INT QUIT; exec \"$@\"", "sh"});
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    braid.press("shift+F5");
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(braid.path("script0.py.stopped")), 30'000);
    QVERIFY(braid.quit());
}

void StopTest::quittingEndsScriptsThatBlock() {
    BraidWindow braid;
    // The one that spins comes last, and waits for the others: no other program of its language
    // runs until it yields, and who was interrupted in an import lets it go first.
    const QString problem = openWith(
        braid, {"time.sleep(1000)\n", "asyncio.run(asyncio.sleep(1000))\n", "input('name? ')\n", R"(
from pathlib import Path
while not all(Path(__file__).with_name(f'script{n}.py.running').exists() for n in range(3)):
    time.sleep(0.01)
while True:
    pass
)"});
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    QVERIFY(braid.quit());
    QVERIFY(!braid.trace().isEmpty());
}

QTEST_GUILESS_MAIN(StopTest)
#include "tst_stop.moc"

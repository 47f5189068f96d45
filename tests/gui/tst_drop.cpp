// SPDX-License-Identifier: MIT
// The whole way, as a person goes it: files are dragged with a real mouse from another program into
// Braid's window, they run, and the trace that Braid writes when it quits tells of their tasks.

#include "braid_window.h"

#include <QFile>
#include <QJsonObject>
#include <QTest>

class DropTest : public QObject {
    Q_OBJECT

private slots:
    void droppedScriptsRunTogetherAndAreInTheTrace();
    void aDropOfSomethingElseIsRefused();
};

namespace {

/// Drags files from another program into the window; returns what became of it, as that program
/// was told.
QByteArray drag(BraidWindow& braid, const QStringList& files) {
    Desktop& desktop = braid.desktop;
    QProcess& source = desktop.start(DRAG_SOURCE_PROGRAM, files);
    const QString window = desktop.waitForWindow("drag source");
    desktop.moveMouse(desktop.geometry(window).center());
    desktop.pressButton();
    desktop.moveMouse(braid.center());
    // The hand rests a moment over the target, as hands do: the two programs have to agree first.
    QTest::qWait(300);
    desktop.moveMouse(braid.center() + QPoint(8, 8));
    QTest::qWait(300);
    desktop.releaseButton();
    source.waitForReadyRead(30'000);
    return source.readAllStandardOutput().trimmed();
}

struct Span {
    double begin_us = 0, end_us = 0;
};

/// When a task of a script waited for a timer.
Span nap(const QJsonArray& events, const QString& script, const QString& task) {
    int process = -1, thread = -1;
    for (const QJsonValue event : events)
        if (event["name"] == "process_name" && event["args"]["name"] == script)
            process = event["pid"].toInt();
    for (const QJsonValue event : events)
        if (event["name"] == "thread_name" && event["pid"] == process &&
            event["args"]["name"] == task)
            thread = event["tid"].toInt();
    for (const QJsonValue event : events)
        if (event["ph"] == "X" && event["name"] == "waiting" && event["pid"] == process &&
            event["tid"] == thread && event["args"]["kind"] == "timer")
            return {event["ts"].toDouble(), event["ts"].toDouble() + event["dur"].toDouble()};
    return {};
}

const QByteArray sleeper = R"(
import asyncio

async def nap(seconds):
    await asyncio.sleep(seconds)

async def main():
    await asyncio.gather(asyncio.create_task(nap(0.3), name="short"),
                         asyncio.create_task(nap(0.9), name="long"))

asyncio.run(main())
open(__file__ + ".done", "w").close()
)";

} // namespace

void DropTest::droppedScriptsRunTogetherAndAreInTheTrace() {
    BraidWindow braid;
    const QString problem = braid.open();
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    const QString first = braid.write("first.py", sleeper);
    const QString second = braid.write("second.py", sleeper);
    const QString picture = braid.write("picture.png", "no script");
    QCOMPARE(drag(braid, {first, second, picture}), QByteArray("copy"));
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(first + ".done") && QFile::exists(second + ".done"),
                             30'000);
    QVERIFY(braid.quit());

    const QJsonArray events = braid.trace();
    const Span one = nap(events, "first.py", "long"), other = nap(events, "second.py", "long");
    QVERIFY(one.end_us - one.begin_us > 800'000);
    QVERIFY(other.end_us - other.begin_us > 800'000);
    QVERIFY2(one.begin_us < other.end_us && other.begin_us < one.end_us, "they did not overlap");
    QVERIFY(nap(events, "first.py", "short").end_us > 0);
}

void DropTest::aDropOfSomethingElseIsRefused() {
    BraidWindow braid;
    const QString problem = braid.open();
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    QCOMPARE(drag(braid, {braid.write("picture.png", "no script")}), QByteArray("refused"));
    QVERIFY(braid.isRunning());
    QVERIFY(braid.quit());
}

QTEST_GUILESS_MAIN(DropTest)
#include "tst_drop.moc"

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
    void aDroppedNoteIsReadAndRunsOnlyWhenAsked();
    void aDropOfSomethingElseIsRefused();
};

namespace {

/// Drags files from another program into the window; returns what became of it, as that program
/// was told.
QByteArray drag(BraidWindow& braid, const QStringList& files, bool areWanted) {
    Desktop& desktop = braid.desktop;
    QProcess& source = desktop.start(DRAG_SOURCE_PROGRAM, files);
    const QString window = desktop.waitForWindow("drag source");
    const QByteArray before = braid.picture();
    desktop.moveMouse(desktop.geometry(window).center());
    desktop.pressButton();
    desktop.moveMouse(braid.center());
    desktop.moveMouse(braid.center() + QPoint(8, 8));
    // Both programs are heard before the hand lets go: the window that says what it would do, and
    // the other that was told of it.
    if (!QTest::qWaitFor([&] { return braid.picture() != before; }, 30'000))
        return "the window said nothing";
    const auto told = [&source] {
        source.waitForReadyRead(30'000);
        return source.readLine().trimmed();
    };
    if (areWanted)
        if (const QByteArray answer = told(); answer != "offered")
            return answer;
    desktop.releaseButton();
    return told();
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
    Span span;
    for (const QJsonValue event : events) {
        if (event["pid"] != process || event["tid"] != thread)
            continue;
        // What was not over when it was written ends in an event of its own.
        const double time = event["ts"].toDouble();
        const bool isNap = event["name"] == "waiting" && event["args"]["kind"] == "timer";
        if (event["ph"] == "X" && isNap)
            return {time, time + event["dur"].toDouble()};
        if (event["ph"] == "B" && isNap)
            span.begin_us = time;
        else if (event["ph"] == "E" && span.begin_us > 0)
            return {span.begin_us, time};
    }
    return {};
}

const QByteArray sleeper = R"(
import asyncio, glob, os, time

async def nap(seconds):
    await asyncio.sleep(seconds)

async def main():
    # Not before the other is here too: on a slow machine the first would be done by then.
    open(__file__ + ".here", "w").close()
    while len(glob.glob(os.path.dirname(__file__) + "/*.here")) < 2:
        await asyncio.to_thread(time.sleep, 0.01)
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
    QCOMPARE(drag(braid, {first, second, picture}, true), QByteArray("copy"));
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

void DropTest::aDroppedNoteIsReadAndRunsOnlyWhenAsked() {
    BraidWindow braid;
    const QString problem = braid.open();
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    const QString note = braid.write("note.md", "# A note\n\n```python\n"
                                                "open(__file__ + '.done', 'w').close()\n```\n");
    QCOMPARE(drag(braid, {note}, true), QByteArray("copy"));
    // Beside it a script, which runs by being dropped: what the note does not do is done by then.
    const QString script = braid.write("script.py", "open(__file__ + '.done', 'w').close()\n");
    QCOMPARE(drag(braid, {script}, true), QByteArray("copy"));
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(script + ".done"), 30'000);
    QVERIFY(!QFile::exists(note + ".done"));
    braid.press("ctrl+shift+F9");
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(note + ".done"), 30'000);
    QVERIFY(braid.quit());
}

void DropTest::aDropOfSomethingElseIsRefused() {
    BraidWindow braid;
    const QString problem = braid.open();
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    const QString picture = braid.write("picture.png", "no script");
    QCOMPARE(drag(braid, {picture}, false), QByteArray("refused"));
    QVERIFY(braid.isRunning());
    QVERIFY(braid.quit());
}

QTEST_GUILESS_MAIN(DropTest)
#include "tst_drop.moc"

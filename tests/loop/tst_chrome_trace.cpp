// SPDX-License-Identifier: MIT
#include "loop/trace/chrome_trace.h"
#include "loop/trace/trace.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace braid;

class ChromeTraceTest : public QObject {
    Q_OBJECT

private slots:
    void everySliceSaysWhatItWaitsForAndWhere();
    void theEndOfALaneIsAnEvent();
    void marksAreInstants();
    void whatWasLostIsInTheFile();
    void namesNeedNotBeUtf8();
    void aNameInGzCompresses();
    void anUnwritablePathIsNamed();

private:
    QJsonArray written(const Trace& trace, std::int64_t now_ns = 10'000,
                       const QString& name = "trace.json") {
        const QString path = directory_.filePath(name);
        write_chrome_trace(trace, now_ns, path.toStdString());
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return {};
        QJsonParseError error;
        const auto document = QJsonDocument::fromJson(file.readAll(), &error);
        if (error.error != QJsonParseError::NoError)
            qWarning() << error.errorString();
        return document.object()["traceEvents"].toArray();
    }

    QTemporaryDir directory_;
};

namespace {
const QJsonObject first(const QJsonArray& events, const QString& phase, const QString& name) {
    for (const QJsonValue event : events)
        if (event["ph"] == phase && event["name"] == name)
            return event.toObject();
    return {};
}
} // namespace

void ChromeTraceTest::everySliceSaysWhatItWaitsForAndWhere() {
    Trace trace;
    const StrandId strand = trace.begin_strand(0, StrandKind::Script, "fetch.py");
    const LaneId get = trace.begin_lane(0, strand, "get-1");
    const LaneId main = trace.begin_lane(0, strand, "main");
    trace.record(0, main, Activity::Running);
    trace.record(1'500, main,
                 LaneState(Activity::Waiting, WaitKind::Task, trace.intern("get-1"),
                           trace.intern("/x/fetch.py", 41, "main"))
                     .with(get));
    trace.record(9'000, main, LaneState(Activity::Ready).with(get));
    trace.record(
        9'500, main,
        LaneState(Activity::Waiting, WaitKind::Timer, trace.intern("sleep")).for_seconds(0.5));

    const QJsonArray events = written(trace);
    QCOMPARE(first(events, "M", "process_name")["args"]["name"].toString(), "fetch.py");
    QCOMPARE(first(events, "M", "thread_name")["args"]["name"].toString(), "get-1");
    const QJsonObject waiting = first(events, "X", "waiting");
    QCOMPARE(waiting["dur"].toDouble(), 7.5);
    QCOMPARE(waiting["args"]["kind"].toString(), "task");
    QCOMPARE(waiting["args"]["what"].toString(), "get-1");
    QCOMPARE(waiting["args"]["task"].toString(), "get-1");
    QCOMPARE(waiting["args"]["where"].toString(), "fetch.py:41 in main");
    QCOMPARE(first(events, "X", "running")["dur"].toDouble(), 1.5);
    QCOMPARE(first(events, "X", "ready")["args"]["woken by"].toString(), "get-1");
    const QJsonObject last = events.last().toObject();
    QCOMPARE(last["args"]["what"].toString(), "sleep 0.5 s");
    QCOMPARE(last["dur"].toDouble(), 0.5); // it goes on: up to now
}

void ChromeTraceTest::theEndOfALaneIsAnEvent() {
    Trace trace;
    const StrandId strand = trace.begin_strand(0, StrandKind::Script, "a.py");
    const LaneId main = trace.begin_lane(0, strand, "main");
    const LaneId lane = trace.begin_lane(0, strand, "child");
    trace.record(0, lane, Activity::Running);
    trace.cancel_requested(lane, main);
    trace.end_lane(7'000, lane, Outcome::Failed, "ValueError: \"no\"");
    const QJsonObject end = first(written(trace), "i", "failed");
    QCOMPARE(end["ts"].toDouble(), 7.0);
    QCOMPARE(end["args"]["message"].toString(), "ValueError: \"no\"");
    QCOMPARE(end["args"]["cancelled by"].toString(), "main");
}

void ChromeTraceTest::marksAreInstants() {
    Trace trace;
    const StrandId strand = trace.begin_strand(0, StrandKind::Window, "Window");
    trace.mark({.time_ns = 5'000,
                .strand = strand,
                .text = trace.intern("late"),
                .amount = 3,
                .kind = MarkKind::MissedFrame});
    const QJsonObject mark = first(written(trace), "i", "missed frame");
    QCOMPARE(mark["ts"].toDouble(), 5.0);
    QCOMPARE(mark["args"]["text"].toString(), "late");
    QCOMPARE(mark["args"]["amount"].toInt(), 3);
}

void ChromeTraceTest::whatWasLostIsInTheFile() {
    Trace trace({.slices = 2048, .lanes = 2});
    const StrandId strand = trace.begin_strand(0, StrandKind::Script, "a.py");
    const LaneId lane = trace.begin_lane(0, strand, "main");
    for (int i = 0; i < 10'000; ++i)
        trace.record(i, lane, i % 2 ? Activity::Waiting : Activity::Running);
    QCOMPARE(first(written(trace), "X", "lost")["args"]["slices"].toInt(),
             int(trace.lane(lane).dropped()));
    for (int i = 0; i < 5; ++i)
        trace.end_lane(20'000 + i, trace.begin_lane(20'000, strand, "t"), Outcome::Finished);
    const QJsonObject lost = first(written(trace), "X", "lost");
    QCOMPARE(lost["args"]["tasks"].toInt(), 4);
    QCOMPARE(lost["dur"].toDouble(), 20.003);
}

void ChromeTraceTest::namesNeedNotBeUtf8() {
    Trace trace;
    trace.begin_strand(0, StrandKind::Script, "caf\xe9 \xe2\x98\x95.py");
    QCOMPARE(first(written(trace), "M", "process_name")["args"]["name"].toString(),
             QString::fromUtf8("caf\uFFFD ☕.py"));
}

void ChromeTraceTest::aNameInGzCompresses() {
    Trace trace;
    trace.begin_strand(0, StrandKind::Script, "a.py");
    const QString path = directory_.filePath("trace.json.gz");
    write_chrome_trace(trace, 0, path.toStdString());
    QProcess gunzip;
    gunzip.start("gzip", {"-dc", path});
    QVERIFY(gunzip.waitForFinished());
    QVERIFY(gunzip.readAllStandardOutput().contains("a.py"));
}

void ChromeTraceTest::anUnwritablePathIsNamed() {
    try {
        write_chrome_trace(Trace(), 0, "/nonexistent/trace.json");
        QFAIL("it should throw");
    } catch (const std::filesystem::filesystem_error& error) {
        QVERIFY(QString(error.what()).contains("/nonexistent/trace.json"));
        QVERIFY(QString(error.what()).contains("No such file"));
    }
}

QTEST_GUILESS_MAIN(ChromeTraceTest)
#include "tst_chrome_trace.moc"

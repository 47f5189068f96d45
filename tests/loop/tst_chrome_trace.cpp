// SPDX-License-Identifier: MIT
#include "loop/trace/chrome_trace.h"
#include "loop/trace/trace.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

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

    void stepsMakeTheSameFile();
    void progressGrowsToTheEnd();
    void lanesThatRetireBetweenStepsAreSkipped();
    void whatComesLaterIsLeftOut();
    void slicesThatAreDroppedBetweenStepsAreMissing();
    void marksThatAreDroppedBetweenStepsAreMissing();
    void theFileBeforeStaysUntilTheNewOneIsComplete();
    void whoeverGivesUpLeavesNothing();
    void aFailureLeavesNothing();
    void twoAtOnceDoNotMeet();
    void aLinkStaysOne();
    void aDeviceIsWrittenAsItIs();

private:
    QByteArray content(const QString& name) {
        QFile file(directory_.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void put(const QString& name, const QByteArray& text) {
        QFile file(directory_.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    }
    std::string path(const QString& name) { return directory_.filePath(name).toStdString(); }
    QStringList files() {
        return QDir(directory_.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
    }
    QJsonArray events(const QString& name = "trace.json") {
        QJsonParseError error;
        const auto document = QJsonDocument::fromJson(content(name), &error);
        if (error.error != QJsonParseError::NoError)
            qWarning() << error.errorString();
        return document.object()["traceEvents"].toArray();
    }

    QJsonArray written(const Trace& trace, std::int64_t now_ns = 10'000,
                       const QString& name = "trace.json") {
        write_chrome_trace(trace, now_ns, path(name));
        return events(name);
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

/// The names of the lanes that are there.
QStringList lanes(const QJsonArray& events) {
    QStringList names;
    for (const QJsonValue event : events)
        if (event["name"] == "thread_name")
            names << event["args"]["name"].toString();
    return names;
}

/// One strand, three lanes with a thousand slices each, one a nanosecond; then they end, but for
/// the first.
void fill(Trace& trace) {
    const StrandId strand = trace.begin_strand(0, StrandKind::Script, "a.py");
    for (const char* name : {"one", "two", "three"})
        trace.begin_lane(0, strand, name);
    for (int i = 0; i < 1000; ++i)
        for (const LaneId lane : {LaneId(1), LaneId(2), LaneId(3)})
            trace.record(i, lane, i % 2 ? Activity::Waiting : Activity::Running);
    trace.end_lane(1000, LaneId(2), Outcome::Finished);
    trace.end_lane(1000, LaneId(3), Outcome::Failed, "no");
    trace.mark({.time_ns = 7, .strand = strand, .text = trace.intern("first")});
    trace.mark({.time_ns = 8, .strand = strand, .text = trace.intern("second")});
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
    write_chrome_trace(trace, 0, path("trace.json.gz"));
    QProcess gunzip;
    gunzip.start("gzip", {"-dc", directory_.filePath("trace.json.gz")});
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

void ChromeTraceTest::stepsMakeTheSameFile() {
    Trace trace;
    fill(trace);
    write_chrome_trace(trace, 1000, path("whole.json"));
    const QByteArray whole = content("whole.json");
    QVERIFY(whole.size() > 100'000);
    for (const std::size_t slices : {1, 7, 999, 1000, 1001}) {
        ChromeTraceWriter writer(trace, 1000, path("steps.json"));
        int steps = 1;
        while (writer.write_some(slices))
            ++steps;
        QVERIFY(steps >= 3000 / int(slices));
        QCOMPARE(content("steps.json"), whole);
    }
}

void ChromeTraceTest::progressGrowsToTheEnd() {
    Trace trace;
    fill(trace);
    ChromeTraceWriter writer(trace, 1000, path("trace.json"));
    QCOMPARE(writer.progress(), 0.0);
    double before = 0;
    while (writer.write_some(100)) {
        QVERIFY(writer.progress() >= before);
        QVERIFY(writer.progress() - before < 0.05);
        before = writer.progress();
    }
    QCOMPARE(writer.progress(), 1.0);
}

void ChromeTraceTest::lanesThatRetireBetweenStepsAreSkipped() {
    for (const std::size_t before : {500, 1500}) { // in front of the lane that goes; within it
        Trace trace({.lanes = 3});
        fill(trace);
        ChromeTraceWriter writer(trace, 1000, path("trace.json"));
        QVERIFY(writer.write_some(before));
        trace.begin_lane(2000, StrandId(1), "four");
        QVERIFY(!trace.find(LaneId(2)));
        while (writer.write_some(100)) {
        }
        const QStringList expected =
            before < 1000 ? QStringList{"one", "three"} : QStringList{"one", "two", "three"};
        QCOMPARE(lanes(events()), expected);
        QCOMPARE(first(events(), "i", "failed")["tid"].toInt(), 3);
        QCOMPARE(first(events(), "i", "finished"), QJsonObject());
        QCOMPARE(writer.progress(), 1.0);
    }
}

void ChromeTraceTest::whatComesLaterIsLeftOut() {
    Trace trace;
    const StrandId strand = trace.begin_strand(0, StrandKind::Script, "a.py");
    const LaneId lane = trace.begin_lane(0, strand, "main");
    trace.record(1'000, lane, Activity::Running);
    ChromeTraceWriter writer(trace, 10'000, path("trace.json"));
    QVERIFY(writer.write_some(1));
    trace.record(20'000, lane, Activity::Waiting);
    trace.begin_lane(20'000, trace.begin_strand(20'000, StrandKind::Script, "late.py"), "late");
    trace.mark({.time_ns = 20'000, .strand = strand});
    trace.end_lane(30'000, lane, Outcome::Finished);
    while (writer.write_some(1)) {
    }
    const QJsonArray events = this->events();
    QCOMPARE(events.size(), 3); // two names, and
    QCOMPARE(first(events, "X", "running")["dur"].toDouble(), 9.0);
    // Nor is it there when it came before the writer, as from a clock that is ahead.
    QCOMPARE(written(trace, 10'000), events);
}

void ChromeTraceTest::slicesThatAreDroppedBetweenStepsAreMissing() {
    Trace trace({.slices = 2048});
    const StrandId strand = trace.begin_strand(0, StrandKind::Script, "a.py");
    const LaneId lane = trace.begin_lane(0, strand, "main");
    const auto record = [&](int from, int to) {
        for (int i = from; i < to; ++i)
            trace.record(i, lane, i % 2 ? Activity::Waiting : Activity::Running);
    };
    record(0, 2000);
    ChromeTraceWriter writer(trace, 2000, path("trace.json"));
    QVERIFY(writer.write_some(100));
    const int before = int(trace.lane(lane)[0].begin_ns);
    record(2000, 3000);
    const int oldest = int(trace.lane(lane)[0].begin_ns);
    QVERIFY(oldest > before + 100 && oldest < 2000);
    while (writer.write_some(100)) {
    }
    QList<int> begins;
    for (const QJsonValue event : events())
        if (event["ph"] == "X")
            begins << qRound(event["ts"].toDouble() * 1000);
    const auto gap = std::find(begins.begin(), begins.end(), oldest);
    QVERIFY(gap != begins.end());
    QVERIFY(gap[-1] < before + 100);
    QCOMPARE(begins.last(), 2000);
    QVERIFY(std::is_sorted(begins.begin(), begins.end()));
}

void ChromeTraceTest::marksThatAreDroppedBetweenStepsAreMissing() {
    Trace trace({.marks = 2});
    fill(trace);
    ChromeTraceWriter writer(trace, 1000, path("trace.json"));
    QVERIFY(writer.write_some(100));
    trace.mark({.time_ns = 9, .strand = StrandId(1), .text = trace.intern("third")});
    while (writer.write_some(100)) {
    }
    QStringList texts;
    for (const QJsonValue event : events())
        if (event["name"] == "note")
            texts << event["args"]["text"].toString();
    QCOMPARE(texts, QStringList{"second"});
}

void ChromeTraceTest::theFileBeforeStaysUntilTheNewOneIsComplete() {
    Trace trace;
    fill(trace);
    put("trace.json", "before");
    ChromeTraceWriter writer(trace, 1000, path("trace.json"));
    do
        QCOMPARE(content("trace.json"), "before");
    while (writer.write_some(500));
    QCOMPARE(lanes(events()).size(), 3);
    QVERIFY(!files().join(' ').contains(".part"));
}

void ChromeTraceTest::whoeverGivesUpLeavesNothing() {
    Trace trace;
    fill(trace);
    put("trace.json", "before");
    const QStringList before = files();
    {
        ChromeTraceWriter writer(trace, 1000, path("trace.json"));
        QVERIFY(writer.write_some(500));
        QVERIFY(files() != before);
    }
    QCOMPARE(content("trace.json"), "before");
    QCOMPARE(files(), before);
}

void ChromeTraceTest::aFailureLeavesNothing() {
    Trace trace;
    fill(trace);
    ChromeTraceWriter writer(trace, 1000, path("in the way"));
    QVERIFY(writer.write_some(500));
    QVERIFY(QDir(directory_.path()).mkdir("in the way"));
    const auto finish = [&] {
        while (writer.write_some(500)) {
        }
    };
    QVERIFY_EXCEPTION_THROWN(finish(), std::filesystem::filesystem_error);
    QVERIFY(!files().join(' ').contains(".part"));
}

void ChromeTraceTest::twoAtOnceDoNotMeet() {
    Trace trace;
    fill(trace);
    ChromeTraceWriter one(trace, 1000, path("same.json"));
    ChromeTraceWriter two(trace, 1000, path("same.json"));
    while (one.write_some(500) && two.write_some(500)) {
    }
    QCOMPARE(lanes(events("same.json")).size(), 3);
    while (two.write_some(500)) {
    }
    QCOMPARE(lanes(events("same.json")).size(), 3);
    QVERIFY(!files().join(' ').contains(".part"));
}

void ChromeTraceTest::aLinkStaysOne() {
    put("real.json", "before");
    QVERIFY(QFile::link(directory_.filePath("real.json"), directory_.filePath("link.json")));
    Trace trace;
    fill(trace);
    QCOMPARE(lanes(written(trace, 1000, "link.json")).size(), 3);
    QVERIFY(QFileInfo(directory_.filePath("link.json")).isSymLink());
    QCOMPARE(lanes(events("real.json")).size(), 3);
}

void ChromeTraceTest::aDeviceIsWrittenAsItIs() {
    Trace trace;
    fill(trace);
    write_chrome_trace(trace, 1000, "/dev/null");
    QVERIFY(!QFile::exists("/dev/null.part"));
    QVERIFY_EXCEPTION_THROWN(write_chrome_trace(trace, 1000, "/dev/full"),
                             std::filesystem::filesystem_error);
    QVERIFY(QFile::exists("/dev/full"));
}

QTEST_GUILESS_MAIN(ChromeTraceTest)
#include "tst_chrome_trace.moc"

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
    void whatWasLostIsInTheFile();
    void namesNeedNotBeUtf8();
    void aNameInGzCompresses();
    void anUnwritablePathIsNamed();

private:
    QJsonArray written(const Trace& trace, const QString& name = "trace.json") {
        const QString path = directory_.filePath(name);
        write_chrome_trace(trace, path.toStdString());
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
    const StrandId strand = trace.begin_strand("fetch.py", StrandKind::Script);
    const LaneId get = trace.begin_lane(strand, "get-1");
    const LaneId main = trace.begin_lane(strand, "main");
    const std::int64_t base = trace.lane(main).begin_ns;
    trace.record_at(base, main, Activity::Running);
    trace.record_at(base + 1'500, main, Activity::Waiting, WaitKind::Task, trace.intern("get-1"),
                    trace.intern("/x/fetch.py", 41, "main"), get);
    trace.record_at(base + 9'000, main, Activity::Ready);

    const QJsonArray events = written(trace);
    QCOMPARE(first(events, "M", "process_name")["args"]["name"].toString(), "fetch.py");
    const QJsonObject waiting = first(events, "X", "waiting");
    QCOMPARE(waiting["dur"].toDouble(), 7.5);
    QCOMPARE(waiting["args"]["kind"].toString(), "task");
    QCOMPARE(waiting["args"]["what"].toString(), "get-1");
    QCOMPARE(waiting["args"]["task"].toString(), "get-1");
    QCOMPARE(waiting["args"]["where"].toString(), "fetch.py:41 in main");
    QCOMPARE(first(events, "X", "running")["dur"].toDouble(), 1.5);
    QVERIFY(!first(events, "X", "ready").isEmpty());
}

void ChromeTraceTest::theEndOfALaneIsAnEvent() {
    Trace trace;
    const LaneId lane = trace.begin_lane(trace.begin_strand("a.py", StrandKind::Script), "main");
    trace.record(lane, Activity::Running);
    trace.end_lane(lane, Outcome::Failed, "ValueError: \"no\"");
    const QJsonObject end = first(written(trace), "i", "failed");
    QCOMPARE(end["args"]["message"].toString(), "ValueError: \"no\"");
}

void ChromeTraceTest::whatWasLostIsInTheFile() {
    Trace trace(2048);
    const LaneId lane = trace.begin_lane(trace.begin_strand("a.py", StrandKind::Script), "main");
    for (int i = 0; i < 10'000; ++i)
        trace.record(lane, i % 2 ? Activity::Waiting : Activity::Running);
    const QJsonObject lost = first(written(trace), "X", "lost");
    QCOMPARE(lost["args"]["slices"].toInt(), int(trace.dropped_slices()));
}

void ChromeTraceTest::namesNeedNotBeUtf8() {
    Trace trace;
    trace.begin_strand("caf\xe9 \xe2\x98\x95.py", StrandKind::Script);
    QCOMPARE(first(written(trace), "M", "process_name")["args"]["name"].toString(),
             QString::fromUtf8("caf\uFFFD ☕.py"));
}

void ChromeTraceTest::aNameInGzCompresses() {
    Trace trace;
    trace.begin_strand("a.py", StrandKind::Script);
    const QString path = directory_.filePath("trace.json.gz");
    write_chrome_trace(trace, path.toStdString());
    QProcess gunzip;
    gunzip.start("gzip", {"-dc", path});
    QVERIFY(gunzip.waitForFinished());
    QVERIFY(gunzip.readAllStandardOutput().contains("a.py"));
}

void ChromeTraceTest::anUnwritablePathIsNamed() {
    try {
        write_chrome_trace(Trace(), "/nonexistent/trace.json");
        QFAIL("it should throw");
    } catch (const std::filesystem::filesystem_error& error) {
        QVERIFY(QString(error.what()).contains("/nonexistent/trace.json"));
        QVERIFY(QString(error.what()).contains("No such file"));
    }
}

QTEST_GUILESS_MAIN(ChromeTraceTest)
#include "tst_chrome_trace.moc"

// SPDX-License-Identifier: MIT
#include "loop/trace/chrome_trace.h"
#include "loop/trace/trace.h"
#include "loop/trace/trace_import.h"
#include "loop/trace/trace_recording.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace braid;

class TraceRecordingTest : public QObject {
    Q_OBJECT

private slots:
    void itIsTheTraceThatAnExportIs_data();
    void itIsTheTraceThatAnExportIs();
    void atAnyTimeTheFileIsWhole_data();
    void atAnyTimeTheFileIsWhole();
    void whatGoesOnIsThereBeforeItEnds();
    void whatTheTraceHasDroppedIsInTheFile();
    void whatCameAndWentBetweenIsCounted();
    void aNewNameReplacesTheOld();
    void nothingNewWritesNothing();
    void theFirstChangeCallsOnce();
    void aFullDiskIsSaid();

private:
    QByteArray content(const QString& name) {
        QFile file(directory_.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    std::string path(const QString& name) { return directory_.filePath(name).toStdString(); }
    std::unique_ptr<TraceImport> read(const QString& name) {
        auto import = std::make_unique<TraceImport>(path(name));
        while (import->read_some(1 << 20)) {
        }
        return import;
    }
    QByteArray exported(const Trace& trace, std::int64_t now_ns) {
        write_chrome_trace(trace, now_ns, path("export.json"));
        return content("export.json");
    }

    QTemporaryDir directory_;
};

namespace {
void names() {
    QTest::addColumn<QString>("name");
    QTest::newRow("plain") << "a.json";
    QTest::newRow("gzip") << "a.json.gz";
}

/// A step of a small program of three tasks, at that time.
void step(Trace& trace, StrandId strand, int i) {
    const std::int64_t now = i * 1'000;
    if (i % 10 == 0)
        trace.begin_lane(now, strand, "Task-" + std::to_string(i / 10));
    const LaneId lane = trace.last_lane();
    trace.record(now + 1, lane,
                 i % 2 ? LaneState(Activity::Waiting, WaitKind::Timer, trace.intern("sleep"),
                                   trace.intern("/x/a.py", i, "main"))
                             .for_seconds(0.5)
                       : LaneState(Activity::Running));
    if (i % 30 == 29)
        trace.end_lane(now + 2, lane, Outcome::Finished);
    if (i % 50 == 0)
        trace.mark({.time_ns = now, .strand = strand, .text = trace.intern("mark")});
}
} // namespace

void TraceRecordingTest::itIsTheTraceThatAnExportIs_data() { names(); }

void TraceRecordingTest::itIsTheTraceThatAnExportIs() {
    QFETCH(QString, name);
    Trace trace;
    TraceRecording recording(trace, path(name));
    const StrandId strand = trace.begin_strand(0, StrandKind::Script, "a.py");
    for (int i = 0; i < 1'000; ++i) {
        step(trace, strand, i);
        if (i % 7 == 0)
            recording.write(i * 1'000 + 10);
    }
    trace.end_strand(1'000'000, strand, Outcome::Finished);
    recording.complete(1'000'000);
    const auto import = read(name);
    QCOMPARE(import->problem(), std::string());
    QCOMPARE(exported(import->trace(), import->end_ns()), exported(trace, 1'000'000));
}

void TraceRecordingTest::atAnyTimeTheFileIsWhole_data() { names(); }

void TraceRecordingTest::atAnyTimeTheFileIsWhole() {
    QFETCH(QString, name);
    Trace trace;
    TraceRecording recording(trace, path(name));
    QCOMPARE(read(name)->problem(), "no trace: it holds no events");
    const StrandId strand = trace.begin_strand(0, StrandKind::Script, "a.py");
    for (int i = 0; i < 200; ++i) {
        step(trace, strand, i);
        recording.write(i * 1'000 + 10);
        const auto import = read(name);
        QCOMPARE(import->problem(), std::string());
        QCOMPARE(import->trace().stored_slices(), trace.stored_slices());
        if (!name.endsWith(".gz"))
            QVERIFY(!QJsonDocument::fromJson(content(name)).object().isEmpty());
    }
}

void TraceRecordingTest::whatGoesOnIsThereBeforeItEnds() {
    Trace trace;
    TraceRecording recording(trace, path("a.json"));
    const StrandId strand = trace.begin_strand(0, StrandKind::Script, "a.py");
    const LaneId lane = trace.begin_lane(0, strand, "main");
    trace.record(1'000, lane, LaneState(Activity::Waiting, WaitKind::Lock, trace.intern("lock")));
    recording.write(2'000);
    const auto import = read("a.json");
    const Lane& again = import->trace().lane(lane);
    QVERIFY(again.pending());
    QCOMPARE(import->trace().describe_what(again.back()), "lock");
}

void TraceRecordingTest::whatTheTraceHasDroppedIsInTheFile() {
    Trace trace({.slices = 2048, .lanes = 3});
    TraceRecording recording(trace, path("a.json"));
    const StrandId strand = trace.begin_strand(0, StrandKind::Script, "a.py");
    const LaneId main = trace.begin_lane(0, strand, "main");
    for (int i = 0; i < 20'000; ++i) {
        trace.record(i, main, i % 2 ? Activity::Waiting : Activity::Running);
        if (i % 1'000 == 0) {
            trace.end_lane(i + 1, trace.begin_lane(i, strand, "t"), Outcome::Finished);
            recording.write(i);
        }
    }
    recording.complete(20'000);
    QVERIFY(trace.lane(main).dropped() > 17'000);
    const auto import = read("a.json");
    QCOMPARE(import->trace().lane(main).size(), 20'000u);
    QCOMPARE(import->trace().lane(main).dropped(), 0u);
    QCOMPARE(import->trace().lane_count(), 21u);
}

void TraceRecordingTest::whatCameAndWentBetweenIsCounted() {
    Trace trace({.lanes = 2});
    TraceRecording recording(trace, path("a.json"));
    const StrandId strand = trace.begin_strand(0, StrandKind::Script, "a.py");
    for (int i = 0; i < 10; ++i)
        trace.end_lane(i, trace.begin_lane(i, strand, "t"), Outcome::Finished);
    recording.complete(20);
    QCOMPARE(read("a.json")->trace().strand(strand).retired, 8u);
}

void TraceRecordingTest::aNewNameReplacesTheOld() {
    Trace trace;
    TraceRecording recording(trace, path("a.json"));
    const LaneId lane =
        trace.begin_lane(0, trace.begin_strand(0, StrandKind::Script, "a.py"), "Task-1");
    recording.write(1);
    trace.rename_lane(lane, trace.intern_name("fetch"));
    recording.complete(2);
    QCOMPARE(read("a.json")->trace().name_of(lane), "fetch");
}

void TraceRecordingTest::nothingNewWritesNothing() {
    Trace trace;
    TraceRecording recording(trace, path("a.json"));
    trace.begin_strand(0, StrandKind::Script, "a.py");
    recording.write(1);
    const QByteArray before = content("a.json");
    for (int i = 0; i < 100; ++i)
        recording.write(i);
    QCOMPARE(content("a.json"), before);
}

void TraceRecordingTest::theFirstChangeCallsOnce() {
    Trace trace;
    int calls = 0;
    TraceRecording recording(trace, path("a.json"), [&] { ++calls; });
    recording.write(0);
    const StrandId strand = trace.begin_strand(0, StrandKind::Script, "a.py");
    for (int i = 0; i < 10; ++i)
        step(trace, strand, i);
    QCOMPARE(calls, 1);
    recording.write(10'000);
    step(trace, strand, 11);
    QCOMPARE(calls, 2);
}

void TraceRecordingTest::aFullDiskIsSaid() {
    Trace trace;
    const auto begin = [&] { TraceRecording(trace, "/dev/full").write(0); };
    QVERIFY_EXCEPTION_THROWN(begin(), std::filesystem::filesystem_error);
}

QTEST_APPLESS_MAIN(TraceRecordingTest)
#include "tst_trace_recording.moc"

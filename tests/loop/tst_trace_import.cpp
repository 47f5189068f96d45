// SPDX-License-Identifier: MIT
#include "loop/trace/chrome_trace.h"
#include "loop/trace/trace.h"
#include "loop/trace/trace_import.h"

#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace braid;

class TraceImportTest : public QObject {
    Q_OBJECT

private slots:
    void readAndWrittenAgainItIsTheSameFile_data();
    void readAndWrittenAgainItIsTheSameFile();
    void lanesSaySameThingsAgain();
    void whatGoesOnGoesOnUntilTheEnd();
    void whatWasLostIsLostAgain();
    void theSmallestStepsReadTheSame();
    void progressGrowsToTheEnd();

    void otherPeoplesThreadsAreLanes();
    void beginningsAndEndsMakeSlices();
    void clocksCountFromAnywhere();
    void anArrayNeedNotBeClosed();
    void namesMayStandForIds();

    void aCutFileSaysWhereAndShowsTheRest();
    void aCutGzipFileSaysSoAndShowsTheRest();
    void aDamagedFileSaysWhere();
    void whatIsNoTraceSaysSo();
    void aMissingFileIsNamed();
    void randomBytesHarmNobody();

private:
    void put(const QString& name, const QByteArray& text) {
        QFile file(directory_.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    }
    QByteArray content(const QString& name) {
        QFile file(directory_.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    std::string path(const QString& name) { return directory_.filePath(name).toStdString(); }
    std::unique_ptr<TraceImport> read(const QString& name, std::size_t bytes = 1 << 20) {
        auto import = std::make_unique<TraceImport>(path(name));
        while (import->read_some(bytes)) {
        }
        return import;
    }
    std::unique_ptr<TraceImport> readText(const QByteArray& text) {
        put("text.json", text);
        return read("text.json");
    }

    QTemporaryDir directory_;
};

namespace {

/// Some of everything that a trace can hold.
void fill(Trace& trace) {
    const StrandId window = trace.begin_strand(0, StrandKind::Window, "Window");
    const StrandId script = trace.begin_strand(1'000, StrandKind::Script, "caf\xe9 \"a\".py");
    const StrandId cpp = trace.begin_strand(2'000, StrandKind::Cpp, "C++ tasks");
    const LocationId line = trace.intern("/x/y/a.py", 41, "main");
    const LocationId same_words = trace.intern("/z/a.py", 41, "main");
    const LaneId events = trace.begin_lane(0, window, "events");
    const LaneId main = trace.begin_lane(1'500, script, "main");
    const LaneId child = trace.begin_lane(2'500, script, "Task-12", main, line);
    const LaneId odd = trace.begin_lane(2'600, script, "Task-007", child, same_words);
    const LaneId thread = trace.begin_thread(3'000, cpp, trace.intern_name("pool-1"));
    trace.record(10, events, LaneState(Activity::Waiting, WaitKind::Input));
    trace.record(1'500, main, LaneState(Activity::Running, WaitKind::Nothing, {}, line));
    trace.record(3'001, thread, Activity::Running);
    trace.record(5'007, main,
                 LaneState(Activity::Waiting, WaitKind::Task, trace.intern("Task-12"), same_words)
                     .with(child));
    trace.record(6'000, child,
                 LaneState(Activity::Waiting, WaitKind::Timer, trace.intern("sleep"), line)
                     .for_seconds(0.1f));
    trace.record(
        6'500, odd,
        LaneState(Activity::Waiting, WaitKind::Task, trace.intern("gather of")).for_tasks(1));
    trace.record(6'700, odd, LaneState(Activity::Waiting, WaitKind::Timer).for_seconds(1e-30));
    trace.record(7'000, main, LaneState(Activity::Ready).with(child));
    trace.record(8'000, main, LaneState(Activity::Running)); // for long: it blocks
    trace.record(208'000'000, main, LaneState(Activity::Blocked));
    trace.record(208'000'500, main, Activity::Waiting);
    for (int i = 0; i < 3'000; ++i)
        trace.record(10'000 + i * 7, events, i % 2 ? Activity::Running : Activity::Waiting);
    trace.cancel_requested(child, main);
    trace.end_lane(208'000'700, child, Outcome::Cancelled);
    trace.end_lane(208'000'800, odd, Outcome::Failed, "ValueError: \"no\"\n\x01");
    trace.end_lane(209'000'000, thread, Outcome::Finished);
    trace.end_strand(209'000'000, script, Outcome::Failed);
    trace.mark({.time_ns = 9'000, .strand = window, .amount = 3, .kind = MarkKind::MissedFrame});
    trace.mark({.time_ns = 9'500, .strand = script, .lane = main, .text = trace.intern("hm")});
}

QStringList laneNames(const Trace& trace) {
    QStringList names;
    trace.for_each_lane(
        [&](const Lane& lane) { names << QString::fromStdString(trace.name(lane.name)); });
    return names;
}

/// "running main 1000-2000": what a lane shows, slice by slice.
QStringList slices(const TraceImport& import, const Trace& trace, LaneId id) {
    QStringList lines;
    const Lane& lane = trace.lane(id);
    for (std::size_t i = 0; i < lane.size(); ++i)
        lines << QStringLiteral("%1 %2 %3-%4")
                     .arg(QString::fromStdString(
                         std::string(to_string(lane.activity_of(i, import.end_ns())))))
                     .arg(QString::fromStdString(trace.describe_what(lane[i])))
                     .arg(lane[i].begin_ns)
                     .arg(lane.end_of(i, import.end_ns()));
    return lines;
}

} // namespace

void TraceImportTest::readAndWrittenAgainItIsTheSameFile_data() {
    QTest::addColumn<QString>("name");
    QTest::newRow("plain") << "a.json";
    QTest::newRow("gzip") << "a.json.gz";
}

void TraceImportTest::readAndWrittenAgainItIsTheSameFile() {
    QFETCH(QString, name);
    Trace trace;
    fill(trace);
    write_chrome_trace(trace, 300'000'000, path(name));
    const QByteArray written = content(name);
    const auto import = read(name);
    QCOMPARE(import->problem(), std::string());
    write_chrome_trace(import->trace(), 300'000'000, path("again-" + name));
    QCOMPARE(content("again-" + name), written);
}

void TraceImportTest::lanesSaySameThingsAgain() {
    Trace trace;
    fill(trace);
    write_chrome_trace(trace, 300'000'000, path("a.json"));
    const auto import = read("a.json");
    Trace& again = import->trace();
    QCOMPARE(laneNames(again), laneNames(trace));
    trace.for_each_lane([&](const Lane& lane) {
        const Lane& other = again.lane(lane.id);
        QCOMPARE(other.size(), lane.size());
        QCOMPARE(other.kind, lane.kind);
        QCOMPARE(other.outcome, lane.outcome);
        QCOMPARE(other.begin_ns, lane.begin_ns);
        QCOMPARE(other.end_ns, lane.end_ns);
        QCOMPARE(other.creator, lane.creator);
        QCOMPARE(other.cancelled_by, lane.cancelled_by);
        for (std::size_t i = 0; i < lane.size(); ++i) {
            QCOMPARE(other[i].begin_ns, lane[i].begin_ns);
            QCOMPARE(other[i].activity, lane[i].activity);
            QCOMPARE(other[i].wait, lane[i].wait);
            QCOMPARE(other[i].detail, lane[i].detail);
            QCOMPARE(again.describe_what(other[i]), trace.describe_what(lane[i]));
            const Location here = trace.location(lane[i].where);
            const Location there = again.location(other[i].where);
            QCOMPARE(again.text(there.file), trace.text(here.file)); // with its folder
            QCOMPARE(there.line, here.line);
            QCOMPARE(again.text(there.function), trace.text(here.function));
        }
    });
    QCOMPARE(again.ended(Outcome::Cancelled), 1u);
    QCOMPARE(again.strand(StrandId(1)).kind, StrandKind::Window);
    QCOMPARE(again.strand(StrandId(2)).outcome, Outcome::Failed);
    QCOMPARE(again.marks().size(), 2u);
    QCOMPARE(again.marks()[0].amount, 3u);
    QCOMPARE(again.marks()[1].lane, LaneId(2));
}

void TraceImportTest::whatGoesOnGoesOnUntilTheEnd() {
    Trace trace;
    const StrandId strand = trace.begin_strand(0, StrandKind::Script, "a.py");
    trace.record(5'000, trace.begin_lane(1'000, strand, "main"), Activity::Waiting);
    write_chrome_trace(trace, 77'000, path("a.json"));
    const auto import = read("a.json");
    QCOMPARE(import->end_ns(), 77'000);
    QVERIFY(import->trace().lane(LaneId(1)).pending());
}

void TraceImportTest::whatWasLostIsLostAgain() {
    Trace trace({.slices = 2048, .lanes = 3});
    const StrandId strand = trace.begin_strand(0, StrandKind::Script, "a.py");
    const LaneId lane = trace.begin_lane(0, strand, "main");
    for (int i = 0; i < 10'000; ++i)
        trace.record(i, lane, i % 2 ? Activity::Waiting : Activity::Running);
    for (int i = 0; i < 5; ++i)
        trace.end_lane(20'000 + i, trace.begin_lane(20'000, strand, "t"), Outcome::Finished);
    write_chrome_trace(trace, 30'000, path("a.json"));
    const auto import = read("a.json");
    const Trace& again = import->trace();
    QCOMPARE(again.lane(lane).dropped(), trace.lane(lane).dropped());
    QCOMPARE(again.lane(lane).gap_end_ns(), trace.lane(lane).gap_end_ns());
    QCOMPARE(again.strand(strand).retired, trace.strand(strand).retired);
    QVERIFY(!again.find(LaneId(2)) && again.find(trace.last_lane()));
    write_chrome_trace(again, 30'000, path("b.json"));
    QCOMPARE(content("b.json"), content("a.json"));
}

void TraceImportTest::theSmallestStepsReadTheSame() {
    Trace trace;
    fill(trace);
    write_chrome_trace(trace, 300'000'000, path("a.json"));
    for (const std::size_t bytes : {1, 7, 4096}) {
        const auto import = read("a.json", bytes);
        QCOMPARE(import->problem(), std::string());
        write_chrome_trace(import->trace(), 300'000'000, path("b.json"));
        QCOMPARE(content("b.json"), content("a.json"));
    }
}

void TraceImportTest::progressGrowsToTheEnd() {
    Trace trace;
    fill(trace);
    write_chrome_trace(trace, 300'000'000, path("a.json"));
    TraceImport import(path("a.json"));
    double before = 0;
    while (import.read_some(5'000)) {
        QVERIFY(import.progress() >= before && import.progress() <= 1);
        before = import.progress();
    }
    QVERIFY(import.progress() > 0.99);
}

void TraceImportTest::otherPeoplesThreadsAreLanes() {
    const auto import = readText(R"({"traceEvents": [
        {"ph": "M", "name": "process_name", "pid": 9, "args": {"name": "python"}},
        {"ph": "M", "name": "thread_name", "pid": 9, "tid": 12, "args": {"name": "MainThread"}},
        {"ph": "X", "name": "inner", "pid": 9, "tid": 12, "ts": 20, "dur": 10},
        {"ph": "X", "name": "outer", "pid": 9, "tid": 12, "ts": 10, "dur": 40},
        {"ph": "X", "name": "later", "pid": 9, "tid": 12, "ts": 60, "dur": 5},
        {"ph": "C", "name": "memory", "pid": 9, "ts": 60, "args": {"bytes": 5}},
        {"ph": "i", "name": "gc", "pid": 9, "tid": 12, "ts": 61, "s": "t"}],
        "viztracer_metadata": {"version": "0.15"}, "file_info": {"a": [1, {"ph": "X"}]}})");
    QCOMPARE(import->problem(), std::string());
    const Trace& trace = import->trace();
    QCOMPARE(trace.text(trace.strand(StrandId(1)).name), "python");
    QCOMPARE(laneNames(trace), QStringList{"MainThread"});
    QCOMPARE(slices(*import, trace, LaneId(1)),
             (QStringList{"running outer 0-10000", "running inner 10000-20000",
                          "running outer 20000-40000", "waiting  40000-50000",
                          "running later 50000-55000"}));
    QCOMPARE(trace.lane(LaneId(1)).kind, LaneKind::Thread); // it holds no loop of ours
    QCOMPARE(trace.marks().size(), 1u);
    QCOMPARE(trace.text(trace.marks()[0].text), "gc");
}

void TraceImportTest::beginningsAndEndsMakeSlices() {
    const auto import = readText(R"([
        {"ph": "B", "name": "a", "pid": 1, "tid": 1, "ts": 1},
        {"ph": "B", "name": "b", "pid": 1, "tid": 1, "ts": 3},
        {"ph": "E", "pid": 1, "tid": 1, "ts": 5},
        {"ph": "E", "pid": 1, "tid": 1, "ts": 8},
        {"ph": "E", "pid": 1, "tid": 1, "ts": 9},
        {"ph": "B", "name": "open", "pid": 1, "tid": 2, "ts": 4},
        {"ph": "i", "name": "end", "pid": 1, "tid": 1, "ts": 11, "s": "g"}])");
    const Trace& trace = import->trace();
    QCOMPARE(slices(*import, trace, LaneId(1)),
             (QStringList{"running a 0-2000", "running b 2000-4000", "running a 4000-7000"}));
    QCOMPARE(slices(*import, trace, LaneId(2)), QStringList{"running open 3000-10000"});
}

void TraceImportTest::clocksCountFromAnywhere() {
    const auto import = readText(R"([
        {"ph": "X", "name": "a", "pid": 1, "tid": 1, "ts": 1700000000000000, "dur": 1500.5}])");
    QCOMPARE(slices(*import, import->trace(), LaneId(1)), QStringList{"running a 0-1500500"});
    QCOMPARE(import->end_ns(), 1'500'500);
}

void TraceImportTest::anArrayNeedNotBeClosed() {
    const auto import =
        readText("[\n"
                 R"({"ph": "X", "name": "a", "pid": 1, "tid": 1, "ts": 1, "dur": 2},)"
                 "\n");
    QCOMPARE(import->problem(), std::string());
    QCOMPARE(import->trace().stored_slices(), 1u);
}

void TraceImportTest::namesMayStandForIds() {
    const auto import = readText(R"([
        {"ph": "X", "name": "a", "pid": "gpu", "tid": "one", "ts": 1, "dur": 2},
        {"ph": "X", "name": "b", "pid": "gpu", "tid": "two", "ts": 1, "dur": 2},
        {"ph": "X", "name": "c", "pid": "gpu", "tid": "one", "ts": 3, "dur": 2}])");
    QCOMPARE(import->trace().lane_count(), 2u);
    QCOMPARE(import->trace().lane(LaneId(1)).size() + import->trace().lane(LaneId(2)).size(), 3u);
}

void TraceImportTest::aCutFileSaysWhereAndShowsTheRest() {
    Trace trace;
    fill(trace);
    write_chrome_trace(trace, 300'000'000, path("a.json"));
    const QByteArray whole = content("a.json");
    const QByteArray half = whole.left(whole.size() / 2);
    const auto import = readText(half);
    QVERIFY(import->problem().starts_with("cut off at byte " + std::to_string(half.size())));
    QVERIFY(import->trace().stored_slices() > 500);
    QCOMPARE(import->trace().lane(LaneId(1)).size() > 500, true);
}

void TraceImportTest::aCutGzipFileSaysSoAndShowsTheRest() {
    Trace trace;
    fill(trace);
    write_chrome_trace(trace, 300'000'000, path("a.json.gz"));
    const QByteArray whole = content("a.json.gz");
    put("cut.json.gz", whole.left(whole.size() / 2));
    const auto import = read("cut.json.gz");
    QVERIFY2(import->problem().starts_with("cut off: its gzip data end too early, at byte " +
                                           std::to_string(whole.size() / 2)),
             import->problem().c_str());
    QVERIFY(import->trace().stored_slices() > 500);
}

void TraceImportTest::aDamagedFileSaysWhere() {
    const QByteArray text =
        R"([{"ph": "X", "name": "a", "pid": 1, "tid": 1, "ts": 1, "dur": 2}, {"ph": ?]})";
    const auto import = readText(text);
    QCOMPARE(import->problem(), "damaged at byte " + std::to_string(text.indexOf('?')) +
                                    " of its text (syntax error)");
    QCOMPARE(import->trace().stored_slices(), 1u);
}

void TraceImportTest::whatIsNoTraceSaysSo() {
    QCOMPARE(readText(R"({"a": [1, 2]})")->problem(), "no trace: it holds no events");
    QVERIFY(readText("")->problem().starts_with("cut off at byte 0"));
    QVERIFY(readText("import asyncio")->problem().starts_with("damaged at byte"));
}

void TraceImportTest::aMissingFileIsNamed() {
    for (const char* const name : {"/nonexistent/trace.json", "/"}) {
        try {
            TraceImport import(name);
            QFAIL("it should throw");
        } catch (const std::filesystem::filesystem_error& error) {
            QVERIFY(QString(error.what()).contains(name));
        }
    }
}

/// For the sanitizers: whatever is wrong with a file, reading it ends, and so does writing it.
void TraceImportTest::randomBytesHarmNobody() {
    Trace trace;
    fill(trace);
    write_chrome_trace(trace, 300'000'000, path("a.json"));
    write_chrome_trace(trace, 300'000'000, path("a.json.gz"));
    const QByteArray whole = content("a.json").left(40'000);
    const QByteArray packed = content("a.json.gz");
    QRandomGenerator random(13);
    const QByteArray numbers[] = {"-1",    "0",  "4294967295", "1e300", "-9223372036854775808",
                                  "\"x\"", "[]", "{}",         "null"};
    for (int i = 0; i < 300; ++i) {
        const bool gzip = i % 3 == 0;
        QByteArray text = gzip ? packed : whole;
        for (int n = random.bounded(1, 9); n > 0; --n) {
            const int at = random.bounded(int(text.size()));
            if (gzip || n % 3 == 0) {
                text[at] = char(random.bounded(256));
            } else if (const int colon = int(text.indexOf(':', at)); colon > 0) {
                const int end = int(text.indexOf(QByteArrayLiteral(","), colon));
                if (end > colon)
                    text.replace(colon + 1, end - colon - 1,
                                 numbers[random.bounded(int(std::size(numbers)))]);
            }
        }
        put("fuzzed.json", text);
        const auto import = read("fuzzed.json");
        write_chrome_trace(import->trace(), import->end_ns(), path("out.json"));
    }
}

QTEST_APPLESS_MAIN(TraceImportTest)
#include "tst_trace_import.moc"

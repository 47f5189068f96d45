// SPDX-License-Identifier: MIT
// What a script brought into the process leaves with it: many runs, one after the other and at
// once.
#include "script_test.h"

#include <QDir>
#include <QFile>
#include <QTest>
#include <QtDebug>

#include <malloc.h>
#include <unistd.h>

using namespace braid;
using namespace std::chrono_literals;

namespace {

/// Each of these once: a server and a client, a thread, a child, handlers, files and directories
/// that are left open, tasks that are never awaited.
constexpr const char* program = R"(
import asyncio, atexit, logging, subprocess, sys, tempfile, threading, weakref

class Node:
    def __init__(self):
        self.me = self
        self.data = bytearray(100_000)
        self.file = open(__file__)

async def handler(reader, writer):
    writer.write(await reader.read(5))
    await writer.drain()
    writer.close()

async def main():
    server = await asyncio.start_server(handler, '127.0.0.1', 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    writer.write(b'hello')
    await reader.read()
    await asyncio.to_thread(len, 'x')
    asyncio.create_task(asyncio.sleep(1000)).add_done_callback(lambda task: None)
    server.close()

log = logging.getLogger('soak')
log.addHandler(logging.StreamHandler(sys.stderr))
node = Node()
weakref.finalize(node, len, 'x')
directory = tempfile.TemporaryDirectory()
atexit.register(len, node.data)
threading.Thread(target=threading.Event().wait, args=(.001,), daemon=True).start()
loop = asyncio.new_event_loop()
asyncio.run(main())
)";

constexpr const char* with_child = R"(
import subprocess, sys
subprocess.run(['true'])
forgotten = subprocess.Popen(['sleep', '0.01'])
)";

int entries(const char* directory) {
    return int(
        QDir(directory).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::System).size());
}

QByteArray text_of(const QString& path) {
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

struct Footprint {
    double megabytes;
    int descriptors;
    int threads;
    int children; ///< those that have ended, and that nobody has asked for, too

    static Footprint now() {
        malloc_trim(0); // what is free is nobody's
        const double pages = text_of("/proc/self/statm").split(' ').value(1).toDouble();
        Footprint all{pages * double(sysconf(_SC_PAGESIZE)) / 1e6, entries("/proc/self/fd"),
                      entries("/proc/self/task"), 0};
        for (const QString& task : QDir("/proc/self/task").entryList({"[0-9]*"}))
            all.children += int(text_of("/proc/self/task/" + task + "/children").count(' '));
        return all;
    }
    bool fits_into(const Footprint& other) const {
        return descriptors <= other.descriptors && threads <= other.threads &&
               children <= other.children;
    }
    QString text() const {
        return QString("%1 MB, %2 descriptors, %3 threads, %4 children")
            .arg(megabytes, 0, 'f', 1)
            .arg(descriptors)
            .arg(threads)
            .arg(children);
    }
};

/// What is behind each descriptor, for people.
QString descriptors() {
    QStringList all;
    for (const QFileInfo& each :
         QDir("/proc/self/fd").entryInfoList(QDir::AllEntries | QDir::System))
        all << each.fileName() + ": " + each.symLinkTarget();
    return all.join("; ");
}

} // namespace

class Soak : public QObject {
    Q_OBJECT

    // What the trace remembers is no leak: it is full before anybody counts.
    ScriptTest t{{.slices = 2'000, .lanes = 100, .strands = 20, .marks = 20, .text_bytes = 20000}};

    void run_many(int count, int at_once, const char* source);
    /// What it is when nothing has gone any more for a while.
    Footprint settled();
    bool turn_until_it_fits(const Footprint& other);

private slots:
    void runs_leave_nothing_behind_data();
    void runs_leave_nothing_behind();
};

void Soak::run_many(int count, int at_once, const char* source) {
    for (int done = 0; done < count; done += at_once) {
        std::vector<Script*> scripts;
        for (int i = 0; i < at_once; ++i)
            scripts.push_back(&t.start("soak.py", source));
        for (Script* script : scripts) {
            QVERIFY(t.finish(*script));
            QVERIFY2(script->exit_status() == 0, qPrintable(t.err(*script)));
        }
        t.forget_all();
    }
}

Footprint Soak::settled() {
    Footprint least = Footprint::now();
    for (int still = 0; still < 20; ++still) {
        t.loop.run_until([] { return false; }, Clock::now() + 10ms);
        const Footprint now = Footprint::now();
        if (!least.fits_into(now))
            still = 0;
        least = now;
    }
    return least;
}

bool Soak::turn_until_it_fits(const Footprint& other) {
    const TimePoint patience = Clock::now() + 20s;
    while (!Footprint::now().fits_into(other) && Clock::now() < patience)
        t.loop.run_until([] { return false; }, Clock::now() + 10ms);
    return Footprint::now().fits_into(other);
}

void Soak::runs_leave_nothing_behind_data() {
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<int>("at_once");
    QTest::addColumn<int>("count");
    // BRAID_SOAK=1000 makes it that many runs.
    const int asked = qEnvironmentVariableIntValue("BRAID_SOAK");
#ifdef __SANITIZE_ADDRESS__
    constexpr int at_once = 40; // each takes many times as long
#else
    constexpr int at_once = 200;
#endif
    QTest::newRow("one after the other") << QByteArray(program) << 1 << std::max(asked, 100);
    QTest::newRow("at once") << QByteArray(program) << at_once << std::max(asked, at_once);
    QTest::newRow("with children") << QByteArray(with_child) << 10 << std::max(asked, 100);
}

void Soak::runs_leave_nothing_behind() {
    QFETCH(QByteArray, source);
    QFETCH(int, at_once);
    QFETCH(int, count);
    run_many(std::max(30, at_once), at_once, source.constData()); // what is made once
    const Footprint before = settled();
    run_many(count, at_once, source.constData());
    QVERIFY2(turn_until_it_fits(before), qPrintable(Footprint::now().text() + ", before: " +
                                                    before.text() + "; " + descriptors()));
    const Footprint after = Footprint::now();
    qInfo() << before.text() << "->" << after.text();
#ifndef __SANITIZE_ADDRESS__ // which keeps what is freed for a while
    QVERIFY(after.megabytes - before.megabytes < count * 0.01);
#endif
}

QTEST_GUILESS_MAIN(Soak)
#include "tst_soak.moc"

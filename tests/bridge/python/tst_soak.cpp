// SPDX-License-Identifier: MIT
// What a script brought into the process leaves with it: many runs, one after the other and at
// once.
#include "script_test.h"

#include <QDir>
#include <QFile>
#include <QTest>

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

struct Footprint {
    double megabytes;
    int descriptors;
    int threads;

    static Footprint now() {
        QFile file("/proc/self/statm");
        if (!file.open(QFile::ReadOnly))
            return {};
        const double pages = file.readAll().split(' ')[1].toDouble();
        return {pages * double(sysconf(_SC_PAGESIZE)) / 1e6, entries("/proc/self/fd"),
                entries("/proc/self/task")};
    }
};

} // namespace

class Soak : public QObject {
    Q_OBJECT

    ScriptTest t;

    void run_many(int count, int at_once, const char* source);

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

void Soak::runs_leave_nothing_behind_data() {
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<int>("at_once");
    QTest::addColumn<int>("count");
    QTest::newRow("one after the other") << QByteArray(program) << 1 << 200;
    QTest::newRow("at once") << QByteArray(program) << 50 << 200;
    QTest::newRow("with children") << QByteArray(with_child) << 10 << 100;
}

void Soak::runs_leave_nothing_behind() {
    QFETCH(QByteArray, source);
    QFETCH(int, at_once);
    QFETCH(int, count);
    run_many(std::max(30, 2 * at_once), at_once, source.constData()); // what is made once
    const Footprint before = Footprint::now();
    run_many(count, at_once, source.constData());
    // A child that was forgotten may write for a moment yet, and is listened to.
    QVERIFY(t.turn_until([&] { return Footprint::now().descriptors <= before.descriptors; }));
    const Footprint after = Footprint::now();
    qInfo("%.1f MB, %d descriptors, %d threads; %.1f MB, %d, %d", before.megabytes,
          before.descriptors, before.threads, after.megabytes, after.descriptors, after.threads);
    // What the last runs before still had may have gone since.
    QVERIFY(after.threads <= before.threads);
#ifndef __SANITIZE_ADDRESS__ // which keeps what is freed for a while
    QVERIFY(after.megabytes - before.megabytes < count * 0.02);
#endif
}

QTEST_GUILESS_MAIN(Soak)
#include "tst_soak.moc"

// SPDX-License-Identifier: MIT
// Python programs that stand still in a call, each beside another one that goes on.
#include "loop/time_source.h"
#include "script_test.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace braid;
using namespace std::chrono_literals;

namespace {

/// What they have in common lies in a module that all scripts share.
const QByteArray prelude = "import asyncio, builtins as shared, os, sys, time\n";

struct Row {
    const char* name;
    /// Leaves something to wait for in `shared`.
    QByteArray before;
    /// Stands still until the neighbour has done `end`; an expression.
    QByteArray call;
    QByteArray end;
    /// What it is.
    const char* result;
    /// How the lane calls it.
    const char* label;
};

const std::vector<Row>& rows() {
    static const std::vector<Row> all = {
        {"os.read", "r, shared.w = os.pipe()", "os.read(r, 1)", "os.write(shared.w, b'x')", "b'x'",
         "read"},
        {"a file", "r, shared.w = os.pipe(); f = open(r)", "f.readline()",
         "os.write(shared.w, b'line\\n')", "'line\\n'", "read"},
        {"a FIFO that is opened",
         "import tempfile; d = tempfile.TemporaryDirectory(); shared.fifo = d.name + '/fifo'\n"
         "os.mkfifo(shared.fifo)",
         "open(shared.fifo).read()", "with open(shared.fifo, 'w') as f: f.write('said')", "'said'",
         "open"},
        {"os.write", "shared.r, w = os.pipe()", "os.write(w, b'x' * 300_000)",
         "n = 0\n"
         "while n < 300_000: n += len(os.read(shared.r, 1 << 16))",
         "300000", "write"},
        {"socket.recv", "import socket; s, shared.s = socket.socketpair()", "s.recv(9)",
         "shared.s.send(b'hello')", "b'hello'", "recv"},
        {"socket.recv, with a timeout",
         "import socket; s, shared.s = socket.socketpair(); s.settimeout(20)", "s.recv(9)",
         "shared.s.send(b'hello')", "b'hello'", "poll"},
        {"socket.accept",
         "import socket; s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen(1); shared.a = "
         "s.getsockname()",
         "s.accept()[0].recv(1)",
         "import socket; shared.s = socket.create_connection(shared.a); shared.s.send(b'x')",
         "b'x'", "socket.socket.accept"},
        {"socket.sendall", "import socket; s, shared.s = socket.socketpair(); s.settimeout(None)",
         "s.sendall(b'x' * 1_000_000)",
         "n = 0\n"
         "while n < 1_000_000: n += len(shared.s.recv(1 << 20))",
         "None", "send"},
        {"select.select", "import select; r, shared.w = os.pipe()",
         "len(select.select([r], [], [], 20)[0])", "os.write(shared.w, b'x')", "1", "select"},
        {"select.poll",
         "import select; r, shared.w = os.pipe(); p = select.poll(); p.register(r, select.POLLIN)",
         "p.poll(20_000)[0][1]", "os.write(shared.w, b'x')", "1", "poll"},
        {"selectors",
         "import selectors; r, shared.w = os.pipe(); p = selectors.DefaultSelector(); "
         "p.register(r, selectors.EVENT_READ)",
         "len(p.select(20))", "os.write(shared.w, b'x')", "1", "selectors.EpollSelector.select"},
        {"os.waitpid",
         "r, shared.w = os.pipe()\n"
         "pid = os.fork()\n"
         "if pid == 0: os.close(shared.w); os._exit(int.from_bytes(os.read(r, 1), 'big'))",
         "os.waitpid(pid, 0)[1] >> 8", "os.write(shared.w, b'\\x07')", "7", "waitpid"},
        {"subprocess.run", "import subprocess; r, shared.w = os.pipe()",
         "subprocess.run(['cat'], stdin=r, stdout=subprocess.DEVNULL).returncode",
         "os.close(shared.w)", "0", "subprocess.run"},
        {"subprocess.run, with its output", "import subprocess; r, shared.w = os.pipe()",
         "subprocess.run(['cat'], stdin=r, capture_output=True).stdout",
         "os.write(shared.w, b'said'); os.close(shared.w)", "b'said'", "subprocess.run"},
        {"Lock.acquire", "import threading; shared.lock = threading.Lock(); shared.lock.acquire()",
         "shared.lock.acquire()", "shared.lock.release()", "True", "Lock.acquire"},
        {"Lock.acquire, with a timeout",
         "import threading; shared.lock = threading.Lock(); shared.lock.acquire()",
         "shared.lock.acquire(timeout=20)", "shared.lock.release()", "True", "Lock.acquire"},
        {"Event.wait", "import threading; shared.event = threading.Event()",
         "shared.event.wait(20)", "shared.event.set()", "True", "threading.Event.wait"},
        {"queue.get", "import queue; shared.q = queue.Queue()", "shared.q.get(timeout=20)",
         "shared.q.put('it')", "'it'", "queue.Queue.get"},
        {"SimpleQueue.get", "import queue; shared.q = queue.SimpleQueue()", "shared.q.get()",
         "shared.q.put('it')", "'it'", "Lock.acquire"},
        {"Thread.join",
         "import threading; r, shared.w = os.pipe(); t = threading.Thread(target=os.read, args=(r, "
         "1)); t.start()",
         "t.join()", "os.write(shared.w, b'x')", "None", "threading.Thread.join"},
        {"a lock that a thread of it has",
         "import threading; r, shared.w = os.pipe(); lock = threading.Lock()\n"
         "def hold():\n"
         "    with lock: locked.set(); os.read(r, 1)\n"
         "locked = threading.Event(); threading.Thread(target=hold).start(); locked.wait()",
         "lock.acquire()", "os.write(shared.w, b'x')", "True", "Lock.acquire"},
        {"a future of a pool",
         "from concurrent.futures import ThreadPoolExecutor; r, shared.w = os.pipe(); pool = "
         "ThreadPoolExecutor(1)",
         "pool.submit(os.read, r, 1).result()", "os.write(shared.w, b'x')", "b'x'",
         "concurrent.futures._base.Future.result"},
        {"multiprocessing.Event",
         "import multiprocessing; shared.event = multiprocessing.get_context('fork').Event()",
         "shared.event.wait(20)", "shared.event.set()", "True",
         "multiprocessing.synchronize.Event.wait"},
        {"fcntl.flock",
         "import fcntl, tempfile; shared.f = tempfile.NamedTemporaryFile(); "
         "fcntl.flock(shared.f, fcntl.LOCK_EX); g = open(shared.f.name)",
         "fcntl.flock(g, fcntl.LOCK_EX)", "import fcntl; fcntl.flock(shared.f, fcntl.LOCK_UN)",
         "None", "flock"},
        {"a database that is locked",
         "import sqlite3, tempfile; d = tempfile.TemporaryDirectory(); name = d.name + '/db'\n"
         "shared.c = sqlite3.connect(name, isolation_level=None)\n"
         "shared.c.execute('create table t(x)'); shared.c.execute('begin immediate')\n"
         "c = sqlite3.connect(name, timeout=20)",
         "c.execute('insert into t values (1)').rowcount", "shared.c.execute('commit')", "1",
         "usleep"},
        {"ctypes, poll", "import ctypes; r, shared.w = os.pipe(); fds = (ctypes.c_int * 2)(r, 1)",
         "ctypes.CDLL(None).poll(fds, 1, 20_000)", "os.write(shared.w, b'x')", "1", "poll"},
        {"urlopen",
         "import urllib.request\n"
         "while not hasattr(shared, 'port'): time.sleep(0.001)",
         "urllib.request.urlopen(f'http://127.0.0.1:{shared.port}/').read()", "shared.answer.set()",
         "b'hello'", "urllib.request.urlopen"},
        {"uvloop",
         "async def wait():\n"
         "    shared.loop, shared.event = asyncio.get_running_loop(), asyncio.Event()\n"
         "    shared.ready = True\n"
         "    return await asyncio.wait_for(shared.event.wait(), 20)\n"
         "import uvloop\n"
         "loop = uvloop.new_event_loop()",
         "loop.run_until_complete(wait())", "shared.loop.call_soon_threadsafe(shared.event.set)",
         "True", "epoll_wait"},
    };
    return all;
}

} // namespace

class BlockingCalls : public QObject {
    Q_OBJECT

    ScriptTest t;

    static void rows_as_data() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < rows().size(); ++i)
            QTest::newRow(rows()[i].name) << int(i);
    }
    /// The names of what the script was blocked in.
    QStringList blocked_in(const Script& script) {
        QStringList names;
        t.trace.for_each_lane([&](const Lane& lane) {
            if (lane.strand != script.strand())
                return;
            for (std::size_t i = 0; i < lane.size(); ++i)
                if (lane[i].activity == Activity::Blocked)
                    names += QString::fromStdString(t.trace.describe_what(lane[i]));
        });
        return names;
    }
    static bool has_uvloop() {
        return QFile::exists("/usr/lib/python3/dist-packages/uvloop/__init__.py");
    }
    Script& start_waiting(const Row& row) {
        return t.start("waits.py", prelude +
                                       "shared.ready = False\n"
                                       "if hasattr(shared, 'port'): del shared.port\n" +
                                       row.before + "\nshared.ready = True\nresult = " + row.call +
                                       "\nprint(repr(result))\n");
    }

private slots:
    void what_a_call_is_named_after_does_not_depend_on_who_runs_first();
    void a_neighbour_goes_on_and_ends_it_data() { rows_as_data(); }
    void a_neighbour_goes_on_and_ends_it();
    void stop_ends_it_data() { rows_as_data(); }
    void stop_ends_it();
    void times_are_kept_data();
    void times_are_kept();
    void each_finds_its_own_world_again();
    void a_thread_that_computes_holds_up_nobody_who_waits();
    void what_all_share_is_not_seen_half_imported();
    void what_a_script_imports_of_its_own_holds_up_nobody();
    void a_call_with_the_interpreter_in_hand_waits_by_itself();
    void a_handler_of_a_signal_runs_at_once();
    void a_forked_child_waits_by_itself();
    void locks_are_handed_over_between_scripts_and_threads();
    void a_sleep_takes_virtual_time_exactly();
};

/// Code that cannot import, because it was given no builtins, is the first that is asked where it
/// stands: it is pre-empted.
void BlockingCalls::what_a_call_is_named_after_does_not_depend_on_who_runs_first() {
    Script& script = t.start("first.py", "import threading, time\n"
                                         "names = {'__builtins__': {}, 'time': time.monotonic,\n"
                                         "         'end': time.monotonic() + 0.1}\n"
                                         "exec('while time() < end: pass', names)\n"
                                         "threading.Event().wait(0.01)\n");
    QVERIFY(t.finish(script));
    QCOMPARE(blocked_in(script), QStringList("threading.Event.wait"));
}

void BlockingCalls::a_neighbour_goes_on_and_ends_it() {
    QFETCH(int, index);
    const Row& row = rows()[std::size_t(index)];
    if (row.before.contains("uvloop") && !has_uvloop())
        QSKIP("there is no uvloop");
    Script& waits = start_waiting(row);
    const QByteArray end = QByteArray(row.end).replace("\n", "\n    ");
    Script& neighbour =
        t.start("neighbour.py", prelude +
                                    "async def serve(reader, writer):\n"
                                    "    await reader.readuntil(b'\\r\\n\\r\\n')\n"
                                    "    await shared.answer.wait()\n"
                                    "    writer.write(b'HTTP/1.0 200 OK\\r\\n\\r\\nhello')\n"
                                    "    writer.close()\n"
                                    "async def main():\n"
                                    "    shared.answer = asyncio.Event()\n"
                                    "    server = await asyncio.start_server(serve, '127.0.0.1')\n"
                                    "    shared.port = server.sockets[0].getsockname()[1]\n"
                                    "    while not shared.ready: await asyncio.sleep(0.001)\n"
                                    "    for n in range(10): await asyncio.sleep(0.002)\n"
                                    "    " +
                                    end +
                                    "\n"
                                    "    print('ended it')\n"
                                    "    await asyncio.sleep(0.1)\n"
                                    "asyncio.run(main())\n");
    QVERIFY(t.finish(neighbour));
    QCOMPARE(t.all(neighbour), "ended it\n");
    QVERIFY(t.finish(waits));
    QCOMPARE(t.all(waits), QString(row.result) + '\n');
    QVERIFY2(blocked_in(waits).contains(row.label), qPrintable(blocked_in(waits).join(", ")));
}

void BlockingCalls::stop_ends_it() {
    QFETCH(int, index);
    const Row& row = rows()[std::size_t(index)];
    if (row.before.contains(".answer") || row.end.contains(".answer"))
        QSKIP("nobody serves");
    if (row.before.contains("uvloop") && !has_uvloop())
        QSKIP("there is no uvloop");
    if (row.before.contains("sqlite"))
        QSKIP("it asks its own timeout only, as under python3");
    Script& waits = start_waiting(row);
    const auto blocked = [&] { return blocked_in(waits).contains(row.label); };
    QVERIFY(t.turn_until(blocked));
    const TimePoint asked = Clock::now();
    waits.stop();
    // A thread, or a child, of the program waits still: what has it wait gives way then.
    const bool has_help = row.before.contains("Thread") || row.before.contains("hold");
    QVERIFY(t.turn_until([&] {
        return t.err(waits).contains("KeyboardInterrupt") || waits.state() == Script::State::Ended;
    }));
    QVERIFY2(Clock::now() - asked < 900ms, "only what insists has ended it");
    if (has_help)
        t.start("helps.py", prelude + row.end + "\n");
    QVERIFY(t.finish(waits));
    QVERIFY2(t.err(waits).endsWith("KeyboardInterrupt\n"), qPrintable(t.err(waits)));
    QCOMPARE(waits.exit_status(), 130);
}

void BlockingCalls::times_are_kept_data() {
    QTest::addColumn<QByteArray>("call");
    QTest::addColumn<QString>("result");
    const auto row = [](const char* call, const char* result) {
        QTest::newRow(call) << QByteArray(call) << QString(result);
    };
    row("time.sleep(0.1)", "None");
    row("libc.usleep(100_000)", "0");
    row("libc.poll(None, 0, 100)", "0");
    row("select.select([], [], [], 0.1)", "([], [], [])");
    row("select.select([r], [], [], 0.1)", "([], [], [])");
    row("lock.acquire(timeout=0.1)", "False");
    row("threading.Event().wait(0.1)", "False");
    row("error(queue.Queue().get, timeout=0.1)", "Empty");
    row("error(s.recv, 1)", "TimeoutError");
    row("error(subprocess.run, ['sleep', '20'], timeout=0.1)", "TimeoutExpired");
    row("subprocess.run(['sleep', '0.1']).returncode", "0");
}

void BlockingCalls::times_are_kept() {
    QFETCH(QByteArray, call);
    QFETCH(QString, result);
    Script& neighbour = t.start("neighbour.py", prelude + "shared.over = False; n = 0\n"
                                                          "while not shared.over:\n"
                                                          "    time.sleep(0.004); n += 1\n"
                                                          "print(n >= 3)\n");
    Script& waits = t.start("waits.py", prelude +
                                            "import ctypes, queue, select, socket, subprocess\n"
                                            "import threading\n"
                                            "libc = ctypes.CDLL(None)\n"
                                            "r, w = os.pipe()\n"
                                            "s, s2 = socket.socketpair(); s.settimeout(0.1)\n"
                                            "lock = threading.Lock(); lock.acquire()\n"
                                            "def error(f, *args, **kwargs):\n"
                                            "    try: f(*args, **kwargs)\n"
                                            "    except Exception as e: return type(e).__name__\n"
                                            "began = time.monotonic()\n"
                                            "result = " +
                                            call +
                                            "\n"
                                            "took = time.monotonic() - began\n"
                                            "shared.over = True\n"
                                            "print(result if 0.1 <= took < 1 else took)\n");
    QVERIFY(t.finish(waits));
    QVERIFY(t.finish(neighbour));
    QCOMPARE(t.all(waits), result + '\n');
    QCOMPARE(t.all(neighbour), "True\n");
}

void BlockingCalls::each_finds_its_own_world_again() {
    const QByteArray source = "import os, select, sys, threading, time, helper\n"
                              "me = sys.argv[1]\n"
                              "r, w = os.pipe()\n"
                              "lock = threading.Lock(); lock.acquire()\n"
                              "for i in range(10):\n"
                              "    time.sleep(0.002)\n"
                              "    assert sys.argv[1] == me, (sys.argv, me)\n"
                              "    select.select([r], [], [], 0.002)\n"
                              "    assert sys.modules['helper'] is helper\n"
                              "    lock.acquire(timeout=0.002)\n"
                              "    assert sys.modules['__main__'].me == me\n"
                              "    print(me, end='')\n";
    std::vector<Script*> scripts;
    for (const char* name : {"a", "b", "c"}) {
        Script& script = t.load("main.py", source, {name});
        t.write_beside(script, "helper.py", "");
        scripts.push_back(&script);
    }
    for (Script* script : scripts)
        script->start();
    for (Script* script : scripts)
        QVERIFY(t.finish(*script));
    QCOMPARE(t.all(*scripts[0]), QString("a").repeated(10));
    QCOMPARE(t.all(*scripts[2]), QString("c").repeated(10));
}

void BlockingCalls::a_thread_that_computes_holds_up_nobody_who_waits() {
    const QByteArray source = prelude +
                              "import threading\n"
                              "me = sys.argv[1]; over = False\n"
                              "def compute():\n"
                              "    while not over: pass\n"
                              "thread = threading.Thread(target=compute); thread.start()\n"
                              "for i in range(10):\n"
                              "    time.sleep(0.002)\n"
                              "    assert sys.argv[1] == me, (sys.argv, me)\n"
                              "over = True\n"
                              "thread.join()\n"
                              "print('over')\n";
    Script& a = t.start("a.py", source, {"a"});
    Script& b = t.start("b.py", source, {"b"});
    QVERIFY(t.finish(a));
    QVERIFY(t.finish(b));
    QCOMPARE(t.all(a), "over\n");
    QCOMPARE(t.all(b), "over\n");
}

/// Python's locks of modules know threads, and all scripts are on one.
void BlockingCalls::what_all_share_is_not_seen_half_imported() {
    const QTemporaryDir library;
    QFile module(library.filePath("slow_to_import.py"));
    QVERIFY(module.open(QFile::WriteOnly));
    module.write("import subprocess, time\n"
                 "subprocess.run(['sleep', '0.05'])\n"
                 "time.sleep(0.05)\n"
                 "name = 'whole'\n");
    module.close();
    const QByteArray source = "import sys; sys.path.append(sys.argv[1])\n"
                              "import slow_to_import\n"
                              "print(slow_to_import.name)\n";
    const std::string path = library.path().toStdString();
    Script& a = t.start("a.py", source, {path});
    Script& b = t.start("b.py", source, {path});
    QVERIFY(t.finish(a));
    QVERIFY(t.finish(b));
    QCOMPARE(t.all(a), "whole\n");
    QCOMPARE(t.all(b), "whole\n");
}

void BlockingCalls::what_a_script_imports_of_its_own_holds_up_nobody() {
    Script& waits = t.load("main.py", "import own\n");
    t.write_beside(waits, "own.py",
                   prelude +
                       "r, shared.w = os.pipe(); shared.ready = True; print(os.read(r, 1))\n");
    waits.start();
    Script& neighbour = t.start("neighbour.py", prelude + "while not hasattr(shared, 'ready'):\n"
                                                          "    time.sleep(0.001)\n"
                                                          "os.write(shared.w, b'x')\n");
    QVERIFY(t.finish(neighbour));
    QVERIFY(t.finish(waits));
    QCOMPARE(t.all(waits), "b'x'\n");
}

/// No other thread or script may have the interpreter meanwhile: what called relies on that.
void BlockingCalls::a_call_with_the_interpreter_in_hand_waits_by_itself() {
    Script& neighbour = t.start("neighbour.py", prelude + "shared.turns = 0; shared.over = False\n"
                                                          "while not shared.over:\n"
                                                          "    time.sleep(0.001)\n"
                                                          "    shared.turns += 1\n");
    Script& waits = t.start("waits.py", prelude + "import ctypes\n"
                                                  "while not shared.turns: time.sleep(0.001)\n"
                                                  "before = shared.turns\n"
                                                  "ctypes.PyDLL(None).usleep(30_000)\n"
                                                  "print(shared.turns - before)\n"
                                                  "shared.over = True\n");
    QVERIFY(t.finish(waits));
    QVERIFY(t.finish(neighbour));
    QCOMPARE(t.all(waits), "0\n");
}

void BlockingCalls::a_handler_of_a_signal_runs_at_once() {
    Script& waits = t.start("waits.py", "import queue, signal, time\n"
                                        "class Late(Exception): pass\n"
                                        "def late(*args): raise Late\n"
                                        "signal.signal(signal.SIGALRM, late)\n"
                                        "began = time.monotonic()\n"
                                        "for wait in lambda: time.sleep(20), queue.Queue().get:\n"
                                        "    signal.setitimer(signal.ITIMER_REAL, 0.05)\n"
                                        "    try: wait()\n"
                                        "    except Late: print('late')\n"
                                        "print(time.monotonic() - began < 2)\n");
    QVERIFY(t.finish(waits));
    QCOMPARE(t.all(waits), "late\nlate\nTrue\n");
}

void BlockingCalls::a_forked_child_waits_by_itself() {
    Script& script = t.start("forks.py", "import os, subprocess, threading, time\n"
                                         "r, w = os.pipe()\n"
                                         "pid = os.fork()\n"
                                         "if pid == 0:\n"
                                         "    time.sleep(0.01)\n"
                                         "    t = threading.Timer(0.01, lambda: None)\n"
                                         "    t.start(); t.join()\n"
                                         "    subprocess.run(['true'])\n"
                                         "    os._exit(os.read(r, 1)[0])\n"
                                         "time.sleep(0.05)\n"
                                         "os.write(w, b'\\x05')\n"
                                         "print(os.waitpid(pid, 0)[1] >> 8)\n");
    QVERIFY(t.finish(script));
    QCOMPARE(t.all(script), "5\n");
}

void BlockingCalls::locks_are_handed_over_between_scripts_and_threads() {
    const QByteArray source =
        prelude + "import queue, threading\n"
                  "if not hasattr(shared, 'queues'):\n"
                  "    shared.queues = queue.Queue(), queue.Queue()\n"
                  "mine, others = shared.queues if sys.argv[1] == 'a' else shared.queues[::-1]\n"
                  "def pump():\n"
                  "    for i in range(200): inner.put(mine.get())\n"
                  "inner = queue.Queue(1); thread = threading.Thread(target=pump); thread.start()\n"
                  "for i in range(200):\n"
                  "    others.put(i)\n"
                  "    assert inner.get() == i\n"
                  "thread.join()\n"
                  "print('all')\n";
    Script& a = t.start("a.py", source, {"a"});
    Script& b = t.start("b.py", source, {"b"});
    QVERIFY(t.finish(a));
    QVERIFY(t.finish(b));
    QCOMPARE(t.all(a), "all\n");
    QCOMPARE(t.all(b), "all\n");
}

void BlockingCalls::a_sleep_takes_virtual_time_exactly() {
    t.loop.set_time_source(std::make_unique<VirtualTime>());
    Script& script = t.start("sleeps.py", prelude + "loop = asyncio.new_event_loop()\n"
                                                    "for i in range(50): time.sleep(0.1234567)\n"
                                                    "print(loop.time())\n"
                                                    "loop.close()\n");
    QVERIFY(t.finish(script));
    t.loop.set_time_source(nullptr);
    QCOMPARE(t.all(script), "6.172835\n");
}

QTEST_GUILESS_MAIN(BlockingCalls)
#include "tst_blocking_calls.moc"

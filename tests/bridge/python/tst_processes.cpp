// SPDX-License-Identifier: MIT
// Programs that start processes, in every way Python knows.
#include "script_test.h"

#include <QTest>

using namespace braid;

class Processes : public QObject {
    Q_OBJECT

    ScriptTest t;

private slots:
    void programs_that_start_processes_run_data();
    void programs_that_start_processes_run();
    void a_forked_child_ends_with_its_own_status();
    void forking_beside_others_disturbs_nobody();
    void each_script_waits_for_its_own_children_data();
    void each_script_waits_for_its_own_children();
    void a_child_signals_its_own_script_alone();
};

void Processes::programs_that_start_processes_run_data() {
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QString>("output");
    const auto row = [](const char* name, const char* source, const char* output) {
        QTest::newRow(name) << QByteArray(source) << QString(output);
    };
    row("subprocess.run",
        "import subprocess\n"
        "print(subprocess.run(['echo', 'hi'], capture_output=True, text=True).stdout, end='')\n",
        "hi\n");
    row("sys.executable",
        "import subprocess, sys\n"
        "print(subprocess.run([sys.executable, '-c', 'print(6 * 7)'], capture_output=True,\n"
        "                     text=True).stdout, end='')\n",
        "42\n");
    row("asyncio subprocess",
        "import asyncio\n"
        "async def main():\n"
        "    p = await asyncio.create_subprocess_exec('cat', stdin=-1, stdout=-1)\n"
        "    print(await p.communicate(b'through'), p.returncode)\n"
        "asyncio.run(main())\n",
        "(b'through', None) 0\n");
    for (const char* method : {"fork", "spawn", "forkserver"})
        QTest::newRow(method)
            << QByteArray("import multiprocessing\n"
                          "from concurrent.futures import ProcessPoolExecutor\n"
                          "def square(x): return x * x\n"
                          "if __name__ == '__main__':\n"
                          "    context = multiprocessing.get_context('") +
                   method +
                   "')\n"
                   "    with ProcessPoolExecutor(2, mp_context=context) as pool:\n"
                   "        print(list(pool.map(square, range(5))))\n"
            << QString("[0, 1, 4, 9, 16]\n");
    row("pool from asyncio",
        "import asyncio\n"
        "from concurrent.futures import ProcessPoolExecutor\n"
        "def square(x): return x * x\n"
        "async def main():\n"
        "    loop = asyncio.get_running_loop()\n"
        "    with ProcessPoolExecutor(2) as pool:\n"
        "        print(await asyncio.gather(*[loop.run_in_executor(pool, square, n)\n"
        "                                     for n in range(4)]))\n"
        "asyncio.run(main())\n",
        "[0, 1, 4, 9]\n");
    row("multiprocessing.Process",
        "import multiprocessing as m\n"
        "def work(queue): queue.put('from the child')\n"
        "queue = m.Queue()\n"
        "process = m.Process(target=work, args=(queue,))\n"
        "process.start()\n"
        "print(queue.get())\n"
        "process.join()\n"
        "print(process.exitcode)\n",
        "from the child\n0\n");
    row("os.fork",
        "import os\n"
        "read, write = os.pipe()\n"
        "pid = os.fork()\n"
        "if pid == 0:\n"
        "    os.write(write, b'child')\n"
        "    os._exit(0)\n"
        "print(os.read(read, 10), os.waitpid(pid, 0)[1])\n",
        "b'child' 0\n");
    row("asyncio in a forked child",
        "import asyncio, os\n"
        "read, write = os.pipe()\n"
        "pid = os.fork()\n"
        "if pid == 0:\n"
        "    asyncio.run(asyncio.sleep(0.01))\n"
        "    os.write(write, b'slept')\n"
        "    os._exit(0)\n"
        "print(os.read(read, 10), os.waitpid(pid, 0)[1])\n",
        "b'slept' 0\n");
    row("fork inside of a task",
        "import asyncio, os\n"
        "async def main():\n"
        "    pid = os.fork()\n"
        "    if pid == 0: os._exit(5)\n"
        "    await asyncio.sleep(0.01)\n"
        "    print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))\n"
        "asyncio.run(main())\n",
        "5\n");
}

void Processes::programs_that_start_processes_run() {
    QFETCH(QByteArray, source);
    QFETCH(QString, output);
    Script& script = t.start("processes.py", source);
    QVERIFY(t.finish(script));
    QCOMPARE(t.all(script), output);
    QCOMPARE(script.exit_status(), 0);
}

void Processes::a_forked_child_ends_with_its_own_status() {
    Script& script =
        t.start("child.py", "import os, sys, time\n"
                            "def child(end):\n"
                            "    pid = os.fork()\n"
                            "    if pid: return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])\n"
                            "    sys.stdout = sys.stderr = open(os.devnull, 'w')\n"
                            "    end()\n"
                            "def fail(): raise ValueError\n"
                            "def leave(): sys.exit(3)\n"
                            "def sleep(): time.sleep(0.01); sys.exit(4)\n"
                            "statuses = [child(end) for end in (leave, fail, sleep)]\n"
                            "print(statuses)\n");
    QVERIFY(t.finish(script));
    QCOMPARE(t.all(script), "[3, 1, 4]\n");
}

void Processes::forking_beside_others_disturbs_nobody() {
    Script& other =
        t.start("other.py", "import asyncio\n"
                            "async def main():\n"
                            "    reader, writer = await asyncio.open_connection(*address)\n"
                            "    for n in range(50):\n"
                            "        writer.write(b'%d\\n' % n)\n"
                            "        assert await reader.readline() == b'%d\\n' % n\n"
                            "        await asyncio.sleep(0.002)\n"
                            "    writer.close()\n"
                            "async def echo(reader, writer):\n"
                            "    while line := await reader.readline():\n"
                            "        writer.write(line)\n"
                            "async def both():\n"
                            "    global address\n"
                            "    server = await asyncio.start_server(echo, 'localhost', 0)\n"
                            "    address = server.sockets[0].getsockname()[:2]\n"
                            "    await main()\n"
                            "asyncio.run(both())\n");
    Script& script = t.start("forks.py", "import asyncio, os\n"
                                         "async def main():\n"
                                         "    for n in range(20):\n"
                                         "        pid = os.fork()\n"
                                         "        if pid == 0:\n"
                                         "            asyncio._set_running_loop(None)\n"
                                         "            asyncio.run(asyncio.sleep(0.001))\n"
                                         "            os._exit(0)\n"
                                         "        await asyncio.to_thread(os.waitpid, pid, 0)\n"
                                         "asyncio.run(main())\n");
    QVERIFY(t.finish(other));
    QVERIFY(t.finish(script));
    QCOMPARE(t.all(other), "");
    QCOMPARE(t.all(script), "");
    QCOMPARE(script.exit_status(), 0);
    QCOMPARE(other.exit_status(), 0);
}

void Processes::each_script_waits_for_its_own_children_data() {
    QTest::addColumn<QByteArray>("wait");
    QTest::newRow("wait") << QByteArray("os.wait()[0]");
    QTest::newRow("waitpid") << QByteArray("os.waitpid(-1, 0)[0]");
    QTest::newRow("waitpid of the group") << QByteArray("os.waitpid(0, 0)[0]");
    QTest::newRow("waitpid of those that stop") << QByteArray("os.waitpid(-1, os.WUNTRACED)[0]");
    QTest::newRow("waitpid without waiting")
        << QByteArray("next(filter(None, (time.sleep(.001) or os.waitpid(-1, os.WNOHANG)[0]\n"
                      "                   for _ in itertools.count())))");
    QTest::newRow("wait3") << QByteArray("os.wait3(0)[0]");
    QTest::newRow("waitid") << QByteArray("os.waitid(os.P_ALL, 0, os.WEXITED).si_pid");
    QTest::newRow("in a thread") << QByteArray("pool.submit(os.wait).result()[0]");
}

void Processes::each_script_waits_for_its_own_children() {
    QFETCH(QByteArray, wait);
    const QByteArray source =
        "import itertools, os, subprocess, sys, time\n"
        "from concurrent.futures import ThreadPoolExecutor\n"
        "pool = ThreadPoolExecutor(1)\n"
        "def forked():\n"
        "    if (pid := os.fork()) == 0:\n"
        "        time.sleep(.04)\n"
        "        os._exit(0)\n"
        "    return pid\n"
        "def spawned():\n"
        "    return os.posix_spawn('/bin/sleep', ['sleep', '.02'], os.environ)\n"
        "ran = subprocess.Popen(['sleep', '.03'])\n"
        "other = pool.submit(subprocess.Popen, ['sleep', '.01']).result()\n"
        "own = [ran.pid, spawned(), forked(), pool.submit(spawned).result(), other.pid]\n"
        "found = []\n"
        "try:\n"
        "    while True:\n"
        "        found.append(" +
        wait +
        ")\n"
        "except ChildProcessError:\n"
        "    print(sorted(found) == sorted(own), len(found))\n"
        "ran.returncode = other.returncode = 0\n";
    Script* scripts[] = {&t.start("a.py", source), &t.start("b.py", source),
                         &t.start("c.py", source)};
    for (Script* script : scripts) {
        QVERIFY(t.finish(*script));
        QCOMPARE(t.all(*script), "True 5\n");
    }
}

void Processes::a_child_signals_its_own_script_alone() {
    Script& script =
        t.start("handles.py", "import asyncio, os, signal, sys\n"
                              "heard = []\n"
                              "signal.signal(signal.SIGCHLD, lambda *_: heard.append(1))\n"
                              "print('ready', flush=True)\n"
                              "input()\n"
                              "print(len(heard))\n"
                              "os.posix_spawn('/bin/true', ['true'], os.environ)\n"
                              "while not heard: signal.pause()\n"
                              "print(len(heard))\n");
    QVERIFY(t.turn_until([&] { return script.state() == Script::State::WaitingInput; }));
    Script& other = t.start("other.py", "import os, subprocess, threading\n"
                                        "subprocess.run('true')\n"
                                        "def work(): subprocess.run('true')\n"
                                        "thread = threading.Thread(target=work)\n"
                                        "thread.start()\n"
                                        "thread.join()\n"
                                        "os.system('true')\n"
                                        "subprocess.Popen('true')\n"
                                        "if os.fork() == 0: os._exit(0)\n"
                                        "os.wait()\n");
    QVERIFY(t.finish(other));
    script.send_input("\n");
    QVERIFY(t.finish(script));
    QCOMPARE(t.out(script), "ready\n0\n1\n");
}

QTEST_GUILESS_MAIN(Processes)
#include "tst_processes.moc"

// SPDX-License-Identifier: MIT
#include "loop/time_source.h"
#include "script_test.h"

#include <QTest>

using namespace braid;
using namespace std::chrono_literals;

/// Scripts follow the clock of the loop underneath.
class ScriptTime : public QObject {
    Q_OBJECT

private slots:
    void cleanup();
    void virtual_time_takes_none();
    void virtual_time_may_be_late_in_history();
    void the_same_run_twice_says_the_same();
    void scripts_and_cpp_share_one_order();
    void io_threads_processes_and_input_hold_virtual_time();
    void a_thread_with_a_loop_of_its_own_follows();
    void a_forked_child_goes_on_in_real_time();
    void scaled_time_goes_at_its_pace();

private:
    QString run(const QByteArray& source) {
        const Script& script =
            t.start("time.py", "import asyncio, sys, time, threading\n" + source);
        if (!t.finish(script))
            return "it did not end";
        return t.all(script);
    }
    ScriptTest t;
};

void ScriptTime::cleanup() { t.loop.set_time_source(nullptr); }

void ScriptTime::virtual_time_takes_none() {
    t.loop.set_time_source(std::make_unique<VirtualTime>());
    const TimePoint began = Clock::now();
    QCOMPARE(run("async def main():\n"
                 "    loop = asyncio.get_running_loop()\n"
                 "    print(loop.time())\n"
                 "    await asyncio.sleep(3600)\n"
                 "    print(loop.time())\n"
                 "    loop.call_later(0.1, print, 'later')\n"
                 "    await asyncio.gather(*(asyncio.sleep(i / 10) for i in range(10)))\n"
                 "    print(round(loop.time(), 6))\n"
                 "    time.sleep(86400 * 30)\n"
                 "    print(round(loop.time(), 6))\n"
                 "    try:\n"
                 "        await asyncio.wait_for(asyncio.Event().wait(), 1e6)\n"
                 "    except asyncio.TimeoutError:\n"
                 "        print(round(loop.time(), 6))\n"
                 "asyncio.run(main())\n"),
             QString("0.0\n3600.0\nlater\n3600.9\n2595600.9\n3595600.9\n"));
    QVERIFY(Clock::now() - began < 20s);
    QVERIFY(t.loop.time() >= TimePoint(3595600s) && t.loop.time() < TimePoint(3595610s));
}

/// Python's seconds are coarser there than the clock's ticks.
void ScriptTime::virtual_time_may_be_late_in_history() {
    t.loop.set_time_source(std::make_unique<VirtualTime>(TimePoint(5'123'456'789s + 123'457ns)));
    QCOMPARE(run("async def main():\n"
                 "    for i in range(1000):\n"
                 "        await asyncio.sleep(i * 0.0001234567)\n"
                 "    print(round(asyncio.get_running_loop().time() - 5123456789))\n"
                 "asyncio.run(main())\n"),
             QString("62\n"));
}

void ScriptTime::the_same_run_twice_says_the_same() {
    const QByteArray source = "async def tick(name, pause):\n"
                              "    for i in range(20):\n"
                              "        await asyncio.sleep(pause)\n"
                              "        print(name, i, asyncio.get_running_loop().time())\n"
                              "async def main():\n"
                              "    await asyncio.gather(*(tick(n, n * 0.1) for n in range(1, 8)))\n"
                              "asyncio.run(main())\n";
    QString outputs[2];
    for (QString& output : outputs) {
        t.loop.set_time_source(std::make_unique<VirtualTime>());
        output = run(source);
    }
    QVERIFY(outputs[0].contains("7 19 14.0"));
    QCOMPARE(outputs[0], outputs[1]);
}

void ScriptTime::scripts_and_cpp_share_one_order() {
    t.loop.set_time_source(std::make_unique<VirtualTime>());
    const Script& script = t.start("order.py", "import asyncio\n"
                                               "async def main():\n"
                                               "    for i in range(3):\n"
                                               "        await asyncio.sleep(60)\n"
                                               "        print('script', flush=True)\n"
                                               "asyncio.run(main())\n");
    QString seen;
    for (const auto at : {30s, 90s, 150s})
        t.loop.call_at(TimePoint(at), [&] { seen += QString::number(t.out(script).count('\n')); });
    QVERIFY(t.finish(script));
    QCOMPARE(seen, QString("012"));
}

void ScriptTime::io_threads_processes_and_input_hold_virtual_time() {
    t.loop.set_time_source(std::make_unique<VirtualTime>());
    QCOMPARE(run("import socket\n"
                 "async def main():\n"
                 "    loop = asyncio.get_running_loop()\n"
                 "    def late(write):\n"
                 "        real_sleep(0.05)\n"
                 "        write.send(b'x')\n"
                 "    real_sleep = threading.Event().wait\n"
                 "    read, write = socket.socketpair()\n"
                 "    read.setblocking(False)\n"
                 "    threading.Thread(target=late, args=(write,)).start()\n"
                 "    print(await asyncio.wait_for(loop.sock_recv(read, 1), 3600), loop.time())\n"
                 "    await asyncio.wait_for(asyncio.to_thread(real_sleep, 0.05), 3600)\n"
                 "    print('thread', loop.time())\n"
                 "    process = await asyncio.create_subprocess_exec('sleep', '0.05')\n"
                 "    print(await asyncio.wait_for(process.wait(), 3600), loop.time())\n"
                 "    await asyncio.sleep(1)\n"
                 "    print(loop.time())\n"
                 "asyncio.run(main())\n"),
             QString("b'x' 0.0\nthread 0.0\n0 0.0\n1.0\n"));
    Script& asks = t.start("asks.py", "import asyncio\n"
                                      "print(input())\n"
                                      "loop = asyncio.new_event_loop()\n"
                                      "print(loop.time())\n"
                                      "loop.close()\n");
    bool hour_over = false;
    t.loop.set_time_source(std::make_unique<VirtualTime>());
    t.loop.call_later(1h, [&] { hour_over = true; });
    QVERIFY(t.turn_until([&] { return asks.state() == Script::State::WaitingInput; }));
    const TimePoint soon = Clock::now() + 20ms;
    QVERIFY(t.turn_until([&] { return Clock::now() > soon; }));
    QVERIFY(!hour_over);
    asks.send_line("hello");
    QVERIFY(t.finish(asks));
    QCOMPARE(t.out(asks), QString("hello\n0.0\n"));
    QVERIFY(t.turn_until([&] { return hour_over; }));
}

void ScriptTime::a_thread_with_a_loop_of_its_own_follows() {
    t.loop.set_time_source(std::make_unique<VirtualTime>());
    QCOMPARE(run("async def inner():\n"
                 "    await asyncio.sleep(3600)\n"
                 "    return asyncio.get_running_loop().time() >= 3600\n"
                 "async def main():\n"
                 "    print(await asyncio.to_thread(asyncio.run, inner()))\n"
                 "asyncio.run(main())\n"),
             QString("True\n"));
}

void ScriptTime::a_forked_child_goes_on_in_real_time() {
    t.loop.set_time_source(std::make_unique<VirtualTime>());
    QCOMPARE(run("import os\n"
                 "async def child():\n"
                 "    before = asyncio.get_running_loop().time()\n"
                 "    await asyncio.sleep(0.05)\n"
                 "    passed = asyncio.get_running_loop().time() - before\n"
                 "    os._exit(0 if before >= 3600 and 0.05 <= passed < 600 else 1)\n"
                 "async def main():\n"
                 "    await asyncio.sleep(3600)\n"
                 "asyncio.run(main())\n"
                 "pid = os.fork()\n"
                 "if pid == 0:\n"
                 "    asyncio.run(child())\n"
                 "print(os.waitpid(pid, 0)[1])\n"),
             QString("0\n"));
}

void ScriptTime::scaled_time_goes_at_its_pace() {
    t.loop.set_time_source(std::make_unique<ScaledTime>(1000));
    const TimePoint began = Clock::now();
    QCOMPARE(run("async def main():\n"
                 "    loop = asyncio.get_running_loop()\n"
                 "    began = loop.time()\n"
                 "    await asyncio.sleep(50)\n"
                 "    print(50 <= loop.time() - began < 50_000)\n"
                 "asyncio.run(main())\n"),
             QString("True\n"));
    QVERIFY(Clock::now() - began >= 50ms);
    QVERIFY(Clock::now() - began < 25s);
}

QTEST_GUILESS_MAIN(ScriptTime)
#include "tst_time.moc"

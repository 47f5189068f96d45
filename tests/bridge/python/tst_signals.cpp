// SPDX-License-Identifier: MIT
// Which signals a script hears of.
#include "script_test.h"

#include <QTest>

using namespace braid;

class SignalsTest : public QObject {
    Q_OBJECT

    ScriptTest t;

private slots:
    void aScriptHearsOfSignalsButNotOfThoseThatPreEmptOthers() {
        Script& script = t.start("hears.py", "import asyncio, os, signal, socket, sys\n"
                                             "end, mine = socket.socketpair()\n"
                                             "end.setblocking(False); mine.setblocking(False)\n"
                                             "signal.set_wakeup_fd(mine.fileno())\n"
                                             "signal.signal(signal.SIGUSR1, lambda *a: None)\n"
                                             "async def main():\n"
                                             "    loop = asyncio.get_running_loop()\n"
                                             "    print('listening')\n"
                                             "    await asyncio.to_thread(input)\n"
                                             "    os.kill(os.getpid(), signal.SIGUSR1)\n"
                                             "    heard = b''\n"
                                             "    while signal.SIGUSR1 not in heard:\n"
                                             "        heard += await loop.sock_recv(end, 100)\n"
                                             "    print(list(heard) == [signal.SIGUSR1])\n"
                                             "asyncio.run(main())\n");
        QVERIFY(t.turn_until([&] { return t.out(script) == "listening\n"; }));
        // Longer than its share each time: it is switched away from in the middle.
        Script& other = t.start("spins.py", "import asyncio, time\n"
                                            "async def main():\n"
                                            "    for n in range(10):\n"
                                            "        end = time.monotonic() + 0.03\n"
                                            "        while time.monotonic() < end: pass\n"
                                            "        await asyncio.sleep(0)\n"
                                            "asyncio.run(main())\n");
        QVERIFY(t.finish(other));
        script.send_line("now");
        QVERIFY(t.finish(script));
        QCOMPARE(t.all(script), "listening\nTrue\n");
    }
};

QTEST_GUILESS_MAIN(SignalsTest)
#include "tst_signals.moc"

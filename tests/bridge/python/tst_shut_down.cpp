// SPDX-License-Identifier: MIT
// The end of the engine, whatever its scripts are doing.
#include "script_test.h"

#include <QTest>

#include <sys/wait.h>
#include <unistd.h>

using namespace braid;
using namespace std::chrono_literals;

class ShutDown : public QObject {
    Q_OBJECT

private slots:
    void a_program_that_will_not_end_is_told_of(); // first: it forks, which a loop does not survive
    void programs_clean_up_first();
    void programs_that_block_are_ended();
    void engines_may_follow_each_other();
};

void ShutDown::programs_clean_up_first() {
    ScriptTest t;
    Script& script = t.start("clean.py", "import asyncio\n"
                                         "async def main():\n"
                                         "    print('ready')\n"
                                         "    try: await asyncio.sleep(100)\n"
                                         "    finally:\n"
                                         "        await asyncio.sleep(0.01)\n"
                                         "        print('cleaned up')\n"
                                         "asyncio.run(main())\n");
    QVERIFY(t.turn_until([&] { return t.out(script) == "ready\n"; }));
    const auto begin = Clock::now();
    QVERIFY(t.engine.shut_down(20s));
    QVERIFY(Clock::now() - begin < 10s);
    QCOMPARE(t.out(script), "ready\ncleaned up\n");
    QCOMPARE(script.state(), Script::State::Ended);
    QCOMPARE(script.outcome(), Outcome::Cancelled);
}

void ShutDown::programs_that_block_are_ended() {
    ScriptTest t;
    for (const char* body :
         {"while True: pass\n", "import time; time.sleep(100)\n", "input()\n",
          "import threading; threading.Event().wait()\n",
          "import asyncio\n"
          "async def main():\n"
          "    while True: pass\n"
          "asyncio.run(main())\n",
          "import asyncio\n"
          "async def main():\n"
          "    while True:\n"
          "        try: await asyncio.sleep(1)\n"
          "        except asyncio.CancelledError: pass\n"
          "asyncio.run(main())\n",
          "import subprocess; subprocess.run(['sleep', '100'])\n", "while True: print('x')\n",
          "import os\n"
          "pid = os.fork()\n"
          "if pid == 0: os._exit(0)\n"
          "while True: pass\n"}) {
        t.start("blocks.py", body);
    }
    int turns = 0;
    t.loop.run_until([&] { return ++turns > 50; });
    QVERIFY(t.engine.shut_down(5s));
}

void ShutDown::engines_may_follow_each_other() {
    for (int i = 0; i < 3; ++i) {
        ScriptTest t;
        Script& script = t.start("again.py", "import asyncio\n"
                                             "async def main():\n"
                                             "    task = asyncio.create_task(asyncio.sleep(0.01),\n"
                                             "                               name='task')\n"
                                             "    await task\n"
                                             "    print('done')\n"
                                             "asyncio.run(main())\n");
        QVERIFY(t.finish(script));
        QCOMPARE(t.all(script), "done\n");
        const Lane* found = nullptr;
        t.trace.for_each_lane([&](const Lane& lane) {
            if (lane.strand == script.strand() && t.trace.name(lane.name) == "task")
                found = &lane;
        });
        QVERIFY(found);
        const Lane& lane = *found;
        QCOMPARE(lane.outcome, Outcome::Finished);
        QVERIFY(lane.size() >= 4);
        QVERIFY(t.trace.describe(lane[2].where).starts_with("tasks.py:"));
    }
}

void ShutDown::a_program_that_will_not_end_is_told_of() {
    // In a process of its own, because this is the end of the engine.
    const pid_t child = fork();
    if (child == 0) {
        alarm(60);
        ScriptTest t;
        Script& script = t.start("stubborn.py", "def spin():\n"
                                                "    while True: pass\n"
                                                "print('ready')\n"
                                                "while True:\n"
                                                "    try: spin()\n"
                                                "    except BaseException: pass\n");
        if (!t.turn_until([&] { return t.out(script) == "ready\n"; }))
            _exit(2);
        _exit(t.engine.shut_down(500ms) ? 1 : 0);
    }
    int status = 0;
    QCOMPARE(waitpid(child, &status, 0), child);
    QVERIFY(WIFEXITED(status));
    QCOMPARE(WEXITSTATUS(status), 0);
}

QTEST_GUILESS_MAIN(ShutDown)
#include "tst_shut_down.moc"

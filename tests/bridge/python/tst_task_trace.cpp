// SPDX-License-Identifier: MIT
// What the trace tells of a program's tasks.
#include "script_test.h"

#include <QRegularExpression>
#include <QTest>

using namespace braid;

class TaskTraceTest : public QObject {
    Q_OBJECT

    ScriptTest t;

    /// The lanes of a script by name, in order of creation if names are equal.
    std::vector<const Lane*> lanes(const Script& script) const {
        std::vector<const Lane*> found;
        t.trace.for_each_lane([&](const Lane& lane) {
            if (lane.strand == script.strand())
                found.push_back(&lane);
        });
        return found;
    }
    const Lane& lane(const Script& script, std::string_view name) const {
        for (const Lane* each : lanes(script))
            if (t.trace.name(each->name) == name)
                return *each;
        qFatal("no lane %s", std::string(name).c_str());
    }
    bool has_lane(const Script& script, std::string_view name) const {
        for (const Lane* each : lanes(script))
            if (t.trace.name(each->name) == name)
                return true;
        return false;
    }
    /// "waiting timer sleep 0.01 s @ a.py:3 in main", one per slice.
    QStringList slices(const Lane& lane) const {
        QStringList list;
        for (std::size_t i = 0; i < lane.size(); ++i) {
            const Slice& slice = lane[i];
            QString words = text(to_string(slice.activity));
            if (slice.wait != WaitKind::Nothing)
                words += ' ' + text(to_string(slice.wait));
            if (const std::string what = t.trace.describe_what(slice); !what.empty())
                words += ' ' + text(what);
            if (slice.activity != Activity::Running && slice.where != LocationId::None)
                words += " @ " + place(slice.where);
            list += words;
        }
        return list;
    }
    /// Without the lines of the library's files, which are not ours.
    QString place(LocationId where) const {
        static const QRegularExpression library_line("^(tasks\\.py):\\d+");
        return text(t.trace.describe(where)).replace(library_line, "\\1");
    }
    static QString text(std::string_view view) {
        return QString::fromUtf8(view.data(), qsizetype(view.size()));
    }
    Script& run(const QByteArray& body, const QByteArray& before = {}) {
        QByteArray source = "import asyncio, time\n" + before + "\nasync def main():\n";
        for (const QByteArray& line : body.split('\n'))
            source += "    " + line + '\n';
        source += "asyncio.run(main())\n";
        Script& script = t.start("a.py", source);
        if (!t.finish(script) || script.exit_status() != 0)
            qWarning() << t.all(script);
        return script;
    }

private slots:
    void a_script_is_a_strand_named_after_its_file();
    void a_task_has_a_lane_from_creation_to_end();
    void names_set_later_are_followed();
    void waits_are_told_in_words_data();
    void waits_are_told_in_words();
    void a_task_that_waits_for_another_names_its_lane();
    void who_woke_a_task_is_known();
    void who_cancelled_a_task_is_known();
    void a_million_generated_names_are_one_text();
    void what_threads_do_for_the_program_is_a_lane();
    void a_blocking_call_is_shown_as_blocked();
    void code_that_spins_is_annotated_with_its_line();
    void code_outside_of_tasks_has_the_lane_module();
    void tasks_end_with_the_program();
    void a_task_can_be_cancelled_from_outside();
    void a_task_tells_where_it_stands();
    void python_subclasses_and_factories_of_tasks_do_no_harm();
};

void TaskTraceTest::a_script_is_a_strand_named_after_its_file() {
    Script& script = t.load("named.py", "print(1)\n");
    QCOMPARE(script.strand(), StrandId::None);
    script.start();
    const Strand& strand = t.trace.strand(script.strand());
    QCOMPARE(text(t.trace.text(strand.name)), "named.py");
    QCOMPARE(strand.kind, StrandKind::Script);
    QCOMPARE(strand.outcome, Outcome::Pending);
    QVERIFY(t.finish(script));
    QCOMPARE(t.trace.strand(script.strand()).outcome, Outcome::Finished);
}

void TaskTraceTest::a_task_has_a_lane_from_creation_to_end() {
    Script& script = run("one = asyncio.create_task(asyncio.sleep(0.01), name='one')\n"
                         "async def fail(): raise ValueError('no such page')\n"
                         "two = asyncio.create_task(fail(), name='two')\n"
                         "three = asyncio.create_task(asyncio.sleep(9), name='three')\n"
                         "await asyncio.wait([one, two])\n"
                         "three.cancel()\n");
    const Lane& one = lane(script, "one");
    QCOMPARE(one.outcome, Outcome::Finished);
    QCOMPARE(text(t.trace.describe(one.created_at)), "a.py:4 in main");
    QVERIFY(one.creator != LaneId::None);
    QCOMPARE(slices(one), (QStringList{"ready @ tasks.py in sleep", "running",
                                       "waiting timer sleep 0.01 s @ tasks.py in sleep",
                                       "ready @ tasks.py in sleep", "running"}));
    QCOMPARE(lane(script, "two").outcome, Outcome::Failed);
    QCOMPARE(text(t.trace.text(lane(script, "two").message)), "ValueError: no such page");
    QCOMPARE(lane(script, "three").outcome, Outcome::Cancelled);
    QVERIFY(one.end_ns > one.begin_ns);
}

void TaskTraceTest::names_set_later_are_followed() {
    Script& script = run("asyncio.current_task().set_name('renamed')\n"
                         "await asyncio.sleep(0)\n");
    QCOMPARE(lane(script, "renamed").outcome, Outcome::Finished);
}

void TaskTraceTest::waits_are_told_in_words_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("slice");
    const auto row = [](const char* name, const char* body, const char* slice) {
        QTest::newRow(name) << QByteArray(body) << QString(slice);
    };
    row("sleep", "await asyncio.sleep(0.01)", "waiting timer sleep 0.01 s @ a.py:4 in main");
    row("lock",
        "lock = asyncio.Lock()\nawait lock.acquire()\n"
        "asyncio.get_running_loop().call_later(0.01, lock.release)\nasync with lock: pass",
        "waiting lock Lock.acquire @ a.py:7 in main");
    row("semaphore",
        "s = asyncio.Semaphore(0)\nasyncio.get_running_loop().call_later(0.01, s.release)\n"
        "await s.acquire()",
        "waiting lock Semaphore.acquire @ a.py:6 in main");
    row("event",
        "e = asyncio.Event()\nasyncio.get_running_loop().call_later(0.01, e.set)\nawait e.wait()",
        "waiting event Event.wait @ a.py:6 in main");
    row("queue get",
        "q = asyncio.Queue()\nasyncio.get_running_loop().call_later(0.01, q.put_nowait, 1)\n"
        "await q.get()",
        "waiting queue Queue.get @ a.py:6 in main");
    row("queue put",
        "q = asyncio.Queue(1)\nq.put_nowait(1)\n"
        "asyncio.get_running_loop().call_later(0.01, q.get_nowait)\nawait q.put(2)",
        "waiting queue Queue.put @ a.py:7 in main");
    row("gather", "await asyncio.gather(asyncio.sleep(0.01), asyncio.sleep(0.01))",
        "waiting task gather of 2 tasks @ a.py:4 in main");
    row("wait_for", "await asyncio.wait_for(asyncio.sleep(0.01), 5)",
        "waiting task wait_for, at most 5 s @ a.py:4 in main");
    row("task group",
        "async with asyncio.TaskGroup() as group:\n    group.create_task(asyncio.sleep(0.01))",
        "waiting task TaskGroup of 1 task @ a.py:4 in main");
    row("thread", "await asyncio.to_thread(time.sleep, 0.01)",
        "waiting thread to_thread sleep @ a.py:4 in main");
    row("executor", "await asyncio.get_running_loop().run_in_executor(None, time.sleep, 0.01)",
        "waiting thread run_in_executor @ a.py:4 in main");
    row("future",
        "f = asyncio.get_running_loop().create_future()\n"
        "asyncio.get_running_loop().call_later(0.01, f.set_result, 1)\nawait f",
        "waiting future future @ a.py:6 in main");
    row("process", "p = await asyncio.create_subprocess_exec('sleep', '0.01')\nawait p.wait()",
        "waiting process Process.wait @ a.py:5 in main");
    row("socket",
        "import socket\na, b = socket.socketpair()\na.setblocking(False)\n"
        "asyncio.get_running_loop().call_later(0.01, b.send, b'x')\n"
        "await asyncio.get_running_loop().sock_recv(a, 1)",
        "waiting I/O sock_recv @ a.py:8 in main");
    row("async generator",
        "async def numbers():\n    await asyncio.sleep(0.01)\n    yield 1\n"
        "async for n in numbers(): pass",
        "waiting timer sleep 0.01 s @ a.py:5 in main.<locals>.numbers");
}

void TaskTraceTest::waits_are_told_in_words() {
    QFETCH(QByteArray, body);
    QFETCH(QString, slice);
    Script& script = run("asyncio.current_task().set_name('it')\n" + body);
    // One line more stands before the body here.
    static const QRegularExpression line("a\\.py:(\\d+)");
    const auto match = line.match(slice);
    slice.replace(match.capturedStart(1), match.capturedLength(1),
                  QString::number(match.captured(1).toInt() + 1));
    const QStringList all = slices(lane(script, "it"));
    QVERIFY2(all.contains(slice), qPrintable(all.join('\n')));
}

void TaskTraceTest::a_task_that_waits_for_another_names_its_lane() {
    Script& script = run("asyncio.current_task().set_name('it')\n"
                         "await asyncio.create_task(asyncio.sleep(0.01), name='child')");
    const Lane& it = lane(script, "it");
    bool found = false;
    for (std::size_t i = 0; i < it.size(); ++i)
        found |= it[i].wait == WaitKind::Task && it[i].other() == lane(script, "child").id;
    QVERIFY(found);
    QCOMPARE(lane(script, "child").creator, it.id);
}

void TaskTraceTest::who_woke_a_task_is_known() {
    Script& script = run("event = asyncio.Event()\n"
                         "async def wait(): await event.wait()\n"
                         "sleeper = asyncio.create_task(wait(), name='sleeper')\n"
                         "asyncio.current_task().set_name('waker')\n"
                         "await asyncio.sleep(0.01)\n"
                         "event.set()\n"
                         "await sleeper\n");
    const Lane& sleeper = lane(script, "sleeper");
    const Slice& woken = sleeper[sleeper.size() - 2];
    QCOMPARE(woken.activity, Activity::Ready);
    QCOMPARE(woken.other(), lane(script, "waker").id);
}

void TaskTraceTest::who_cancelled_a_task_is_known() {
    Script& script = run("async def sleep(): await asyncio.sleep(100)\n"
                         "async def gathers():\n"
                         "    await asyncio.gather(asyncio.create_task(sleep(), name='inner'))\n"
                         "async def waits(task): await task\n"
                         "inside = asyncio.create_task(sleep(), name='inside')\n"
                         "tasks = [asyncio.create_task(sleep(), name='plain'),\n"
                         "         asyncio.create_task(gathers(), name='outer'),\n"
                         "         asyncio.create_task(waits(inside), name='waits'),\n"
                         "         asyncio.create_task(asyncio.sleep(0), name='ends')]\n"
                         "asyncio.current_task().set_name('canceller')\n"
                         "await asyncio.sleep(0.01)\n"
                         "for task in tasks: task.cancel()\n"
                         "await asyncio.wait(tasks)\n");
    const LaneId canceller = lane(script, "canceller").id;
    for (const char* name : {"plain", "inner", "outer", "inside", "waits"}) {
        QVERIFY2(lane(script, name).outcome == Outcome::Cancelled, name);
        QVERIFY2(lane(script, name).cancelled_by == canceller, name);
    }
    QCOMPARE(lane(script, "ends").cancelled_by, LaneId::None);
    QCOMPARE(lane(script, "canceller").cancelled_by, LaneId::None);
}

void TaskTraceTest::a_million_generated_names_are_one_text() {
    Script& script = run("async def get(): pass\n"
                         "for _ in range(50): await asyncio.create_task(get())\n");
    const Lane& one = *lanes(script).back();
    const Lane& other = *lanes(script)[lanes(script).size() - 2];
    QVERIFY(text(t.trace.name(one.name)).startsWith("get Task-"));
    QCOMPARE(one.name.text, other.name.text);
    QCOMPARE(one.name.number, other.name.number + 1);
}

void TaskTraceTest::what_threads_do_for_the_program_is_a_lane() {
    Script& script = run("await asyncio.to_thread(slow, 0.02)\n"
                         "try: await asyncio.to_thread(fails)\n"
                         "except ValueError as error:\n"
                         "    import traceback\n"
                         "    print(traceback.format_exc().count('File'))\n",
                         "def slow(seconds): time.sleep(seconds)\n"
                         "def fails(): raise ValueError\n");
    const Lane& thread = lane(script, "thread-1");
    QVERIFY2(slices(thread).contains("running slow"), qPrintable(slices(thread).join('\n')));
    QCOMPARE(thread[0].activity, Activity::Running);
    QVERIFY(thread[1].begin_ns - thread[0].begin_ns >= 20'000'000);
    QVERIFY(slices(thread).contains("waiting queue jobs"));
    QCOMPARE(thread.kind, LaneKind::Thread);
    QCOMPARE(thread.outcome, Outcome::Finished);
    // main, to_thread, the work item's run, and where it was raised: as under python3.
    QCOMPARE(t.out(script), "4\n");
}

void TaskTraceTest::a_blocking_call_is_shown_as_blocked() {
    Script& script = run("asyncio.current_task().set_name('it')\n"
                         "time.sleep(0.03)");
    const QStringList all = slices(lane(script, "it"));
    QVERIFY2(all.contains("blocked time.sleep @ a.py:5 in main"), qPrintable(all.join('\n')));
}

void TaskTraceTest::code_that_spins_is_annotated_with_its_line() {
    Script& script = run("asyncio.current_task().set_name('it')\n"
                         "spin()",
                         "def spin():\n"
                         "    end = time.monotonic() + 0.15\n"
                         "    while time.monotonic() < end: pass\n");
    const Lane& it = lane(script, "it");
    bool found = false;
    for (std::size_t i = 0; i < it.size(); ++i) {
        if (it[i].what == TextId::None || text(t.trace.text(it[i].what)) != "spin")
            continue;
        found = true;
        QCOMPARE(text(t.trace.describe(it[i].where)), "a.py:4 in spin");
        QCOMPARE(it.activity_of(i, t.loop.clock().now_ns()), Activity::Blocked);
    }
    QVERIFY2(found, qPrintable(slices(it).join('\n')));
}

void TaskTraceTest::code_outside_of_tasks_has_the_lane_module() {
    Script& script = run("def callback(): pass\n"
                         "asyncio.get_running_loop().call_soon(callback)\n"
                         "await asyncio.sleep(0.01)");
    const Lane& module = lane(script, "module");
    QCOMPARE(module.outcome, Outcome::Finished);
    const QStringList all = slices(module);
    QCOMPARE(all.first(), "running");
    QVERIFY2(all.contains("running main.<locals>.callback"), qPrintable(all.join('\n')));
    QVERIFY2(all.contains("waiting event loop @ a.py:7 in <module>"), qPrintable(all.join('\n')));
    QCOMPARE(all.last(), "running");
}

void TaskTraceTest::tasks_end_with_the_program() {
    Script& script = t.start("left.py", "import asyncio\n"
                                        "loop = asyncio.new_event_loop()\n"
                                        "task = loop.create_task(asyncio.sleep(100), name='left')\n"
                                        "loop.run_until_complete(asyncio.sleep(0))\n");
    QVERIFY(t.finish(script));
    QCOMPARE(lane(script, "left").outcome, Outcome::Cancelled);
    for (const Lane* each : lanes(script))
        QVERIFY(each->outcome != Outcome::Pending);
}

void TaskTraceTest::a_task_can_be_cancelled_from_outside() {
    Script& script =
        t.start("cancel.py", "import asyncio\n"
                             "async def main():\n"
                             "    task = asyncio.create_task(asyncio.sleep(100), name='victim')\n"
                             "    try: await task\n"
                             "    except asyncio.CancelledError: print('victim was cancelled')\n"
                             "asyncio.run(main())\n");
    QVERIFY(t.turn_until([&] {
        return has_lane(script, "victim") && !lane(script, "victim").empty() &&
               lane(script, "victim").back().activity == Activity::Waiting;
    }));
    const LaneId victim = lane(script, "victim").id;
    QVERIFY(script.cancel_task(victim));
    QVERIFY(t.finish(script));
    QCOMPARE(t.all(script), "victim was cancelled\n");
    QCOMPARE(lane(script, "victim").outcome, Outcome::Cancelled);
    QCOMPARE(script.outcome(), Outcome::Finished);
    QVERIFY(!script.cancel_task(victim));
    QVERIFY(!script.cancel_task(lane(script, "module").id));
}

void TaskTraceTest::a_task_tells_where_it_stands() {
    Script& script = t.start("where.py", "import asyncio\n"
                                         "async def inner(): await asyncio.sleep(100)\n"
                                         "async def outer(): await inner()\n"
                                         "async def main():\n"
                                         "    asyncio.current_task().set_name('it')\n"
                                         "    print('ready')\n"
                                         "    await outer()\n"
                                         "asyncio.run(main())\n");
    QVERIFY(t.turn_until([&] { return t.out(script) == "ready\n"; }));
    QStringList chain;
    for (const LocationId id : script.where(lane(script, "it").id))
        chain += place(id);
    QCOMPARE(chain, (QStringList{"where.py:7 in main", "where.py:3 in outer", "where.py:2 in inner",
                                 "tasks.py in sleep"}));
    script.stop();
    QVERIFY(t.finish(script));
    QVERIFY(script.where(lane(script, "it").id).empty());
}

void TaskTraceTest::python_subclasses_and_factories_of_tasks_do_no_harm() {
    Script& script = run("class MyTask(asyncio.Task): pass\n"
                         "loop = asyncio.get_running_loop()\n"
                         "loop.set_task_factory(lambda loop, coro, **kw:\n"
                         "    MyTask(coro, loop=loop, **kw))\n"
                         "await asyncio.create_task(asyncio.sleep(0.01), name='mine')\n"
                         "loop.set_task_factory(lambda loop, coro, **kw:\n"
                         "    asyncio.tasks._PyTask(coro, loop=loop, **kw))\n"
                         "await asyncio.create_task(asyncio.sleep(0.01), name='python')\n");
    QCOMPARE(script.exit_status(), 0);
    QCOMPARE(lane(script, "mine").outcome, Outcome::Finished);
}

QTEST_GUILESS_MAIN(TaskTraceTest)
#include "tst_task_trace.moc"

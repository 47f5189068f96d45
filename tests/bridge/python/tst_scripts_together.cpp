// SPDX-License-Identifier: MIT
// Several programs at a time, on one thread: each has its own world, and nobody waits for others.
#include "script_test.h"

#include <QTemporaryDir>
#include <QTest>

#include <ctime>

using namespace braid;
using namespace std::chrono_literals;

namespace {

/// What this thread has used of the processor.
double processor_seconds() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) + double(time.tv_nsec) / 1e9;
}

} // namespace

class ScriptsTogether : public QObject {
    Q_OBJECT

    ScriptTest t;

    /// Starts copies of a program at once. Each naps by `all_are_here()` in its loop, which none
    /// leaves before the last is in it: one after the other they would never end.
    bool meet(int count, const QByteArray& source) {
        const QTemporaryDir meeting;
        const QByteArray prelude = "import asyncio, os, sys, time\n"
                                   "open(os.path.join(sys.argv[1], sys.argv[2]), 'w').close()\n"
                                   "def all_are_here():\n"
                                   "    return len(os.listdir(sys.argv[1])) == int(sys.argv[3])\n";
        std::vector<Script*> scripts;
        for (int i = 0; i < count; ++i)
            scripts.push_back(
                &t.load("copy.py", prelude + source,
                        {meeting.path().toStdString(), std::to_string(i), std::to_string(count)}));
        for (Script* script : scripts)
            script->start();
        for (Script* script : scripts)
            if (!t.finish(*script) || script->exit_status() != 0) {
                qWarning() << t.all(*script);
                return false;
            }
        return true;
    }

private slots:
    void sleeping_copies_interleave_data();
    void sleeping_copies_interleave();
    void each_has_its_own_world();
    void modules_beside_a_script_are_its_own();
    void modules_from_elsewhere_are_its_own_unless_they_are_the_librarys();
    void a_virtual_environment_beside_a_script_is_used();
    void a_note_is_called_one();
    void main_is_the_own_module_for_pickle_and_threads();
    void threads_see_their_own_scripts_streams();
    void the_loop_goes_on_while_a_script_spins();
    void a_script_that_prints_without_end_starves_nobody();
    void input_is_asked_for_and_given();
    void the_end_of_input_is_seen();
    void standard_input_can_be_read_by_its_descriptor();
    void output_keeps_its_order_over_streams_and_threads();
    void redirected_output_stays_with_its_script();
    void bytes_that_are_no_text_are_replaced();
    void logging_is_set_up_by_each();
    void an_event_loop_policy_is_set_by_each();
    void a_script_can_be_started_from_the_listener();
    void fifty_scripts_at_once();
};

void ScriptsTogether::sleeping_copies_interleave_data() {
    QTest::addColumn<QByteArray>("source");
    QTest::newRow("asyncio.sleep")
        << QByteArray("async def main():\n"
                      "    while not all_are_here(): await asyncio.sleep(0.05)\n"
                      "asyncio.run(main())\n");
    QTest::newRow("time.sleep") << QByteArray("while not all_are_here(): time.sleep(0.05)\n");
    QTest::newRow("time.sleep in a task")
        << QByteArray("async def main():\n"
                      "    while not all_are_here(): time.sleep(0.05)\n"
                      "asyncio.run(main())\n");
}

void ScriptsTogether::sleeping_copies_interleave() {
    QFETCH(QByteArray, source);
    QVERIFY(meet(3, source));
}

void ScriptsTogether::each_has_its_own_world() {
    // They change what is theirs, let the others run, and look again.
    const QByteArray source = "import asyncio, sys, os, signal, threading\n"
                              "me = sys.argv[1]\n"
                              "sys.argv.append(me)\n"
                              "sys.path.append(me)\n"
                              "sys.excepthook = lambda *a: print(me, 'hook')\n"
                              "signal.signal(signal.SIGINT, signal.SIG_IGN if me == 'a' else\n"
                              "              signal.default_int_handler)\n"
                              "local = threading.local()\n"
                              "local.x = me\n"
                              "asyncio.run(asyncio.sleep(0.05))\n"
                              "assert sys.argv[1:] == [me, me], sys.argv\n"
                              "assert sys.path[-1] == me, sys.path\n"
                              "assert sys.path[0] == os.path.dirname(__file__), sys.path\n"
                              "assert sys.modules['__main__'].me == me\n"
                              "assert local.x == me\n"
                              "assert (signal.getsignal(signal.SIGINT) is signal.SIG_IGN) == "
                              "(me == 'a')\n"
                              "raise Exception\n";
    Script& a = t.start("a.py", source, {"a"});
    Script& b = t.start("b.py", source, {"b"});
    QVERIFY(t.finish(a));
    QVERIFY(t.finish(b));
    QCOMPARE(t.all(a), "a hook\n");
    QCOMPARE(t.all(b), "b hook\n");
}

void ScriptsTogether::modules_beside_a_script_are_its_own() {
    const QByteArray source = "import asyncio, sys\n"
                              "import helper\n"
                              "from package import part\n"
                              "asyncio.run(asyncio.sleep(0.02))\n"
                              "assert sys.modules['helper'] is helper\n"
                              "import helper as again\n"
                              "print(again.name, part.name, json_known)\n";
    std::vector<Script*> scripts;
    for (const char* name : {"one", "two"}) {
        Script& script = t.load("main.py", "json_known = True\n" + source);
        t.write_beside(script, "helper.py", QByteArray("name = '") + name + "'\n");
        t.write_beside(script, "package/__init__.py", "");
        t.write_beside(script, "package/part.py", QByteArray("name = 'part ") + name + "'\n");
        scripts.push_back(&script);
    }
    for (Script* script : scripts)
        script->start();
    for (Script* script : scripts)
        QVERIFY(t.finish(*script));
    QCOMPARE(t.all(*scripts[0]), "one part one True\n");
    QCOMPARE(t.all(*scripts[1]), "two part two True\n");
}

void ScriptsTogether::modules_from_elsewhere_are_its_own_unless_they_are_the_librarys() {
    const QByteArray source = "import asyncio, os, sys\n"
                              "here = os.path.dirname(__file__)\n"
                              "sys.path.insert(0, here + '-elsewhere')\n"
                              "import fractions, helper, folder.part\n"
                              "fractions.seen = getattr(fractions, 'seen', 0) + 1\n"
                              "while fractions.seen < 2:\n"
                              "    asyncio.run(asyncio.sleep(0.001))\n"
                              "import folder.other\n"
                              "assert sys.modules['helper'] is helper\n"
                              "print(helper.name, folder.part.name, folder.other.name)\n";
    std::vector<Script*> scripts;
    for (const QByteArray name : {"one", "two"}) {
        Script& script = t.load("main.py", source);
        const auto elsewhere = [&](const char* file, const QByteArray& text) {
            const std::string here = script.path().parent_path().filename().string();
            t.write_beside(script, QString::fromStdString("../" + here + "-elsewhere/") + file,
                           text);
        };
        elsewhere("helper.py", "name = '" + name + "'\n");
        elsewhere("folder/part.py", "name = 'part " + name + "'\n"); // no __init__.py
        elsewhere("folder/other.py", "name = 'other " + name + "'\n");
        scripts.push_back(&script);
    }
    for (Script* script : scripts)
        script->start();
    for (Script* script : scripts)
        QVERIFY(t.finish(*script));
    QCOMPARE(t.all(*scripts[0]), "one part one other one\n");
    QCOMPARE(t.all(*scripts[1]), "two part two other two\n");
}

void ScriptsTogether::a_virtual_environment_beside_a_script_is_used() {
    Script& script = t.load("main.py", "import installed\nprint(installed.name)\n");
    t.write_beside(script, ".venv/pyvenv.cfg", "home = /usr/bin\nversion = 3.11.2\n");
    t.write_beside(script, ".venv/lib/python3.11/site-packages/installed.py", "name = 'here'\n");
    script.start();
    QVERIFY(t.finish(script));
    QCOMPARE(t.all(script), "here\n");
    Script& other = t.start("other.py", "import installed\n");
    QVERIFY(t.finish(other));
    QCOMPARE(other.failure(),
             std::string("ModuleNotFoundError: No module named 'installed', other.py:1"));
}

void ScriptsTogether::a_note_is_called_one() {
    for (const char* name : {"note.md", "notebook.ipynb"}) {
        Script& script = t.start(name, "# Heading\n");
        QVERIFY(t.finish(script));
        QCOMPARE(script.exit_status(), 2);
        QVERIFY2(t.err(script).contains("no program"), qPrintable(t.all(script)));
        QVERIFY(!t.err(script).contains("Error"));
    }
}

void ScriptsTogether::main_is_the_own_module_for_pickle_and_threads() {
    const QByteArray source = "import asyncio, pickle, sys, threading, time\n"
                              "class Thing:\n"
                              "    def __init__(self, x): self.x = x\n"
                              "me = sys.argv[1]\n"
                              "def work():\n"
                              "    for n in range(20):\n"
                              "        time.sleep(0.002)\n"
                              "        assert pickle.loads(pickle.dumps(Thing(me))).x == me\n"
                              "        assert sys.modules['__main__'].me == me\n"
                              "    print('thread of', me)\n"
                              "async def main():\n"
                              "    thread = threading.Thread(target=work)\n"
                              "    thread.start()\n"
                              "    for n in range(20): await asyncio.sleep(0.001)\n"
                              "    await asyncio.to_thread(thread.join)\n"
                              "asyncio.run(main())\n";
    Script& a = t.start("a.py", source, {"a"});
    Script& b = t.start("b.py", source, {"b"});
    QVERIFY(t.finish(a));
    QVERIFY(t.finish(b));
    QCOMPARE(t.all(a), "thread of a\n");
    QCOMPARE(t.all(b), "thread of b\n");
}

void ScriptsTogether::the_loop_goes_on_while_a_script_spins() {
    Script& script = t.start("spin.py", "print('on the way', flush=True)\nwhile True: pass\n");
    QVERIFY(t.turn_until([&] { return t.out(script).contains("on the way"); }));
    // The window's part: a timer of the loop, due every 5 ms.
    constexpr int enough = 50;
    int ticks = 0;
    TimerHandle timer;
    std::function<void()> tick = [&] {
        if (++ticks < enough)
            timer = t.loop.call_later(5ms, [&] { tick(); });
    };
    const double begin = processor_seconds();
    tick();
    QVERIFY(t.turn_until([&] { return ticks == enough; }));
    const double used = processor_seconds() - begin;
    script.stop();
    QVERIFY(t.finish(script));
    // What this thread used, and not the time, which others may take from it.
    QVERIFY2(used < enough * 0.033, qPrintable(QString::number(used)));
}

void ScriptsTogether::a_script_that_prints_without_end_starves_nobody() {
    Script& torrent = t.start("torrent.py", "while True: print('x' * 100)\n");
    Script& other = t.start("other.py", "import asyncio\n"
                                        "async def main():\n"
                                        "    for n in range(10): await asyncio.sleep(0.001)\n"
                                        "asyncio.run(main())\n");
    QVERIFY(t.finish(other));
    QVERIFY(t.out(torrent).size() > 1000);
    torrent.stop();
    QVERIFY(t.finish(torrent));
    QVERIFY(t.out(torrent).startsWith("xxxx"));
}

void ScriptsTogether::input_is_asked_for_and_given() {
    Script& script = t.start("ask.py", "name = input('name? ')\n"
                                       "print('hello', name)\n"
                                       "import sys\n"
                                       "print([line for line in sys.stdin])\n");
    QVERIFY(t.turn_until([&] { return script.state() == Script::State::WaitingInput; }));
    QCOMPARE(t.out(script), "name? ");
    Script& other = t.start("other.py", "print('meanwhile')\n");
    QVERIFY(t.finish(other));
    script.send_line("Ada");
    QVERIFY(t.turn_until([&] { return t.out(script).contains("hello Ada\n"); }));
    script.send_line("two");
    script.send_line("zwölf");
    script.end_input();
    QVERIFY(t.finish(script));
    QCOMPARE(t.out(script), "name? hello Ada\n['two\\n', 'zwölf\\n']\n");
}

void ScriptsTogether::the_end_of_input_is_seen() {
    Script& script = t.load("eof.py", "try: input()\nexcept EOFError: print('no more')\n");
    script.end_input();
    script.start();
    QVERIFY(t.finish(script));
    QCOMPARE(t.all(script), "no more\n");
}

void ScriptsTogether::standard_input_can_be_read_by_its_descriptor() {
    Script& script =
        t.start("reader.py", "import asyncio, sys\n"
                             "async def main():\n"
                             "    loop = asyncio.get_running_loop()\n"
                             "    reader = asyncio.StreamReader()\n"
                             "    await loop.connect_read_pipe(\n"
                             "        lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)\n"
                             "    print('ready')\n"
                             "    print(await reader.readline())\n"
                             "asyncio.run(main())\n");
    QVERIFY(t.turn_until([&] { return t.out(script) == "ready\n"; }));
    script.send_line("typed");
    QVERIFY(t.finish(script));
    QCOMPARE(t.all(script), "ready\nb'typed\\n'\n");
}

void ScriptsTogether::output_keeps_its_order_over_streams_and_threads() {
    Script& script = t.start("order.py", "import sys, threading\n"
                                         "for n in range(100):\n"
                                         "    print(n)\n"
                                         "    print('e', n, file=sys.stderr)\n"
                                         "    t = threading.Thread(target=print, args=('t', n))\n"
                                         "    t.start(); t.join()\n");
    QVERIFY(t.finish(script));
    QString expected;
    for (int n = 0; n < 100; ++n)
        expected += QString("%1\ne %1\nt %1\n").arg(n);
    QCOMPARE(t.all(script), expected);
}

void ScriptsTogether::redirected_output_stays_with_its_script() {
    const QByteArray source = "import asyncio, contextlib, io, sys\n"
                              "text = io.StringIO()\n"
                              "async def main():\n"
                              "    for n in range(5):\n"
                              "        await asyncio.sleep(0.002)\n"
                              "        print(sys.argv[1], end='')\n"
                              "if sys.argv[1] == 'a':\n"
                              "    with contextlib.redirect_stdout(text): asyncio.run(main())\n"
                              "else: asyncio.run(main())\n"
                              "print('', text.getvalue())\n";
    Script& a = t.start("a.py", source, {"a"});
    Script& b = t.start("b.py", source, {"b"});
    QVERIFY(t.finish(a));
    QVERIFY(t.finish(b));
    QCOMPARE(t.all(a), " aaaaa\n");
    QCOMPARE(t.all(b), "bbbbb \n");
}

void ScriptsTogether::bytes_that_are_no_text_are_replaced() {
    Script& script = t.start("bytes.py", "import sys\n"
                                         "sys.stdout.buffer.write(b'a\\xffb\\xc3')\n"
                                         "sys.stdout.buffer.write(b'\\xa4 \\xe2\\x82')\n");
    QVERIFY(t.finish(script));
    QCOMPARE(t.out(script), QString::fromUtf8("a\xef\xbf\xbd"
                                              "b\xc3\xa4 \xef\xbf\xbd"));
}

void ScriptsTogether::logging_is_set_up_by_each() {
    const QByteArray source =
        "import asyncio, logging, sys\n"
        "level = logging.DEBUG if sys.argv[1] == 'a' else logging.ERROR\n"
        "logging.basicConfig(level=level, format=sys.argv[1] + ' %(message)s')\n"
        "async def main():\n"
        "    for n in range(2):\n"
        "        await asyncio.sleep(0.005)\n"
        "        logging.getLogger('x').info('info')\n"
        "        logging.getLogger('x').error('error')\n"
        "asyncio.run(main())\n";
    Script& a = t.start("a.py", source, {"a"});
    Script& b = t.start("b.py", source, {"b"});
    QVERIFY(t.finish(a));
    QVERIFY(t.finish(b));
    QCOMPARE(t.err(b), "b error\nb error\n");
    QCOMPARE(t.err(a).replace("a Using selector: EpollSelector\n", ""),
             "a info\na error\na info\na error\n");
}

void ScriptsTogether::an_event_loop_policy_is_set_by_each() {
    const QByteArray source = "import asyncio, sys\n"
                              "class Mine(asyncio.DefaultEventLoopPolicy): pass\n"
                              "if sys.argv[1] == 'a': asyncio.set_event_loop_policy(Mine())\n"
                              "asyncio.run(asyncio.sleep(0.02))\n"
                              "print(isinstance(asyncio.get_event_loop_policy(), Mine))\n";
    Script& a = t.start("a.py", source, {"a"});
    Script& b = t.start("b.py", source, {"b"});
    QVERIFY(t.finish(a));
    QVERIFY(t.finish(b));
    QCOMPARE(t.all(a), "True\n");
    QCOMPARE(t.all(b), "False\n");
}

void ScriptsTogether::a_script_can_be_started_from_the_listener() {
    struct Starter : ScriptListener {
        ScriptTest& t;
        std::unique_ptr<Script> second;
        explicit Starter(ScriptTest& test)
            : t(test) {}
        void script_wrote(Script& script, OutputStream, std::string_view) override {
            if (second)
                return;
            second = t.engine.load(script.path(), {}, *this);
            second->start();
            script.stop();
        }
        void script_changed(Script&) override {}
    } starter(t);
    Script& file =
        t.load("self.py", "import asyncio\nprint('x')\nasyncio.run(asyncio.sleep(0.2))\n");
    auto first = t.engine.load(file.path(), {}, starter);
    first->start();
    QVERIFY(t.finish(*first));
    QCOMPARE(first->outcome(), Outcome::Cancelled);
    QVERIFY(t.finish(*starter.second));
    QCOMPARE(starter.second->outcome(), Outcome::Finished);
}

void ScriptsTogether::fifty_scripts_at_once() {
    QVERIFY(meet(50, "async def main():\n"
                     "    while not all_are_here(): await asyncio.sleep(0.01)\n"
                     "asyncio.run(main())\n"));
}

void ScriptsTogether::threads_see_their_own_scripts_streams() {
    // The first one's thread goes on while it is the second one's turn.
    Script& first = t.start("first.py",
                            "import asyncio, sys\n"
                            "def work():\n"
                            "    for _ in range(200):\n"
                            "        print('first')\n"
                            "        sys.stdout.write('first\\n')\n"
                            "        print('error', file=sys.stderr)\n"
                            "    sys.stdout.flush()\n"
                            "    return sys.argv[1:], input()\n"
                            "print(asyncio.run(asyncio.to_thread(work)))\n",
                            {"one"});
    Script& second = t.start("second.py",
                             "import time\n"
                             "end = time.monotonic() + 0.2\n"
                             "while time.monotonic() < end: print('second')\n",
                             {"two"});
    first.send_line("line");
    QVERIFY(t.finish(first));
    QVERIFY(t.finish(second));
    QStringList lines = t.out(first).split('\n');
    QCOMPARE(lines.takeLast(), "");
    QCOMPARE(lines.takeLast(), "(['one'], 'line')");
    QCOMPARE(lines.size(), 400);
    QCOMPARE(lines.count("first"), 400);
    QCOMPARE(t.err(first).count("error\n"), 200);
    QVERIFY(!t.all(second).contains("first"));
    QVERIFY(!t.all(second).contains("error"));
}

QTEST_GUILESS_MAIN(ScriptsTogether)
#include "tst_scripts_together.moc"

// SPDX-License-Identifier: MIT
// Standard streams of a program that `braid run` runs beside another one, from outside: bytes in,
// bytes out, as under python3.
#include "written_file.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

class RunStreams : public QObject {
    Q_OBJECT

    QTemporaryDir directory;

    QString write(const QString& name, const QByteArray& source) {
        return written_file(directory.filePath(name), source);
    }
    struct Result {
        int status = -1;
        QByteArray out, err;
    };
    /// By the shell, so that `redirection` may be anything. `$0` is the source in it.
    Result run(const QByteArray& source, const QByteArray& input = {},
               const QString& redirection = {}, const QString& variables = {}) {
        const QString file = write("case.py", source), other = write("other.py", "pass\n");
        QProcess shell;
        shell.start("bash", {"-c", QString("set -o pipefail; %1 '%2' run '%3' '%4' %5")
                                       .arg(variables, BRAID_PROGRAM, file, other, redirection)});
        shell.write(input);
        shell.closeWriteChannel();
        if (!shell.waitForFinished(60000) || shell.exitStatus() != QProcess::NormalExit)
            return {};
        Result result{shell.exitCode(), shell.readAllStandardOutput(),
                      shell.readAllStandardError()};
        result.out.replace("[case.py] ", "");
        result.err.replace("[case.py] ", "");
        return result;
    }

private slots:
    void they_are_as_under_python3_data();
    void they_are_as_under_python3();
    void a_closed_pipe_is_an_error_that_the_program_may_handle();
    void a_full_disk_is_said_and_is_a_status();
    void lines_go_to_those_who_wait();
    void a_hundred_thousand_lines_pass();
};

void RunStreams::they_are_as_under_python3_data() {
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("out");
    QTest::addColumn<QByteArray>("err");
    QTest::addColumn<int>("status");
    const auto row = [](const char* name, QByteArray source, QByteArray input, QByteArray out,
                        QByteArray err = {}, int status = 0) {
        QTest::newRow(name) << source << input << out << err << status;
    };
    row("bytes that are no text",
        "import sys\n"
        "sys.stdout.buffer.write(b'\\xff\\xfe\\x80\\r\\n')\n",
        "", "\xff\xfe\x80\r\n");
    row("input byte for byte",
        "import sys\n"
        "print(sys.stdin.buffer.read())\n",
        QByteArray("a\r\n\xff\0b", 6), "b'a\\r\\n\\xff\\x00b'\n");
    row("line ends of input",
        "import sys\n"
        "print([line for line in sys.stdin])\n",
        "a\r\nb\rc", "['a\\r\\n', 'b\\rc']\n");
    row("dup2",
        "import os, sys, tempfile\n"
        "saved = os.dup(1)\n"
        "with tempfile.TemporaryFile() as file:\n"
        "    os.dup2(file.fileno(), 1)\n"
        "    print('into file', flush=True)\n"
        "    os.system('echo and its children')\n"
        "    os.dup2(saved, 1)\n"
        "    print('back')\n"
        "    file.seek(0)\n"
        "    print(file.read())\n",
        "", "back\nb'into file\\nand its children\\n'\n");
    row("a hard exit",
        "import os, sys\n"
        "print('flushed', flush=True)\n"
        "print('not flushed', end='')\n"
        "print('fatal', file=sys.stderr)\n"
        "os._exit(3)\n",
        "", "flushed\n", "fatal\n", 3);
    row("order with children",
        "import os, subprocess, threading\n"
        "print(1, flush=True)\n"
        "subprocess.run(['echo', '2'])\n"
        "print(3, flush=True)\n"
        "os.system('echo 4')\n"
        "if not os.fork():\n"
        "    os.write(1, b'5\\n')\n"
        "    os._exit(0)\n"
        "os.wait()\n"
        "def work():\n"
        "    subprocess.run(['echo', '6'])\n"
        "    os.system('echo 7')\n"
        "    print(8, flush=True)\n"
        "thread = threading.Thread(target=work)\n"
        "thread.start()\n"
        "thread.join()\n"
        "os.write(1, b'9\\n')\n",
        "", "1\n2\n3\n4\n5\n6\n7\n8\n9\n");
    row("connect_read_pipe",
        "import asyncio, sys\n"
        "async def main():\n"
        "    reader = asyncio.StreamReader()\n"
        "    await asyncio.get_running_loop().connect_read_pipe(\n"
        "        lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)\n"
        "    while line := await reader.readline():\n"
        "        print(line)\n"
        "    print('end')\n"
        "asyncio.run(main())\n",
        "one\ntwo\n", "b'one\\n'\nb'two\\n'\nend\n");
    row("add_reader",
        "import asyncio, os\n"
        "async def main():\n"
        "    loop = asyncio.get_running_loop()\n"
        "    got = asyncio.Queue()\n"
        "    loop.add_reader(0, lambda: got.put_nowait(os.read(0, 100)))\n"
        "    print(await got.get(), await got.get())\n"
        "    loop.remove_reader(0)\n"
        "asyncio.run(main())\n",
        "one\n", "b'one\\n' b''\n");
    row("select and os.read",
        "import os, select, selectors, sys\n"
        "print(select.select([sys.stdin], [], [])[0] == [sys.stdin], os.read(0, 4))\n"
        "selector = selectors.DefaultSelector()\n"
        "selector.register(sys.stdin, selectors.EVENT_READ)\n"
        "print(len(selector.select()), os.read(0, 100))\n",
        "one\ntwo\n", "True b'one\\n'\n1 b'two\\n'\n");
    row("input in a thread",
        "import asyncio\n"
        "async def main():\n"
        "    print(await asyncio.to_thread(input, '> '), await asyncio.to_thread(input))\n"
        "asyncio.run(main())\n",
        "x\ny\n", "> x y\n");
    row("a thread that goes on reading",
        "import threading, sys, time\n"
        "threading.Thread(target=sys.stdin.read, daemon=True).start()\n"
        "time.sleep(0.05)\n"
        "print('main ends')\n",
        "x\n", "main ends\n");
    row("attributes",
        "import io, os, sys\n"
        "for stream in (sys.stdin, sys.stdout, sys.stderr):\n"
        "    print(stream.name, stream.mode, stream.fileno(), stream.buffer.mode,\n"
        "          type(stream) is io.TextIOWrapper, stream is getattr(sys, "
        "f'__{stream.name[1:-1]}__'),\n"
        "          stream.isatty(), stream.encoding, stream.errors, stream.line_buffering)\n"
        "print(sys.stdout, sys.stdout.buffer, sys.stdin.buffer.raw)\n",
        "",
        "<stdin> r 0 rb True True False utf-8 surrogateescape False\n"
        "<stdout> w 1 wb True True False utf-8 surrogateescape False\n"
        "<stderr> w 2 wb True True False utf-8 backslashreplace True\n"
        "<_io.TextIOWrapper name='<stdout>' mode='w' encoding='utf-8'> "
        "<_io.BufferedWriter name='<stdout>'> "
        "<_io.FileIO name='<stdin>' mode='rb' closefd=False>\n");
    row("closed streams",
        "import os, sys\n"
        "os.close(1)\n"
        "try: os.write(1, b'x')\n"
        "except OSError as error: print(error, file=sys.stderr)\n"
        "fd = os.open('/dev/null', os.O_WRONLY)\n"
        "print(fd, file=sys.stderr)\n",
        "", "", "[Errno 9] Bad file descriptor\n1\n");
}

void RunStreams::they_are_as_under_python3() {
    QFETCH(QByteArray, source);
    QFETCH(QByteArray, input);
    const auto result = run(source, input, {}, "PYTHONUNBUFFERED= PYTHONUTF8=1");
    QTEST(result.out, "out");
    QTEST(result.err, "err");
    QTEST(result.status, "status");
    // And by python3 itself, so that this is what it says it is.
    QProcess python3;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.remove("PYTHONUNBUFFERED");
    environment.insert("PYTHONUTF8", "1");
    python3.setProcessEnvironment(environment);
    python3.start("/usr/bin/python3", {directory.filePath("case.py")});
    python3.write(input);
    python3.closeWriteChannel();
    QVERIFY(python3.waitForFinished(60000));
    QCOMPARE(python3.readAllStandardOutput(), result.out);
    QCOMPARE(python3.readAllStandardError(), result.err);
    QCOMPARE(python3.exitCode(), result.status);
}

void RunStreams::a_closed_pipe_is_an_error_that_the_program_may_handle() {
    const auto result = run("import asyncio, os, sys\n"
                            "async def main():\n"
                            "    try:\n"
                            "        while True:\n"
                            "            print('line', flush=True)\n"
                            "            await asyncio.sleep(0.001)\n"
                            "    except BrokenPipeError:\n"
                            "        print('broken pipe seen', file=sys.stderr)\n"
                            "        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)\n"
                            "        sys.exit(7)\n"
                            "    finally:\n"
                            "        await asyncio.sleep(0.01)\n"
                            "        print('cleaned up', file=sys.stderr)\n"
                            "asyncio.run(main())\n",
                            {}, "| head -1");
    QCOMPARE(result.out, "line\n");
    QCOMPARE(result.err, "broken pipe seen\ncleaned up\n");
    QCOMPARE(result.status, 7);
}

void RunStreams::a_full_disk_is_said_and_is_a_status() {
    const auto result = run("print('hello')\n", {}, "> /dev/full");
    QVERIFY2(result.err.contains("No space left on device"), result.err);
    QCOMPARE(result.status, 120);
}

void RunStreams::lines_go_to_those_who_wait() {
    const QString one = write("one.py", "print(input(), input())\n"),
                  two = write("two.py", "import time\n"
                                        "time.sleep(0.3)\n"
                                        "print(input())\n"
                                        "print(open(0).read())\n"),
                  none = write("none.py", "print('none')\n");
    QProcess process;
    process.start(BRAID_PROGRAM, {"run", one, two, none});
    process.write("1\n2\n3\n4\n5");
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished(60000));
    auto lines = process.readAllStandardOutput().split('\n');
    std::sort(lines.begin(), lines.end());
    // What the first got and did not read is gone with it, as a pipe's is; but that is little.
    QCOMPARE(lines[1], "[none.py] none");
    QCOMPARE(lines[2], "[one.py] 1 2");
    QCOMPARE(lines[3], "[two.py] 4");
    QCOMPARE(lines[4], "[two.py] 5");
}

void RunStreams::a_hundred_thousand_lines_pass() {
    QByteArray input, expected;
    for (int i = 1; i <= 100'000; ++i) {
        input += QByteArray::number(i) + '\n';
        expected += QByteArray::number(2 * i) + '\n';
    }
    const auto result = run("import sys\n"
                            "for l in sys.stdin: sys.stdout.write(str(int(l) * 2) + '\\n')\n",
                            input);
    QVERIFY(result.out == expected);
}

QTEST_GUILESS_MAIN(RunStreams)
#include "tst_run_streams.moc"

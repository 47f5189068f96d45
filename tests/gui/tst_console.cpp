// SPDX-License-Identifier: MIT
// Scripts have terminals: what is typed in the window reaches them, and full-screen programs run.

#include "braid_window.h"

#include <QFile>
#include <QTest>

class ConsoleTest : public QObject {
    Q_OBJECT

private slots:
    void aQuestionIsAnsweredByKeyboardAlone();
    void ctrlCInterruptsAScriptAndItsChildren();
    void aFullScreenProgramIsUsedAndLeft();

private:
    static QByteArray read(const QString& path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
};

namespace {
/// Says that it waits for keys, and later which ones came.
const char beginning[] = "import os, subprocess, sys\n"
                         "def write(name, text):\n"
                         "    with open(__file__ + '.tmp', 'w') as file: file.write(text)\n"
                         "    os.replace(__file__ + '.tmp', __file__ + name)\n";
} // namespace

void ConsoleTest::aQuestionIsAnsweredByKeyboardAlone() {
    BraidWindow braid;
    const QString script = braid.write("ask.py", QByteArray(beginning) + R"(
write('.asks', '')
first = input('name? ')
write('.asks again', '')
write('.answers', first + '|' + input('and? '))
)");
    const QString problem = braid.open({script});
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(script + ".asks"), 30'000);
    QTest::qWait(500); // the line to type in comes after the question
    braid.desktop.type("Adx");
    braid.press("BackSpace");
    braid.desktop.type("a");
    braid.press("Return");
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(script + ".asks again"), 30'000);
    QTest::qWait(500);
    braid.press("Up");
    braid.press("Return");
    QTRY_COMPARE_WITH_TIMEOUT(read(script + ".answers"), "Ada|Ada", 30'000);
    QVERIFY(braid.quit());
}

void ConsoleTest::ctrlCInterruptsAScriptAndItsChildren() {
    BraidWindow braid;
    const QString script = braid.write("waits.py", QByteArray(beginning) + R"(
import signal
child = subprocess.Popen(['sh', '-c', 'echo > "$0.child"; exec sleep 1000', __file__])
print('press a key')
input()
write('.waits', '')
try:
    signal.pause()
except KeyboardInterrupt:
    pass
write('.ended', str(child.wait()))
)");
    const QString problem = braid.open({script});
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(script + ".child"), 30'000);
    QTest::qWait(500);
    braid.press("Return");
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(script + ".waits"), 30'000);
    QTest::qWait(500);
    braid.press("ctrl+c");
    QTRY_COMPARE_WITH_TIMEOUT(read(script + ".ended"), "-2", 30'000);
    QVERIFY(braid.quit());
}

void ConsoleTest::aFullScreenProgramIsUsedAndLeft() {
    BraidWindow braid;
    const QString script = braid.write("screen.py", QByteArray(beginning) + R"(
import curses
def main(window):
    write('.shown', '')
    keys = []
    while not keys or keys[-1] != 'q':
        window.addstr(0, 0, ' '.join(keys))
        key = window.getch()
        if key == curses.KEY_RESIZE:
            write('.resized', repr(window.getmaxyx()))
        else:
            keys.append(curses.keyname(key).decode())
    return keys
keys = curses.wrapper(main)
write('.asks', '')
write('.keys', ' '.join(keys) + ' ' + input('and then? '))
)");
    const QString problem = braid.open({script});
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(script + ".shown"), 30'000);
    QTest::qWait(500);
    for (const char* key : {"Up", "F2", "ctrl+a", "Tab"})
        braid.press(key);
    braid.resize({900, 600});
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(script + ".resized"), 30'000);
    braid.desktop.type("q");
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(script + ".asks"), 30'000);
    QTest::qWait(500);
    braid.desktop.type("done");
    braid.press("Return");
    QTRY_COMPARE_WITH_TIMEOUT(read(script + ".keys"), "KEY_UP KEY_F(2) ^A ^I q done", 30'000);
    QVERIFY(braid.quit());
}

QTEST_GUILESS_MAIN(ConsoleTest)
#include "tst_console.moc"

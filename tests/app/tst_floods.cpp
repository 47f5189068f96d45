// SPDX-License-Identifier: MIT
// The window does not wait for a script that writes without end, and does not grow with it.
#include "app/appearance.h"
#include "app/main_window.h"
#include "bridge/python/python_engine.h"
#include "loop/event_loop.h"
#include "tests/app/window_test.h"
#include "widgets/console/console.h"
#include "widgets/console/console_output.h"
#include "widgets/session/session.h"

#include <QApplication>
#include <QFile>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>

#include <unistd.h>

using namespace braid;

namespace {

/// How long the window's own thread was kept from a timer of a millisecond.
class Ticker {
public:
    Ticker() {
        QObject::connect(&timer_, &QTimer::timeout, [this] {
            longest_ = std::max(longest_, clock_.nsecsElapsed() / 1'000'000);
            clock_.start();
        });
        timer_.setTimerType(Qt::PreciseTimer);
        timer_.start(1);
        clock_.start();
    }
    qint64 longestMs() const { return longest_; }

private:
    QTimer timer_;
    QElapsedTimer clock_;
    qint64 longest_ = 0;
};

qint64 residentBytes() {
    QFile file("/proc/self/statm");
    return file.open(QIODevice::ReadOnly)
               ? file.readAll().split(' ').at(1).toLongLong() * sysconf(_SC_PAGESIZE)
               : 0;
}

class tst_Floods : public QObject {
    Q_OBJECT

public:
    tst_Floods(EventLoop& loop, Appearance& appearance)
        : loop_(loop)
        , appearance_(appearance)
        , python_(loop, trace_) {}

    bool shutDown() { return python_.shut_down(std::chrono::seconds(5)); }

private slots:
    void theWindowStaysAlive_data() {
        QTest::addColumn<QByteArray>("source");
        QTest::newRow("nothing") << QByteArray("import time\ntime.sleep(1)\n");
        for (const int length : {20, 80, 1000, 4000})
            QTest::addRow("lines of %d characters", length)
                << QByteArray("import time\n"
                              "end = time.monotonic() + 3\n"
                              "line = 'x' * LENGTH\n"
                              "while time.monotonic() < end: print(line)\n")
                       .replace("LENGTH", QByteArray::number(length));
        QTest::newRow("a hundred million bytes at once")
            << QByteArray("import os, time\n"
                          "text = b'some line of text\\n' * 5_600_000\n"
                          "time.sleep(0.5)\n" // making it is one call of C, that nobody interrupts
                          "os.write(1, text)\n");
        QTest::newRow("one line of a hundred million characters")
            << QByteArray("import sys\n"
                          "for i in range(1000): sys.stdout.write('x' * 100_000)\n");
        QTest::newRow("a progress bar that never rests")
            << QByteArray("import sys, time\n"
                          "end = time.monotonic() + 2\n"
                          "n = 0\n"
                          "while time.monotonic() < end:\n"
                          "    n += 1\n"
                          "    sys.stdout.write(f'\\r{n} ' + '#' * 60)\n");
        QTest::newRow("a full screen that never rests") << QByteArray(
            "import sys, time\n"
            "end = time.monotonic() + 2\n"
            "n = 0\n"
            "sys.stdout.write('\\x1b[?1049h')\n"
            "while time.monotonic() < end:\n"
            "    n += 1\n"
            "    for row in range(1, 12):\n"
            "        sys.stdout.write(f'\\x1b[{row};1H\\x1b[3{n % 8}m' + f'{n} ' * 20)\n"
            "sys.stdout.write('\\x1b[?1049l')\n");
    }
    void theWindowStaysAlive() {
        QFETCH(QByteArray, source);
        QSettings().clear();
        Session session(trace_, [this] { return loop_.clock().now_ns(); });
        session.scripts().addEngine(python_);
        {
            MainWindow window(session, appearance_);
            window.show();
            QVERIFY(QTest::qWaitForWindowExposed(&window));
            QTemporaryDir folder;
            const QString path = folder.filePath("flood.py");
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(source + "print('\\nthe last')\n");
            file.close();
            window.opener().open({path.toStdString()});
            QTRY_COMPARE(session.scripts().count(), 1);
            QTest::qWait(200); // the window opens its panes
            const qint64 before = residentBytes();
            const Ticker ticker;
            QTRY_COMPARE_WITH_TIMEOUT(session.scripts().runningCount(), 0, 60'000);
            const auto lastLine = [&] {
                return window.console().text().document()->lastBlock().previous().text();
            };
            QTRY_COMPARE_WITH_TIMEOUT(lastLine(), "the last", 20'000);
            qInfo() << "longest wait" << ticker.longestMs() << "ms; grown by"
                    << (residentBytes() - before) / 1'000'000 << "MB;"
                    << window.console().output().droppedLines() << "lines left out";
            // It is about a twentieth of this; but the machine may have others to serve.
            QVERIFY2(ticker.longestMs() < 1000, qPrintable(QString::number(ticker.longestMs())));
            QVERIFY(residentBytes() - before < 400'000'000);
        }
        session.scripts().removeEngines();
    }

private:
    EventLoop& loop_;
    Appearance& appearance_;
    Trace trace_;
    PythonEngine python_;
};

} // namespace

int main(int argc, char** argv) { return runWindowTest<tst_Floods>(argc, argv, "tst_floods"); }

#include "tst_floods.moc"

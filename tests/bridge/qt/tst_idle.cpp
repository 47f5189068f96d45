// SPDX-License-Identifier: MIT
// A program that waits costs nothing: no system call is made while nothing happens.

#include "bridge/qt/event_dispatcher.h"
#include "loop/event_loop.h"
#include "loop/sleep.h"
#include "loop/task.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QSocketNotifier>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QWidget>

#include <boost/asio/ip/tcp.hpp>

#include <csignal>
#include <cstdio>
#include <memory>
#include <unistd.h>

using namespace std::chrono_literals;

namespace {

/// The program that is watched: a window, notifiers, timers, 5 000 sleeping coroutines and an
/// acceptor, all waiting.
int idle(int argc, char** argv) {
    auto* dispatcher = new braid::EventDispatcher;
    QCoreApplication::setEventDispatcher(dispatcher);
    const QApplication app(argc, argv);
    QWidget window;
    window.show();
    QTimer timer;
    timer.start(1h);
    const QSocketNotifier notifier(STDIN_FILENO, QSocketNotifier::Read);
    for (int i = 0; i < 5000; ++i)
        braid::create_task(braid::sleep(std::chrono::hours(1)));
    namespace asio = boost::asio;
    asio::ip::tcp::acceptor acceptor(dispatcher->loop().io_context(),
                                     {asio::ip::address_v4::loopback(), 0});
    acceptor.async_accept([](boost::system::error_code, asio::ip::tcp::socket) {});
    QTimer::singleShot(1s, &window, [] {
        std::puts("idle");
        std::fflush(stdout);
    });
    return QApplication::exec();
}

class tst_Idle : public QObject {
    Q_OBJECT

private slots:
    void anIdleProgramMakesNoSystemCall() {
        const QString strace = QStandardPaths::findExecutable("strace");
        if (strace.isEmpty())
            QSKIP("strace is not installed");
        QProcess program;
        program.start(QCoreApplication::applicationFilePath(), {"--idle"});
        QVERIFY(program.waitForReadyRead(20'000));
        QCOMPARE(program.readLine().trimmed(), "idle");

        const QTemporaryDir directory;
        const QString calls = directory.filePath("calls");
        QProcess watcher;
        watcher.start(strace, {"-f", "-o", calls, "-p", QString::number(program.processId())});
        // Five seconds without a call; a busy display may say its last word late.
        constexpr int silence_ms = 5000;
        qint64 size = -1;
        QElapsedTimer unchanged, all;
        all.start();
        while ((size < 0 || unchanged.elapsed() < silence_ms) && all.elapsed() < 60'000) {
            if (const qint64 now = QFileInfo(calls).size(); now != size) {
                size = now;
                unchanged.start();
            }
            QTest::qWait(50);
        }
        const bool silent = unchanged.elapsed() >= silence_ms;
        const bool watching = watcher.state() == QProcess::Running;
        ::kill(pid_t(watcher.processId()), SIGINT); // it detaches
        watcher.waitForFinished();
        program.kill();
        program.waitForFinished();
        if (!watching)
            QSKIP("strace may not attach here: " + watcher.readAllStandardError());

        QFile file(calls);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray made = file.readAll();
        QVERIFY2(silent, made.constData());
        QVERIFY2(made.contains("epoll_wait"), made.constData()); // strace was there
    }
};

} // namespace

int main(int argc, char** argv) {
    if (argc > 1 && qstrcmp(argv[1], "--idle") == 0)
        return idle(argc, argv);
    QCoreApplication app(argc, argv);
    tst_Idle test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_idle.moc"

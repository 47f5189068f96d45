// SPDX-License-Identifier: MIT
// What QThread, moveToThread() and calls between threads promise, with a dispatcher of its own in
// each thread.

#include "dispatcher_main.h"

#include "loop/event_loop.h"
#include "loop/sleep.h"
#include "loop/task.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QPointer>
#include <QProcess>
#include <QScopeGuard>
#include <QSocketNotifier>
#include <QThread>
#include <QTimer>

#include <array>
#include <atomic>
#include <memory>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace {

bool onBraid() {
    return qobject_cast<braid::EventDispatcher*>(QAbstractEventDispatcher::instance()) != nullptr;
}

/// A thread with a dispatcher like the application's own.
class Thread : public QThread {
public:
    Thread() {
        if (onBraid())
            setEventDispatcher(new braid::EventDispatcher);
    }
    ~Thread() override {
        quit();
        if (!wait(10'000))
            qFatal("a thread did not end");
        code.load(); // for ThreadSanitizer, which does not see how Qt waits
    }
    std::atomic<int> code = -1;

protected:
    void run() override { code = exec(); }
};

class tst_Threads : public QObject {
    Q_OBJECT

private slots:
    // -- beginning and end --------------------------------------------------------------------

    void aThreadsLoopGivesTheCodeOfItsExit() {
        Thread thread;
        thread.start();
        QObject there;
        there.moveToThread(&thread);
        QMetaObject::invokeMethod(&there, [&] { thread.exit(5); });
        QVERIFY(thread.wait(10'000));
        QCOMPARE(thread.code, 5);
    }

    void aThreadMayBeToldToEndAsSoonAsItIsStarted() {
        for (int i = 0; i < 200; ++i) {
            Thread thread;
            thread.start();
            if (i % 2)
                QThread::yieldCurrentThread();
            thread.exit(i);
            QVERIFY(thread.wait(10'000));
            // Qt loses the code, on its own dispatcher, too, if it comes between QThread::exec()
            // and the QEventLoop in there: that looks once more, and returns -1.
            QVERIFY(thread.code == i || thread.code == -1);
        }
    }

    void anObjectDeletedLaterDiesInItsThreadBeforeThatHasEnded() {
        Thread thread;
        auto* const object = new QObject;
        object->moveToThread(&thread);
        std::atomic<QThread*> died_in = nullptr;
        connect(
            object, &QObject::destroyed, object, [&] { died_in = QThread::currentThread(); },
            Qt::DirectConnection);
        connect(&thread, &QThread::finished, object, &QObject::deleteLater);
        thread.start();
        thread.quit();
        QVERIFY(thread.wait(10'000));
        QCOMPARE(died_in, &thread);
    }

    void whatIsPostedToAThreadThatHasNotBegunArrivesWhenItDoes() {
        Thread thread;
        QObject there;
        there.moveToThread(&thread);
        std::atomic<QThread*> called_in = nullptr;
        QMetaObject::invokeMethod(&there, [&] { called_in = QThread::currentThread(); });
        QCOMPARE(called_in, nullptr);
        thread.start();
        QTRY_COMPARE(called_in, &thread);
    }

    void whatTasksOfAThreadHoldIsReleasedInIt() {
        if (!onBraid())
            QSKIP("Qt's own dispatcher has no tasks");
        std::atomic<QThread*> released_in = nullptr;
        Thread thread;
        QObject there;
        there.moveToThread(&thread);
        thread.start();
        std::atomic<bool> waiting = false;
        QMetaObject::invokeMethod(&there, [&] {
            braid::create_task(
                [](std::atomic<QThread*>& in, std::atomic<bool>& waits) -> braid::Coroutine<> {
                    const auto release = qScopeGuard([&] { in = QThread::currentThread(); });
                    waits = true;
                    co_await braid::sleep(std::chrono::hours(1));
                },
                std::ref(released_in), std::ref(waiting));
        });
        QTRY_VERIFY(waiting);
        thread.quit();
        QVERIFY(thread.wait(10'000));
        QCOMPARE(released_in, &thread);
    }

    // -- calls --------------------------------------------------------------------------------

    void aBlockingCallReturnsWithTheAnswer() {
        Thread thread;
        thread.start();
        QObject there;
        there.moveToThread(&thread);
        for (int i = 0; i < 500; ++i) {
            int answer = -1;
            QMetaObject::invokeMethod(
                &there, [i] { return 2 * i; }, Qt::BlockingQueuedConnection, &answer);
            QCOMPARE(answer, 2 * i);
        }
    }

    void aThreadMayBlockOnACallOfThisOne() {
        Thread thread;
        thread.start();
        QObject there;
        there.moveToThread(&thread);
        QObject here;
        std::atomic<int> right = 0;
        QMetaObject::invokeMethod(&there, [&] {
            for (int i = 0; i < 500; ++i) {
                int answer = -1;
                QMetaObject::invokeMethod(
                    &here, [i] { return i + 1; }, Qt::BlockingQueuedConnection, &answer);
                right += answer == i + 1;
            }
        });
        QTRY_COMPARE(right, 500);
    }

    void callsOfEachThreadArriveInTheirOrder() {
        constexpr int callers = 3;
        constexpr int calls = 3000;
        QObject here;
        std::array<int, callers> next{};
        int wrong = 0;
        std::vector<std::unique_ptr<Thread>> threads;
        std::vector<std::unique_ptr<QObject>> there;
        for (int caller = 0; caller < callers; ++caller) {
            threads.push_back(std::make_unique<Thread>());
            threads.back()->start();
            there.push_back(std::make_unique<QObject>());
            there.back()->moveToThread(threads.back().get());
            QMetaObject::invokeMethod(there.back().get(), [&, caller] {
                for (int i = 0; i < calls; ++i)
                    QMetaObject::invokeMethod(
                        &here, [&, caller, i] { wrong += next[std::size_t(caller)]++ != i; },
                        Qt::QueuedConnection);
            });
        }
        for (const int& count : next)
            QTRY_COMPARE(count, calls);
        QCOMPARE(wrong, 0);
    }

    void aSingleShotRunsInTheThreadOfItsContext() {
        Thread thread;
        thread.start();
        QObject there;
        there.moveToThread(&thread);
        std::atomic<QThread*> at_once_in = nullptr, later_in = nullptr;
        QTimer::singleShot(0, &there, [&] { at_once_in = QThread::currentThread(); });
        QTimer::singleShot(10, &there, [&] { later_in = QThread::currentThread(); });
        QTRY_COMPARE(at_once_in, &thread);
        QTRY_COMPARE(later_in, &thread);
    }

    // -- moving -------------------------------------------------------------------------------

    void whatWasPostedToAnObjectFollowsItToAnotherThread() {
        Thread thread;
        thread.start();
        for (int i = 0; i < 50; ++i) {
            QObject object;
            QThread::usleep(200); // the other thread falls asleep: nobody else will wake it
            std::atomic<int> called = 0, here = 0;
            for (int n = 0; n < 3; ++n)
                QMetaObject::invokeMethod(
                    &object,
                    [&, n] {
                        here += QThread::currentThread() != &thread;
                        called += called == n;
                    },
                    Qt::QueuedConnection);
            object.moveToThread(&thread);
            QElapsedTimer clock;
            clock.start();
            while (called < 3 && clock.elapsed() < 5000)
                QThread::usleep(50);
            QCOMPARE(called, 3);
            QCOMPARE(here, 0);
            QMetaObject::invokeMethod(
                &object, [&] { object.moveToThread(qApp->thread()); },
                Qt::BlockingQueuedConnection);
        }
    }

    void aNotifierFollowsToAnotherThreadAndBack() {
        std::array<int, 2> fds{};
        QCOMPARE(socketpair(AF_UNIX, SOCK_STREAM, 0, fds.data()), 0);
        const auto close_both = qScopeGuard([&] {
            close(fds[0]);
            close(fds[1]);
        });
        Thread thread;
        thread.start();
        QSocketNotifier notifier(fds[0], QSocketNotifier::Read);
        std::atomic<QThread*> activated_in = nullptr;
        connect(
            &notifier, &QSocketNotifier::activated, &notifier,
            [&] {
                char byte = 0;
                if (read(fds[0], &byte, 1) == 1)
                    activated_in = QThread::currentThread();
            },
            Qt::DirectConnection);
        const auto ring = [&] { return write(fds[1], "x", 1) == 1; };
        QVERIFY(ring());
        QTRY_COMPARE(activated_in, QThread::currentThread());

        notifier.moveToThread(&thread);
        activated_in = nullptr;
        QVERIFY(ring());
        QTRY_COMPARE(activated_in, &thread);

        QMetaObject::invokeMethod(
            &notifier, [&] { notifier.moveToThread(qApp->thread()); },
            Qt::BlockingQueuedConnection);
        activated_in = nullptr;
        QVERIFY(ring());
        QTRY_COMPARE(activated_in, QThread::currentThread());
    }

    // -- what lives in a thread ---------------------------------------------------------------

    void aThreadServesProcessesAndTimersOfItsOwn() {
        Thread thread;
        thread.start();
        QObject there;
        there.moveToThread(&thread);
        std::atomic<int> exit_code = -1, ticks = 0;
        QByteArray output;
        QMetaObject::invokeMethod(&there, [&] {
            auto* const timer = new QTimer(&there);
            connect(timer, &QTimer::timeout, timer, [&] { ++ticks; });
            timer->start(1);
            auto* const process = new QProcess(&there);
            connect(process, &QProcess::readyRead, &there,
                    [&, process] { output += process->readAll(); });
            connect(process, &QProcess::finished, &there, [&, process, timer](int code) {
                output += process->readAll();
                exit_code = code;
                delete timer;
                delete process;
            });
            process->start("sh", {"-c", "echo one; sleep 0.1; echo two; exit 4"});
        });
        QTRY_COMPARE(exit_code, 4);
        QCOMPARE(output, "one\ntwo\n");
        QVERIFY(ticks >= 5);
    }

    void loopsNestInEachThreadWithoutRegardToTheOthers() {
        Thread thread;
        thread.start();
        QObject there;
        there.moveToThread(&thread);
        std::atomic<bool> ended_there = false, may_end = false;
        QMetaObject::invokeMethod(&there, [&] {
            QEventLoop inner;
            QTimer timer;
            connect(&timer, &QTimer::timeout, &inner, [&] {
                if (may_end)
                    inner.quit();
            });
            timer.start(1);
            inner.exec();
            ended_there = true;
        });
        QEventLoop here;
        QTimer::singleShot(20, &here, &QEventLoop::quit);
        QCOMPARE(here.exec(), 0); // though the other thread is in its own still
        QVERIFY(!ended_there);
        may_end = true;
        QTRY_VERIFY(ended_there);
    }
};

} // namespace

BRAID_DISPATCHER_MAIN(QCoreApplication, tst_Threads)

#include "tst_threads.moc"

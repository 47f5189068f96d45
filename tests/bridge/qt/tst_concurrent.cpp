// SPDX-License-Identifier: MIT
// QtConcurrent and QFutureWatcher, in the application's thread and in one with a dispatcher of its
// own: what the pool's threads report arrives where the watcher lives, complete and in order.

#include "dispatcher_main.h"

#include "bridge/qt/future.h"
#include "loop/task.h"

#include <QFutureWatcher>
#include <QSemaphore>
#include <QThread>
#include <QTimer>
#include <QtConcurrent>

#include <atomic>
#include <functional>
#include <numeric>
#include <stdexcept>

namespace {

bool onBraid() {
    return qobject_cast<braid::EventDispatcher*>(
        QAbstractEventDispatcher::instance(qApp->thread()));
}

bool finishes(const std::function<bool()>& condition) { return QTest::qWaitFor(condition, 20'000); }

QList<int> numbers(int count) {
    QList<int> list(count);
    std::iota(list.begin(), list.end(), 0);
    return list;
}

class tst_Concurrent : public QObject {
    Q_OBJECT

    /// Runs the body, which turns its thread's loop, in the thread that the test's data name.
    static void inThread(const std::function<void()>& body) {
        if (QTest::currentDataTag() == QByteArray("in the application's thread")) {
            body();
            return;
        }
        QThread thread;
        if (onBraid())
            thread.setEventDispatcher(new braid::EventDispatcher);
        thread.start();
        QObject there;
        there.moveToThread(&thread);
        std::atomic<bool> done = false;
        QMetaObject::invokeMethod(&there, [&] {
            body();
            done = true;
        });
        QTRY_VERIFY_WITH_TIMEOUT(done, 30'000);
        thread.quit();
        QVERIFY(thread.wait(10'000));
    }
    static void threads() {
        QTest::addColumn<int>("unused");
        QTest::newRow("in the application's thread") << 0;
        QTest::newRow("in another thread") << 0;
    }

private slots:
    void aRunIsWatched_data() { threads(); }
    void aRunIsWatched() {
        inThread([] {
            QSemaphore go;
            QFutureWatcher<int> watcher;
            QStringList order;
            int elsewhere = 0;
            QThread* const here = QThread::currentThread();
            const auto note = [&](const char* what) {
                order << what;
                elsewhere += QThread::currentThread() != here;
            };
            connect(&watcher, &QFutureWatcherBase::started, [&] { note("started"); });
            connect(&watcher, &QFutureWatcherBase::resultReadyAt, [&](int) { note("result"); });
            connect(&watcher, &QFutureWatcherBase::finished, [&] { note("finished"); });
            watcher.setFuture(QtConcurrent::run([&go] {
                go.acquire();
                return 42;
            }));
            int ticks = 0; // the loop goes on meanwhile
            QTimer ticker;
            connect(&ticker, &QTimer::timeout, [&] {
                if (++ticks == 10)
                    go.release();
            });
            ticker.start(1);
            QVERIFY(finishes([&] { return order.contains("finished"); }));
            QCOMPARE(order, (QStringList{"started", "result", "finished"}));
            QCOMPARE(watcher.result(), 42);
            QCOMPARE(elsewhere, 0);
        });
    }

    void aMapReportsItsProgress_data() { threads(); }
    void aMapReportsItsProgress() {
        inThread([] {
            constexpr int count = 500;
            QFutureWatcher<int> watcher;
            QList<int> indices, progress;
            int maximum = 0, after_the_end = 0;
            bool finished = false;
            connect(&watcher, &QFutureWatcherBase::progressRangeChanged,
                    [&](int, int to) { maximum = to; });
            connect(&watcher, &QFutureWatcherBase::progressValueChanged,
                    [&](int value) { progress << value; });
            connect(&watcher, &QFutureWatcherBase::resultReadyAt, [&](int index) {
                indices << index;
                after_the_end += finished;
            });
            connect(&watcher, &QFutureWatcherBase::finished, [&] { finished = true; });
            watcher.setFuture(QtConcurrent::mapped(numbers(count), [](int n) {
                QThread::usleep(20);
                return 2 * n;
            }));
            QVERIFY(finishes([&] { return finished; }));
            QCOMPARE(maximum, count);
            QVERIFY(std::is_sorted(progress.begin(), progress.end()));
            QCOMPARE(progress.value(progress.size() - 1), count);
            std::sort(indices.begin(), indices.end());
            QCOMPARE(indices, numbers(count)); // each once
            QCOMPARE(after_the_end, 0);
            for (int i = 0; i < count; ++i)
                QCOMPARE(watcher.resultAt(i), 2 * i);
        });
    }

    void aMapMayBeSuspendedAndCancelled_data() { threads(); }
    void aMapMayBeSuspendedAndCancelled() {
        inThread([] {
            QFutureWatcher<int> watcher;
            int results = 0;
            bool suspended = false, cancelled = false, finished = false;
            connect(&watcher, &QFutureWatcherBase::resultReadyAt, [&] { ++results; });
            connect(&watcher, &QFutureWatcherBase::suspended, [&] { suspended = true; });
            connect(&watcher, &QFutureWatcherBase::canceled, [&] { cancelled = true; });
            connect(&watcher, &QFutureWatcherBase::finished, [&] { finished = true; });
            watcher.setFuture(QtConcurrent::mapped(numbers(100'000), [](int n) {
                QThread::usleep(100);
                return n;
            }));
            QVERIFY(finishes([&] { return results > 0; }));
            watcher.suspend();
            QVERIFY(finishes([&] { return suspended; }));
            const int before = results;
            QTest::qWait(30);
            QCOMPARE(results, before);
            watcher.resume();
            QVERIFY(finishes([&] { return results > before; }));
            watcher.cancel();
            QVERIFY(finishes([&] { return finished; }));
            QVERIFY(cancelled);
            QVERIFY(results < 100'000);
        });
    }

    void aContinuationRunsWhereItsContextLives_data() { threads(); }
    void aContinuationRunsWhereItsContextLives() {
        inThread([] {
            QObject context;
            QThread* ran_in = nullptr;
            QThread* failed_in = nullptr;
            int result = 0;
            const auto ok = QtConcurrent::run([] { return 20; }).then(&context, [&](int n) {
                ran_in = QThread::currentThread();
                result = n + 1;
            });
            const auto fail = []() -> int { throw std::runtime_error("from the pool"); };
            const auto failed = QtConcurrent::run(fail).onFailed(&context, [&] {
                failed_in = QThread::currentThread();
                return 0;
            });
            QVERIFY(finishes([&] { return result && failed_in; }));
            QCOMPARE(result, 21);
            QCOMPARE(ran_in, QThread::currentThread());
            QCOMPARE(failed_in, QThread::currentThread());
        });
    }

    void aFutureIsAwaited_data() { threads(); }
    void aFutureIsAwaited() {
        if (!onBraid())
            QSKIP("Qt's own dispatcher has no coroutines");
        inThread([] {
            const auto one =
                braid::create_task(braid::finished(QtConcurrent::run([] { return 7; })));
            const auto all = braid::create_task(
                braid::allResults(QtConcurrent::mapped(numbers(50), [](int n) { return n + 1; })));
            const auto failed = braid::create_task(braid::finished(
                QtConcurrent::run([]() -> int { throw std::runtime_error("from the pool"); })));
            QVERIFY(finishes([&] { return one.done() && all.done() && failed.done(); }));
            QCOMPARE(one.result(), 7);
            QCOMPARE(all.result().size(), 50);
            QCOMPARE(all.result().value(49), 50);
            QVERIFY_THROWS_EXCEPTION(std::runtime_error, failed.result());
        });
    }

    void aCancelledTaskCancelsTheMapThatItAwaits_data() { threads(); }
    void aCancelledTaskCancelsTheMapThatItAwaits() {
        if (!onBraid())
            QSKIP("Qt's own dispatcher has no coroutines");
        inThread([] {
            std::atomic<int> mapped = 0;
            QFuture<int> future = QtConcurrent::mapped(numbers(100'000), [&mapped](int n) {
                QThread::usleep(100);
                ++mapped;
                return n;
            });
            const auto task = braid::create_task(braid::allResults(future));
            QVERIFY(finishes([&] { return mapped > 0; }));
            task.cancel();
            QVERIFY(finishes([&] { return task.done() && future.isFinished(); }));
            QVERIFY(task.cancelled());
            QVERIFY(future.isCanceled());
            future.waitForFinished();
            QVERIFY(mapped < 100'000);
        });
    }
};

} // namespace

BRAID_DISPATCHER_MAIN(QCoreApplication, tst_Concurrent)

#include "tst_concurrent.moc"

// SPDX-License-Identifier: MIT
#include "bridge/qt/future.h"

#include "awaiting.h"
#include "bridge/qt/owned_task.h"

#include <QFuture>
#include <QPromise>
#include <QSemaphore>
#include <QThread>
#include <QThreadPool>

#include <memory>
#include <stdexcept>

using namespace awaiting;
using braid::Coroutine;
using braid::create_task;

namespace {

/// Runs a function in a thread that fulfils the promise.
template<typename T, typename Function>
QFuture<T> inThread(Function function) {
    QPromise<T> promise;
    const QFuture<T> future = promise.future();
    QThreadPool::globalInstance()->start(
        [promise = std::make_shared<QPromise<T>>(std::move(promise)), function] {
            promise->start();
            try {
                function(*promise);
            } catch (...) {
                promise->setException(std::current_exception());
            }
            promise->finish();
        });
    return future;
}

class tst_Future : public QObject {
    Q_OBJECT

private slots:
    void aResultOfAThread() {
        QSemaphore go;
        const auto task = create_task(braid::finished(inThread<int>([&](QPromise<int>& promise) {
            go.acquire();
            promise.addResult(42);
        })));
        QVERIFY(waits(task));
        go.release();
        QVERIFY(finishes(task));
        QCOMPARE(task.result(), 42);
    }

    void aFutureWithoutAResult() {
        QSemaphore go;
        const auto task =
            create_task(braid::finished(inThread<void>([&](QPromise<void>&) { go.acquire(); })));
        QVERIFY(waits(task));
        go.release();
        QVERIFY(finishes(task));
        task.result();
    }

    void aResultThatIsThereAlready() {
        const auto task = create_task(braid::finished(QtFuture::makeReadyFuture(QString("ready"))));
        QVERIFY(finishes(task));
        QCOMPARE(task.result(), "ready");
    }

    void aResultThatCanOnlyBeMoved() {
        const auto task = create_task([]() -> Coroutine<int> {
            auto value = co_await braid::finished(
                inThread<std::unique_ptr<int>>([](QPromise<std::unique_ptr<int>>& promise) {
                    promise.addResult(std::make_unique<int>(7));
                }));
            co_return *value;
        });
        QVERIFY(finishes(task));
        QCOMPARE(task.result(), 7);
    }

    void allResultsInOrder() {
        const auto task = create_task(braid::allResults(inThread<int>([](QPromise<int>& promise) {
            for (int i = 0; i < 5; ++i)
                promise.addResult(i);
        })));
        QVERIFY(finishes(task));
        QCOMPARE(task.result(), (QList<int>{0, 1, 2, 3, 4}));
    }

    void anExceptionOfTheThread() {
        const auto task = create_task(braid::finished(
            inThread<int>([](QPromise<int>&) { throw std::runtime_error("from the thread"); })));
        QVERIFY(finishes(task));
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, task.result());
        const auto nothing = create_task(braid::finished(
            inThread<void>([](QPromise<void>&) { throw std::runtime_error("from the thread"); })));
        QVERIFY(finishes(nothing));
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, nothing.result());
    }

    void aFutureThatIsCancelledByOthersCancelsTheTask() {
        QPromise<int> promise;
        promise.start();
        const auto task = create_task(braid::finished(promise.future()));
        QVERIFY(waits(task));
        promise.future().cancel();
        promise.finish();
        QVERIFY(finishes(task));
        QVERIFY(task.cancelled());
    }

    void aPromiseThatDiesCancelsTheTask() {
        auto promise = std::make_unique<QPromise<int>>();
        promise->start();
        const auto task = create_task(braid::finished(promise->future()));
        QVERIFY(waits(task));
        promise.reset();
        QVERIFY(finishes(task));
        QVERIFY(task.cancelled());
    }

    void aCancelledTaskCancelsTheFuture() {
        QPromise<int> promise;
        promise.start();
        const auto task = create_task(braid::finished(promise.future()));
        QVERIFY(waits(task));
        task.cancel();
        QVERIFY(finishes(task));
        QVERIFY(task.cancelled());
        QVERIFY(promise.isCanceled());
        promise.addResult(1); // reaches nobody
        promise.finish();
    }

    void aTaskThatDiesWithItsOwnerCancelsTheFuture() {
        QPromise<int> promise;
        promise.start();
        auto owner = std::make_unique<QObject>();
        const auto task = create_task(owner.get(), braid::finished(promise.future()));
        QVERIFY(waits(task));
        owner.reset();
        QVERIFY(task.cancelled());
        QVERIFY(promise.isCanceled());
        promise.finish();
    }

    void manyFuturesAtOnce() {
        std::vector<braid::Task<int>> tasks;
        for (int i = 0; i < 200; ++i)
            tasks.push_back(create_task(braid::finished(
                inThread<int>([i](QPromise<int>& promise) { promise.addResult(i); }))));
        for (int i = 0; i < 200; ++i) {
            QVERIFY(finishes(tasks[std::size_t(i)]));
            QCOMPARE(tasks[std::size_t(i)].result(), i);
        }
    }
};

} // namespace

BRAID_DISPATCHER_MAIN(QCoreApplication, tst_Future)

#include "tst_future.moc"

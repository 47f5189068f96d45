// SPDX-License-Identifier: MIT
#include "bridge/qt/timer.h"

#include "awaiting.h"

#include <memory>

using namespace awaiting;
using braid::Coroutine;
using braid::create_task;

namespace {

class tst_Timer : public QObject {
    Q_OBJECT

    std::unique_ptr<QTimer> timer_;

private slots:
    void init() { timer_ = std::make_unique<QTimer>(); }

    void itIsAwaitedAgainAndAgain() {
        timer_->start(5);
        const auto task = create_task(
            [](QTimer* timer) -> Coroutine<int> {
                int count = 0;
                while (count < 4) {
                    co_await braid::timedOut(timer);
                    ++count;
                }
                co_return count;
            },
            timer_.get());
        const Ticker ticker;
        QVERIFY(finishes(task));
        QCOMPARE(task.result(), 4);
        QVERIFY(ticker.ticks() > 3);
    }

    void oneThatIsStoppedIsWaitedForUntilItIsStartedAgain() {
        const auto task = create_task(braid::timedOut(timer_.get()));
        QVERIFY(waits(task));
        timer_->start(0);
        QVERIFY(finishes(task));
        task.result();
    }

    void itsDeathIsAnError() {
        timer_->start(3'600'000);
        const auto task = create_task(braid::timedOut(timer_.get()));
        QVERIFY(waits(task));
        timer_.reset();
        QVERIFY(finishes(task));
        QVERIFY_THROWS_EXCEPTION(braid::ObjectDestroyedError, task.result());
    }

    void aCancelledTaskStopsWaiting() {
        timer_->start(3'600'000);
        const auto task = create_task(braid::timedOut(timer_.get()));
        QVERIFY(waits(task));
        task.cancel();
        QVERIFY(finishes(task));
        QVERIFY(task.cancelled());
        QVERIFY(timer_->isActive());
    }
};

} // namespace

BRAID_DISPATCHER_MAIN(QCoreApplication, tst_Timer)

#include "tst_timer.moc"

// SPDX-License-Identifier: MIT
// One turn serves everybody: callbacks that never stop, event storms, zero timers, busy sockets and
// greedy guests, alone and all together, leave everyone else his share.

#include "dispatcher_main.h"

#include "loads.h"
#include "loop/event_loop.h"

#include <QAbstractEventDispatcher>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QScopeGuard>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <atomic>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

using namespace loads;
using namespace std::chrono_literals;

namespace {

struct TickingTimer : Load {
    TickingTimer() {
        timer_.setTimerType(Qt::PreciseTimer);
        QObject::connect(&timer_, &QTimer::timeout, [this] { ++count; });
        timer_.start(5);
    }
    QTimer timer_;
};

struct TickingCallback : Load {
    TickingCallback() { tick(); }
    ~TickingCallback() override { handle_.cancel(); }
    void tick() {
        handle_ = loop().call_later(5ms, [this] {
            ++count;
            tick();
        });
    }
    braid::TimerHandle handle_;
};

class tst_Fairness : public QObject {
    Q_OBJECT

private slots:
    void nobodyStarves_data() {
        QTest::addColumn<int>("only");
        for (int i = 0; i < int(loads::all.size()); ++i)
            QTest::newRow(loads::all[std::size_t(i)].first) << i;
        QTest::newRow("all together") << -1;
    }
    void nobodyStarves() {
        QFETCH(int, only);
        std::vector<std::unique_ptr<Load>> parties;
        parties.push_back(std::make_unique<TickingTimer>());
        parties.push_back(std::make_unique<TickingCallback>());
        for (int i = 0; i < int(loads::all.size()); ++i)
            if (only < 0 || only == i)
                parties.push_back(loads::all[std::size_t(i)].second());
        // Not for a time but until everyone has got on well: a starving one is a timeout.
        const auto least = [&] {
            return (*std::min_element(parties.begin(), parties.end(),
                                      [](auto& a, auto& b) { return a->count < b->count; }))
                ->count;
        };
        QEventLoop events;
        QTimer check;
        connect(&check, &QTimer::timeout, [&] {
            if (least() >= 30)
                events.quit();
        });
        check.start(10);
        QTimer::singleShot(20'000, &events, [&] { events.exit(1); });
        const int starved = events.exec();
        QVERIFY2(!starved, qPrintable(QString::number(least())));
    }

    void aQueuedCallInterruptsCallbacksThatSpin() {
        // Without the interruption, a call waits for half of the callbacks' budget on average.
        loop().budget.ready = 200ms;
        const auto restore = qScopeGuard([] { loop().budget = {}; });
        const SpinningCallbacks spinning;
        constexpr int calls = 40;
        QEventLoop events;
        std::atomic<int> answered = 0;
        std::thread other([&] {
            for (int i = 0; i < calls; ++i) {
                const int before = answered;
                QMetaObject::invokeMethod(
                    &events, [&] { ++answered; }, Qt::QueuedConnection);
                while (answered == before)
                    QThread::usleep(50);
            }
            events.quit();
        });
        QElapsedTimer clock;
        clock.start();
        events.exec();
        other.join();
        QVERIFY2(clock.elapsed() < calls * 50, qPrintable(QString::number(clock.elapsed())));
    }

    void aTimerInterruptsCallbacksThatSpin() {
        loop().budget.ready = 200ms;
        const auto restore = qScopeGuard([] { loop().budget = {}; });
        const SpinningCallbacks spinning;
        const TickingTimer ticking;
        QElapsedTimer clock;
        clock.start();
        QTRY_VERIFY(ticking.count >= 40);
        QVERIFY2(clock.elapsed() < 40 * 50, qPrintable(QString::number(clock.elapsed())));
    }

    void guestsAreCutShortByATimerAndByACallFromAnotherThread() {
        loop().budget.guests = 200ms;
        const auto restore = qScopeGuard([] { loop().budget = {}; });
        const GreedyGuest guest;
        QElapsedTimer clock;
        clock.start();
        {
            const TickingTimer ticking;
            QTRY_VERIFY(ticking.count >= 40);
        }
        QVERIFY2(clock.elapsed() < 40 * 50, qPrintable(QString::number(clock.elapsed())));

        QEventLoop events;
        std::atomic<int> calls = 0;
        std::thread other([&] {
            for (int i = 0; i < 40; ++i) {
                QThread::msleep(2);
                QMetaObject::invokeMethod(
                    &events, [&] { ++calls; }, Qt::QueuedConnection);
                while (calls <= i)
                    QThread::usleep(50);
            }
            QMetaObject::invokeMethod(&events, &QEventLoop::quit, Qt::QueuedConnection);
        });
        clock.start();
        events.exec();
        other.join();
        QVERIFY2(clock.elapsed() < 40 * 50, qPrintable(QString::number(clock.elapsed())));
    }

    void guestsComeAndGoWhileOtherThreadsHurryThem() {
        // Nothing to see but for a sanitizer: a call from a thread may hurry any of them.
        const CallStorm storm;
        const GreedyGuest resident;
        const auto guests = loop().budget.guests;
        loop().budget.guests = 1ms;
        for (int i = 0; i < 200; ++i) {
            const GreedyGuest passing;
            QCoreApplication::processEvents();
        }
        loop().budget.guests = guests;
        QTRY_VERIFY(storm.count > 0);
        QVERIFY(resident.count > 0);
    }

    void guestsArePassedOverWhileQtHasPostedEventsButNotForEver() {
        QList<QChar> order;
        struct Guest : braid::Guest {
            bool ready() const noexcept override { return true; }
            void run(braid::TimePoint) override { *order << 'g'; }
            void hurry() noexcept override {}
            QList<QChar>* order;
        } guest;
        guest.order = &order;
        loop().add_guest(guest);
        const EventStorm storm;
        for (int i = 0; i < 100; ++i)
            QCoreApplication::processEvents();
        loop().remove_guest(guest);
        const int expected = 100 / (loop().budget.guest_skips + 1);
        QVERIFY2(order.size() >= expected - 1 && order.size() <= expected + 5,
                 qPrintable(QString::number(order.size())));
    }

    void aGuestThatASlotOfAboutToBlockWakesIsNotKeptWaiting() {
        QEventLoop events;
        struct Guest : braid::Guest {
            bool ready() const noexcept override { return wanted; }
            void run(braid::TimePoint) override {
                wanted = false;
                events->quit();
            }
            void hurry() noexcept override {}
            QEventLoop* events;
            bool wanted = false;
        } guest;
        guest.events = &events;
        loop().add_guest(guest);
        connect(
            QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::aboutToBlock, &events,
            [&] { guest.wanted = true; }, Qt::SingleShotConnection);
        QTimer::singleShot(5000, &events, [&] { events.exit(1); });
        const int kept_waiting = events.exec();
        loop().remove_guest(guest);
        QVERIFY(!kept_waiting);
    }

    void guestsDoNotRunInsideAHandlerOrBeforeQt() {
        // One turn: the window's events, then handlers, then notifiers and timers, then guests.
        QStringList order;
        struct Guest : braid::Guest {
            bool ready() const noexcept override { return wanted; }
            void run(braid::TimePoint) override {
                *order << "guest";
                wanted = false;
            }
            void hurry() noexcept override {}
            QStringList* order;
            bool wanted = false;
        } guest;
        guest.order = &order;
        loop().add_guest(guest);
        QTimer timer;
        timer.setSingleShot(true);
        connect(&timer, &QTimer::timeout, [&] { order << "timer"; });
        timer.start(0);
        loop().call_soon([&] {
            order << "callback";
            guest.wanted = true;
        });
        QMetaObject::invokeMethod(
            this, [&] { order << "event"; }, Qt::QueuedConnection);
        QCoreApplication::processEvents();
        loop().remove_guest(guest);
        QCOMPARE(order, (QStringList{"event", "callback", "timer", "guest"}));
    }
};

} // namespace

BRAID_DISPATCHER_MAIN(QCoreApplication, tst_Fairness)

#include "tst_fairness.moc"

// SPDX-License-Identifier: MIT
// One turn serves everybody: callbacks that never stop, event storms, zero timers, busy sockets and
// greedy guests, alone and all together, leave everyone else his share.

#include "dispatcher_main.h"

#include "loads.h"
#include "loop/event_loop.h"

#include <QAbstractEventDispatcher>
#include <QEventLoop>
#include <QScopeGuard>
#include <QTimer>

#include <algorithm>
#include <functional>
#include <memory>
#include <semaphore>
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

/// A part of a turn that may last so long makes everybody late who has to wait for its end but
/// once, by more than the slowest machine could.
constexpr braid::Duration aMinute = 1min;
constexpr int enough = 40;

/// Calls from another thread, each when the one before was answered and after a pause. False if
/// one was not answered in half a minute.
bool isAnsweredFromAnotherThread(int calls, std::chrono::microseconds pause = {}) {
    QEventLoop events;
    std::binary_semaphore answered(0);
    bool all = true;
    std::thread other([&] {
        for (int i = 0; i < calls && all; ++i) {
            std::this_thread::sleep_for(pause);
            QMetaObject::invokeMethod(
                &events, [&] { answered.release(); }, Qt::QueuedConnection);
            all = answered.try_acquire_for(30s);
        }
        QMetaObject::invokeMethod(&events, &QEventLoop::quit, Qt::QueuedConnection);
    });
    events.exec();
    other.join();
    return all;
}

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
        loop().budget.ready = aMinute;
        const auto restore = qScopeGuard([] { loop().budget = {}; });
        const SpinningCallbacks spinning;
        QVERIFY(isAnsweredFromAnotherThread(enough));
    }

    void aTimerInterruptsCallbacksThatSpin() {
        loop().budget.ready = aMinute;
        const auto restore = qScopeGuard([] { loop().budget = {}; });
        const SpinningCallbacks spinning;
        const TickingTimer ticking;
        QTRY_VERIFY_WITH_TIMEOUT(ticking.count >= enough, 30'000);
    }

    void guestsAreCutShortByATimerAndByACallFromAnotherThread() {
        loop().budget.guests = aMinute;
        const auto restore = qScopeGuard([] { loop().budget = {}; });
        const GreedyGuest guest;
        {
            const TickingTimer ticking;
            QTRY_VERIFY_WITH_TIMEOUT(ticking.count >= enough, 30'000);
        }
        QVERIFY(isAnsweredFromAnotherThread(enough, 2ms));
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

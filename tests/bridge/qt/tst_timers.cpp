// SPDX-License-Identifier: MIT
// Qt's timers: all kinds of them, their ids, order and periods.

#include "dispatcher_main.h"

#include <QAbstractEventDispatcher>
#include <QBasicTimer>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QPointer>
#include <QThread>
#include <QTimer>
#include <QTimerEvent>

#include <algorithm>
#include <functional>
#include <memory>
#include <vector>

namespace {

using TimerInfo = QAbstractEventDispatcher::TimerInfo;

QAbstractEventDispatcher* dispatcher() { return QAbstractEventDispatcher::instance(); }
bool onBraid() { return qobject_cast<braid::EventDispatcher*>(dispatcher()) != nullptr; }
void turn() { dispatcher()->processEvents(QEventLoop::AllEvents); }

class Receiver : public QObject {
public:
    explicit Receiver(std::function<void(int)> function)
        : function_(std::move(function)) {}

protected:
    void timerEvent(QTimerEvent* event) override { function_(event->timerId()); }

private:
    std::function<void(int)> function_;
};

class tst_Timers : public QObject {
    Q_OBJECT

private slots:
    void aTimerDoesNotFireBeforeItsTime_data() {
        QTest::addColumn<Qt::TimerType>("type");
        QTest::addColumn<int>("interval");
        QTest::addColumn<int>("earliest");
        QTest::newRow("precise 1") << Qt::PreciseTimer << 1 << 1;
        QTest::newRow("precise 33") << Qt::PreciseTimer << 33 << 33;
        QTest::newRow("coarse 15") << Qt::CoarseTimer << 15 << 15;
        QTest::newRow("coarse 200") << Qt::CoarseTimer << 200 << 190;
        QTest::newRow("very coarse 1000") << Qt::VeryCoarseTimer << 1000 << 499;
    }
    void aTimerDoesNotFireBeforeItsTime() {
        QFETCH(Qt::TimerType, type);
        QFETCH(int, interval);
        QFETCH(int, earliest);
        QEventLoop loop;
        QTimer timer;
        timer.setTimerType(type);
        timer.setSingleShot(true);
        connect(&timer, &QTimer::timeout, &loop, &QEventLoop::quit);
        QElapsedTimer clock;
        clock.start();
        timer.start(interval);
        loop.exec();
        QVERIFY2(clock.nsecsElapsed() >= earliest * 1'000'000LL,
                 qPrintable(QString::number(clock.nsecsElapsed())));
    }

    void timersFireInTheOrderOfTheirTimes() {
        QStringList order;
        QEventLoop loop;
        const auto at = [&](int ms) {
            QTimer::singleShot(ms, Qt::PreciseTimer, &loop,
                               [&order, ms] { order << QString::number(ms); });
        };
        for (const int ms : {30, 10, 0, 20, 5})
            at(ms);
        QThread::msleep(35);
        turn();
        QCOMPARE(order, (QStringList{"0", "5", "10", "20", "30"}));
    }

    void zeroTimersFireInTheOrderOfTheirStart() {
        QList<int> order;
        QList<int> ids;
        Receiver receiver([&](int id) { order << id; });
        for (int i = 0; i < 5; ++i)
            ids << receiver.startTimer(0);
        turn();
        QCOMPARE(order, ids);
        turn();
        QCOMPARE(order, ids + ids);
    }

    void aTimerFiresAtMostOnceInATurn() {
        int fired = 0;
        QTimer timer;
        timer.setTimerType(Qt::PreciseTimer);
        connect(&timer, &QTimer::timeout, [&] { ++fired; });
        timer.start(1);
        QThread::msleep(20);
        turn();
        QCOMPARE(fired, 1);
    }

    void aTimerStartedByASlotWaitsForTheNextTurn() {
        bool inner = false;
        QTimer::singleShot(0, this, [&] { QTimer::singleShot(0, this, [&] { inner = true; }); });
        turn();
        QVERIFY(!inner);
        // Qt sends a single shot of zero as a queued call: it may take a turn more.
        turn();
        turn();
        QVERIFY(inner);
    }

    void missedTicksAreDropped() {
        int fired = 0;
        QTimer timer;
        timer.setTimerType(Qt::PreciseTimer);
        connect(&timer, &QTimer::timeout, [&] { ++fired; });
        timer.start(10);
        QThread::msleep(55);
        turn();
        turn();
        turn();
        QVERIFY2(fired <= 2, qPrintable(QString::number(fired)));
    }

    void periodsDoNotDrift() {
        constexpr int interval = 10;
        QEventLoop loop;
        QTimer timer;
        timer.setTimerType(Qt::PreciseTimer);
        QElapsedTimer clock;
        int ticks = 0;
        int inTimeRunning = 0; // ticks in a row that came soon after a whole number of periods
        connect(&timer, &QTimer::timeout, [&] {
            const bool inTime = clock.nsecsElapsed() % (interval * 1'000'000LL) < 2'000'000;
            inTimeRunning = inTime ? inTimeRunning + 1 : 0;
            QThread::msleep(3); // work of its own must not move the next tick
            if (++ticks == 1000 || inTimeRunning == 10)
                loop.quit();
        });
        clock.start();
        timer.start(interval);
        loop.exec();
        // Were each moved by that work, three in a row would not be.
        QCOMPARE(inTimeRunning, 10);
    }

    void aTimerIsNotReenteredByALoopInItsSlot() {
        int depth = 0;
        int deepest = 0;
        int others = 0;
        QTimer other;
        connect(&other, &QTimer::timeout, [&] { ++others; });
        other.start(0);
        QTimer timer;
        timer.setTimerType(Qt::PreciseTimer);
        QEventLoop loop;
        connect(&timer, &QTimer::timeout, [&] {
            deepest = std::max(deepest, ++depth);
            const int before = others;
            while (others < before + 3)
                QCoreApplication::processEvents();
            QThread::msleep(3);
            QCoreApplication::processEvents();
            --depth;
            loop.quit();
        });
        timer.start(1);
        loop.exec();
        QCOMPARE(deepest, 1);
    }

    void aTimerMayBeStoppedByTheSlotOfAnother() {
        QTimer first;
        QTimer second;
        bool second_fired = false;
        connect(&first, &QTimer::timeout, [&] { second.stop(); });
        connect(&second, &QTimer::timeout, [&] { second_fired = true; });
        first.start(0);
        second.start(0);
        turn();
        turn();
        QVERIFY(!second_fired);
    }

    void anObjectMayBeDeletedByTheSlotOfItsTimer() {
        QPointer<QTimer> timer = new QTimer;
        connect(timer, &QTimer::timeout, [&] { delete timer; });
        timer->start(0);
        turn();
        QVERIFY(!timer);
        turn();
    }

    void aSlotMayRestartItsTimer() {
        int fired = 0;
        QTimer timer;
        connect(&timer, &QTimer::timeout, [&] {
            ++fired;
            timer.start(0);
        });
        timer.start(0);
        for (int i = 1; i <= 5; ++i) {
            turn();
            QCOMPARE(fired, i);
        }
    }

    void aNewIntervalBeginsAnew() {
        QTimer timer;
        timer.setTimerType(Qt::PreciseTimer);
        int fired = 0;
        connect(&timer, &QTimer::timeout, [&] { ++fired; });
        timer.start(60'000);
        timer.setInterval(10);
        QVERIFY(timer.remainingTime() <= 10);
        QTRY_VERIFY(fired >= 1);
        timer.setInterval(60'000);
        QVERIFY(timer.remainingTime() > 50'000);
        const int before = fired;
        QTest::qWait(30);
        QCOMPARE(fired, before);
    }

    void aContextThatDiesTakesItsSingleShotWithIt() {
        bool fired = false;
        auto context = std::make_unique<QObject>();
        QTimer::singleShot(1, context.get(), [&] { fired = true; });
        QTimer::singleShot(0, context.get(), [&] { fired = true; });
        context.reset();
        QEventLoop loop;
        QTimer::singleShot(20, &loop, &QEventLoop::quit);
        loop.exec();
        QVERIFY(!fired);
    }

    void timersOfAnObjectAreListedAndKilled() {
        Receiver receiver([](int) {});
        const int precise = receiver.startTimer(1000, Qt::PreciseTimer);
        const int coarse = receiver.startTimer(2000, Qt::CoarseTimer);
        QList<TimerInfo> infos = dispatcher()->registeredTimers(&receiver);
        QCOMPARE(infos.size(), 2);
        std::sort(infos.begin(), infos.end(),
                  [](auto& a, auto& b) { return a.interval < b.interval; });
        QCOMPARE(infos[0].timerId, precise);
        QCOMPARE(infos[0].interval, 1000);
        QCOMPARE(infos[0].timerType, Qt::PreciseTimer);
        QCOMPARE(infos[1].timerId, coarse);
        QCOMPARE(infos[1].interval, 2000);
        receiver.killTimer(precise);
        QCOMPARE(dispatcher()->registeredTimers(&receiver).size(), 1);
        QVERIFY(!dispatcher()->unregisterTimer(precise));
        QVERIFY(dispatcher()->unregisterTimers(&receiver));
        QVERIFY(dispatcher()->registeredTimers(&receiver).isEmpty());
    }

    void remainingTimeCountsDown() {
        QTimer timer;
        timer.setTimerType(Qt::PreciseTimer);
        timer.start(1000);
        QVERIFY(timer.remainingTime() <= 1000);
        QVERIFY(timer.remainingTime() > 500);
        QThread::msleep(20);
        QVERIFY(timer.remainingTime() <= 980);
        timer.start(1);
        QThread::msleep(5);
        QCOMPARE(timer.remainingTime(), 0);
        const int id = timer.timerId();
        timer.stop();
        QCOMPARE(dispatcher()->remainingTime(id), -1);
    }

    void timersFollowAnObjectToAnotherThread() {
        QThread thread;
        if (onBraid())
            thread.setEventDispatcher(new braid::EventDispatcher);
        thread.start();
        std::atomic<QThread*> fired_in = nullptr;
        auto* timer = new QTimer;
        connect(timer, &QTimer::timeout, timer, [&] { fired_in = QThread::currentThread(); });
        timer->start(5);
        timer->moveToThread(&thread);
        QTRY_COMPARE(fired_in.load(), &thread);
        connect(&thread, &QThread::finished, timer, &QObject::deleteLater);
        thread.quit();
        thread.wait();
    }

    void coarseTimersShareTheirWakeUps() {
        if (!onBraid())
            QSKIP("how much Qt rounds is its own affair");
        // Started at odd moments, timers of 400 and 800 ms agree on the times they fire.
        std::vector<std::unique_ptr<QTimer>> timers;
        for (int i = 0; i < 8; ++i) {
            timers.push_back(std::make_unique<QTimer>());
            timers.back()->start(i % 2 ? 400 : 800);
            QThread::msleep(1);
        }
        // Those times are as round as 20 ms to and fro can make them: multiples of 25 ms.
        const auto agree = [](const QTimer& one, const QTimer& other) {
            const int apart = std::abs(one.remainingTime() - other.remainingTime()) % 25;
            return std::min(apart, 25 - apart) <= 1;
        };
        for (const auto& timer : timers)
            // Again if we were kept from reading both at the same time.
            QTRY_VERIFY(agree(*timer, *timers.front()));
    }

    void aThousandTimersFireAsOftenAsTheyShould() {
        int fired = 0;
        std::vector<std::unique_ptr<QTimer>> timers;
        for (int i = 0; i < 1000; ++i) {
            timers.push_back(std::make_unique<QTimer>());
            timers.back()->setSingleShot(true);
            connect(timers.back().get(), &QTimer::timeout, [&] { ++fired; });
            timers.back()->start(i % 50);
        }
        QTRY_COMPARE(fired, 1000);
        for (int i = 0; i < 10; ++i)
            turn();
        QCOMPARE(fired, 1000);
    }
};

} // namespace

BRAID_DISPATCHER_MAIN(QCoreApplication, tst_Timers)

#include "tst_timers.moc"

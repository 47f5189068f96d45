// SPDX-License-Identifier: MIT
// What QAbstractEventDispatcher promises about a turn: flags, order, waiting, waking, nesting.

#include "dispatcher_main.h"

#include <QAbstractEventDispatcher>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QPointer>
#include <QSignalSpy>
#include <QSocketNotifier>
#include <QThread>
#include <QTimer>

#include <atomic>
#include <functional>
#include <memory>
#include <thread>
#include <unistd.h>

namespace {

/// Calls a function for each event of type User that it gets.
class Receiver : public QObject {
public:
    explicit Receiver(std::function<void(int)> function)
        : function_(std::move(function)) {}

    void post(int number, Qt::EventPriority priority = Qt::NormalEventPriority) {
        QCoreApplication::postEvent(this, new Event(number), priority);
    }

protected:
    void customEvent(QEvent* event) override { function_(static_cast<Event*>(event)->number); }

private:
    struct Event : QEvent {
        explicit Event(int n)
            : QEvent(QEvent::User)
            , number(n) {}
        int number;
    };
    std::function<void(int)> function_;
};

struct Pipe {
    Pipe() {
        if (pipe(ends) != 0)
            qFatal("pipe");
    }
    ~Pipe() {
        close(ends[0]);
        close(ends[1]);
    }
    void write(char byte = 'x') const {
        if (::write(ends[1], &byte, 1) != 1)
            qFatal("write");
    }
    char read() const {
        char byte = 0;
        if (::read(ends[0], &byte, 1) != 1)
            qFatal("read");
        return byte;
    }
    int ends[2];
};

QAbstractEventDispatcher* dispatcher() { return QAbstractEventDispatcher::instance(); }

bool turn(QEventLoop::ProcessEventsFlags flags = QEventLoop::AllEvents) {
    return dispatcher()->processEvents(flags);
}

/// Ends waits that would never end, so that a broken dispatcher fails instead of hanging.
class Watchdog {
public:
    explicit Watchdog(QEventLoop* loop = nullptr) {
        QTimer::singleShot(5000, &object_, [this, loop] {
            barked_ = true;
            if (loop)
                loop->exit(-1);
        });
    }
    bool barked() const { return barked_; }

private:
    QObject object_;
    bool barked_ = false;
};

class tst_Contract : public QObject {
    Q_OBJECT

private slots:
    void init() {
        while (turn()) {
        }
    }

    // -- posted events ------------------------------------------------------------------------

    void postedEventsArriveInOrderOfPosting() {
        QList<int> seen;
        Receiver a([&](int n) { seen << n; });
        Receiver b([&](int n) { seen << n; });
        for (int i = 0; i < 10; ++i)
            (i % 3 ? a : b).post(i);
        turn();
        QCOMPARE(seen, (QList<int>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}));
    }

    void postedEventsOfHigherPriorityArriveFirst() {
        QStringList seen;
        Receiver receiver([&](int n) { seen << QString::number(n); });
        receiver.post(1);
        receiver.post(2, Qt::LowEventPriority);
        receiver.post(3, Qt::HighEventPriority);
        turn();
        QCOMPARE(seen, (QStringList{"3", "1", "2"}));
    }

    void oneTurnMakesExactlyOnePassOverPostedEvents() {
        int deliveries = 0;
        std::unique_ptr<Receiver> receiver;
        receiver = std::make_unique<Receiver>([&](int n) {
            ++deliveries;
            if (n > 0)
                receiver->post(n - 1);
        });
        receiver->post(5);
        for (int expected = 1; expected <= 6; ++expected) {
            turn();
            QCOMPARE(deliveries, expected);
        }
        turn();
        QCOMPARE(deliveries, 6);
    }

    void anObjectDeletedLaterDiesInTheNextTurnOfTheLoopThatAskedForIt() {
        QPointer<QObject> object = new QObject;
        QEventLoop loop;
        bool alive_in_nested_loop = false;
        QTimer::singleShot(0, &loop, [&] {
            object->deleteLater();
            QEventLoop nested;
            QTimer::singleShot(20, &nested, [&] {
                alive_in_nested_loop = !object.isNull();
                nested.quit();
            });
            nested.exec();
            QTimer::singleShot(20, &loop, &QEventLoop::quit);
        });
        loop.exec();
        QVERIFY(alive_in_nested_loop);
        QVERIFY(object.isNull());
    }

    // -- what a turn returns ------------------------------------------------------------------

    void aTurnWithNothingToDoReturnsFalseAtOnce() {
        QElapsedTimer clock;
        clock.start();
        QVERIFY(!turn());
        QVERIFY(clock.elapsed() < 1000);
    }

    void aTurnThatDeliversReturnsTrue() {
        Receiver receiver([](int) {});
        receiver.post(1);
        QVERIFY(turn());
        QVERIFY(!turn());

        QTimer timer;
        timer.setTimerType(Qt::PreciseTimer);
        timer.setSingleShot(true);
        timer.start(1);
        QThread::msleep(5);
        QVERIFY(turn());
        QVERIFY(!turn());

        const Pipe pipe;
        QSocketNotifier notifier(pipe.ends[0], QSocketNotifier::Read);
        connect(&notifier, &QSocketNotifier::activated, [&] { pipe.read(); });
        pipe.write();
        QVERIFY(turn());
        QVERIFY(!turn());
    }

    void aZeroTimerDoesNotCountAsAnEvent() {
        int fired = 0;
        QTimer timer;
        connect(&timer, &QTimer::timeout, [&] { ++fired; });
        timer.start(0);
        QVERIFY(!turn());
        QCOMPARE(fired, 1);
    }

    // -- waiting ------------------------------------------------------------------------------

    void itWaitsForATimerWithoutReturningEarly() {
        Watchdog watchdog;
        QTimer timer;
        timer.setTimerType(Qt::PreciseTimer);
        QSignalSpy fired(&timer, &QTimer::timeout);
        timer.start(50);
        QElapsedTimer clock;
        clock.start();
        int turns = 0;
        while (fired.isEmpty()) {
            turn(QEventLoop::WaitForMoreEvents);
            ++turns;
        }
        QVERIFY(clock.elapsed() >= 49);
        QVERIFY2(turns <= 5, "it polls");
        QVERIFY(!watchdog.barked());
    }

    void itDoesNotWaitAfterHavingDelivered() {
        Receiver receiver([](int) {});
        receiver.post(1);
        Watchdog watchdog;
        QVERIFY(turn(QEventLoop::WaitForMoreEvents));
        QVERIFY(!watchdog.barked());
    }

    void itDoesNotWaitForAnEventThatASlotOfAboutToBlockPosts() {
        Watchdog watchdog;
        QEventLoop loop;
        Receiver receiver([&](int) { loop.quit(); });
        connect(
            dispatcher(), &QAbstractEventDispatcher::aboutToBlock, &loop, [&] { receiver.post(1); },
            Qt::SingleShotConnection);
        loop.exec();
        QVERIFY(!watchdog.barked());
    }

    void aboutToBlockComesBeforeAWaitAndAwakeAfterIt() {
        QStringList order;
        QObject context;
        connect(dispatcher(), &QAbstractEventDispatcher::aboutToBlock, &context,
                [&] { order << "aboutToBlock"; });
        connect(dispatcher(), &QAbstractEventDispatcher::awake, &context,
                [&] { order << "awake"; });
        turn();
        QCOMPARE(order, QStringList{"awake"});
        order.clear();
        QEventLoop loop;
        QTimer::singleShot(20, &loop, [&] {
            order << "timer";
            loop.quit();
        });
        loop.exec();
        const auto timer = order.indexOf("timer");
        QVERIFY(timer >= 2);
        QCOMPARE(order.at(timer - 1), "aboutToBlock");
        QVERIFY(order.mid(0, timer - 1).contains("awake"));
    }

    // -- flags --------------------------------------------------------------------------------

    void excludedTimersStayUntilTheyAreAllowed() {
        QTimer timer;
        timer.setTimerType(Qt::PreciseTimer);
        QSignalSpy fired(&timer, &QTimer::timeout);
        timer.start(1);
        QThread::msleep(5);
        turn(QEventLoop::X11ExcludeTimers);
        QCOMPARE(fired.size(), 0);
        turn();
        QCOMPARE(fired.size(), 1);
    }

    void excludedTimersDoNotEndAWait() {
        QTimer timer;
        timer.setTimerType(Qt::PreciseTimer);
        timer.start(1);
        std::thread other([d = dispatcher()] {
            QThread::msleep(60);
            d->wakeUp();
        });
        QElapsedTimer clock;
        clock.start();
        while (clock.elapsed() < 40)
            turn(QEventLoop::X11ExcludeTimers | QEventLoop::WaitForMoreEvents);
        other.join();
        QVERIFY(clock.elapsed() >= 40);
    }

    void excludedNotifiersStayUntilTheyAreAllowed() {
        const Pipe pipe;
        QSocketNotifier notifier(pipe.ends[0], QSocketNotifier::Read);
        QSignalSpy activated(&notifier, &QSocketNotifier::activated);
        pipe.write();
        for (int i = 0; i < 5; ++i)
            turn(QEventLoop::ExcludeSocketNotifiers);
        QCOMPARE(activated.size(), 0);
        QTRY_VERIFY(activated.size() > 0);
    }

    void excludedNotifiersDoNotMakeAWaitSpin() {
        const Pipe pipe;
        QSocketNotifier notifier(pipe.ends[0], QSocketNotifier::Read);
        pipe.write();
        std::thread other([d = dispatcher()] {
            QThread::msleep(100);
            d->wakeUp();
        });
        int turns = 0;
        while (!turn(QEventLoop::ExcludeSocketNotifiers | QEventLoop::WaitForMoreEvents))
            ++turns;
        other.join();
        QVERIFY2(turns <= 5, "it polls");
    }

    // -- waking and interrupting --------------------------------------------------------------

    void wakeUpBeforeAWaitMakesItReturn() {
        Watchdog watchdog;
        dispatcher()->wakeUp();
        QVERIFY(turn(QEventLoop::WaitForMoreEvents));
        QVERIFY(!watchdog.barked());
    }

    void wakeUpFromAnotherThreadEndsAWait() {
        Watchdog watchdog;
        for (int i = 0; i < 50; ++i) {
            std::atomic<bool> done = false;
            std::thread other([&, d = dispatcher()] {
                if (i % 2)
                    QThread::usleep(500);
                done = true;
                d->wakeUp();
            });
            while (!done && !watchdog.barked())
                turn(QEventLoop::WaitForMoreEvents);
            other.join();
        }
        QVERIFY(!watchdog.barked());
    }

    void noQueuedCallFromAnotherThreadIsLost() {
        constexpr int calls = 20'000;
        int seen = 0;
        QEventLoop loop;
        const Watchdog watchdog(&loop);
        std::thread other([&] {
            for (int i = 0; i < calls; ++i)
                QMetaObject::invokeMethod(
                    &loop,
                    [&] {
                        if (++seen == calls)
                            loop.quit();
                    },
                    Qt::QueuedConnection);
        });
        loop.exec();
        other.join();
        QCOMPARE(seen, calls);
        QVERIFY(!watchdog.barked());
    }

    void interruptFromAnotherThreadEndsAWait() {
        Watchdog watchdog;
        std::thread other([d = dispatcher()] {
            QThread::msleep(20);
            d->interrupt();
        });
        turn(QEventLoop::WaitForMoreEvents);
        other.join();
        QVERIFY(!watchdog.barked());
    }

    void anInterruptEndsTheTurnThatItFindsAndNoLaterOne() {
        QTimer timer;
        timer.setTimerType(Qt::PreciseTimer);
        QSignalSpy fired(&timer, &QTimer::timeout);
        Receiver receiver([](int) { dispatcher()->interrupt(); });
        timer.start(1);
        QThread::msleep(5);
        receiver.post(1);
        turn();
        QCOMPARE(fired.size(), 0); // timers come after posted events
        turn();
        QCOMPARE(fired.size(), 1);
    }

    void anInterruptBetweenTwoTurnsOfALoopKeepsItFromWaiting() {
        // exit() from another thread comes there, too: after the loop has looked and before it
        // turns.
        Watchdog watchdog;
        dispatcher()->interrupt();
        turn(QEventLoop::WaitForMoreEvents | QEventLoop::EventLoopExec);
        QVERIFY(!watchdog.barked());
    }

    void quitFromAnotherThreadEndsALoop() {
        for (int i = 0; i < 200; ++i) {
            QEventLoop loop;
            const Watchdog watchdog(&loop);
            std::thread other([&] {
                while (!loop.isRunning()) {
                }
                loop.exit(i);
            });
            const int code = loop.exec();
            other.join();
            QCOMPARE(code, i);
        }
    }

    // -- nesting ------------------------------------------------------------------------------

    void nestedLoopsEndInTheOrderTheyWereOpened() {
        QStringList order;
        QEventLoop outer;
        QTimer::singleShot(0, &outer, [&] {
            QEventLoop inner;
            QTimer::singleShot(10, &inner, [&] { outer.quit(); });
            QTimer::singleShot(30, &inner, [&] { inner.quit(); });
            inner.exec();
            order << "inner";
        });
        outer.exec();
        order << "outer";
        QCOMPARE(order, (QStringList{"inner", "outer"}));
    }

    void aLoopWithinASlotOfAPostedEventDeliversTheOthers() {
        QList<int> seen;
        std::unique_ptr<Receiver> receiver;
        receiver = std::make_unique<Receiver>([&](int n) {
            if (n == 0)
                turn();
            seen << n;
        });
        for (int i = 0; i < 4; ++i)
            receiver->post(i);
        turn();
        QCOMPARE(seen, (QList<int>{1, 2, 3, 0}));
    }

    void aLoopWithinALoopHundredDeepUnwinds() {
        int depth = 0;
        std::function<void()> deeper = [&] {
            if (++depth == 100)
                return;
            QEventLoop loop;
            QTimer::singleShot(0, &loop, [&] {
                deeper();
                loop.quit();
            });
            loop.exec();
        };
        deeper();
        QCOMPARE(depth, 100);
    }
};

} // namespace

BRAID_DISPATCHER_MAIN(QCoreApplication, tst_Contract)

#include "tst_contract.moc"

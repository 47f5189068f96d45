// SPDX-License-Identifier: MIT
// What QCoreApplication and QEventLoop promise about events, on top of any dispatcher.

#include "dispatcher_main.h"

#include <QAbstractEventDispatcher>
#include <QAbstractNativeEventFilter>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QEventLoopLocker>
#include <QPointer>
#include <QThread>
#include <QTimer>

#include <functional>
#include <memory>
#include <thread>

namespace {

QAbstractEventDispatcher* dispatcher() { return QAbstractEventDispatcher::instance(); }
bool turn(QEventLoop::ProcessEventsFlags flags = QEventLoop::AllEvents) {
    return dispatcher()->processEvents(flags);
}

/// Calls a function for each event of its own that it gets.
class Receiver : public QObject {
public:
    explicit Receiver(std::function<void(int)> function)
        : function_(std::move(function)) {}

    void post(int number) {
        QCoreApplication::postEvent(this, new QEvent(QEvent::Type(QEvent::User + number)));
    }

protected:
    void customEvent(QEvent* event) override { function_(event->type() - QEvent::User); }

private:
    std::function<void(int)> function_;
};

class Filter : public QAbstractNativeEventFilter {
public:
    Filter(const QString& name, QStringList& seen)
        : name_(name)
        , seen_(seen) {}
    bool nativeEventFilter(const QByteArray& type, void* message, qintptr* result) override {
        seen_ << name_ + ' ' + type + ' ' + static_cast<const char*>(message);
        *result = 7;
        return takes;
    }
    bool takes = false;

private:
    const QString name_;
    QStringList& seen_;
};

class tst_Events : public QObject {
    Q_OBJECT

private slots:
    void init() {
        while (turn()) {
        }
    }

    // -- sending what was posted --------------------------------------------------------------

    void eventsOfOneObjectAreSentAtOnceAndTheOthersByTheNextTurn() {
        QList<int> seen;
        Receiver one([&](int n) { seen << n; });
        Receiver other([&](int n) { seen << n; });
        one.post(1);
        other.post(2);
        one.post(3);
        QCoreApplication::sendPostedEvents(&one);
        QCOMPARE(seen, (QList<int>{1, 3}));
        turn(QEventLoop::WaitForMoreEvents);
        QCOMPARE(seen, (QList<int>{1, 3, 2}));
    }

    void eventsOfOneKindAreSentAtOnceAndTheOthersByTheNextTurn() {
        QList<int> seen;
        Receiver receiver([&](int n) { seen << n; });
        for (int i = 1; i <= 3; ++i)
            receiver.post(i);
        QCoreApplication::sendPostedEvents(&receiver, QEvent::User + 2);
        QCOMPARE(seen, (QList<int>{2}));
        turn(QEventLoop::WaitForMoreEvents);
        QCOMPARE(seen, (QList<int>{2, 1, 3}));
    }

    void whatIsPostedWhileEventsAreSentIsNotForgotten() {
        QList<int> seen;
        QEventLoop loop;
        std::unique_ptr<Receiver> receiver;
        receiver = std::make_unique<Receiver>([&](int n) {
            seen << n;
            if (n < 3)
                receiver->post(n + 1);
            else
                loop.quit();
        });
        QTimer::singleShot(10'000, &loop, [&] { loop.exit(1); });
        receiver->post(1);
        QCoreApplication::sendPostedEvents();
        QCOMPARE(loop.exec(), 0);
        QCOMPARE(seen, (QList<int>{1, 2, 3}));
    }

    void eventsThatAreRemovedDoNotArriveAndKeepNobodyAwake() {
        int seen = 0;
        Receiver receiver([&](int) { ++seen; });
        receiver.post(1);
        QCoreApplication::removePostedEvents(&receiver);
        QEventLoop loop;
        int turns = 0;
        connect(dispatcher(), &QAbstractEventDispatcher::awake, &loop, [&] { ++turns; });
        QTimer::singleShot(50, Qt::PreciseTimer, &loop, &QEventLoop::quit);
        loop.exec();
        QCOMPARE(seen, 0);
        QVERIFY2(turns <= 5, "it polls");
    }

    // -- processEvents() with a time ----------------------------------------------------------

    void processEventsWithATimeGoesOnUntilNothingIsLeft() {
        int left = 1000;
        std::unique_ptr<Receiver> receiver;
        receiver = std::make_unique<Receiver>([&](int) {
            if (--left > 0)
                receiver->post(0);
        });
        receiver->post(0);
        QCoreApplication::processEvents(QEventLoop::AllEvents, 20'000);
        QCOMPARE(left, 0);
    }

    void processEventsWithATimeEndsAlthoughSomethingIsLeft() {
        std::unique_ptr<Receiver> receiver;
        receiver = std::make_unique<Receiver>([&](int) { receiver->post(0); });
        receiver->post(0);
        QElapsedTimer clock;
        clock.start();
        QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
        QVERIFY(clock.elapsed() >= 20);
        receiver.reset();
    }

    void processEventsWithATimeDoesNotWait() {
        QTimer timer;
        timer.start(60'000);
        QElapsedTimer clock;
        clock.start();
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 30'000);
        QVERIFY(clock.elapsed() < 10'000);
    }

    // -- event loops --------------------------------------------------------------------------

    void anEventLoopGivesTheCodeOfItsExitAndMayRunAgain() {
        QEventLoop loop;
        for (int code = 3; code < 6; ++code) {
            QTimer::singleShot(0, &loop, [&] {
                QVERIFY(loop.isRunning());
                loop.exit(code);
            });
            QCOMPARE(loop.exec(), code);
            QVERIFY(!loop.isRunning());
        }
    }

    void anExitBeforeTheLoopRunsIsForgotten() {
        QEventLoop loop;
        loop.exit(1);
        QTimer::singleShot(20, &loop, [&] { loop.exit(2); });
        QCOMPARE(loop.exec(), 2);
    }

    void exitOfTheApplicationEndsAllLoopsOfItsThread() {
        int ended = 0;
        QTimer::singleShot(0, qApp, [&] {
            QEventLoop loop;
            QTimer::singleShot(0, &loop, [] { QCoreApplication::exit(9); });
            loop.exec();
            ++ended;
        });
        QCOMPARE(QCoreApplication::exec(), 9);
        QCOMPARE(ended, 1);
    }

    void wakeUpOfALoopEndsAWait() {
        QEventLoop loop;
        QTimer watchdog;
        watchdog.start(10'000);
        std::thread other([&] {
            QThread::msleep(20);
            loop.wakeUp();
        });
        QElapsedTimer clock;
        clock.start();
        loop.processEvents(QEventLoop::WaitForMoreEvents);
        other.join();
        QVERIFY(clock.elapsed() < 9000);
    }

    void aLoopEndsWhenTheLastOfItsLocksIsGone() {
        QEventLoop loop;
        auto one = std::make_unique<QEventLoopLocker>(&loop);
        auto other = std::make_unique<QEventLoopLocker>(&loop);
        bool still_running = false;
        QTimer::singleShot(0, &loop, [&] { one.reset(); });
        QTimer::singleShot(20, &loop, [&] {
            still_running = loop.isRunning();
            other.reset();
        });
        QTimer::singleShot(10'000, &loop, [&] { loop.exit(1); });
        QCOMPARE(loop.exec(), 0);
        QVERIFY(still_running);
    }

    // -- deletion -----------------------------------------------------------------------------

    void anObjectDeletedLaterBeforeTheLoopRunsDiesWhenItDoes() {
        const QPointer<QObject> object = new QObject;
        object->deleteLater();
        object->deleteLater();
        QVERIFY(object);
        QEventLoop loop;
        QTimer::singleShot(0, &loop, &QEventLoop::quit);
        loop.exec();
        QVERIFY(!object);
    }

    void aNestedLoopDoesNotSpinWhileADeletionWaitsForTheOuterOne() {
        QEventLoop outer;
        const QPointer<QObject> object = new QObject;
        int turns = 0;
        bool alive = false;
        QTimer::singleShot(0, &outer, [&] {
            object->deleteLater();
            QEventLoop inner;
            connect(dispatcher(), &QAbstractEventDispatcher::awake, &inner, [&] { ++turns; });
            QTimer::singleShot(50, Qt::PreciseTimer, &inner, &QEventLoop::quit);
            inner.exec();
            alive = !object.isNull();
            QTimer::singleShot(20, &outer, &QEventLoop::quit);
        });
        outer.exec();
        QVERIFY(alive);
        QVERIFY(!object);
        QVERIFY2(turns <= 6, qPrintable(QString("it polls: %1 turns").arg(turns)));
    }

    // -- native events ------------------------------------------------------------------------

    void nativeEventsPassTheFiltersTheNewestFirst() {
        QStringList seen;
        Filter first("first", seen);
        Filter second("second", seen);
        qApp->installNativeEventFilter(&first); // NOLINT: any application will do
        dispatcher()->installNativeEventFilter(&second);
        char message[] = "hello";
        qintptr result = 0;
        QVERIFY(!dispatcher()->filterNativeEvent("kind", message, &result));
        QCOMPARE(seen, (QStringList{"second kind hello", "first kind hello"}));

        seen.clear();
        second.takes = true; // the others do not see it any more
        QVERIFY(dispatcher()->filterNativeEvent("kind", message, &result));
        QCOMPARE(seen, QStringList{"second kind hello"});
        QCOMPARE(result, 7);

        seen.clear();
        dispatcher()->removeNativeEventFilter(&second);
        qApp->removeNativeEventFilter(&first);
        QVERIFY(!dispatcher()->filterNativeEvent("kind", message, &result));
        QVERIFY(seen.isEmpty());
    }
};

} // namespace

BRAID_DISPATCHER_MAIN(QCoreApplication, tst_Events)

#include "tst_events.moc"

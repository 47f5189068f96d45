// SPDX-License-Identifier: MIT
// Nested loops take nothing from the loops around them.

#include "dispatcher_main.h"

#include "loop/event_loop.h"

#include <QAbstractEventDispatcher>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QPointer>
#include <QThread>
#include <QTimer>

#include <boost/asio/post.hpp>

#include <atomic>
#include <exception>
#include <functional>
#include <stdexcept>
#include <string>
#include <thread>

using namespace std::chrono_literals;

namespace {

braid::EventLoop& loop() { return *braid::EventLoop::current(); }

class tst_Nesting : public QObject {
    Q_OBJECT

private slots:
    void anInterruptIsNotLostToANestedCall() {
        // The slot quits the loop and then, as progress dialogs do, processes events.
        QEventLoop events;
        QTimer::singleShot(0, &events, [&] {
            events.quit();
            QCoreApplication::processEvents();
        });
        QTimer::singleShot(5000, &events, [&] { events.exit(1); });
        QCOMPARE(events.exec(), 0);

        QMetaObject::invokeMethod(
            &events,
            [&] {
                QAbstractEventDispatcher::instance()->interrupt();
                QCoreApplication::processEvents();
            },
            Qt::QueuedConnection);
        // Were it lost, this would wait for the timer of five seconds.
        QElapsedTimer clock;
        clock.start();
        QAbstractEventDispatcher::instance()->processEvents(QEventLoop::WaitForMoreEvents);
        QVERIFY(clock.elapsed() < 4000);
    }

    void aNestedCallDoesNotTakeAnInterruptFromTheCallAroundIt() {
        QTimer timer;
        timer.setTimerType(Qt::PreciseTimer);
        int fired = 0;
        connect(&timer, &QTimer::timeout, [&] { ++fired; });
        timer.start(1);
        QThread::msleep(5);
        QMetaObject::invokeMethod(
            this,
            [] {
                QAbstractEventDispatcher::instance()->interrupt();
                QCoreApplication::processEvents(QEventLoop::X11ExcludeTimers);
            },
            Qt::QueuedConnection);
        QAbstractEventDispatcher::instance()->processEvents(QEventLoop::AllEvents);
        QCOMPARE(fired, 0);
    }

    void aCallbackMayQuitTheLoop() {
        QEventLoop events;
        loop().call_soon([&] { events.quit(); });
        QCOMPARE(events.exec(), 0);
        boost::asio::post(loop().io_context(), [&] { events.exit(3); });
        QCOMPARE(events.exec(), 3);
        loop().call_later(5ms, [&] { events.exit(4); });
        QCOMPARE(events.exec(), 4);
    }

    void whatACallbackPostsIsDeliveredWithoutWaiting() {
        QEventLoop events;
        loop().call_later(10ms, [&] {
            QMetaObject::invokeMethod(&events, &QEventLoop::quit, Qt::QueuedConnection);
        });
        QTimer::singleShot(5000, &events, [&] { events.exit(1); });
        QCOMPARE(events.exec(), 0);
    }

    void aTimerThatACallbackStartsIsWaitedFor() {
        QEventLoop events;
        loop().call_later(10ms, [&] { QTimer::singleShot(10, &events, &QEventLoop::quit); });
        QTimer::singleShot(5000, &events, [&] { events.exit(1); });
        QCOMPARE(events.exec(), 0);
    }

    void aCallbackMayOpenALoopInWhichCallbacksGoOn() {
        QEventLoop outer;
        QStringList order;
        loop().call_soon([&] {
            QEventLoop inner;
            loop().call_soon([&] { order << "callback"; });
            boost::asio::post(loop().io_context(), [&] { order << "handler"; });
            loop().call_later(20ms, [&] { inner.quit(); });
            inner.exec();
            order << "inner";
            outer.quit();
        });
        outer.exec();
        QCOMPARE(order.size(), 3);
        QVERIFY(order.contains("callback") && order.contains("handler"));
        QCOMPARE(order.last(), "inner");
    }

    void loopsOpenedByCallbacksNestDeeply() {
        int depth = 0;
        std::function<void()> deeper = [&] {
            if (++depth == 50)
                return;
            QEventLoop inner;
            loop().call_soon([&] {
                deeper();
                inner.quit();
            });
            inner.exec();
        };
        deeper();
        QCOMPARE(depth, 50);
    }

    void stoppingTheIoContextNeitherEndsTheLoopNorMakesItSpin() {
        QEventLoop events;
        int turns = 0;
        QObject context;
        connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::awake, &context,
                [&] { ++turns; });
        boost::asio::post(loop().io_context(), [&] { loop().io_context().stop(); });
        QTimer::singleShot(50, Qt::PreciseTimer, &events, &QEventLoop::quit);
        events.exec();
        QVERIFY2(turns < 20, qPrintable(QString::number(turns)));
        bool alive = false;
        boost::asio::post(loop().io_context(), [&] { alive = true; });
        QTRY_VERIFY(alive);
    }

    void anExceptionOfACallbackGoesToTheHandlerAndNotThroughQt() {
        std::string what;
        loop().set_exception_handler([&](std::exception_ptr error) {
            try {
                std::rethrow_exception(error);
            } catch (const std::exception& e) {
                what = e.what();
            }
        });
        loop().call_soon([] { throw std::runtime_error("from a callback"); });
        QTRY_COMPARE(what, "from a callback");
        boost::asio::post(loop().io_context(), [] { throw std::runtime_error("from a handler"); });
        QTRY_COMPARE(what, "from a handler");
        loop().set_exception_handler({});
    }
};

} // namespace

BRAID_DISPATCHER_MAIN(QCoreApplication, tst_Nesting)

#include "tst_nesting.moc"

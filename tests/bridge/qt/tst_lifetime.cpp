// SPDX-License-Identifier: MIT
// Applications come and go, threads have dispatchers of their own, and Qt deletes them when it
// likes.

#include "bridge/qt/event_dispatcher.h"
#include "loop/event_loop.h"

#include <QAbstractEventDispatcher>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QPointer>
#include <QSocketNotifier>
#include <QTest>
#include <QThread>
#include <QTimer>
#include <QWindow>

#include <boost/asio/post.hpp>

#include <array>
#include <atomic>
#include <functional>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace std::chrono_literals;

namespace {

int argument_count = 1;
char program[] = "tst_lifetime";
char* arguments[] = {program, nullptr};

class tst_Lifetime : public QObject {
    Q_OBJECT

private slots:
    void applicationsFollowOneAnother() {
        for (int i = 0; i < 3; ++i) {
            QPointer<braid::EventDispatcher> dispatcher = new braid::EventDispatcher;
            QCoreApplication::setEventDispatcher(dispatcher);
            {
                QCoreApplication app(argument_count, arguments);
                QCOMPARE(QAbstractEventDispatcher::instance(), dispatcher.data());
                QCOMPARE(braid::EventLoop::current(), &dispatcher->loop());
                bool called = false;
                dispatcher->loop().call_later(1ms, [&] { called = true; });
                QTimer::singleShot(20, &app, &QCoreApplication::quit);
                QCOMPARE(app.exec(), 0);
                QVERIFY(called);
            }
            QVERIFY(!dispatcher); // the application owned it
            QVERIFY(!braid::EventLoop::current());
        }
    }

    void guiApplicationsFollowOneAnother() {
        for (int i = 0; i < 3; ++i) {
            QCoreApplication::setEventDispatcher(new braid::EventDispatcher);
            QGuiApplication app(argument_count, arguments);
            QWindow window;
            window.show();
            QVERIFY(QTest::qWaitForWindowExposed(&window));
        }
    }

    void aLoopOutlivesItsApplications() {
        braid::EventLoop loop;
        int called = 0;
        for (int i = 0; i < 2; ++i) {
            QCoreApplication::setEventDispatcher(new braid::EventDispatcher(loop));
            QCoreApplication app(argument_count, arguments);
            std::array<int, 2> fds;
            QCOMPARE(pipe(fds.data()), 0);
            {
                // Waits and alarms are under way when the dispatcher dies.
                QSocketNotifier notifier(fds[0], QSocketNotifier::Read);
                QTimer timer;
                timer.start(3000);
                loop.call_later(5ms, [&] {
                    ++called;
                    app.quit();
                });
                app.exec();
            }
            close(fds[0]);
            close(fds[1]);
        }
        QCOMPARE(called, 2);
        loop.call_soon([&] { loop.stop(); });
        loop.run_forever();
    }

    void theLoopIsUsableBeforeTheApplicationExists() {
        auto* dispatcher = new braid::EventDispatcher;
        QCoreApplication::setEventDispatcher(dispatcher);
        bool called = false;
        dispatcher->loop().call_soon([&] { called = true; });
        QCoreApplication app(argument_count, arguments);
        QCOMPARE(&dispatcher->loop(), braid::EventLoop::current());
        QTRY_VERIFY(called);
    }

    void aThreadHasALoopOfItsOwn() {
        QCoreApplication::setEventDispatcher(new braid::EventDispatcher);
        QCoreApplication app(argument_count, arguments);
        for (int i = 0; i < 5; ++i) {
            QThread thread;
            thread.setEventDispatcher(new braid::EventDispatcher);
            thread.start();
            QObject object;
            object.moveToThread(&thread);
            std::atomic<braid::EventLoop*> loop_of_thread = nullptr;
            std::atomic<bool> called = false;
            QMetaObject::invokeMethod(&object, [&] {
                loop_of_thread = braid::EventLoop::current();
                braid::EventLoop::current()->call_later(1ms, [&] { called = true; });
            });
            QTRY_VERIFY(called);
            QVERIFY(loop_of_thread != braid::EventLoop::current());
            QVERIFY(loop_of_thread != nullptr);
            thread.quit();
            QVERIFY(thread.wait(5000));
        }
    }

    void threadsCallOneAnother() {
        QCoreApplication::setEventDispatcher(new braid::EventDispatcher);
        QCoreApplication app(argument_count, arguments);
        constexpr int rallies = 2000;
        QThread thread;
        thread.setEventDispatcher(new braid::EventDispatcher);
        thread.start();
        QObject here;
        QObject there;
        there.moveToThread(&thread);
        int rally = 0;
        std::function<void()> serve = [&] {
            if (++rally == rallies) {
                app.quit();
                return;
            }
            QMetaObject::invokeMethod(&there, [&] {
                QMetaObject::invokeMethod(
                    &here, [&] { serve(); }, Qt::QueuedConnection);
            });
        };
        QMetaObject::invokeMethod(
            &here, [&] { serve(); }, Qt::QueuedConnection);
        app.exec();
        QCOMPARE(rally, rallies);
        thread.quit();
        QVERIFY(thread.wait(5000));
    }

    void manyThreadsWakeOneLoop() {
        QCoreApplication::setEventDispatcher(new braid::EventDispatcher);
        QCoreApplication app(argument_count, arguments);
        constexpr int threads = 4;
        constexpr int calls = 2000;
        int by_qt = 0;
        int by_loop = 0;
        int by_asio = 0;
        braid::EventLoop& loop = *braid::EventLoop::current();
        std::vector<std::thread> others;
        for (int i = 0; i < threads; ++i)
            others.emplace_back([&] {
                for (int n = 0; n < calls; ++n) {
                    QMetaObject::invokeMethod(
                        &app, [&] { ++by_qt; }, Qt::QueuedConnection);
                    loop.call_soon_threadsafe([&] { ++by_loop; });
                    boost::asio::post(loop.io_context(), [&] { ++by_asio; });
                    QAbstractEventDispatcher::instance(app.thread())->wakeUp();
                    if (n % 100 == 0)
                        std::this_thread::sleep_for(100us); // let the loop fall asleep
                }
            });
        QTRY_COMPARE(by_qt, threads * calls);
        QTRY_COMPARE(by_loop, threads * calls);
        QTRY_COMPARE(by_asio, threads * calls);
        for (std::thread& other : others)
            other.join();
    }

    void notifiersAndTimersOfAnotherThreadAreRefused() {
        QCoreApplication::setEventDispatcher(new braid::EventDispatcher);
        QCoreApplication app(argument_count, arguments);
        auto* dispatcher = QAbstractEventDispatcher::instance();
        QTest::ignoreMessage(
            QtWarningMsg, "braid::EventDispatcher: timers cannot be started from another thread");
        std::thread([&] {
            dispatcher->registerTimer(1'000'000, 10, Qt::CoarseTimer, &app);
        }).join();
        QCOMPARE(dispatcher->remainingTime(1'000'000), -1);
    }
};

} // namespace

QTEST_APPLESS_MAIN(tst_Lifetime)

#include "tst_lifetime.moc"

// SPDX-License-Identifier: MIT
// Windows, dialogs and menus on the loop, and the loop inside their nested event loops.

#include "dispatcher_main.h"

#include "loop/event_loop.h"

#include <QAbstractNativeEventFilter>
#include <QApplication>
#include <QDialog>
#include <QMenu>
#include <QMouseEvent>
#include <QPaintEvent>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QThread>
#include <QTimer>

#include <boost/asio/post.hpp>

#include <qpa/qwindowsysteminterface.h>

#include <atomic>
#include <functional>

using namespace std::chrono_literals;

namespace {

class PaintCounter : public QWidget {
public:
    int paints = 0;

protected:
    void paintEvent(QPaintEvent*) override { ++paints; }
};

/// A callback of the loop that runs again and again, to prove that the loop is alive.
class Ticker {
public:
    explicit Ticker(braid::EventLoop& loop)
        : loop_(loop) {
        tick();
    }
    ~Ticker() { timer_.cancel(); }
    int ticks() const { return ticks_; }

private:
    void tick() {
        ++ticks_;
        timer_ = loop_.call_later(1ms, [this] { tick(); });
    }
    braid::EventLoop& loop_;
    braid::TimerHandle timer_;
    int ticks_ = 0;
};

class tst_Window : public QObject {
    Q_OBJECT

    static braid::EventLoop& loop() { return *braid::EventLoop::current(); }

private slots:
    void aWindowIsShownAndPainted() {
        PaintCounter window;
        window.show();
        QTRY_VERIFY(window.paints > 0);
        const int before = window.paints;
        window.update();
        QTRY_VERIFY(window.paints > before);
    }

    void aWindowPaintsWhileACallbackRepostsItselfForEver() {
        PaintCounter window;
        window.show();
        bool stop = false;
        std::function<void()> spin = [&] {
            if (!stop)
                loop().call_soon(spin);
        };
        spin();
        QTimer repaint;
        connect(&repaint, &QTimer::timeout, &window, qOverload<>(&QWidget::update));
        repaint.start(5);
        QTRY_VERIFY(window.paints >= 10);
        stop = true;
    }

    void mouseAndKeyboardReachAButton() {
        QPushButton button("button");
        button.show();
        QVERIFY(QTest::qWaitForWindowExposed(&button));
        QSignalSpy clicked(&button, &QPushButton::clicked);
        QTest::mouseClick(&button, Qt::LeftButton);
        QTest::keyClick(&button, Qt::Key_Space);
        QCOMPARE(clicked.size(), 2);
    }

    void userInputThatIsExcludedArrivesWhenItIsAllowedAgain() {
        struct Window : QWidget {
            int presses = 0;
            void mousePressEvent(QMouseEvent*) override { ++presses; }
        } window;
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        const auto mouse = [&](Qt::MouseButtons buttons, QEvent::Type type) {
            const QPoint at(5, 5); // as a platform's plugin tells of it
            QWindowSystemInterface::handleMouseEvent<QWindowSystemInterface::AsynchronousDelivery>(
                window.windowHandle(), at, window.mapToGlobal(at), buttons, Qt::LeftButton, type);
        };
        mouse(Qt::LeftButton, QEvent::MouseButtonPress);
        for (int i = 0; i < 5; ++i)
            QCoreApplication::processEvents(QEventLoop::ExcludeUserInputEvents);
        QEventLoop without;
        int turns = 0;
        connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::awake, &without,
                [&] { ++turns; });
        QTimer::singleShot(100, &without, &QEventLoop::quit);
        without.exec(QEventLoop::ExcludeUserInputEvents);
        QCoreApplication::processEvents(QEventLoop::ExcludeUserInputEvents);
        QCOMPARE(window.presses, 0);
        QVERIFY2(turns < 50, qPrintable(QString("it polls: %1 turns").arg(turns)));
        QCoreApplication::processEvents();
        QCOMPARE(window.presses, 1);
        mouse(Qt::NoButton, QEvent::MouseButtonRelease);
        QCoreApplication::processEvents();
    }

    void nativeEventsPassTheFilters() {
        if (QGuiApplication::platformName() != "xcb")
            QSKIP("this platform's plugin shows its events to nobody");
        struct Filter : QAbstractNativeEventFilter {
            int seen = 0;
            bool nativeEventFilter(const QByteArray& type, void*, qintptr*) override {
                seen += type == "xcb_generic_event_t";
                return false;
            }
        } filter;
        qApp->installNativeEventFilter(&filter);
        QWidget window;
        window.show();
        QTRY_VERIFY(filter.seen > 0);
        qApp->removeNativeEventFilter(&filter);
        const int before = filter.seen;
        window.resize(333, 222);
        QTest::qWait(50);
        QCOMPARE(filter.seen, before);
    }

    void theLoopGoesOnInsideAModalDialog() {
        QDialog dialog;
        Ticker ticker(loop());
        int ticks_before = 0;
        QTimer::singleShot(0, &dialog, [&] {
            ticks_before = ticker.ticks();
            QTimer::singleShot(50, &dialog, &QDialog::accept);
        });
        QCOMPARE(dialog.exec(), int(QDialog::Accepted));
        QVERIFY(ticker.ticks() > ticks_before + 5);
    }

    void aModalDialogMayBeOpenedByACallback_data() {
        QTest::addColumn<bool>("by_asio");
        QTest::newRow("of the loop") << false;
        QTest::newRow("of Asio") << true;
    }
    void aModalDialogMayBeOpenedByACallback() {
        QFETCH(bool, by_asio);
        Ticker ticker(loop());
        int ticks_inside = 0;
        int result = -1;
        bool posted_inside = false;
        const auto open = [&] {
            QDialog dialog;
            boost::asio::post(loop().io_context(), [&] { posted_inside = true; });
            const int before = ticker.ticks();
            QTimer::singleShot(50, &dialog, [&] { dialog.done(7); });
            const int code = dialog.exec();
            ticks_inside = ticker.ticks() - before;
            QVERIFY(posted_inside);
            result = code;
        };
        if (by_asio)
            boost::asio::post(loop().io_context(), open);
        else
            loop().call_soon(open);
        QTRY_COMPARE(result, 7);
        QVERIFY(ticks_inside > 5);
    }

    void theLoopGoesOnInsideAMenu() {
        QMenu menu;
        menu.addAction("action");
        Ticker ticker(loop());
        QTimer::singleShot(50, &menu, &QMenu::close);
        const int before = ticker.ticks();
        menu.exec();
        QVERIFY(ticker.ticks() > before + 5);
    }

    void aLoopInAnotherThreadLeavesTheWindowsAlone() {
        // A window hears only of what its own thread does, however busy another loop is.
        struct Watched : QWidget {
            bool event(QEvent* event) override {
                if (QThread::currentThread() != thread())
                    elsewhere = true;
                resizes += event->type() == QEvent::Resize;
                return QWidget::event(event);
            }
            std::atomic<bool> elsewhere = false;
            int resizes = 0;
        } window;
        window.resize(100, 100);
        window.show();
        QThread other;
        other.setEventDispatcher(new braid::EventDispatcher);
        QObject there;
        there.moveToThread(&other);
        std::atomic<bool> stop = false;
        std::function<void()> again = [&] {
            if (!stop)
                QMetaObject::invokeMethod(&there, again, Qt::QueuedConnection);
        };
        other.start();
        again();
        QTimer resize;
        connect(&resize, &QTimer::timeout,
                [&] { window.resize(100 + window.resizes % 7, 100 + window.resizes % 5); });
        resize.start(1);
        QTRY_VERIFY(window.resizes >= 100);
        stop = true;
        other.quit();
        QVERIFY(other.wait(5000));
        QVERIFY(!window.elsewhere);
    }

    void aCallbackThatDeletesAWindowIsSafe() {
        QPointer<PaintCounter> window = new PaintCounter;
        window->show();
        loop().call_soon([&] { delete window; });
        QTRY_VERIFY(!window);
    }
};

} // namespace

BRAID_DISPATCHER_MAIN(QApplication, tst_Window)

#include "tst_window.moc"

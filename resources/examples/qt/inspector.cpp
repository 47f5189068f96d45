// SPDX-License-Identifier: MIT
// One line opens Braid's panes on this program: see its coroutines wait, and what a call that
// blocks does to them and to the window.

#include <QApplication>
#include <QPushButton>
#include <QThread>
#include <QVBoxLayout>

#include <braid/bridge/qt/event_dispatcher.h>
#include <braid/bridge/qt/owned_task.h>
#include <braid/bridge/qt/signal.h>
#include <braid/loop/sleep.h>
#include <braid/widgets/inspector/inspector.h>

using namespace std::chrono_literals;

class Window : public QWidget {
public:
    Window() {
        auto* layout = new QVBoxLayout(this);
        layout->addWidget(&count_);
        layout->addWidget(&block_);
        braid::create_task(this, countClicks(), "count clicks");
        braid::create_task(this, blockTheLoop(), "block the loop");
        braid::create_task(this, tick(), "tick");
    }

private:
    braid::Coroutine<> countClicks() {
        for (int clicks = 1;; ++clicks) {
            co_await braid::emitted(&count_, &QPushButton::clicked);
            count_.setText(QString("Clicks: %1").arg(clicks));
        }
    }

    // What not to do: while this sleeps, nobody else runs and no window is painted.
    braid::Coroutine<> blockTheLoop() {
        for (;;) {
            co_await braid::emitted(&block_, &QPushButton::clicked);
            QThread::msleep(300);
        }
    }

    braid::Coroutine<> tick() {
        for (int ticks = 1;; ++ticks) {
            setWindowTitle(QString("%1 ticks").arg(ticks));
            co_await braid::sleep(200ms);
        }
    }

    QPushButton count_{"Click me"};
    QPushButton block_{"Block the loop"};
};

int main(int argc, char** argv) {
    QCoreApplication::setEventDispatcher(new braid::EventDispatcher);
    QApplication app(argc, argv);
    Window window;
    window.show();
    braid::Inspector::open();
    return QApplication::exec();
}

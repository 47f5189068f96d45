// SPDX-License-Identifier: MIT
// An ordinary QMainWindow whose slots are coroutines. Two lines make it so: the dispatcher in
// main(), and connectTask() where connect() was.

#include <QApplication>
#include <QLabel>
#include <QMainWindow>
#include <QPushButton>
#include <QToolBar>

#include <braid/bridge/qt/event_dispatcher.h>
#include <braid/bridge/qt/owned_task.h>
#include <braid/loop/sleep.h>

using namespace std::chrono_literals;

class Window : public QMainWindow {
public:
    Window() {
        setCentralWidget(&label_);
        addToolBar("actions")->addWidget(&button_);
        braid::connectTask(&button_, &QPushButton::clicked, this, &Window::countDown);
    }

private:
    // The window stays alive while this waits; closing and deleting it ends the task.
    braid::Coroutine<> countDown() {
        button_.setEnabled(false);
        for (int i = 3; i > 0; --i) {
            label_.setText(QString("%1 …").arg(i));
            co_await braid::sleep(300ms);
        }
        label_.setText("Lift-off!");
        button_.setEnabled(true);
    }

    QLabel label_{"Ready"};
    QPushButton button_{"Count down"};
};

int main(int argc, char** argv) {
    QCoreApplication::setEventDispatcher(new braid::EventDispatcher);
    QApplication app(argc, argv);
    Window window;
    window.resize(300, 150);
    window.show();
    return QApplication::exec();
}

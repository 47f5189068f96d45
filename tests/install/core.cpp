// SPDX-License-Identifier: MIT
// Needs of Qt only the core.
#include <QCoreApplication>
#include <QTimer>

#include <braid/bridge/qt/event_dispatcher.h>
#include <braid/bridge/qt/timer.h>
#include <braid/loop/task.h>

#ifdef QT_GUI_LIB
#error "braid::qt_core must not bring Qt's windows"
#endif

braid::Coroutine<> program() {
    QTimer timer;
    timer.start(1);
    co_await braid::timedOut(&timer);
    QCoreApplication::quit();
}

int main(int argc, char** argv) {
    QCoreApplication::setEventDispatcher(new braid::EventDispatcher);
    QCoreApplication app(argc, argv);
    braid::create_task(program());
    return QCoreApplication::exec();
}

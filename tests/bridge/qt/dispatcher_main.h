// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/qt/event_dispatcher.h"
#include "tests/bridge/qt/leave.h"

#include <QCoreApplication>
#include <QTest>

#ifdef BRAID_TEST_WITH_WINDOW
#include <QApplication>
#include <QWidget>

/// What a test of the dispatcher runs in when it is built a second time: whatever its own needs
/// are, a program with a window on the screen, so that everything goes through the platform plugin.
class ApplicationWithWindow {
public:
    ApplicationWithWindow(int& argc, char** argv)
        : app_(argc, argv) {
        window_.show();
        if (!QTest::qWaitForWindowExposed(&window_))
            qFatal("the window did not come");
    }

private:
    QApplication app_;
    QWidget window_;
};
template<typename Application>
using TestApplication = ApplicationWithWindow;
#else
template<typename Application>
using TestApplication = Application;
#endif

/// main() of a test of the dispatcher. Promises that are Qt's own are also kept by the dispatcher
/// that Qt brings, so their tests run on both: BRAID_TEST_DISPATCHER=stock takes Qt's.
#define BRAID_DISPATCHER_MAIN(Application, Test)                                                   \
    int main(int argc, char** argv) {                                                              \
        if (qgetenv("BRAID_TEST_DISPATCHER") != "stock")                                           \
            QCoreApplication::setEventDispatcher(new braid::EventDispatcher);                      \
        TestApplication<Application> app(argc, argv);                                              \
        Test test;                                                                                 \
        return leave(QTest::qExec(&test, argc, argv));                                             \
    }

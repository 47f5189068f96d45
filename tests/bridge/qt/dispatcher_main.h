#pragma once

#include "bridge/qt/event_dispatcher.h"

#include <QCoreApplication>
#include <QTest>

/// main() of a test of the dispatcher. Promises that are Qt's own are also kept by the dispatcher
/// that Qt brings, so their tests run on both: BRAID_TEST_DISPATCHER=stock takes Qt's.
#define BRAID_DISPATCHER_MAIN(Application, Test)                                                   \
    int main(int argc, char** argv) {                                                              \
        if (qgetenv("BRAID_TEST_DISPATCHER") != "stock")                                           \
            QCoreApplication::setEventDispatcher(new braid::EventDispatcher);                      \
        Application app(argc, argv);                                                               \
        Test test;                                                                                 \
        return QTest::qExec(&test, argc, argv);                                                    \
    }

// SPDX-License-Identifier: MIT
#pragma once

#include "loop/run.h"

#include <QTest>

/// QVERIFY for coroutines: QVERIFY itself returns, which a coroutine cannot do.
#define CO_VERIFY(condition)                                                                       \
    do {                                                                                           \
        if (!QTest::qVerify(bool(condition), #condition, "", __FILE__, __LINE__))                  \
            co_return;                                                                             \
    } while (false)

/// Runs a test's coroutine in a loop of its own; the lambda lives as long.
template<typename Body>
void run_test(Body body) {
    braid::run(body());
}

// SPDX-License-Identifier: MIT
#pragma once

#include <QTest>

// Qt Test waits five seconds for a condition, which a busy machine takes from a program that starts
// another. Nobody waits longer for this: what fails, fails later.
#undef QTRY_VERIFY
#undef QTRY_COMPARE
#define QTRY_VERIFY(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, 60'000)
#define QTRY_COMPARE(actual, expected) QTRY_COMPARE_WITH_TIMEOUT(actual, expected, 60'000)

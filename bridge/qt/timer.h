// SPDX-License-Identifier: MIT
#pragma once

#include "loop/coroutine.h"

#include <QTimer>

namespace braid {

/// Waits for the next time the timer fires.
///
///     QTimer timer;
///     timer.start(100ms);
///     for (;;) {
///         co_await timedOut(&timer);
///         …
///
/// Throws ObjectDestroyedError if the timer dies first. A timer that is stopped is waited for until
/// it is started again. To wait for a time alone, `sleep` does without a timer.
Coroutine<> timedOut(QTimer* timer);

} // namespace braid

// SPDX-License-Identifier: MIT
#include "bridge/qt/timer.h"

#include "bridge/qt/detail/object_wait.h"

namespace braid {

Coroutine<> timedOut(QTimer* timer) {
    detail::ObjectWait<> wait(timer, "QTimer::timeout", WaitKind::Timer);
    wait.endOn(timer, &QTimer::timeout);
    co_await wait;
}

} // namespace braid

// SPDX-License-Identifier: MIT
#include "bridge/qt/animation.h"

#include "bridge/qt/detail/object_wait.h"

namespace braid {

Coroutine<bool> finished(QAbstractAnimation* animation) {
    if (animation->state() == QAbstractAnimation::Stopped)
        co_return false;
    // "finished" comes after the change of state, if at all.
    bool reached_end = false;
    detail::ObjectWait<> wait(animation, "QAbstractAnimation::finished");
    QObject::connect(animation, &QAbstractAnimation::finished, wait.context(),
                     [&reached_end] { reached_end = true; });
    QObject::connect(animation, &QAbstractAnimation::stateChanged, wait.context(),
                     [&wait](QAbstractAnimation::State state) {
                         if (state == QAbstractAnimation::Stopped)
                             wait.finish();
                     });
    co_await wait;
    co_return reached_end;
}

} // namespace braid

// SPDX-License-Identifier: MIT
#pragma once

#include "loop/coroutine.h"

#include <QAbstractAnimation>

namespace braid {

/// Waits until the animation stops; at once if it is not running. True if it has finished,
/// false if it was stopped before (one that loops for ever finishes when it is stopped).
///
///     animation->start();
///     co_await finished(animation);
///
/// An animation that is destroyed is stopped by that. A task that is cancelled meanwhile
/// stops waiting; the animation goes on.
Coroutine<bool> finished(QAbstractAnimation* animation);

} // namespace braid

// SPDX-License-Identifier: MIT
#include "bridge/qt/owned_task.h"

namespace braid::detail {

namespace {

/// A connection that ends with the task, and the task with the connection's sender.
void endTask(const StateRef<TaskState>& task) {
    if (task->done())
        return;
    const bool in_a_step = !task->suspension && !task->leaf->queued();
    if (in_a_step)
        task->cancel("its owner was destroyed");
    else
        task->unwind("its owner was destroyed");
}

} // namespace

void tieToOwner(const QObject* owner, const AnyTask& task) {
    const auto& state = task.any_state();
    const auto connection =
        QObject::connect(owner, &QObject::destroyed, owner, [state] { endTask(state); });
    call_when_done(*state, [connection] { QObject::disconnect(connection); });
}

} // namespace braid::detail

// SPDX-License-Identifier: MIT
#include "bridge/javascript/job_queue.h"

#include "bridge/javascript/javascript_run.h"

#include <js/GlobalObject.h>

namespace braid {

JSObject* JobQueue::getIncumbentGlobal(JSContext* context) {
    return JS::CurrentGlobalOrNull(context);
}

bool JobQueue::enqueuePromiseJob(JSContext* context, JS::HandleObject, JS::HandleObject job,
                                 JS::HandleObject, JS::HandleObject) {
    JavaScriptRun* run = JavaScriptRun::on_this_stack();
    return !run || run->add_microtask(context, job);
}

} // namespace braid

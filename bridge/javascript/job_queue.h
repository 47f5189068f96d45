// SPDX-License-Identifier: MIT
#pragma once

#include <js/Promise.h>

namespace braid {

/// Where SpiderMonkey puts the jobs of promises: in the microtasks of the script whose code runs.
class JobQueue final : public JS::JobQueue {
public:
    JSObject* getIncumbentGlobal(JSContext* context) override;
    bool enqueuePromiseJob(JSContext* context, JS::HandleObject promise, JS::HandleObject job,
                           JS::HandleObject allocation_site,
                           JS::HandleObject incumbent_global) override;
    /// For SpiderMonkey's debugger, which nobody uses here.
    void runJobs(JSContext*) override {}
    bool empty() const override { return true; }

private:
    js::UniquePtr<SavedJobQueue> saveJobQueue(JSContext*) override { return nullptr; }
};

} // namespace braid

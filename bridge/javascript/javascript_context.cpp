// SPDX-License-Identifier: MIT
#include "bridge/javascript/javascript_context.h"

#include "bridge/javascript/javascript_run.h"
#include "bridge/javascript/module_loader.h"

#include <js/ContextOptions.h>
#include <js/GCAPI.h>
#include <js/Initialization.h>
#include <js/Interrupt.h>
#include <js/Promise.h>
#include <js/Stack.h>
#include <jsapi.h>
#include <malloc.h>

#include <cstdlib>
#include <stdexcept>

namespace braid {

namespace {

bool interrupted(JSContext*) {
    JavaScriptRun* run = JavaScriptRun::on_this_stack();
    return !run || run->interrupted();
}

void rejection_changed(JSContext*, bool, JS::HandleObject promise,
                       JS::PromiseRejectionHandlingState state, void*) {
    if (JavaScriptRun* run = JavaScriptRun::on_this_stack())
        run->rejection_changed(promise, state == JS::PromiseRejectionHandlingState::Unhandled);
}

/// Once in a process; its threads have to end before its static objects do.
void initialize() {
    static const bool done = JS_Init() && std::atexit(JS_ShutDown) == 0;
    if (!done)
        throw std::runtime_error("SpiderMonkey could not be started");
}

} // namespace

JSContext* JavaScriptContext::get(std::uintptr_t limit) {
    if (context_) {
        use_stack(limit);
        return context_;
    }
    initialize();
    JSContext* const context = JS_NewContext(heap_limit);
    if (!context)
        throw std::runtime_error("SpiderMonkey has no memory for a context");
    JS_SetGCParameter(context, JSGC_MAX_BYTES, heap_limit);
    JS::ContextOptionsRef(context).setWasm(false);       // it would take the signals of all of us
    JS::ContextOptionsRef(context).setAsyncStack(false); // 2 µs for each await
    constexpr std::size_t some_size = 1 << 20;
    JS_SetNativeStackQuota(context, some_size);
    stack_base_ =
        JS::RootingContext::get(context)->nativeStackLimit[JS::StackForSystemCode] + some_size - 1;
    context_ = context;
    use_stack(limit);
    JS::SetJobQueue(context, &jobs_);
    if (!JS::InitSelfHostedCode(context))
        throw std::runtime_error("SpiderMonkey could not be started");
    JS_AddInterruptCallback(context, interrupted);
    JS::SetPromiseRejectionTrackerCallback(context, rejection_changed);
    js::SetStackFormat(context, js::StackFormat::V8);
    ModuleLoader::answer_for(context);
    return context;
}

JavaScriptContext::~JavaScriptContext() {
    if (context_)
        JS_DestroyContext(context_);
}

bool JavaScriptContext::is_full() {
    // What objects refer to is memory of the C library's, which SpiderMonkey does not count.
    const auto is_above = [this] {
        const auto used = mallinfo2();
        return used.uordblks + used.hblkhd + JS_GetGCParameter(context_, JSGC_BYTES) > heap_limit;
    };
    if (!is_above())
        return false;
    JS_GC(context_);
    return is_above();
}

void JavaScriptContext::use_stack(std::uintptr_t limit) {
    if (limit == limit_)
        return;
    limit_ = limit;
    JS_SetNativeStackQuota(context_, stack_base_ - limit + 1);
}

} // namespace braid

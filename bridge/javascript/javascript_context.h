// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/javascript/job_queue.h"

#include <cstdint>
#include <memory>

struct JSContext;

namespace braid {

/// SpiderMonkey on this thread: the one context that all realms share, and what it asks of those
/// around it. It begins when it is first needed.
class JavaScriptContext {
public:
    JavaScriptContext() = default;
    ~JavaScriptContext();
    JavaScriptContext(const JavaScriptContext&) = delete;
    JavaScriptContext& operator=(const JavaScriptContext&) = delete;

    /// For code on a stack that ends at `limit`: see `use_stack`. Throws std::runtime_error if
    /// SpiderMonkey cannot begin.
    JSContext* get(std::uintptr_t limit);

    /// From now on the code runs on a stack that ends at `limit`: deeper recursion is an error.
    void use_stack(std::uintptr_t limit);

    /// There is more than `heap_limit`, and that is no garbage.
    bool is_full();

    /// Garbage and live objects of all scripts together take no more than this many bytes.
    static constexpr std::uint32_t heap_limit = 1u << 30;

private:
    JSContext* context_ = nullptr;
    JobQueue jobs_;
    std::uintptr_t stack_base_ = 0; ///< what SpiderMonkey takes for the stack's beginning
    std::uintptr_t limit_ = 0;
};

} // namespace braid

// SPDX-License-Identifier: MIT
#pragma once

#include "loop/detail/context.h"
#include "loop/detail/task_state.h"

#include <memory>
#include <optional>
#include <utility>

namespace braid {

/// A value that belongs to a task: what a task sets is seen by its own code and by the tasks that
/// it creates from then on, and by nobody else. Outside of tasks it belongs to the loop.
///
///     ContextVar<std::string> user("nobody");
///     user.set("ada");
///
/// A variable must outlive the tasks that use it: make it a static object. For the loop's thread.
template<typename T>
class ContextVar {
public:
    explicit ContextVar(T default_value)
        : default_value_(std::move(default_value)) {}
    ContextVar(const ContextVar&) = delete;
    ContextVar& operator=(const ContextVar&) = delete;

    /// What `set` replaced, for `reset`.
    class Token {
        friend class ContextVar;
        std::shared_ptr<const void> before;
    };

    /// The value here; it stays valid until the task sets another one.
    const T& get() const {
        const void* const value = detail::current_context().find(this);
        return value ? *static_cast<const T*>(value) : default_value_;
    }
    Token set(T value) {
        Token token;
        token.before =
            detail::current_context().replace(this, std::make_shared<const T>(std::move(value)));
        return token;
    }
    /// Takes back a `set`.
    void reset(const Token& token) { detail::current_context().replace(this, token.before); }

private:
    T default_value_;
};

} // namespace braid

// SPDX-License-Identifier: MIT
#pragma once

#include "loop/detail/task_state.h"

namespace braid::detail {

/// One place in the line before a lock, an event, a queue: first come, first served. The line's
/// owner calls `serve`; a waiter that is cancelled or destroyed leaves the line by itself.
class Waiter : public Suspension, public ListNode {
public:
    /// Its turn has come; it is in no line any more.
    void serve() noexcept {
        unlink();
        served_ = true;
        wake();
    }
    bool cancel() noexcept override {
        if (!linked())
            return false;
        unlink();
        wake_cancelled();
        return true;
    }

protected:
    Waiter() = default;
    Waiter(Waiter&&) = default;
    ~Waiter() = default;

    /// In await_suspend.
    template<typename Promise>
    void stand_in(List<Waiter>& line, std::coroutine_handle<Promise> coroutine) noexcept {
        if (suspend(coroutine))
            line.push_back(*this);
    }
    /// What was served was taken, or given back.
    void settle() noexcept { served_ = false; }
    /// Served, and not settled since: whoever destroys it has to give back what it got.
    bool served() const noexcept { return served_; }

private:
    bool served_ = false;
};

} // namespace braid::detail

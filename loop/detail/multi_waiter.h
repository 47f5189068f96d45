// SPDX-License-Identifier: MIT
#pragma once

#include "loop/detail/future_state.h"
#include "loop/detail/task_state.h"

#include <cstddef>
#include <memory>

namespace braid::detail {

/// Waits for several futures at once. Whoever derives from it keeps them alive.
class MultiWaiter : public Suspension {
public:
    template<typename Promise>
    void await_suspend(std::coroutine_handle<Promise> coroutine) noexcept {
        if (!suspend(coroutine))
            cancel_before_waiting();
    }

protected:
    enum class WakeAt {
        AllDone,
        FirstDone,
        FirstError,     ///< a cancelled one counts
        FirstException, ///< a cancelled one does not
    };
    explicit MultiWaiter(WakeAt wake_at) noexcept
        : wake_at_(wake_at) {}
    MultiWaiter(MultiWaiter&& other) noexcept;
    ~MultiWaiter() = default;

    /// So many futures will be watched.
    void reserve(std::size_t count) {
        hooks_ = std::make_unique<Hook[]>(count);
        pending_ = count;
    }
    /// Watches from now on, so that the order in which they end is known. `made`: a task that was
    /// made for this wait, and that nobody else has.
    void watch(FutureState& future, bool made = false) noexcept;
    /// If the coroutine is destroyed where it waits: the tasks that were made for this wait are
    /// unwound with it, as they may use what was its own.
    void unwind_made() noexcept;
    bool nothing_to_wait_for() const noexcept { return satisfied_ || pending_ == 0; }
    std::size_t pending() const noexcept { return pending_; }
    const FutureState* first_pending() const noexcept;
    FutureState* first_failed() const noexcept { return first_failed_; }
    template<typename Function>
    void for_each_pending(Function&& function) {
        for (std::size_t i = 0; i < count_; ++i)
            if (hooks_[i].linked())
                function(*hooks_[i].future);
    }
    /// No longer watches.
    void let_go() noexcept;
    /// The task was cancelled before it came to wait.
    virtual void cancel_before_waiting() noexcept {}
    /// The wait is over.
    virtual void woken() noexcept {}

private:
    struct Hook final : DoneHook {
        MultiWaiter* waiter = nullptr;
        FutureState* future = nullptr;
        bool made = false;
        void done(FutureState& ended) noexcept override { waiter->one_done(ended); }
        TaskState* waiting_task() const noexcept override {
            return waiter->suspended() ? &waiter->task() : nullptr;
        }
    };
    void one_done(FutureState& future) noexcept;

    std::unique_ptr<Hook[]> hooks_;
    std::size_t count_ = 0;
    std::size_t pending_ = 0;
    FutureState* first_failed_ = nullptr;
    WakeAt wake_at_;
    bool satisfied_ = false;
};

} // namespace braid::detail

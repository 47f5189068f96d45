// SPDX-License-Identifier: MIT
#pragma once

#include "loop/detail/context.h"
#include "loop/detail/future_state.h"

#include <optional>

namespace braid::detail {

/// A task without the type of its result. It lives, with a reference by the scheduler, until its
/// first coroutine has ended.
class TaskState : public FutureState, public ListNode {
public:
    TaskState(Scheduler& loop_scheduler, PromiseBase& first, std::string task_name,
              std::source_location created) noexcept;

    bool cancel(std::string message) override;
    /// Takes one request to cancel back; when it was the last, also if nobody has noticed yet.
    int uncancel() noexcept {
        if (cancelling > 0 && --cancelling == 0)
            must_cancel = false;
        return cancelling;
    }
    std::string name() const;
    bool is_named() const noexcept { return words && words->name; }
    void set_name(std::string name);
    const std::string& cancel_message() const noexcept;
    /// The request to cancel arrives.
    [[noreturn]] void throw_cancelled();

    /// Queues its first step; from here on it is alive.
    void start();
    /// Its coroutine stands at its end: takes the result and lets go of the frame.
    void conclude() noexcept;
    /// Destroys its coroutines where they stand. Not while it runs.
    void unwind(const char* why) noexcept;

    int cancelling = 0;               ///< requests that nobody took back by `uncancel`
    LaneId lane = LaneId::None;       ///< of the recorder that observes the loop
    Suspension* suspension = nullptr; ///< what it waits on, if that can be told to give up
    PromiseBase* leaf = nullptr;      ///< its innermost coroutine, when it is suspended
    std::source_location created_at;
    std::uint64_t id;
    struct Words {
        std::optional<std::string> name;
        std::string cancel_message;
    };
    std::unique_ptr<Words> words; ///< which most tasks do without
    Context context;

protected:
    ~TaskState() override = default;
    /// Moves the outcome of the first coroutine to where `result()` finds it; returns the error.
    virtual std::exception_ptr take_outcome() noexcept = 0;

    PromiseBase* first_;

private:
    friend class Scheduler;
};

/// Two lines of the cache: with many tasks, fetching those is most of what a step costs.
static_assert(sizeof(TaskState) <= 128 || sizeof(void*) != 8);

inline PromiseBase::~PromiseBase() {
    if (queued()) [[unlikely]]
        task->scheduler.ready.remove(*this);
}

inline Suspension::~Suspension() {
    // Still set only when the coroutine is destroyed where it waits.
    if (promise_ && promise_->task->suspension == this) [[unlikely]]
        promise_->task->suspension = nullptr;
}

inline bool Suspension::suspend(PromiseBase& promise) noexcept {
    promise_ = &promise;
    TaskState& owner = *promise.task;
    owner.leaf = &promise;
    owner.suspension = this;
    if (owner.must_cancel) [[unlikely]] {
        wake();
        return false;
    }
    return true;
}

inline void Suspension::wake() noexcept { scheduler().schedule(*promise_); }

inline void Suspension::wake_at_end_of_handler() noexcept {
    scheduler().schedule_at_end_of_handler(*promise_);
}

inline void Suspension::wake_cancelled() noexcept {
    task().must_cancel = true;
    wake();
}

inline bool Suspension::resumed() noexcept {
    task().suspension = nullptr;
    return task().must_cancel;
}

inline void Suspension::throw_cancelled() { task().throw_cancelled(); }

inline Scheduler& Suspension::scheduler() const noexcept { return promise_->task->scheduler; }
inline TaskState& Suspension::task() const noexcept { return *promise_->task; }

} // namespace braid::detail

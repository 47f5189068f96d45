// SPDX-License-Identifier: MIT
#pragma once

#include "loop/detail/scheduler.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <utility>

namespace braid::detail {

/// Is told once, when the future it hangs on is done.
class DoneHook : public ListNode {
public:
    virtual void done(FutureState& future) noexcept = 0;
    /// The task that waits by this hook, if one does.
    virtual TaskState* waiting_task() const noexcept { return nullptr; }

protected:
    DoneHook() = default;
    DoneHook(DoneHook&&) = default;
    ~DoneHook() = default;
};

/// What futures and tasks share: one outcome, and who waits for it.
class FutureState : public Pooled {
public:
    enum class Status : std::uint8_t { Pending, Cancelled, Finished };

    explicit FutureState(Scheduler& loop_scheduler) noexcept
        : scheduler(loop_scheduler) {}
    FutureState(const FutureState&) = delete;
    FutureState& operator=(const FutureState&) = delete;

    // A future is handed to other threads, for them to have it set by the loop; a task is not, and
    // needs no atomic operations.
    void retain() noexcept {
        if (is_task_)
            ++references_;
        else
            shared_count().fetch_add(1, std::memory_order_relaxed);
    }
    void release() noexcept {
        const bool last = is_task_ ? --references_ == 0
                                   : shared_count().fetch_sub(1, std::memory_order_acq_rel) == 1;
        if (last)
            dispose();
    }

    bool done() const noexcept { return status_ != Status::Pending; }
    Status status() const noexcept { return status_; }
    std::uint32_t references() noexcept {
        return is_task_ ? references_ : shared_count().load(std::memory_order_acquire);
    }
    bool is_task() const noexcept { return is_task_; }

    /// Asks it to end; false if it already has.
    virtual bool cancel(std::string message) = 0;

    void add_hook(DoneHook& hook) noexcept { hooks_.push_back(hook); }
    template<typename Function>
    void for_each_waiting_task(Function&& function) const {
        hooks_.for_each([&](DoneHook& hook) {
            if (TaskState* const task = hook.waiting_task())
                function(*task);
        });
    }

    /// The exception it ended with (CancelledError if it was cancelled), or null.
    const std::exception_ptr& error() const noexcept { return error_; }
    /// From now on its exception counts as seen.
    void retrieve() noexcept { retrieved_ = true; }
    /// Throws InvalidStateError while pending, and the exception it ended with.
    void check_result();
    /// As `check_result`, but gives the exception, or null.
    std::exception_ptr check_exception();

    /// Ends it: tells everybody who waits.
    void finish(Status status, std::exception_ptr error) noexcept;

    Scheduler& scheduler;
    bool must_cancel = false; ///< of a task: its next resumption throws CancelledError

protected:
    virtual ~FutureState() = default;
    Status status_ = Status::Pending;
    bool is_task_ = false;

private:
    void dispose() noexcept;
    std::atomic_ref<std::uint32_t> shared_count() noexcept {
        return std::atomic_ref<std::uint32_t>(references_);
    }

    bool retrieved_ = false;
    std::uint32_t references_ = 0;
    List<DoneHook> hooks_;

protected:
    std::exception_ptr error_;
};

struct Adopt {};
inline constexpr Adopt adopt; ///< takes over a reference that was counted before

/// A counted reference.
template<typename State>
class StateRef {
public:
    StateRef() = default;
    explicit StateRef(State* state) noexcept
        : state_(state) {
        if (state_)
            state_->retain();
    }
    StateRef(State* state, Adopt) noexcept
        : state_(state) {}
    StateRef(const StateRef& other) noexcept
        : StateRef(other.state_) {}
    template<typename Derived>
    StateRef(StateRef<Derived> other) noexcept
        : state_(other.detach()) {}
    StateRef(StateRef&& other) noexcept
        : state_(std::exchange(other.state_, nullptr)) {}
    StateRef& operator=(StateRef other) noexcept {
        std::swap(state_, other.state_);
        return *this;
    }
    ~StateRef() {
        if (state_)
            state_->release();
    }
    State* get() const noexcept { return state_; }
    State* operator->() const noexcept { return state_; }
    State& operator*() const noexcept { return *state_; }
    explicit operator bool() const noexcept { return state_ != nullptr; }
    /// Gives up the pointer, reference and all.
    State* detach() noexcept { return std::exchange(state_, nullptr); }
    bool operator==(const StateRef&) const = default;

private:
    State* state_ = nullptr;
};

std::exception_ptr make_cancelled_error(std::string message);
bool is_cancelled_error(const std::exception_ptr& error) noexcept;

Scheduler& scheduler_of(EventLoop& loop) noexcept;
/// By its address alone: it may be gone.
bool lives_in_this_thread(const Scheduler& scheduler) noexcept;
/// Throws InvalidStateError if this thread has no loop.
Scheduler& scheduler_of_this_thread();

} // namespace braid::detail

// SPDX-License-Identifier: MIT
#pragma once

#include "loop/async_generator.h"
#include "loop/detail/multi_waiter.h"
#include "loop/detail/waiter.h"
#include "loop/gather.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace braid {

enum class ReturnWhen { FirstCompleted, FirstException, AllCompleted };

/// What was waited for, apart: that which is done, and that which is not. Both in the order given.
template<typename Handle>
struct WaitOutcome {
    std::vector<Handle> done;
    std::vector<Handle> pending;
};

namespace detail {

class WaitBase : public MultiWaiter {
public:
    bool await_ready() const noexcept { return nothing_to_wait_for(); }
    template<typename Promise>
    void await_suspend(std::coroutine_handle<Promise> coroutine) {
        MultiWaiter::await_suspend(coroutine);
        if (limit_ && !promise()->queued())
            scheduler().add_timer(timer_, scheduler().time() + *limit_, *promise());
    }
    bool cancel() noexcept override;
    WaitDescription describe() const noexcept override {
        return {.kind = WaitKind::Task, .what = "wait", .other = first_pending()};
    }

protected:
    WaitBase(ReturnWhen when, std::optional<Duration> limit) noexcept;
    WaitBase(WaitBase&&) = default;
    ~WaitBase();
    void finish_waiting();

private:
    void woken() noexcept override;
    std::optional<Duration> limit_;
    Timer timer_;
};

template<typename Handle>
class [[nodiscard]] Wait final : public WaitBase {
public:
    Wait(std::vector<Handle> handles, ReturnWhen when, std::optional<Duration> limit)
        : WaitBase(when, limit)
        , handles_(std::move(handles)) {
        reserve(handles_.size());
        for (const Handle& handle : handles_)
            watch(*handle.state());
    }
    WaitOutcome<Handle> await_resume() {
        finish_waiting();
        WaitOutcome<Handle> outcome;
        for (Handle& handle : handles_)
            (handle.done() ? outcome.done : outcome.pending).push_back(std::move(handle));
        return outcome;
    }

private:
    std::vector<Handle> handles_;
};

} // namespace detail

/// Waits until all, the first, or the first failing of these tasks or futures is done, or `limit`
/// has passed. Says which are done; throws nothing of theirs and cancels none, also when the task
/// that waits is cancelled. To be cancelled is not to fail. None at all are done at once.
template<typename Handle>
auto wait(std::vector<Handle> tasks, ReturnWhen when = ReturnWhen::AllCompleted,
          std::optional<Duration> limit = std::nullopt) {
    return detail::Wait<Handle>(std::move(tasks), when, limit);
}

namespace detail {

/// Notes the order in which futures are done.
class Arrivals {
public:
    explicit Arrivals(std::size_t count)
        : hooks_(std::make_unique<Hook[]>(count)) {}
    void watch(FutureState& future, std::size_t index);
    /// Waits for the next one; gives its index.
    auto next() noexcept { return Awaiter(*this); }

private:
    struct Hook final : DoneHook {
        Arrivals* arrivals = nullptr;
        std::size_t index = 0;
        void done(FutureState&) noexcept override { arrivals->arrived(*this); }
        TaskState* waiting_task() const noexcept override { return arrivals->waiting_task(); }
    };
    class Awaiter final : public Waiter {
    public:
        explicit Awaiter(Arrivals& arrivals) noexcept
            : arrivals_(arrivals) {}
        bool await_ready() const noexcept { return !arrivals_.arrived_.empty(); }
        template<typename Promise>
        void await_suspend(std::coroutine_handle<Promise> coroutine) noexcept {
            stand_in(arrivals_.waiters_, coroutine);
        }
        std::size_t await_resume() {
            if (suspended() && resumed())
                throw_cancelled();
            return static_cast<Hook&>(arrivals_.arrived_.pop_front()).index;
        }
        WaitDescription describe() const noexcept override {
            return {.kind = WaitKind::Task, .what = "as_completed"};
        }

        using Waiter::task;

    private:
        Arrivals& arrivals_;
    };
    void arrived(Hook& hook) noexcept;
    TaskState* waiting_task() noexcept;

    std::unique_ptr<Hook[]> hooks_;
    List<DoneHook> arrived_;
    List<Waiter> waiters_;
};

template<typename Handle>
AsyncGenerator<Handle> in_order_of_arrival(std::vector<Handle> tasks) {
    detail::Arrivals arrivals(tasks.size());
    for (std::size_t i = 0; i < tasks.size(); ++i)
        arrivals.watch(*tasks[i].state(), i);
    for (std::size_t left = tasks.size(); left > 0; --left) {
        const std::size_t index = co_await arrivals.next();
        co_yield std::move(tasks[index]);
    }
}

} // namespace detail

/// Gives tasks or futures one by one, in the order in which they are done. What is neither becomes
/// a task here and now. As every generator, it has ended when it was cancelled, say by a `timeout`
/// around `next`; the tasks go on.
///
///     auto pages = as_completed(tasks);
///     for (;;) {
///         const auto page = co_await pages.next(); // a std::optional
///         if (!page)
///             break;
///         use(page->result());
///     }
template<detail::AwaitableRange Range>
auto as_completed(Range&& awaitables,
                  std::source_location where = std::source_location::current()) {
    return detail::in_order_of_arrival(detail::as_tasks(std::forward<Range>(awaitables), where));
}

} // namespace braid

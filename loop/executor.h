// SPDX-License-Identifier: MIT
#pragma once

#include "loop/async_generator.h"
#include "loop/detail/loop_gate.h"
#include "loop/gather.h"
#include "loop/task.h"
#include "loop/wait.h"

#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <ranges>
#include <type_traits>
#include <utility>
#include <vector>

namespace braid {

/// Threads that run functions for coroutines: blocking calls, or computations on all cores. May be
/// used from any thread, by any loop.
class ThreadPoolExecutor {
public:
    /// With 0, as many threads as the machine has cores.
    explicit ThreadPoolExecutor(std::size_t threads = 0);
    ThreadPoolExecutor(const ThreadPoolExecutor&) = delete;
    ThreadPoolExecutor& operator=(const ThreadPoolExecutor&) = delete;
    /// Waits for what was submitted.
    ~ThreadPoolExecutor();

    std::size_t size() const noexcept { return size_; }
    /// Runs the function in one of the threads. It must not throw.
    void submit(std::function<void()> function);

private:
    struct Private;
    std::size_t size_;
    std::unique_ptr<Private> d;
};

namespace detail {

/// A call in another thread, and what came of it. Outlives the coroutine that waits for it if that
/// one is cancelled; a thread cannot be.
template<typename Result>
struct ThreadCall {
    std::function<void(ThreadCall&)> body;
    ResultSlot<Result> value;
    std::exception_ptr error;
    std::function<void()> finished; ///< in the loop's thread; empty if nobody waits any more
};

/// In the loop's thread: tells whoever records the loop.
void notice(EventLoop& loop, const ThreadJob& job) noexcept;

template<typename Result>
class [[nodiscard]] ThreadCallAwaiter final : public Suspension {
public:
    ThreadCallAwaiter(ThreadPoolExecutor* executor, std::shared_ptr<ThreadCall<Result>> call)
        : executor_(executor)
        , call_(std::move(call)) {}
    ~ThreadCallAwaiter() { leave(); }

    bool await_ready() const noexcept { return false; }
    template<typename Promise>
    void await_suspend(std::coroutine_handle<Promise> coroutine) {
        if (!suspend(coroutine))
            return;
        call_->finished = [this] {
            leave();
            wake();
        };
        scheduler().clock.hold();
        EventLoop& loop = scheduler().loop;
        ThreadPoolExecutor& executor = executor_ ? *executor_ : loop.default_executor();
        executor.submit(
            [call = call_, &loop, gate = gate_of(loop), asked_by = task().lane]() mutable {
                const TimePoint began = Clock::now();
                call->body(*call);
                call->body = nullptr; // its copies of the arguments end here
                const ThreadJob job{std::this_thread::get_id(), began, Clock::now(), asked_by};
                // Handed over, not shared: what came of it is destroyed in the loop's thread.
                gate->call_soon([call = std::move(call), &loop, job] {
                    notice(loop, job);
                    if (const auto finished = call->finished)
                        finished();
                    else if (call->error) // nobody waits for it any more
                        std::rethrow_exception(call->error);
                });
            });
    }
    Result await_resume() {
        if (resumed()) [[unlikely]]
            throw_cancelled();
        if (call_->error)
            std::rethrow_exception(call_->error);
        return static_cast<Result>(call_->value.take());
    }
    bool cancel() noexcept override {
        leave();
        wake_cancelled();
        return true;
    }
    WaitDescription describe() const noexcept override {
        return {.kind = WaitKind::Thread, .what = "thread"};
    }

private:
    void leave() noexcept {
        if (!call_->finished)
            return;
        call_->finished = nullptr;
        scheduler().clock.release();
    }
    ThreadPoolExecutor* executor_;
    std::shared_ptr<ThreadCall<Result>> call_;
};

template<typename Function, typename... Arguments>
auto make_thread_call(Function&& function, Arguments&&... arguments) {
    using Result = std::invoke_result_t<std::decay_t<Function>&, std::decay_t<Arguments>...>;
    // In a shared place, because std::function copies and the arguments may be unable to.
    struct Body {
        std::decay_t<Function> function;
        std::tuple<std::decay_t<Arguments>...> arguments;
    };
    auto body = std::make_shared<Body>(
        Body{std::forward<Function>(function),
             std::tuple<std::decay_t<Arguments>...>(std::forward<Arguments>(arguments)...)});
    auto call = std::make_shared<ThreadCall<Result>>();
    call->body = [body = std::move(body)](ThreadCall<Result>& self) {
        try {
            if constexpr (std::is_void_v<Result>) {
                std::apply(body->function, std::move(body->arguments));
                self.value.emplace();
            } else {
                self.value.emplace(std::apply(body->function, std::move(body->arguments)));
            }
        } catch (...) {
            self.error = std::current_exception();
        }
    };
    return call;
}

template<typename Result>
Coroutine<Result> await_call(ThreadPoolExecutor* executor,
                             std::shared_ptr<ThreadCall<Result>> call) {
    ThreadCallAwaiter<Result> awaiter(executor, std::move(call));
    if constexpr (std::is_void_v<Result>) {
        co_await awaiter;
    } else {
        decltype(auto) result = co_await awaiter;
        co_return static_cast<Result>(std::move(result));
    }
}

} // namespace detail

/// Calls the function with copies of the arguments in a thread of `executor`, and waits for what it
/// returns or throws. Being cancelled, it waits no longer; the function runs to its end all the
/// same, and if that is an exception, the loop's exception handler hears of it.
template<typename Function, typename... Arguments>
auto run_in_executor(ThreadPoolExecutor& executor, Function&& function, Arguments&&... arguments) {
    return detail::await_call(&executor,
                              detail::make_thread_call(std::forward<Function>(function),
                                                       std::forward<Arguments>(arguments)...));
}

/// The same in the loop's own threads: for calls that block.
///
///     const std::string name = co_await to_thread(ask_the_slow_library, id);
template<typename Function, typename... Arguments>
auto to_thread(Function&& function, Arguments&&... arguments) {
    return detail::await_call(nullptr,
                              detail::make_thread_call(std::forward<Function>(function),
                                                       std::forward<Arguments>(arguments)...));
}

/// Calls the function for every item, in the executor's threads, and gives the results in the order
/// of the items. The first exception is thrown.
template<std::ranges::input_range Range, typename Function>
auto map(ThreadPoolExecutor& executor, Function function, Range&& items) {
    using Result = std::invoke_result_t<Function&, std::ranges::range_value_t<Range>>;
    std::vector<Task<Result>> tasks;
    for (auto&& item : items)
        tasks.push_back(create_task(run_in_executor(executor, function, item)));
    return gather(std::move(tasks));
}

/// The same, but gives tasks as they are done: see `as_completed`.
template<std::ranges::input_range Range, typename Function>
auto map_as_completed(ThreadPoolExecutor& executor, Function function, Range&& items) {
    using Result = std::invoke_result_t<Function&, std::ranges::range_value_t<Range>>;
    std::vector<Task<Result>> tasks;
    for (auto&& item : items)
        tasks.push_back(create_task(run_in_executor(executor, function, item)));
    return as_completed(std::move(tasks));
}

} // namespace braid

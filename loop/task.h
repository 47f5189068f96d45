// SPDX-License-Identifier: MIT
#pragma once

#include "loop/coroutine.h"
#include "loop/detail/task_state.h"
#include "loop/event_loop.h"
#include "loop/future.h"

#include <concepts>
#include <functional>
#include <source_location>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace braid {

namespace detail {

template<typename T>
class RunningTask final : public TypedState<T, TaskState> {
public:
    using TypedState<T, TaskState>::TypedState;

protected:
    std::exception_ptr take_outcome() noexcept override {
        auto& promise = static_cast<CoroutinePromise<T>&>(*this->first_);
        if (promise.error)
            return std::move(promise.error);
        try {
            this->value.take_from(promise.result);
            return nullptr;
        } catch (...) {
            return std::current_exception();
        }
    }
};

class AnyTaskAwaiter final : public DoneAwaiter {
public:
    explicit AnyTaskAwaiter(StateRef<TaskState> state) noexcept
        : DoneAwaiter(StateRef<FutureState>(std::move(state))) {}
    void await_resume() { finish_waiting(); }
};

} // namespace detail

/// A function, lambda or method that makes a `Coroutine` when called with copies of `Arguments`.
template<typename Function, typename... Arguments>
concept CoroutineFunction =
    std::invocable<std::decay_t<Function>&, std::decay_t<Arguments>...> &&
    detail::is_coroutine<std::invoke_result_t<std::decay_t<Function>&, std::decay_t<Arguments>...>>;

/// A task whose result's type does not matter: a handle, or empty.
class AnyTask {
public:
    AnyTask() = default;
    explicit AnyTask(detail::StateRef<detail::TaskState> state) noexcept
        : state_(std::move(state)) {}

    explicit operator bool() const noexcept { return bool(state_); }
    bool operator==(const AnyTask&) const = default;

    /// "Task-7", unless it was given another one.
    std::string name() const { return state_->name(); }
    void set_name(std::string name) const;

    /// Asks the task to end: CancelledError is thrown in it where it waits, as soon as its turn
    /// comes. It may clean up, with more waiting, and even refuse. If it awaits another task or
    /// future, that one is cancelled. False if it is done already.
    bool cancel(std::string message = {}) const { return state_->cancel(std::move(message)); }
    /// How many requests to cancel were made and not taken back.
    int cancelling() const noexcept { return state_->cancelling; }
    /// Takes one request back, for code that swallowed a CancelledError on purpose. Returns how
    /// many remain.
    int uncancel() const noexcept { return state_->uncancel(); }

    bool done() const noexcept { return state_->done(); }
    bool cancelled() const noexcept {
        return state_->status() == detail::FutureState::Status::Cancelled;
    }
    /// How it failed, or null. Throws InvalidStateError while pending, and CancelledError.
    std::exception_ptr exception() const { return state_->check_exception(); }

    /// Waits until it is done; throws what it ended with.
    auto operator co_await() const noexcept { return detail::AnyTaskAwaiter(state_); }

    const detail::StateRef<detail::TaskState>& any_state() const noexcept { return state_; }

protected:
    detail::StateRef<detail::TaskState> state_;
};

/// A coroutine that runs by itself, beside the others. Copies refer to the same task; any number
/// of coroutines may await it. The loop keeps it alive until it is done, whether or not anybody
/// has a handle. For the loop's thread only.
///
/// An exception that a task ended with and that nobody looked at until the last handle is gone
/// goes to the loop's exception handler.
template<typename T = void>
class Task : public AnyTask {
public:
    using result_type = T;
    using State = detail::RunningTask<T>;

    Task() = default;
    explicit Task(detail::StateRef<State> state) noexcept
        : AnyTask(detail::StateRef<detail::TaskState>(std::move(state))) {}

    /// Throws InvalidStateError while pending, CancelledError, or the exception it ended with.
    detail::ResultView<T> result() const {
        state_->check_result();
        return typed().value.get();
    }
    /// Called by the loop, soon after it is done.
    void add_done_callback(std::function<void(Task)> callback) const {
        detail::call_when_done(*state_,
                               [self = *this, callback = std::move(callback)] { callback(self); });
    }

    /// Waits for the result, which stays in the task. A task that is cancelled while it waits
    /// cancels the one it waits for: see `shield`.
    auto operator co_await() const& noexcept {
        return detail::ResultAwaiter<State, detail::ResultView<T>>(state());
    }
    /// The same, for a handle that is not used again: gives the value itself.
    auto operator co_await() && noexcept {
        return detail::ResultAwaiter<State, T>(
            detail::StateRef<State>(static_cast<State*>(state_.detach()), detail::adopt));
    }

    detail::StateRef<State> state() const noexcept { return detail::StateRef<State>(&typed()); }

private:
    State& typed() const noexcept { return static_cast<State&>(*state_); }
};

/// Starts the coroutine as a task of `loop`, which must be this thread's; its first step comes when
/// it is its turn.
template<typename T>
Task<T> create_task(EventLoop& loop, Coroutine<T> coroutine, std::string name = {},
                    std::source_location where = std::source_location::current()) {
    using State = typename Task<T>::State;
    detail::scheduler_of(loop).check_thread("create_task");
    auto frame = coroutine.release();
    detail::StateRef<State> state;
    try {
        state = detail::StateRef<State>(
            new State(detail::scheduler_of(loop), frame.promise(), std::move(name), where));
    } catch (...) {
        frame.destroy();
        throw;
    }
    state->start();
    return Task<T>(std::move(state));
}

/// The same on the loop of this thread, with a coroutine or anything else that can be awaited.
/// Throws InvalidStateError if it has none.
///
///     const auto first = create_task(queue.get());
template<Awaitable T>
Task<detail::Awaited<T>> create_task(T&& awaitable, std::string name = {},
                                     std::source_location where = std::source_location::current()) {
    return create_task(detail::scheduler_of_this_thread().loop,
                       detail::as_coroutine(std::forward<T>(awaitable)), std::move(name), where);
}

namespace detail {
/// Keeps the function and its arguments alive, in its frame, as long as the coroutine they make.
template<typename Function, typename... Arguments>
auto call_with_copies(Function function, Arguments... arguments)
    -> std::invoke_result_t<Function&, Arguments...> {
    using Made = std::invoke_result_t<Function&, Arguments...>;
    Made made = std::invoke(function, std::move(arguments)...);
    if constexpr (std::is_void_v<typename Made::result_type>) {
        co_await std::move(made);
    } else {
        decltype(auto) value = co_await std::move(made);
        co_return static_cast<typename Made::result_type>(std::move(value));
    }
}

template<typename Function, typename... Arguments>
auto create_task_of(std::string name, std::source_location where, Function&& function,
                    Arguments&&... arguments) {
    return create_task(
        call_with_copies(std::decay_t<Function>(std::forward<Function>(function)),
                         std::decay_t<Arguments>(std::forward<Arguments>(arguments))...),
        std::move(name), where);
}
} // namespace detail

/// Makes the coroutine by calling a copy of `function` that lives as long as it does, so that a
/// lambda with captures is safe.
///
///     create_task([socket = std::move(socket)]() -> Coroutine<> { … });
template<typename Function>
    requires CoroutineFunction<Function>
auto create_task(Function&& function, std::string name = {},
                 std::source_location where = std::source_location::current()) {
    return detail::create_task_of(std::move(name), where, std::forward<Function>(function));
}

/// The same with copies of arguments, any number of them, which the coroutine may take by
/// reference. (Several overloads, because behind a pack nothing can tell the place of the call:
/// only a task with more than three of them does not know where it was made.)
template<typename Function, typename A>
    requires CoroutineFunction<Function, A>
auto create_task(Function&& function, A&& a,
                 std::source_location where = std::source_location::current()) {
    return detail::create_task_of({}, where, std::forward<Function>(function), std::forward<A>(a));
}
template<typename Function, typename A, typename B>
    requires CoroutineFunction<Function, A, B>
auto create_task(Function&& function, A&& a, B&& b,
                 std::source_location where = std::source_location::current()) {
    return detail::create_task_of({}, where, std::forward<Function>(function), std::forward<A>(a),
                                  std::forward<B>(b));
}
template<typename Function, typename A, typename B, typename C>
    requires CoroutineFunction<Function, A, B, C>
auto create_task(Function&& function, A&& a, B&& b, C&& c,
                 std::source_location where = std::source_location::current()) {
    return detail::create_task_of({}, where, std::forward<Function>(function), std::forward<A>(a),
                                  std::forward<B>(b), std::forward<C>(c));
}
template<typename Function, typename A, typename B, typename C, typename D, typename... More>
    requires CoroutineFunction<Function, A, B, C, D, More...>
auto create_task(Function&& function, A&& a, B&& b, C&& c, D&& d, More&&... more) {
    return detail::create_task_of({}, std::source_location(), std::forward<Function>(function),
                                  std::forward<A>(a), std::forward<B>(b), std::forward<C>(c),
                                  std::forward<D>(d), std::forward<More>(more)...);
}

/// The task whose step this is; empty in a callback, or outside the loop.
AnyTask current_task() noexcept;
/// All tasks of this thread's loop that are not done, oldest first.
std::vector<AnyTask> all_tasks();

} // namespace braid

// SPDX-License-Identifier: MIT
#pragma once

#include "loop/coroutine.h"
#include "loop/detail/future_state.h"
#include "loop/detail/result_slot.h"

#include <functional>
#include <string>
#include <type_traits>
#include <utility>

namespace braid {

class EventLoop;

namespace detail {

/// A future or a task with its result. Base is `FutureState` or `TaskState`.
template<typename T, typename Base>
class TypedState : public Base {
public:
    using Base::Base;
    /// The value for a reader who keeps it: moved if nobody but the reader, who has `own`
    /// references, can ask for it.
    T hand_out(std::uint32_t own = 1) {
        if constexpr (std::is_copy_constructible_v<T>)
            return this->references() > own ? T(value.get()) : T(value.take());
        else
            return value.take();
    }
    [[no_unique_address]] ResultSlot<T> value;
};

template<typename T>
class PlainFuture final : public TypedState<T, FutureState> {
public:
    using TypedState<T, FutureState>::TypedState;
    bool cancel(std::string message) override;
};

/// Waits for a future or a task; being cancelled, cancels it.
class DoneAwaiter : public Suspension, public DoneHook {
public:
    bool await_ready() const noexcept { return future_->done(); }
    template<typename Promise>
    bool await_suspend(std::coroutine_handle<Promise> coroutine) noexcept {
        if (suspend(coroutine))
            future_->add_hook(*this);
        else
            cancel_waited();
        return true;
    }
    bool cancel() noexcept override;
    WaitDescription describe() const noexcept override;
    void done(FutureState& future) noexcept override;
    TaskState* waiting_task() const noexcept override;

protected:
    explicit DoneAwaiter(StateRef<FutureState> future) noexcept
        : future_(std::move(future)) {}
    DoneAwaiter(DoneAwaiter&&) = default;
    ~DoneAwaiter() = default;
    /// Throws what the future ended with, or CancelledError.
    void finish_waiting();
    FutureState& future() const noexcept { return *future_; }

private:
    void cancel_waited() noexcept;
    StateRef<FutureState> future_;
};

template<typename State, typename Result>
class [[nodiscard]] ResultAwaiter final : public DoneAwaiter {
public:
    explicit ResultAwaiter(StateRef<State> state) noexcept
        : DoneAwaiter(StateRef<FutureState>(std::move(state))) {}
    Result await_resume() {
        finish_waiting();
        if constexpr (std::is_object_v<Result>) // a value of its own
            return typed().hand_out();
        else
            return typed().value.get();
    }

private:
    State& typed() const noexcept { return static_cast<State&>(future()); }
};

/// Has the loop call back soon after the future is done.
void call_when_done(FutureState& future, std::function<void()> callback);

} // namespace detail

/// A result that comes later, set by whoever makes it: the link between callback code and
/// coroutines. Copies refer to the same result. A copy may be kept and destroyed in another thread,
/// but only the loop's thread may use it: from another one, set it by `call_soon_threadsafe`.
///
///     Future<int> answer;
///     start_something([answer](int x) { answer.set_result(x); });
///     const int x = co_await answer;
template<typename T = void>
class Future {
public:
    using result_type = T;
    using State = detail::PlainFuture<T>;

    /// On the loop of this thread.
    Future();
    explicit Future(EventLoop& loop);

    /// Each throws InvalidStateError if it is done already.
    template<typename... Value>
        requires(sizeof...(Value) == (std::is_void_v<T> ? 0 : 1))
    void set_result(Value&&... value) const {
        check_pending();
        state_->value.emplace(std::forward<Value>(value)...);
        state_->finish(detail::FutureState::Status::Finished, nullptr);
    }
    void set_exception(std::exception_ptr error) const {
        check_pending();
        state_->finish(detail::FutureState::Status::Finished, std::move(error));
    }
    /// Those who wait get CancelledError. False if it was done already.
    bool cancel(std::string message = {}) const { return state_->cancel(std::move(message)); }

    bool done() const noexcept { return state_->done(); }
    bool cancelled() const noexcept {
        return state_->status() == detail::FutureState::Status::Cancelled;
    }
    /// Throws InvalidStateError while pending, CancelledError, or the exception that was set.
    detail::ResultView<T> result() const {
        state_->check_result();
        return state_->value.get();
    }
    /// The exception that was set, or null. Throws InvalidStateError while pending, and
    /// CancelledError.
    std::exception_ptr exception() const;
    /// Called by the loop, soon after it is done.
    void add_done_callback(std::function<void(Future)> callback) const {
        detail::call_when_done(*state_,
                               [self = *this, callback = std::move(callback)] { callback(self); });
    }

    /// Waits; the value stays in the future. A task that is cancelled while it waits cancels the
    /// future, as in asyncio: see `shield`.
    auto operator co_await() const& noexcept {
        return detail::ResultAwaiter<State, detail::ResultView<T>>(state_);
    }
    /// The same, for a handle that is not used again: gives the value itself.
    auto operator co_await() && noexcept {
        return detail::ResultAwaiter<State, T>(std::move(state_));
    }

    const detail::StateRef<State>& state() const noexcept { return state_; }

private:
    void check_pending() const {
        if (state_->done())
            throw InvalidStateError("this future is done already");
    }
    detail::StateRef<State> state_;
};

template<typename T>
bool detail::PlainFuture<T>::cancel(std::string message) {
    if (this->done())
        return false;
    this->finish(FutureState::Status::Cancelled, make_cancelled_error(std::move(message)));
    return true;
}

template<typename T>
std::exception_ptr Future<T>::exception() const {
    return state_->check_exception();
}

template<typename T>
Future<T>::Future(EventLoop& loop)
    : state_(new State(detail::scheduler_of(loop))) {}

template<typename T>
Future<T>::Future()
    : state_(new State(detail::scheduler_of_this_thread())) {}

} // namespace braid

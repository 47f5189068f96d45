// SPDX-License-Identifier: MIT
#pragma once

#include "loop/awaitable.h"
#include "loop/detail/result_slot.h"
#include "loop/detail/task_state.h"
#include "loop/errors.h"

#include <concepts>
#include <coroutine>
#include <exception>
#include <source_location>
#include <type_traits>
#include <utility>

namespace braid {

template<typename T = void>
class Coroutine;

namespace detail {

struct CoroutineStart {
    PromiseBase& promise;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<>) const noexcept {}
    void await_resume() const {
        // A task that is cancelled before its first step never begins.
        if (!promise.caller && promise.task->must_cancel) [[unlikely]]
            promise.task->throw_cancelled();
    }
};

struct CoroutineEnd {
    PromiseBase& promise;
    bool await_ready() const noexcept { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<>) const noexcept {
        Scheduler& scheduler = promise.task->scheduler;
        return promise.caller ? scheduler.transfer(promise.caller->handle())
                              : scheduler.finish_task(*promise.task);
    }
    void await_resume() const noexcept {}
};

/// What coroutines and generators share.
class AwaitingPromise : public PromiseBase {
public:
    void unhandled_exception() noexcept { error = std::current_exception(); }

    /// Notes where the coroutine waits, so that every task can be asked.
    template<Awaitable T>
    decltype(auto) await_transform(T&& awaitable,
                                   std::source_location where = std::source_location::current()) {
        awaits_at = where;
        return AwaitAdapter<T>::adapt(std::forward<T>(awaitable));
    }

    std::exception_ptr error;

protected:
    using PromiseBase::PromiseBase;
    ~AwaitingPromise() = default;
};

template<typename T>
class CoroutinePromiseBase : public AwaitingPromise {
public:
    CoroutineStart initial_suspend() noexcept { return {*this}; }
    CoroutineEnd final_suspend() noexcept {
        static_assert(alignof(CoroutinePromiseBase) <= frame_alignment);
        return {*this};
    }

    [[no_unique_address]] ResultSlot<T> result;

protected:
    using AwaitingPromise::AwaitingPromise;
    ~CoroutinePromiseBase() = default;
};

template<typename T>
class CoroutinePromise final : public CoroutinePromiseBase<T> {
public:
    CoroutinePromise() noexcept
        : CoroutinePromiseBase<T>(std::coroutine_handle<CoroutinePromise>::from_promise(*this)) {}
    Coroutine<T>
    get_return_object(std::source_location where = std::source_location::current()) noexcept;
    template<typename Value>
        requires std::constructible_from<T, Value&&>
    void return_value(Value&& value) {
        this->result.emplace(std::forward<Value>(value));
    }
    void return_value(T&& value)
        requires std::is_object_v<T>
    {
        this->result.emplace(std::move(value));
    }
};

template<>
class CoroutinePromise<void> final : public CoroutinePromiseBase<void> {
public:
    CoroutinePromise() noexcept
        : CoroutinePromiseBase<void>(std::coroutine_handle<CoroutinePromise>::from_promise(*this)) {
    }
    Coroutine<void>
    get_return_object(std::source_location where = std::source_location::current()) noexcept;
    void return_void() noexcept { result.emplace(); }
};

/// Runs a coroutine as a part of the one that awaits it.
template<typename T>
class [[nodiscard]] CoroutineAwaiter {
public:
    explicit CoroutineAwaiter(std::coroutine_handle<CoroutinePromise<T>> callee) noexcept
        : callee_(callee) {}
    CoroutineAwaiter(const CoroutineAwaiter&) = delete;
    CoroutineAwaiter& operator=(const CoroutineAwaiter&) = delete;
    ~CoroutineAwaiter() { callee_.destroy(); }

    bool await_ready() const noexcept { return false; }
    template<typename Promise>
    std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> caller) noexcept {
        PromiseBase& callee = callee_.promise();
        callee.caller = &caller.promise();
        callee.task = caller.promise().task;
        return callee.task->scheduler.transfer(callee_);
    }
    T await_resume() {
        CoroutinePromise<T>& callee = callee_.promise();
        if (callee.error) [[unlikely]]
            std::rethrow_exception(std::move(callee.error));
        return static_cast<T>(callee.result.take());
    }

private:
    std::coroutine_handle<CoroutinePromise<T>> callee_;
};

void report_never_awaited(const std::source_location& where) noexcept;

} // namespace detail

/// A computation that can wait. Calling a coroutine function makes one; nothing of it runs until
/// it is awaited (then it runs as a part of the awaiting task) or made a task by `create_task`.
///
///     Coroutine<int> twice(int x) {
///         co_await sleep(1s);
///         co_return 2 * x;
///     }
///     Coroutine<> main() {
///         const int x = co_await twice(21);
///     }
///
/// Write each `co_await` as a statement of its own, or as the initialiser of a named variable:
/// g++ 12 miscompiles some other shapes (see loop/README.md).
///
/// A coroutine is awaited once; it may be moved before, also to another thread.
template<typename T>
class [[nodiscard]] Coroutine {
public:
    using promise_type = detail::CoroutinePromise<T>;
    using result_type = T;

    Coroutine() noexcept = default;
    Coroutine(Coroutine&& other) noexcept
        : handle_(std::exchange(other.handle_, nullptr)) {}
    Coroutine& operator=(Coroutine other) noexcept {
        std::swap(handle_, other.handle_);
        return *this;
    }
    ~Coroutine() {
        if (handle_)
            drop();
    }

    /// False once it was awaited or made a task.
    explicit operator bool() const noexcept { return bool(handle_); }

    detail::CoroutineAwaiter<T> operator co_await() && {
        return detail::CoroutineAwaiter<T>(release());
    }

    /// For those who drive coroutines themselves: gives up the frame.
    std::coroutine_handle<promise_type> release() {
        if (!handle_)
            throw InvalidStateError("this coroutine was awaited before, or is empty");
        return std::exchange(handle_, nullptr);
    }

private:
    friend class detail::CoroutinePromise<T>;
    explicit Coroutine(std::coroutine_handle<promise_type> handle) noexcept
        : handle_(handle) {}
    void drop() noexcept {
        detail::report_never_awaited(handle_.promise().awaits_at);
        handle_.destroy();
    }
    std::coroutine_handle<promise_type> handle_;
};

template<typename T>
Coroutine<T> detail::CoroutinePromise<T>::get_return_object(std::source_location where) noexcept {
    this->awaits_at = where;
    return Coroutine<T>(std::coroutine_handle<CoroutinePromise>::from_promise(*this));
}

inline Coroutine<void>
detail::CoroutinePromise<void>::get_return_object(std::source_location where) noexcept {
    awaits_at = where;
    return Coroutine<void>(std::coroutine_handle<CoroutinePromise>::from_promise(*this));
}

namespace detail {

template<typename T>
inline constexpr bool is_coroutine = false;
template<typename T>
inline constexpr bool is_coroutine<Coroutine<T>> = true;

template<typename T>
Coroutine<AwaitResult<T>> await_in_coroutine(T awaitable) {
    if constexpr (std::is_void_v<AwaitResult<T>>) {
        co_await std::forward<T>(awaitable);
    } else {
        AwaitResult<T> result = co_await std::forward<T>(awaitable);
        co_return static_cast<AwaitResult<T>&&>(result);
    }
}

/// For those who need a coroutine and are given any awaitable.
template<Awaitable T>
Coroutine<Awaited<T>> as_coroutine(T&& awaitable) {
    if constexpr (is_coroutine<T>)
        return std::forward<T>(awaitable);
    else
        return await_in_coroutine<Kept<T>>(std::forward<T>(awaitable));
}

} // namespace detail

} // namespace braid

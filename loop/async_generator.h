// SPDX-License-Identifier: MIT
#pragma once

#include "loop/coroutine.h"

#include <exception>
#include <memory>
#include <optional>
#include <utility>

namespace braid {

/// A sequence whose items are made one by one, with waiting in between.
///
///     AsyncGenerator<int> ticks(int count) {
///         for (int i = 0; i < count; ++i) {
///             co_await sleep(1s);
///             co_yield i;
///         }
///     }
///     auto numbers = ticks(3);
///     for (;;) {
///         const std::optional<int> number = co_await numbers.next();
///         if (!number)
///             break;
///         …
///     }
///
/// It runs as a part of the task that asks for the next item. Left early, it is closed by its
/// destructor: its variables are destroyed where it stands. One task at a time may ask.
template<typename T>
class [[nodiscard]] AsyncGenerator {
public:
    class promise_type;

    AsyncGenerator() noexcept = default;
    AsyncGenerator(AsyncGenerator&& other) noexcept
        : handle_(std::exchange(other.handle_, nullptr)) {}
    AsyncGenerator& operator=(AsyncGenerator other) noexcept {
        std::swap(handle_, other.handle_);
        return *this;
    }
    ~AsyncGenerator() { close(); }

    /// Runs it up to its next item; empty at its end. An exception that leaves the generator comes
    /// out here and ends it.
    [[nodiscard]] auto next() noexcept { return NextAwaiter(*this); }
    /// Ends it where it stands.
    void close() noexcept {
        if (handle_)
            std::exchange(handle_, nullptr).destroy();
    }

private:
    class NextAwaiter {
    public:
        explicit NextAwaiter(AsyncGenerator& generator) noexcept
            : generator_(generator) {}
        bool await_ready() const noexcept {
            return !generator_.handle_ || generator_.handle_.done();
        }
        template<typename Promise>
        std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> caller) {
            detail::PromiseBase& body = generator_.handle_.promise();
            if (body.caller)
                throw InvalidStateError("AsyncGenerator.next: it is being asked already");
            body.caller = &caller.promise();
            body.task = caller.promise().task;
            return body.task->scheduler.transfer(generator_.handle_);
        }
        std::optional<T> await_resume() {
            if (!generator_.handle_)
                return std::nullopt;
            promise_type& body = generator_.handle_.promise();
            if (body.error) [[unlikely]]
                std::rethrow_exception(std::exchange(body.error, nullptr));
            return std::exchange(body.item, std::nullopt);
        }

    private:
        AsyncGenerator& generator_;
    };

    explicit AsyncGenerator(std::coroutine_handle<promise_type> handle) noexcept
        : handle_(handle) {}
    std::coroutine_handle<promise_type> handle_;
};

template<typename T>
class AsyncGenerator<T>::promise_type final : public detail::AwaitingPromise {
public:
    promise_type() noexcept
        : AwaitingPromise(std::coroutine_handle<promise_type>::from_promise(*this)) {}
    AsyncGenerator get_return_object() noexcept {
        return AsyncGenerator(std::coroutine_handle<promise_type>::from_promise(*this));
    }

    struct BackToCaller {
        bool await_ready() const noexcept { return false; }
        std::coroutine_handle<>
        await_suspend(std::coroutine_handle<promise_type> self) const noexcept {
            promise_type& promise = self.promise();
            detail::PromiseBase& caller = *std::exchange(promise.caller, nullptr);
            return promise.task->scheduler.transfer(caller.handle());
        }
        void await_resume() const noexcept {}
    };

    std::suspend_always initial_suspend() const noexcept {
        static_assert(alignof(promise_type) <= detail::frame_alignment,
                      "compilers do not align coroutine frames strictly enough for such items");
        return {};
    }
    BackToCaller final_suspend() const noexcept { return {}; }
    BackToCaller yield_value(T value) {
        item.emplace(std::move(value));
        return {};
    }
    void return_void() const noexcept {}

    std::optional<T> item;
};

} // namespace braid

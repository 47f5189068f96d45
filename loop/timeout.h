// SPDX-License-Identifier: MIT
#pragma once

#include "loop/coroutine.h"
#include "loop/detail/task_state.h"
#include "loop/errors.h"
#include "loop/event_loop.h"

#include <optional>
#include <type_traits>
#include <utility>

namespace braid {

/// A time limit for a part of a task, which can be moved while that part runs.
///
///     Timeout limit(1s);
///     const Page page = co_await limit.run(fetch(url, limit));
///
/// When the time comes, what runs inside is cancelled; the CancelledError that comes out of it
/// becomes a TimeoutError. A cancellation from elsewhere stays what it is. With no time at all,
/// what runs inside is cancelled where it first waits.
class Timeout final {
public:
    /// Counted from the moment `run` begins; without a delay, no limit yet.
    explicit Timeout(std::optional<Duration> delay) noexcept
        : delay_(delay) {}
    explicit Timeout(TimePoint when) noexcept
        : when_(when) {}
    Timeout(const Timeout&) = delete;
    Timeout& operator=(const Timeout&) = delete;
    ~Timeout();

    /// Awaits `body` as a part of the task that awaits this. Once.
    template<Awaitable T>
    Coroutine<detail::Awaited<T>> run(T&& body) {
        return limit<detail::Kept<T>>(std::forward<T>(body));
    }

    /// When the time is over, on the loop's clock; empty: never.
    std::optional<TimePoint> when() const noexcept { return when_; }
    /// Moves the limit, or takes it away. Throws InvalidStateError if it has been reached.
    void reschedule(std::optional<TimePoint> when);
    /// The limit was reached.
    bool expired() const noexcept { return expired_; }

private:
    struct Expiry final : detail::CallbackJob {
        explicit Expiry(Timeout& t) noexcept
            : timeout(t) {}
        void run() override { timeout.expire(); }
        void drop() noexcept override {}
        Timeout& timeout;
    };
    template<typename T>
    Coroutine<detail::AwaitResult<T>> limit(T body);
    void enter();
    /// Ends the scope; true if a CancelledError that comes out of it is this limit's doing.
    bool leave() noexcept;
    void expire();
    void start_timer();
    void stop_timer() noexcept;

    std::optional<Duration> delay_;
    std::optional<TimePoint> when_;
    detail::Scheduler* scheduler_ = nullptr;
    detail::TaskState* task_ = nullptr; ///< whose part it limits; null outside of `run`
    int cancelling_before_ = 0;
    bool entered_ = false;
    bool expired_ = false;
    detail::Timer timer_;
    Expiry expiry_{*this};
};

template<typename T>
Coroutine<detail::AwaitResult<T>> Timeout::limit(T body) {
    enter();
    struct Leave {
        Timeout& timeout;
        bool left = false;
        ~Leave() {
            if (!left)
                timeout.leave();
        }
    } scope{*this};
    try {
        using Result = detail::AwaitResult<T>;
        if constexpr (std::is_void_v<Result>) {
            co_await std::forward<T>(body);
            co_return;
        } else {
            Result result = co_await std::forward<T>(body);
            co_return static_cast<Result&&>(result);
        }
    } catch (const CancelledError&) {
        scope.left = true;
        if (leave())
            throw TimeoutError();
        throw;
    }
}

namespace detail {
/// `when` is a delay or a time.
template<typename T, typename When>
Coroutine<AwaitResult<T>> await_with_limit(When when, T body) {
    Timeout limit(when);
    using Result = AwaitResult<T>;
    if constexpr (std::is_void_v<Result>) {
        co_await limit.run(std::forward<T>(body));
    } else {
        Result result = co_await limit.run(std::forward<T>(body));
        co_return static_cast<Result&&>(result);
    }
}
} // namespace detail

/// Awaits something with a time limit: when that is over, cancels what it awaits, waits until that
/// has ended and throws TimeoutError.
///
///     const Page page = co_await timeout(1s, fetch(url));
///     const std::size_t n = co_await timeout(1s, socket.async_read_some(buffer));
template<Awaitable T>
Coroutine<detail::Awaited<T>> timeout(Duration delay, T&& body) {
    return detail::await_with_limit<detail::Kept<T>>(delay, std::forward<T>(body));
}
/// The same with a time on the loop's clock.
template<Awaitable T>
Coroutine<detail::Awaited<T>> timeout_at(TimePoint when, T&& body) {
    return detail::await_with_limit<detail::Kept<T>>(when, std::forward<T>(body));
}
/// `timeout`, as asyncio also calls it.
template<Awaitable T>
Coroutine<detail::Awaited<T>> wait_for(T&& body, Duration limit) {
    return timeout(limit, std::forward<T>(body));
}

} // namespace braid

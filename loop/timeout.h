#pragma once

#include "loop/coroutine.h"
#include "loop/detail/task_state.h"
#include "loop/errors.h"
#include "loop/event_loop.h"
#include "loop/gather.h"

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
/// becomes a TimeoutError. A cancellation from elsewhere stays what it is.
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

    /// Runs the coroutine as a part of the task that awaits this. Once.
    template<typename T>
    Coroutine<T> run(Coroutine<T> body);

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
Coroutine<T> Timeout::run(Coroutine<T> body) {
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
        if constexpr (std::is_void_v<T>) {
            co_await std::move(body);
            co_return;
        } else {
            T value = co_await std::move(body);
            co_return static_cast<T&&>(value);
        }
    } catch (const CancelledError&) {
        scope.left = true;
        if (leave())
            throw TimeoutError();
        throw;
    }
}

/// Runs the coroutine with a time limit: throws TimeoutError when it is over.
///
///     const Page page = co_await timeout(1s, fetch(url));
template<typename T>
Coroutine<T> timeout(Duration delay, Coroutine<T> body) {
    Timeout limit(delay);
    if constexpr (std::is_void_v<T>) {
        co_await limit.run(std::move(body));
    } else {
        T value = co_await limit.run(std::move(body));
        co_return static_cast<T&&>(value);
    }
}
/// The same with a time on the loop's clock.
template<typename T>
Coroutine<T> timeout_at(TimePoint when, Coroutine<T> body) {
    Timeout limit(when);
    if constexpr (std::is_void_v<T>) {
        co_await limit.run(std::move(body));
    } else {
        T value = co_await limit.run(std::move(body));
        co_return static_cast<T&&>(value);
    }
}

namespace detail {
template<typename Handle>
Coroutine<typename Handle::result_type> await_handle(Handle handle) {
    using T = typename Handle::result_type;
    if constexpr (std::is_void_v<T>) {
        co_await handle;
    } else if constexpr (std::is_reference_v<T>) {
        auto& value = co_await handle;
        co_return value;
    } else {
        co_await handle;
        const auto state = handle.state();
        co_return state->hand_out(2);
    }
}
} // namespace detail

/// Waits for a task, a future or a coroutine, at most so long: then cancels it, waits until it has
/// ended and throws TimeoutError.
template<typename T>
Coroutine<T> wait_for(Coroutine<T> coroutine, Duration limit) {
    return timeout(limit, std::move(coroutine));
}
template<typename Handle>
requires detail::Gatherable<Handle>
auto wait_for(Handle handle, Duration limit) {
    return timeout(limit, detail::await_handle(std::move(handle)));
}

} // namespace braid

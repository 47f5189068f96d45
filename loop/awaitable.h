// SPDX-License-Identifier: MIT
#pragma once

#include <utility> // first, because Qt's moc stumbles over <coroutine> when nothing else was included

#include <coroutine>
#include <type_traits>

namespace braid {

namespace detail {

/// An awaiter that lives elsewhere in the same expression. g++ 12 copies an awaiter that
/// `await_transform` returns by reference, so a reference is wrapped.
template<typename Awaiter>
struct AwaiterReference {
    Awaiter& awaiter;
    bool await_ready() { return awaiter.await_ready(); }
    template<typename Promise>
    auto await_suspend(std::coroutine_handle<Promise> coroutine) {
        return awaiter.await_suspend(coroutine);
    }
    decltype(auto) await_resume() { return awaiter.await_resume(); }
};

template<typename T>
concept MemberCoAwait = requires(T&& t) { static_cast<T&&>(t).operator co_await(); };
template<typename T>
concept FreeCoAwait = requires(T&& t) { operator co_await(static_cast<T&&>(t)); };
template<typename T>
concept AwaitMembers = requires(T&& t) {
    t.await_ready();
    t.await_resume();
};

/// What `co_await awaitable` really awaits. Other parts specialise it for things that are no
/// awaitables by themselves.
template<typename T>
struct AwaitAdapter;

template<typename T>
    requires MemberCoAwait<T> || FreeCoAwait<T> || AwaitMembers<T>
struct AwaitAdapter<T> {
    static decltype(auto) adapt(T&& awaitable) {
        if constexpr (MemberCoAwait<T>)
            return static_cast<T&&>(awaitable).operator co_await();
        else if constexpr (FreeCoAwait<T>)
            return operator co_await(static_cast<T&&>(awaitable));
        else
            return AwaiterReference<std::remove_reference_t<T>>{awaitable};
    }
};

} // namespace detail

/// What can stand behind `co_await` in a coroutine of Braid: a coroutine, a task, a future, what
/// `Queue::get` and its like return, an Asio operation.
template<typename T>
concept Awaitable = requires(T&& t) { detail::AwaitAdapter<T>::adapt(static_cast<T&&>(t)); };

namespace detail {

template<Awaitable T>
using AwaitResult = decltype(AwaitAdapter<T>::adapt(std::declval<T>()).await_resume());

/// Tasks and futures: copies refer to the same thing.
template<typename T>
concept Handle = requires(const T& t) {
    typename T::result_type;
    t.state();
    t.done();
};

/// How one keeps a function's argument `T&&` to await it later: handles and temporaries
/// themselves, other things, which must live so long, by reference.
template<typename T>
using Kept = std::conditional_t<Handle<std::remove_cvref_t<T>>, std::remove_cvref_t<T>, T>;
template<typename T>
using Awaited = AwaitResult<Kept<T>>;

} // namespace detail
} // namespace braid

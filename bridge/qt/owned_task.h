// SPDX-License-Identifier: MIT
#pragma once

#include "loop/task.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <source_location>
#include <string>
#include <type_traits>
#include <utility>

namespace braid {

namespace detail {
/// Ends the task when the object dies.
void tieToOwner(const QObject* owner, const AnyTask& task);

template<typename Function, typename... Arguments>
auto createOwnedTask(const QObject* owner, std::source_location where, Function&& function,
                     Arguments&&... arguments) {
    auto task = create_task_of({}, where, std::forward<Function>(function),
                               std::forward<Arguments>(arguments)...);
    tieToOwner(owner, task);
    return task;
}
} // namespace detail

/// Starts a coroutine, or what else can be awaited, as a task that belongs to a QObject: when that
/// is destroyed, the task is cancelled, and unwound on the spot, so that a member function that
/// waits never goes on without its object.
///
///     void Window::load() { create_task(this, loadPages()); }
///
/// "On the spot" are local variables destroyed, but no catch block runs, as the object is gone
/// already. If the task is in the middle of a step (it destroys its owner itself, or the nested
/// event loop that it has opened does), CancelledError comes at its next co_await instead.
template<Awaitable T>
auto create_task(const QObject* owner, T&& awaitable, std::string name = {},
                 std::source_location where = std::source_location::current()) {
    auto task = create_task(std::forward<T>(awaitable), std::move(name), where);
    detail::tieToOwner(owner, task);
    return task;
}

/// The same with a function that makes the coroutine; it and its arguments are copied first.
/// (Several overloads, as of braid::create_task.)
template<typename Function>
    requires CoroutineFunction<Function>
auto create_task(const QObject* owner, Function&& function,
                 std::source_location where = std::source_location::current()) {
    return detail::createOwnedTask(owner, where, std::forward<Function>(function));
}
template<typename Function, typename A>
    requires CoroutineFunction<Function, A>
auto create_task(const QObject* owner, Function&& function, A&& a,
                 std::source_location where = std::source_location::current()) {
    return detail::createOwnedTask(owner, where, std::forward<Function>(function),
                                   std::forward<A>(a));
}
template<typename Function, typename A, typename B>
    requires CoroutineFunction<Function, A, B>
auto create_task(const QObject* owner, Function&& function, A&& a, B&& b,
                 std::source_location where = std::source_location::current()) {
    return detail::createOwnedTask(owner, where, std::forward<Function>(function),
                                   std::forward<A>(a), std::forward<B>(b));
}
template<typename Function, typename A, typename B, typename C>
    requires CoroutineFunction<Function, A, B, C>
auto create_task(const QObject* owner, Function&& function, A&& a, B&& b, C&& c,
                 std::source_location where = std::source_location::current()) {
    return detail::createOwnedTask(owner, where, std::forward<Function>(function),
                                   std::forward<A>(a), std::forward<B>(b), std::forward<C>(c));
}
template<typename Function, typename A, typename B, typename C, typename D, typename... More>
    requires CoroutineFunction<Function, A, B, C, D, More...>
auto create_task(const QObject* owner, Function&& function, A&& a, B&& b, C&& c, D&& d,
                 More&&... more) {
    return detail::createOwnedTask(owner, std::source_location(), std::forward<Function>(function),
                                   std::forward<A>(a), std::forward<B>(b), std::forward<C>(c),
                                   std::forward<D>(d), std::forward<More>(more)...);
}

/// A slot that is a coroutine: each emission starts it as a task of the receiver, with copies of
/// the signal's arguments.
///
///     connectTask(button, &QPushButton::clicked, this, &Window::load);
template<typename Sender, typename Signal, typename Receiver, typename... Arguments>
QMetaObject::Connection connectTask(const Sender* sender, Signal signal, Receiver* receiver,
                                    Coroutine<> (Receiver::*slot)(Arguments...)) {
    return QObject::connect(
        sender, signal, receiver, [receiver, slot](std::decay_t<Arguments>... arguments) {
            create_task(receiver, std::mem_fn(slot), receiver, std::move(arguments)...);
        });
}

} // namespace braid

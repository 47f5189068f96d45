// SPDX-License-Identifier: MIT
#pragma once

#include "loop/task.h"

#include <exception>
#include <string>
#include <utility>
#include <vector>

namespace braid {

/// Several exceptions at once: what the tasks of a `TaskGroup` failed with, each kept.
class ExceptionGroup : public std::exception {
public:
    ExceptionGroup(std::string message, std::vector<std::exception_ptr> exceptions);
    /// The message, and what each exception says.
    const char* what() const noexcept override { return what_.c_str(); }
    const std::vector<std::exception_ptr>& exceptions() const noexcept { return exceptions_; }

private:
    std::string what_;
    std::vector<std::exception_ptr> exceptions_;
};

/// Tasks that belong together: they end before the group does.
///
///     Coroutine<> crawl(TaskGroup& group, Url url) {
///         group.create_task(fetch(url));
///         …
///     }
///     TaskGroup group;
///     co_await group.run(crawl(group, url)); // the body, and then all tasks
///
/// If the body or a task fails, the others are cancelled, and when all have ended, `run` throws an
/// ExceptionGroup with every failure (cancellation is none). If the task that waits is cancelled,
/// so is the group.
///
/// A group that is destroyed before it was run to its end (because its coroutine is) unwinds its
/// tasks on the spot.
class TaskGroup {
public:
    TaskGroup() = default;
    TaskGroup(const TaskGroup&) = delete;
    TaskGroup& operator=(const TaskGroup&) = delete;
    ~TaskGroup();

    /// Starts a task in the group: see braid::create_task. Throws InvalidStateError if the group
    /// has ended or is about to.
    template<Awaitable T>
    auto create_task(T&& awaitable, std::string name = {},
                     std::source_location where = std::source_location::current()) {
        check_open();
        auto task = braid::create_task(std::forward<T>(awaitable), std::move(name), where);
        adopt(task);
        return task;
    }
    template<typename Function>
        requires CoroutineFunction<Function>
    auto create_task(Function&& function, std::string name = {},
                     std::source_location where = std::source_location::current()) {
        return create_task_of(std::move(name), where, std::forward<Function>(function));
    }
    template<typename Function, typename A>
        requires CoroutineFunction<Function, A>
    auto create_task(Function&& function, A&& a,
                     std::source_location where = std::source_location::current()) {
        return create_task_of({}, where, std::forward<Function>(function), std::forward<A>(a));
    }
    template<typename Function, typename A, typename B>
        requires CoroutineFunction<Function, A, B>
    auto create_task(Function&& function, A&& a, B&& b,
                     std::source_location where = std::source_location::current()) {
        return create_task_of({}, where, std::forward<Function>(function), std::forward<A>(a),
                              std::forward<B>(b));
    }
    template<typename Function, typename A, typename B, typename C>
        requires CoroutineFunction<Function, A, B, C>
    auto create_task(Function&& function, A&& a, B&& b, C&& c,
                     std::source_location where = std::source_location::current()) {
        return create_task_of({}, where, std::forward<Function>(function), std::forward<A>(a),
                              std::forward<B>(b), std::forward<C>(c));
    }
    template<typename Function, typename A, typename B, typename C, typename D, typename... More>
        requires CoroutineFunction<Function, A, B, C, D, More...>
    auto create_task(Function&& function, A&& a, B&& b, C&& c, D&& d, More&&... more) {
        return create_task_of({}, std::source_location(), std::forward<Function>(function),
                              std::forward<A>(a), std::forward<B>(b), std::forward<C>(c),
                              std::forward<D>(d), std::forward<More>(more)...);
    }

    /// Runs the body as a part of the task that awaits this, then waits for the tasks of the
    /// group, also for those that they add. Once.
    Coroutine<> run(Coroutine<> body);
    /// The same without a body, for tasks that were created before.
    Coroutine<> join();
    /// Cancels what is left of the group, without failing: `run` returns normally.
    void cancel();

private:
    struct Child;
    class AllDone;

    template<typename Function, typename... Arguments>
    auto create_task_of(std::string name, std::source_location where, Function&& function,
                        Arguments&&... arguments) {
        check_open();
        auto task = detail::create_task_of(std::move(name), where, std::forward<Function>(function),
                                           std::forward<Arguments>(arguments)...);
        adopt(task);
        return task;
    }
    void check_open() const;
    void adopt(const AnyTask& task);
    void child_done(Child& child) noexcept;
    void abort() noexcept;

    detail::List<Child> children_;
    AllDone* waiter_ = nullptr;
    detail::TaskState* parent_ = nullptr; ///< the task that runs it, while it does
    std::vector<std::exception_ptr> errors_;
    bool entered_ = false;
    bool exited_ = false;
    bool aborting_ = false;
    bool parent_cancel_requested_ = false;
};

} // namespace braid

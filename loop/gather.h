// SPDX-License-Identifier: MIT
#pragma once

#include "loop/detail/multi_waiter.h"
#include "loop/task.h"

#include <array>
#include <concepts>
#include <exception>
#include <iterator>
#include <ranges>
#include <source_location>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace braid {

/// How something ended: a value, or an exception. What `gather(return_exceptions, …)` gives.
template<typename T>
class Result {
public:
    using value_type = std::conditional_t<std::is_void_v<T>, std::monostate, T>;

    explicit Result(value_type value)
        : outcome_(std::in_place_index<0>, std::move(value)) {}
    explicit Result(std::exception_ptr error)
        : outcome_(std::in_place_index<1>, std::move(error)) {}

    explicit operator bool() const noexcept { return outcome_.index() == 0; }
    /// Throws the exception if it is one.
    const value_type& value() const& {
        check();
        return std::get<0>(outcome_);
    }
    value_type&& value() && {
        check();
        return std::get<0>(std::move(outcome_));
    }
    /// Null if it is a value.
    std::exception_ptr error() const {
        return outcome_.index() == 1 ? std::get<1>(outcome_) : nullptr;
    }

private:
    void check() const {
        if (outcome_.index() == 1)
            std::rethrow_exception(std::get<1>(outcome_));
    }
    std::variant<value_type, std::exception_ptr> outcome_;
};

struct ReturnExceptions {};
/// Asks `gather` for all outcomes instead of the first exception.
inline constexpr ReturnExceptions return_exceptions;

namespace detail {

/// The task that awaits it, or the handle itself.
template<Awaitable T>
auto as_task(T&& awaitable, std::source_location where = {}) {
    if constexpr (Handle<std::remove_cvref_t<T>>)
        return std::remove_cvref_t<T>(std::forward<T>(awaitable));
    else
        return create_task(std::forward<T>(awaitable), {}, where);
}
template<Awaitable T>
using TaskOf = decltype(as_task(std::declval<T>()));

template<Awaitable T>
constexpr bool becomes_task = !Handle<std::remove_cvref_t<T>>;

template<typename Handle>
using ValueOf = std::conditional_t<std::is_void_v<typename Handle::result_type>, std::monostate,
                                   typename Handle::result_type>;

template<typename Handle>
ValueOf<Handle> take_value(const Handle& handle) {
    handle.result(); // throws, if it must
    if constexpr (std::is_void_v<typename Handle::result_type>)
        return {};
    else {
        const auto state = handle.state();
        return state->hand_out(2); // the handle's reference and ours
    }
}

template<typename Handle>
auto take_outcome(const Handle& handle) {
    using Outcome = Result<typename Handle::result_type>;
    handle.state()->retrieve();
    if (const std::exception_ptr& error = handle.state()->error())
        return Outcome(error);
    return Outcome(take_value(handle));
}

class GatherWait : public MultiWaiter {
public:
    bool await_ready() const noexcept { return nothing_to_wait_for(); }
    bool cancel() noexcept override;
    WaitDescription describe() const noexcept override {
        return {.kind = WaitKind::Task, .what = "gather", .other = first_pending()};
    }

protected:
    explicit GatherWait(bool all) noexcept
        : MultiWaiter(all ? WakeAt::AllDone : WakeAt::FirstError)
        , all_(all) {}
    GatherWait(GatherWait&&) = default;
    ~GatherWait() { unwind_made(); }
    /// Throws CancelledError if the task was cancelled, or the first exception of a child.
    void finish_waiting();

private:
    void cancel_before_waiting() noexcept override { cancel(); }
    bool all_;
    bool cancelled_ = false;
};

template<bool all, typename... Handles>
class [[nodiscard]] GatherTuple final : public GatherWait {
public:
    /// `made`: which of the handles nobody else has.
    explicit GatherTuple(std::array<bool, sizeof...(Handles)> made, Handles... handles)
        : GatherWait(all)
        , handles_(std::move(handles)...) {
        reserve(sizeof...(Handles));
        [[maybe_unused]] auto next_made = made.begin();
        std::apply([&](const auto&... h) { (watch(*h.state(), *next_made++), ...); }, handles_);
    }
    auto await_resume() {
        finish_waiting();
        return std::apply(
            [](const auto&... h) {
                if constexpr (all)
                    return std::tuple(take_outcome(h)...);
                else
                    return std::tuple<ValueOf<Handles>...>(take_value(h)...);
            },
            handles_);
    }

private:
    std::tuple<Handles...> handles_;
};

template<bool all, typename Handle>
class [[nodiscard]] GatherVector final : public GatherWait {
public:
    GatherVector(std::vector<Handle> handles, bool made)
        : GatherWait(all)
        , handles_(std::move(handles)) {
        reserve(handles_.size());
        for (const Handle& handle : handles_)
            watch(*handle.state(), made);
    }
    auto await_resume() {
        finish_waiting();
        if constexpr (all)
            return collect([](const Handle& h) { return take_outcome(h); });
        else
            return collect([](const Handle& h) { return take_value(h); });
    }

private:
    template<typename Take>
    auto collect(Take take) {
        std::vector<decltype(take(handles_.front()))> results;
        results.reserve(handles_.size());
        for (const Handle& handle : handles_)
            results.push_back(take(handle));
        return results;
    }
    std::vector<Handle> handles_;
};

template<std::ranges::input_range Range>
auto as_tasks(Range&& range, std::source_location where) {
    using Item = std::ranges::range_value_t<Range>;
    std::vector<TaskOf<Item>> tasks;
    if constexpr (std::ranges::sized_range<Range>)
        tasks.reserve(std::ranges::size(range));
    for (auto&& item : range) {
        if constexpr (Handle<Item>)
            tasks.push_back(as_task(item, where));
        else
            tasks.push_back(as_task(std::move(item), where));
    }
    return tasks;
}

template<typename T>
concept AwaitableRange = std::ranges::input_range<T> && Awaitable<std::ranges::range_value_t<T>>;

} // namespace detail

/// Runs coroutines beside each other, and waits for all of them: gives a tuple of their values, in
/// their order (std::monostate for void). Takes tasks and futures, and everything else that can be
/// awaited, which becomes a task here and now.
///
///     const auto [page, count] = co_await gather(fetch(url), counted);
///
/// The first exception is thrown at once; the others go on, as in asyncio: use a `TaskGroup` to
/// have them cancelled. A task that is cancelled here cancels all of them. One that is destroyed
/// here, because its owner or its group is, takes those with it that became tasks here. (These do
/// not know where they were made; those of a range do.)
template<Awaitable... Awaitables>
auto gather(Awaitables&&... awaitables) {
    return detail::GatherTuple<false, detail::TaskOf<Awaitables>...>{
        {detail::becomes_task<Awaitables>...},
        detail::as_task(std::forward<Awaitables>(awaitables))...}; // braces: in this order
}

/// The same for a range of them; gives a vector. What is no task or future is moved from.
template<detail::AwaitableRange Range>
auto gather(Range&& range, std::source_location where = std::source_location::current()) {
    auto tasks = detail::as_tasks(std::forward<Range>(range), where);
    return detail::GatherVector<false, std::ranges::range_value_t<decltype(tasks)>>(
        std::move(tasks), detail::becomes_task<std::ranges::range_value_t<Range>>);
}

/// As `gather`, but waits until all are done and gives a `Result` for each: no exception is lost.
template<Awaitable... Awaitables>
auto gather(ReturnExceptions, Awaitables&&... awaitables) {
    return detail::GatherTuple<true, detail::TaskOf<Awaitables>...>{
        {detail::becomes_task<Awaitables>...},
        detail::as_task(std::forward<Awaitables>(awaitables))...}; // braces: in this order
}
template<detail::AwaitableRange Range>
auto gather(ReturnExceptions, Range&& range,
            std::source_location where = std::source_location::current()) {
    auto tasks = detail::as_tasks(std::forward<Range>(range), where);
    return detail::GatherVector<true, std::ranges::range_value_t<decltype(tasks)>>(
        std::move(tasks), detail::becomes_task<std::ranges::range_value_t<Range>>);
}

} // namespace braid

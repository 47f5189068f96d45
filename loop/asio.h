// SPDX-License-Identifier: MIT
#pragma once

#include "loop/coroutine.h"
#include "loop/detail/asio_link.h"
#include "loop/detail/task_state.h"
#include "loop/event_loop.h"
#include "loop/task.h"

// Qt's headers make `emit` a macro; it is the name of a function here and in Asio.
#pragma push_macro("emit")
#undef emit

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/system/system_error.hpp>

#include <exception>
#include <functional>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

namespace braid {

/// The completion token that makes an Asio operation awaitable; the operation starts when it is
/// awaited, and is cancelled by Asio's own means when its task is.
///
///     const std::size_t n = co_await socket.async_read_some(buffer, use_coroutine);
///     const auto [error, n] = co_await socket.async_read_some(buffer, as_tuple(use_coroutine));
///
/// An error is thrown as boost::system::system_error. With `Awaiting<tcp::socket>`, for which it
/// is the default, the token is left out. Operations made with `asio::deferred` can be awaited
/// as they are.
struct UseCoroutine {
    constexpr UseCoroutine() = default;

    /// An executor for which this token is the default one.
    template<typename InnerExecutor>
    struct ExecutorWithDefault : InnerExecutor {
        using default_completion_token_type = UseCoroutine;
        template<typename Other>
            requires(!std::is_same_v<Other, ExecutorWithDefault> &&
                     std::is_convertible_v<Other, InnerExecutor>)
        ExecutorWithDefault(const Other& other) noexcept // NOLINT: as Asio's executors do
            : InnerExecutor(other) {}
    };
    template<typename IoObject>
    using as_default_on_t = typename IoObject::template rebind_executor<
        ExecutorWithDefault<typename IoObject::executor_type>>::other;
};

inline constexpr UseCoroutine use_coroutine;

/// An I/O object of Asio whose operations are awaited as they stand.
///
///     Awaiting<tcp::socket> socket(loop.io_context());
///     const std::size_t n = co_await socket.async_read_some(buffer);
template<typename IoObject>
using Awaiting = UseCoroutine::as_default_on_t<IoObject>;

namespace detail {

template<typename Awaiter>
class AsioHandler {
public:
    using cancellation_slot_type = boost::asio::cancellation_slot;
    using executor_type = boost::asio::io_context::executor_type;
    using allocator_type = AsioLinkAllocator<void>;

    AsioHandler(AsioLink& link, executor_type executor) noexcept
        : link_(&link)
        , executor_(executor) {}
    AsioHandler(AsioHandler&& other) noexcept
        : link_(std::exchange(other.link_, nullptr))
        , executor_(other.executor_) {}
    ~AsioHandler() {
        if (link_)
            link_->release();
    }

    cancellation_slot_type get_cancellation_slot() const noexcept { return link_->signal().slot(); }
    executor_type get_executor() const noexcept { return executor_; }
    allocator_type get_allocator() const noexcept { return allocator_type(*link_); }

    template<typename... Results>
    void operator()(Results&&... results) {
        if (void* const awaiter = link_->awaiter())
            static_cast<Awaiter*>(awaiter)->complete(std::forward<Results>(results)...);
    }

private:
    AsioLink* link_;
    executor_type executor_;
};

/// The outcome of an operation without its leading error.
inline void throw_if_error(const boost::system::error_code& error) {
    if (error)
        throw boost::system::system_error(error);
}
inline void throw_if_error(const std::exception_ptr& error) {
    if (error)
        std::rethrow_exception(error);
}
template<typename T>
concept AsioError =
    std::is_same_v<T, boost::system::error_code> || std::is_same_v<T, std::exception_ptr>;

inline void give_results() noexcept {}
template<typename T>
T give_results(T&& only) {
    return std::forward<T>(only);
}
template<typename First, typename Second, typename... More>
std::tuple<First, Second, More...> give_results(First&& first, Second&& second, More&&... more) {
    return {std::forward<First>(first), std::forward<Second>(second), std::forward<More>(more)...};
}

/// An Asio operation that starts when it is awaited.
template<typename Initiation, typename Arguments, typename... Results>
class [[nodiscard]] AsioOperation final : public Suspension {
public:
    AsioOperation(Initiation initiation, Arguments arguments)
        : initiation_(std::move(initiation))
        , arguments_(std::move(arguments)) {}
    AsioOperation(AsioOperation&&) = default;
    ~AsioOperation() {
        if (!link_)
            return;
        if (!results_) { // destroyed while it waits
            scheduler().clock.release();
            link_->abandon();
            link_->signal().emit(boost::asio::cancellation_type::terminal);
        }
        link_->release();
    }

    bool await_ready() const noexcept { return false; }
    template<typename Promise>
    void await_suspend(std::coroutine_handle<Promise> coroutine) {
        if (!suspend(coroutine))
            return;
        link_ = new AsioLink(this);
        scheduler().clock.hold();
        std::apply(
            [this](auto&&... arguments) {
                std::move(initiation_)(AsioHandler<AsioOperation>(
                                           *link_, scheduler().loop.io_context().get_executor()),
                                       std::move(arguments)...);
            },
            std::move(arguments_));
    }
    decltype(auto) await_resume() {
        if (resumed()) [[unlikely]]
            throw_cancelled();
        return std::apply(
            []<typename... R>(R&&... results) { return split_error(std::forward<R>(results)...); },
            std::move(*results_));
    }

    template<typename... R>
    void complete(R&&... results) {
        results_.emplace(std::forward<R>(results)...);
        scheduler().clock.release();
        wake_at_end_of_handler(); // may destroy this
    }

    bool cancel() noexcept override {
        // Its buffers are the coroutine's: the task can go on only when the operation has ended.
        task().must_cancel = true;
        link_->signal().emit(boost::asio::cancellation_type::terminal);
        return true;
    }
    WaitDescription describe() const noexcept override {
        return {.kind = WaitKind::Io, .what = "Asio operation"};
    }

private:
    static void split_error() noexcept {}
    template<typename First, typename... More>
    static auto split_error(First&& first, More&&... more) {
        if constexpr (AsioError<std::remove_cvref_t<First>>) {
            throw_if_error(first);
            return give_results(std::forward<More>(more)...);
        } else {
            return give_results(std::forward<First>(first), std::forward<More>(more)...);
        }
    }

    Initiation initiation_;
    Arguments arguments_;
    AsioLink* link_ = nullptr;
    std::optional<std::tuple<std::decay_t<Results>...>> results_;
};

/// Operations made with asio::deferred.
template<typename Operation>
    requires boost::asio::is_deferred<std::remove_cvref_t<Operation>>::value
struct AwaitAdapter<Operation> {
    static decltype(auto) adapt(Operation&& operation) {
        return std::forward<Operation>(operation)(UseCoroutine());
    }
};

/// Ends a `co_spawn`: hands the outcome to Asio's handler.
template<typename T, typename Handler>
class SpawnHook final : public DoneHook, public Pooled {
public:
    SpawnHook(Task<T> task, Handler handler)
        : task_(std::move(task))
        , work_(boost::asio::get_associated_executor(
              handler, task_.any_state()->scheduler.loop.io_context().get_executor()))
        , handler_(std::move(handler)) {
        auto slot = boost::asio::get_associated_cancellation_slot(handler_);
        if (slot.is_connected())
            slot.assign([task = task_](boost::asio::cancellation_type) { task.cancel(); });
        task_.any_state()->add_hook(*this);
    }
    void done(FutureState& state) noexcept override {
        state.retrieve();
        auto slot = boost::asio::get_associated_cancellation_slot(handler_);
        if (slot.is_connected())
            slot.clear();
        state.scheduler.loop.call_soon([this] { deliver(); });
    }

private:
    void deliver() {
        const std::unique_ptr<SpawnHook> self(this);
        const auto state = task_.state();
        const auto executor = work_.get_executor();
        if constexpr (std::is_void_v<T>) {
            boost::asio::dispatch(
                executor, [handler = std::move(handler_), error = state->error()]() mutable {
                    std::move(handler)(error);
                });
        } else {
            T value = state->error() ? T() : state->hand_out(2);
            boost::asio::dispatch(executor, [handler = std::move(handler_), error = state->error(),
                                             value = std::move(value)]() mutable {
                std::move(handler)(error, std::move(value));
            });
        }
    }

    Task<T> task_;
    boost::asio::executor_work_guard<
        boost::asio::associated_executor_t<Handler, boost::asio::io_context::executor_type>>
        work_;
    Handler handler_;
};

template<typename T>
struct SpawnSignature {
    using type = void(std::exception_ptr, T);
};
template<>
struct SpawnSignature<void> {
    using type = void(std::exception_ptr);
};

} // namespace detail

/// Starts a task from Asio code, with any completion token: the handler gets an exception (null if
/// there is none) and the value, which must have a default for the case that there is none.
/// Cancelling through Asio's slot cancels the task.
///
///     co_spawn(loop, serve(port), asio::detached);
template<typename T, typename CompletionToken>
auto co_spawn(EventLoop& loop, Coroutine<T> coroutine, CompletionToken&& token) {
    return boost::asio::async_initiate<CompletionToken, typename detail::SpawnSignature<T>::type>(
        [&loop](auto handler, Coroutine<T> body) {
            Task<T> task = create_task(loop, std::move(body));
            new detail::SpawnHook<T, decltype(handler)>(std::move(task), std::move(handler));
        },
        token, std::move(coroutine));
}

} // namespace braid

/// @cond What Asio asks of a completion token.
template<typename R, typename... Args>
class boost::asio::async_result<braid::UseCoroutine, R(Args...)> {
public:
    template<typename Initiation, typename... InitArgs>
    static auto initiate(Initiation initiation, braid::UseCoroutine, InitArgs... args) {
        return braid::detail::AsioOperation<Initiation, std::tuple<InitArgs...>, Args...>(
            std::move(initiation), std::tuple<InitArgs...>(std::move(args)...));
    }
};
/// @endcond

#pragma pop_macro("emit")

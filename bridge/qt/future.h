// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/qt/detail/object_wait.h"
#include "loop/errors.h"

#include <QFuture>
#include <QFutureWatcher>
#include <QScopeGuard>
#include <QUnhandledException>

#include <exception>
#include <type_traits>

namespace braid {

namespace detail {
/// Ends when the future has: with a result, with an exception, or cancelled.
template<typename T>
class FutureWait : public ObjectWait<> {
public:
    explicit FutureWait(const QFuture<T>& future)
        : ObjectWait("QFuture", WaitKind::Thread) {
        endOn(&watcher_, &QFutureWatcher<T>::finished);
        watcher_.setFuture(future);
    }

private:
    QFutureWatcher<T> watcher_;
};

template<typename T>
Coroutine<> await_finish(QFuture<T>& future) {
    if (future.isFinished())
        co_return;
    // Nobody else will want what this task no longer waits for: it should not be computed.
    auto cancel = qScopeGuard([&future] { future.cancel(); });
    FutureWait<T> wait(future);
    co_await wait;
    cancel.dismiss();
}

/// Throws the exception that the future holds; CancelledError if it has come to nothing.
template<typename T>
void check_outcome(QFuture<T>& future) {
    try {
        future.waitForFinished(); // it has: this only throws
    } catch (const QUnhandledException& error) {
        // How QtConcurrent hands on what is not a QException.
        if (error.exception())
            std::rethrow_exception(error.exception());
        throw;
    }
    bool has_result = false;
    if constexpr (!std::is_void_v<T>)
        has_result = future.resultCount() > 0;
    if (future.isCanceled() && !has_result)
        throw CancelledError("the QFuture was cancelled");
}
} // namespace detail

/// Waits for a QFuture, say of QtConcurrent, and gives its (first) result.
///
///     const QImage image = co_await finished(QtConcurrent::run(load, path));
///
/// Throws what the future's function threw; CancelledError if the future was cancelled, or its
/// QPromise destroyed, before there was a result. A task that is cancelled meanwhile cancels the
/// future.
template<typename T>
Coroutine<T> finished(QFuture<T> future) {
    co_await detail::await_finish(future);
    detail::check_outcome(future);
    if constexpr (std::is_copy_constructible_v<T>)
        co_return future.result();
    else if constexpr (!std::is_void_v<T>)
        co_return future.takeResult();
}

/// The same with all its results, in order.
template<typename T>
Coroutine<QList<T>> allResults(QFuture<T> future) {
    co_await detail::await_finish(future);
    detail::check_outcome(future);
    co_return future.results();
}

} // namespace braid

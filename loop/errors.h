// SPDX-License-Identifier: MIT
#pragma once

#include <exception>
#include <stdexcept>
#include <string>
#include <utility>

namespace braid {

/// Thrown at the suspension point of a task that was cancelled, so that it can clean up.
///
/// As in asyncio it is no ordinary error: it does not derive from `std::exception`, so a handler
/// for those lets it through. Code that catches it should throw it on when it has cleaned up;
/// code that swallows it should call `AnyTask::uncancel`.
class CancelledError final {
public:
    CancelledError() = default;
    explicit CancelledError(const std::string& message)
        : message_(message) {}
    explicit CancelledError(std::string&& message) noexcept
        : message_(std::move(message)) {}
    /// What `cancel(message)` was given.
    const std::string& message() const noexcept { return message_; }

private:
    std::string message_;
};

/// The operation makes no sense in this state: a result asked for before there is one, a future
/// set twice, a coroutine awaited twice.
class InvalidStateError : public std::logic_error {
public:
    using std::logic_error::logic_error;
};

/// A time limit was reached: see `timeout` and `wait_for`.
class TimeoutError : public std::runtime_error {
public:
    TimeoutError()
        : std::runtime_error("timed out") {}
};

} // namespace braid

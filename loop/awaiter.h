// SPDX-License-Identifier: MIT
#pragma once

#include "loop/coroutine.h"
#include "loop/detail/result_slot.h"
#include "loop/detail/task_state.h"

#include <cassert>
#include <coroutine>
#include <exception>
#include <utility>

namespace braid {

template<typename Result = void>
class Awaiter;

namespace detail {

class AwaiterSuspension;

/// An Awaiter without the type of its result.
class AwaiterBase {
public:
    /// Neither awaited to its end nor finished yet.
    bool pending() const noexcept { return !finished_; }

    AwaiterBase(const AwaiterBase&) = delete;
    AwaiterBase& operator=(const AwaiterBase&) = delete;

protected:
    AwaiterBase(const char* what, WaitKind kind) noexcept
        : what_(what)
        , kind_(kind) {}
    /// What is awaited may be handed on before: to `timeout`, to a task.
    AwaiterBase(AwaiterBase&& other) noexcept
        : what_(other.what_)
        , kind_(other.kind_)
        , finished_(other.finished_)
        , error_(std::move(other.error_)) {
        assert(!other.suspension_);
    }
    virtual ~AwaiterBase() = default;

    /// A task waits from here on: whatever ends the wait has to be asked to call `finish` or
    /// `fail`, now or later. What this throws, the `co_await` throws. Not called if it has ended
    /// before.
    virtual void start() {}
    /// Nobody waits any more: the task was cancelled, or is destroyed where it stands. Called at
    /// most once after `start`, and not after `finish` or `fail`, which do nothing from here on.
    virtual void stop() noexcept {}

    /// The wait has failed: the task gets this error, in its turn.
    void fail(std::exception_ptr error) noexcept {
        if (finished_)
            return;
        error_ = std::move(error);
        end();
    }

    void end() noexcept;

    const char* what() const noexcept { return what_; }

private:
    friend class AwaiterSuspension;
    const char* what_;
    WaitKind kind_;
    bool finished_ = false;
    std::exception_ptr error_;
    AwaiterSuspension* suspension_ = nullptr; ///< the task that waits
};

/// The wait of one task. It lives in the `co_await` expression, shorter than the awaiter itself.
class AwaiterSuspension : public Suspension {
public:
    bool await_ready() const noexcept { return awaiter_.finished_; }
    template<typename Promise>
    void await_suspend(std::coroutine_handle<Promise> coroutine) noexcept {
        if (!suspend(coroutine))
            return;
        awaiter_.suspension_ = this;
        if (outside())
            scheduler().clock.hold();
        try {
            awaiter_.start(); // may finish at once
        } catch (...) {
            awaiter_.fail(std::current_exception());
        }
    }
    bool cancel() noexcept override {
        leave();
        wake_cancelled();
        return true;
    }
    WaitDescription describe() const noexcept override {
        return {.kind = awaiter_.kind_, .what = awaiter_.what_};
    }
    void finish() noexcept {
        forget();
        wake();
    }

protected:
    explicit AwaiterSuspension(AwaiterBase& awaiter) noexcept
        : awaiter_(awaiter) {}
    ~AwaiterSuspension() {
        if (waits())
            leave();
    }
    /// In await_resume.
    void check() {
        if (suspended() && resumed()) [[unlikely]]
            throw_cancelled();
        if (awaiter_.error_)
            std::rethrow_exception(awaiter_.error_);
    }

private:
    bool waits() const noexcept { return awaiter_.suspension_ == this; }
    /// Those who wait for the world outside keep virtual time from passing.
    bool outside() const noexcept {
        return awaiter_.kind_ == WaitKind::Io || awaiter_.kind_ == WaitKind::Thread ||
               awaiter_.kind_ == WaitKind::Process || awaiter_.kind_ == WaitKind::Input;
    }
    void forget() noexcept {
        awaiter_.suspension_ = nullptr;
        if (outside())
            scheduler().clock.release();
    }
    void leave() noexcept {
        forget();
        awaiter_.finished_ = true;
        awaiter_.stop();
    }
    AwaiterBase& awaiter_;
};

inline void AwaiterBase::end() noexcept {
    finished_ = true;
    if (suspension_)
        suspension_->finish();
}

template<typename Result>
class [[nodiscard]] AwaiterResult final : public AwaiterSuspension {
public:
    AwaiterResult(AwaiterBase& awaiter, ResultSlot<Result>& result) noexcept
        : AwaiterSuspension(awaiter)
        , result_(result) {}
    Result await_resume() {
        check();
        return static_cast<Result>(result_.take());
    }

private:
    ResultSlot<Result>& result_;
};

} // namespace detail

/// Base of what waits for something that calls back: how to write an awaitable that can be
/// cancelled, times out, and is seen by its name wherever waits are shown.
///
///     class NextRing final : public braid::Awaiter<int> {
///     public:
///         explicit NextRing(Bell& bell)
///             : Awaiter("Bell.ring") // what people see
///             , bell_(bell) {}
///
///     private:
///         void start() override {
///             id_ = bell_.listen([this](int tone) { finish(tone); });
///         }
///         void stop() noexcept override { bell_.forget(id_); }
///         …
///     };
///
///     const int tone = co_await NextRing(bell);
///     const int other = co_await braid::timeout(1s, NextRing(bell));
///
/// The wait ends once: with the first `finish` or `fail`, also if that comes before anybody awaits
/// it, or when its task is cancelled; later ones do nothing. The task goes on in its turn, never
/// inside `finish`. It must live until then, or until it has been destroyed, `stop` has been
/// called: from there on nobody may call it. For the loop's thread: others hand over by
/// `EventLoop::call_soon_threadsafe`.
///
/// `kind` says what sort of thing is waited for. Virtual time stands still while a task waits for
/// I/O, a thread, a process or a person's input. `what` is not copied: a literal.
///
/// Awaited once. It may be moved before, if the class that derives from it can be.
template<typename Result>
class Awaiter : public detail::AwaiterBase {
public:
    using result_type = Result;

    auto operator co_await() noexcept { return detail::AwaiterResult<Result>(*this, result_); }

protected:
    explicit Awaiter(const char* what, WaitKind kind = WaitKind::Event) noexcept
        : AwaiterBase(what, kind) {}
    Awaiter(Awaiter&& other)
        : AwaiterBase(std::move(other)) {
        result_.take_from(other.result_);
    }

    /// The wait is over, with this result: nothing for void.
    template<typename... Value>
    void finish(Value&&... value) {
        if (!pending())
            return;
        result_.emplace(std::forward<Value>(value)...);
        this->end();
    }

private:
    [[no_unique_address]] detail::ResultSlot<Result> result_;
};

} // namespace braid

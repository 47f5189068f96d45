// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/qt/errors.h"
#include "loop/coroutine.h"
#include "loop/detail/task_state.h"

#include <QObject>
#include <QPointer>

#include <coroutine>
#include <utility>

namespace braid::detail {

class ObjectAwaiter;

/// One wait for what a QObject tells by its signals. It ends, once, with one of those or with the
/// death of the object; the coroutine is queued then, and goes on when it is its turn, not inside
/// the emission. It listens from the moment it is made, in the thread that makes it.
///
/// Awaiting throws CancelledError, or ObjectDestroyedError if the death came first.
class ObjectWait {
public:
    /// `what` is for people: "QProcess::finished".
    explicit ObjectWait(const char* what);
    /// Ends also when the object is destroyed.
    ObjectWait(const QObject* object, const char* what);
    ObjectWait(const ObjectWait&) = delete;
    ObjectWait& operator=(const ObjectWait&) = delete;

    /// A signal ends the wait.
    template<typename Object, typename Signal>
    void endOn(const Object* object, Signal signal) {
        QObject::connect(object, signal, &context_, [this] { end(); });
    }
    void end() noexcept;
    /// The code after the wait uses the object: awaiting also throws if that died between the
    /// signal and the coroutine's turn.
    void requireObject() noexcept { object_required_ = true; }

    bool pending() const noexcept { return pending_; }
    const char* what() const noexcept { return what_; }
    /// The receiver of the connections.
    const QObject* context() const noexcept { return &context_; }

    ObjectAwaiter operator co_await() noexcept;

private:
    friend class ObjectAwaiter;
    bool failed() const noexcept { return died_ || (object_required_ && object_.isNull()); }

    const char* const what_;
    bool pending_ = true;
    bool died_ = false;
    bool object_required_ = false;
    QPointer<const QObject> object_;
    ObjectAwaiter* waiter_ = nullptr;
    QObject context_;
};

class [[nodiscard]] ObjectAwaiter : public Suspension {
public:
    explicit ObjectAwaiter(ObjectWait& wait) noexcept
        : wait_(wait) {}
    virtual ~ObjectAwaiter() {
        if (wait_.waiter_ == this)
            wait_.waiter_ = nullptr;
    }

    bool await_ready() const noexcept { return !wait_.pending(); }
    template<typename Promise>
    void await_suspend(std::coroutine_handle<Promise> coroutine) noexcept {
        if (suspend(coroutine))
            wait_.waiter_ = this;
    }
    void await_resume() {
        if (suspended() && resumed()) [[unlikely]]
            throw_cancelled();
        if (wait_.failed())
            throw ObjectDestroyedError(wait_.what());
    }
    bool cancel() noexcept override {
        wait_.waiter_ = nullptr;
        wake_cancelled();
        return true;
    }
    WaitDescription describe() const noexcept override {
        return {.kind = WaitKind::Event, .what = wait_.what()};
    }

private:
    friend class ObjectWait;
    ObjectWait& wait_;
};

inline ObjectAwaiter ObjectWait::operator co_await() noexcept { return ObjectAwaiter(*this); }

} // namespace braid::detail

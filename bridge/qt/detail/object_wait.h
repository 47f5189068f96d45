// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/qt/errors.h"
#include "loop/awaiter.h"

#include <QObject>
#include <QPointer>

#include <exception>
#include <stdexcept>
#include <string>

namespace braid::detail {

/// One wait for what a QObject tells by its signals. It ends, once, with one of those or with the
/// death of the object; the coroutine is queued then, and goes on when it is its turn, not inside
/// the emission. It listens from the moment it is made, in the thread that makes it.
///
/// Awaiting throws CancelledError, or ObjectDestroyedError if the death came first.
template<typename Result = void>
class ObjectWait : public Awaiter<Result> {
public:
    /// `what` is for people: "QProcess::finished".
    explicit ObjectWait(const char* what, WaitKind kind = WaitKind::Event)
        : Awaiter<Result>(what, kind) {}
    /// Ends also when the object is destroyed.
    ObjectWait(const QObject* object, const char* what, WaitKind kind = WaitKind::Event)
        : ObjectWait(what, kind) {
        if (!object)
            throw std::invalid_argument(std::string("there is no object to wait for: ") + what);
        object_ = object;
        QObject::connect(object, &QObject::destroyed, &context_, [this] {
            this->fail(std::make_exception_ptr(ObjectDestroyedError(this->what())));
        });
    }

    using Awaiter<Result>::finish;
    /// A signal ends the wait.
    template<typename Object, typename Signal>
    void endOn(const Object* object, Signal signal) {
        QObject::connect(object, signal, &context_, [this] { finish(); });
    }
    /// For the code after the wait, which uses the object: throws ObjectDestroyedError if that died
    /// between the signal and the coroutine's turn.
    void requireObject() const {
        if (object_.isNull())
            throw ObjectDestroyedError(this->what());
    }

    /// The receiver of the connections.
    const QObject* context() const noexcept { return &context_; }

private:
    QPointer<const QObject> object_;
    QObject context_;
};

} // namespace braid::detail

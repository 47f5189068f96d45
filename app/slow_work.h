// SPDX-License-Identifier: MIT
#pragma once

#include "loop/task.h"

#include <QObject>
#include <QString>

#include <string>
#include <vector>

namespace braid {

/// Work of the window's own that takes long: coroutines which yield after every few milliseconds at
/// most, so that the window and the scripts go on beside them. It says how far it is, and can be
/// ended.
///
/// A piece of it is a task of this thread's loop, and ends on the spot when this is destroyed: see
/// `create_task` of bridge/qt.
class SlowWork : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// Starts a piece, beside those that run already. `name` is what its lane is called.
    void start(Coroutine<> piece, std::string name);
    bool isRunning() const { return !pieces_.empty(); }
    /// Ends all pieces, each where it yields.
    void cancel();

    /// For the pieces: how far it is, in words for people.
    void say(const QString& text);
    QString text() const { return text_; }

signals:
    /// It runs, or does no longer, or says something else.
    void changed();

private:
    std::vector<AnyTask> pieces_;
    QString text_;
};

} // namespace braid

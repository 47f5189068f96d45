// SPDX-License-Identifier: MIT
#pragma once

#include "app/slow_work.h"
#include "loop/trace/trace_diff.h"

#include <QObject>

class QWidget;

namespace braid {

class Session;

/// Reads another trace and compares it with what the window shows, while everything goes on.
class TraceComparison : public QObject {
    Q_OBJECT

public:
    /// `session` must outlive it.
    explicit TraceComparison(Session& session, QObject* parent = nullptr);

    /// Shows a dialog over `parent` and compares with what is chosen.
    void ask(QWidget* parent);
    void compareWith(const QString& file);
    SlowWork& work() { return work_; }

signals:
    void compared(const braid::TraceDiff& diff, const QString& name);
    void failed(const QString& why);

private:
    Coroutine<> read(QString file);

    Session& session_;
    SlowWork work_;
};

} // namespace braid

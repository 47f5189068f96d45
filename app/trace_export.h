// SPDX-License-Identifier: MIT
#pragma once

#include "app/slow_work.h"

#include <QObject>

class QWidget;

namespace braid {

class Session;

/// Saves what happened in a file that Perfetto opens, while everything goes on.
class TraceExport : public QObject {
    Q_OBJECT

public:
    /// `session` must outlive it.
    explicit TraceExport(Session& session, QObject* parent = nullptr);

    /// Shows a dialog over `parent` and saves where it says.
    void ask(QWidget* parent);
    /// Begins to save what has happened until now.
    void save(const QString& file);
    /// The saving. Cancelled, it leaves no file, and one that was there before as it was.
    SlowWork& work() { return work_; }

signals:
    void saved(const QString& file);
    void failed(const QString& why);

private:
    Coroutine<> write(QString file, std::int64_t nowNs);

    Session& session_;
    SlowWork work_;
};

} // namespace braid

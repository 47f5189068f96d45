// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

class QWidget;

namespace braid {

class Session;

/// Saves what happened in a file that Perfetto opens.
class TraceExport : public QObject {
    Q_OBJECT

public:
    /// `session` must outlive it.
    explicit TraceExport(Session& session, QObject* parent = nullptr);

    /// Shows a dialog over `parent` and saves where it says.
    void ask(QWidget* parent);
    void save(const QString& file);

signals:
    void saved(const QString& file);
    void failed(const QString& why);

private:
    Session& session_;
};

} // namespace braid

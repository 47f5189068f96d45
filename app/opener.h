// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/welcome/drop_plan.h"

#include <QObject>

class QWidget;

namespace braid {

class RecentFiles;
class Session;

/// Opens what people drop, choose or name: says beforehand what that will do, does it, and
/// remembers the files.
class Opener : public QObject {
    Q_OBJECT

public:
    /// Both must outlive it.
    Opener(Session& session, RecentFiles& recent, QObject* parent = nullptr);

    DropPlan plan(const std::vector<std::filesystem::path>& paths) const;
    DropPlan plan(const QMimeData& data) const;
    /// Runs files and folders as if they had been dropped.
    void open(const std::vector<std::filesystem::path>& paths) { carryOut(plan(paths)); }
    void carryOut(const DropPlan& plan);
    /// Shows a dialog over `parent` and opens what is chosen.
    void ask(QWidget* parent);

signals:
    /// Scripts are about to start.
    void starting();
    void started(const std::vector<int>& runs, const QStringList& skipped);
    /// There was nothing that could be started, or it failed.
    void refused(const QString& why);

private:
    DropPlan::Accepts accepts() const;

    Session& session_;
    RecentFiles& recent_;
};

} // namespace braid

// SPDX-License-Identifier: MIT
#pragma once

#include "app/slow_work.h"
#include "widgets/welcome/drop_scan.h"

#include <QObject>

class QMimeData;
class QWidget;

namespace braid {

struct NotePlace;
class RecentFiles;
class Session;
class TraceImport;

/// Opens what people drop, choose or name: says beforehand what that will do, does it, and
/// remembers the files.
class Opener : public QObject {
    Q_OBJECT

public:
    /// Both must outlive it.
    Opener(Session& session, RecentFiles& recent, QObject* parent = nullptr);

    /// Looks at what may be dropped, for a moment only: the plan of a large folder stays open.
    DropScan glance(const QMimeData& data) const;
    /// Looks at the rest, runs the scripts there are and opens the notes; at once if that is a
    /// moment's work.
    void open(DropScan scan);
    /// Opens files and folders as if they had been dropped; trace files open in windows of their
    /// own. Of "notes.md#3", that block runs.
    void open(const std::vector<std::filesystem::path>& paths);
    /// The looking through large folders. Cancelled, nothing of them runs.
    SlowWork& work() { return work_; }
    /// Reads `record`, whose trace is the session's, and shows all of it. `name` is the file's.
    void openRecord(TraceImport& record, const QString& name);
    /// Shows a dialog over `parent` and opens what is chosen.
    void ask(QWidget* parent);

signals:
    /// Scripts are about to start, or notes to be shown.
    void starting();
    void started(const std::vector<int>& runs, const QStringList& skipped);
    /// `block` is to run; 0: none, it is only read.
    void noteOpened(const std::filesystem::path& file, int block);
    /// There was nothing that could be started, or it failed.
    void refused(const QString& why);

private:
    DropScan::Accepts accepts() const;
    DropScan::Notes notes() const;
    Coroutine<> lookThrough(DropScan scan);
    Coroutine<> readRecord(TraceImport& record, QString name);
    void openBlock(const NotePlace& place);
    void carryOut(const DropPlan& plan);

    Session& session_;
    RecentFiles& recent_;
    SlowWork work_;
};

} // namespace braid

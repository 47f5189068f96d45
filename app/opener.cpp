// SPDX-License-Identifier: MIT
#include "app/opener.h"

#include "app/recent_files.h"
#include "app/scratch_file.h"
#include "app/settings.h"
#include "bridge/notes/note.h"
#include "loop/sleep.h"
#include "loop/trace/trace.h"
#include "loop/trace/trace_import.h"
#include "widgets/session/session.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QProcess>
#include <QScopeGuard>

#include <algorithm>

namespace braid {

namespace {
/// What is looked at on the spot, and how many files after that between two turns of the loop: each
/// takes some microseconds.
constexpr std::size_t filesAtAGlance = 500;
constexpr std::size_t filesAtOnce = 100;
/// Of a note, while it is dragged.
constexpr std::uintmax_t mostBytesCounted = 1 << 20;
/// Some milliseconds' work.
constexpr std::size_t recordBytesAtOnce = 1 << 18;
} // namespace

Opener::Opener(Session& session, RecentFiles& recent, QObject* parent)
    : QObject(parent)
    , session_(session)
    , recent_(recent) {}

DropScan::Accepts Opener::accepts() const {
    return [this](const std::filesystem::path& path) { return session_.scripts().accepts(path); };
}

/// By what stands in it, and not by what runs of it: nobody waits for that while something is
/// dragged. Not of very large ones, and of none that cannot be read: that is told when it is open.
DropScan::Notes Opener::notes() const {
    return {&Note::accepts, [](const std::filesystem::path& file) {
                std::error_code error;
                if (std::filesystem::file_size(file, error) > mostBytesCounted || error)
                    return 0;
                try {
                    return int(Note::read(file).blocks.size());
                } catch (const NoteError&) {
                    return 0;
                }
            }};
}

DropScan Opener::glance(const QMimeData& data) const {
    DropScan scan(data, accepts(), notes());
    scan.look(filesAtAGlance);
    return scan;
}

void Opener::open(DropScan scan) {
    if (scan.look(filesAtAGlance))
        work_.start(lookThrough(std::move(scan)), "look through folder");
    else
        carryOut(scan.plan());
}

void Opener::open(const std::vector<std::filesystem::path>& paths) {
    std::vector<std::filesystem::path> scripts;
    for (const auto& path : paths) {
        if (is_trace_file(path))
            QProcess::startDetached(QCoreApplication::applicationFilePath(),
                                    {QString::fromStdString(path.string())});
        else if (const NotePlace place = NotePlace::parse(path.string()); place.block > 0)
            openBlock(place);
        else
            scripts.push_back(path);
    }
    if (!scripts.empty())
        open(DropScan(std::move(scripts), accepts(), notes()));
}

void Opener::openBlock(const NotePlace& place) {
    emit starting();
    recent_.add({QString::fromStdString(std::filesystem::absolute(place.file).string())});
    emit noteOpened(place.file, place.block);
}

void Opener::openRecord(TraceImport& record, const QString& name) {
    emit starting();
    work_.start(readRecord(record, name), "read trace");
}

Coroutine<> Opener::readRecord(TraceImport& record, QString name) {
    session_.setReading(true);
    // Also when it is cancelled: what was read by then is shown.
    const auto done = qScopeGuard([this] {
        session_.setReading(false);
        session_.look();
    });
    try {
        while (record.read_some(recordBytesAtOnce)) {
            work_.say(tr("Reading %1: %2 %").arg(name).arg(int(100 * record.progress())));
            co_await yield();
        }
    } catch (const std::exception& error) {
        emit refused(QString::fromLocal8Bit(error.what()));
        co_return;
    }
    std::int64_t begin = record.end_ns();
    session_.trace().for_each_strand([&](const Strand& strand) {
        if (strand.kind == StrandKind::Script)
            begin = std::min(begin, strand.begin_ns);
    });
    session_.setReading(false);
    session_.begin(begin < record.end_ns() ? begin : 0);
    session_.look();
    session_.range().fit({session_.origin(), std::max(session_.present(), session_.origin() + 1)});
    if (!record.problem().empty())
        emit refused(tr("%1 is %2. What could be read is shown.")
                         .arg(name, QString::fromStdString(record.problem())));
}

Coroutine<> Opener::lookThrough(DropScan scan) {
    do {
        work_.say(
            tr("Looking through %1… %n file(s)", nullptr, int(scan.seen())).arg(scan.place()));
        co_await yield();
    } while (scan.look(filesAtOnce));
    carryOut(scan.plan());
}

void Opener::carryOut(const DropPlan& plan) {
    std::vector<std::filesystem::path> files = plan.scripts;
    if (!plan.text.isEmpty()) {
        const ScratchFile scratch = saveScratchFile(plan.text, session_.scripts().newFileSuffix());
        if (scratch.path.isEmpty()) {
            emit refused(
                tr("The text could not be saved as a scratch script: %1").arg(scratch.problem));
            return;
        }
        files.emplace_back(scratch.path.toStdString());
    }
    if (files.empty() && plan.notes.empty()) {
        emit refused(plan.promise());
        return;
    }
    emit starting();
    QStringList remembered;
    for (const auto* each : {&plan.scripts, &plan.notes})
        for (const auto& file : *each)
            remembered << QString::fromStdString(std::filesystem::absolute(file).string());
    recent_.add(remembered);
    for (const auto& note : plan.notes)
        emit noteOpened(note, 0);
    if (!files.empty())
        session_.range().setLive(true);
    emit started(session_.scripts().start(files), plan.skipped);
}

void Opener::ask(QWidget* parent) {
    auto* dialog = new QFileDialog(parent, tr("Open scripts and notes"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    const QStringList scripts = session_.scripts().filePatterns();
    QStringList notes;
    for (const std::string& suffix : Note::suffixes())
        notes << QLatin1Char('*') + QString::fromStdString(suffix);
    const auto named = [](const QString& name, const QStringList& patterns) {
        return QStringLiteral("%1 (%2)").arg(name, patterns.join(QLatin1Char(' ')));
    };
    dialog->setNameFilters({named(tr("Scripts and notes"), scripts + notes),
                            named(tr("Scripts"), scripts), named(tr("Notes"), notes),
                            tr("Traces (*.json *.json.gz)"), tr("All files (*)")});
    const QString folder = Settings().get(setting::folder);
    dialog->setDirectory(folder.isEmpty() ? QDir::homePath() : folder);
    connect(dialog, &QFileDialog::filesSelected, this, [this, dialog](const QStringList& files) {
        Settings().set(setting::folder, dialog->directory().absolutePath());
        std::vector<std::filesystem::path> paths;
        for (const QString& file : files)
            paths.emplace_back(file.toStdString());
        open(paths);
    });
    dialog->open();
}

} // namespace braid

// SPDX-License-Identifier: MIT
#include "app/opener.h"

#include "app/recent_files.h"
#include "app/scratch_file.h"
#include "app/settings.h"
#include "loop/sleep.h"
#include "widgets/session/session.h"

#include <QDir>
#include <QFileDialog>

namespace braid {

namespace {
/// What is looked at on the spot, and how many files after that between two turns of the loop: each
/// takes some microseconds.
constexpr std::size_t filesAtAGlance = 500;
constexpr std::size_t filesAtOnce = 100;
} // namespace

Opener::Opener(Session& session, RecentFiles& recent, QObject* parent)
    : QObject(parent)
    , session_(session)
    , recent_(recent) {}

DropScan::Accepts Opener::accepts() const {
    return [this](const std::filesystem::path& path) { return session_.scripts().accepts(path); };
}

DropScan Opener::glance(const QMimeData& data) const {
    DropScan scan(data, accepts());
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
    open(DropScan(paths, accepts()));
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
    if (files.empty()) {
        emit refused(plan.promise());
        return;
    }
    emit starting();
    session_.range().setLive(true);
    QStringList remembered;
    for (const auto& file : plan.scripts)
        remembered << QString::fromStdString(std::filesystem::absolute(file).string());
    recent_.add(remembered);
    emit started(session_.scripts().start(files), plan.skipped);
}

void Opener::ask(QWidget* parent) {
    auto* dialog = new QFileDialog(parent, tr("Open scripts"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    const QString patterns = session_.scripts().filePatterns().join(QLatin1Char(' '));
    dialog->setNameFilters({tr("Scripts (%1)").arg(patterns), tr("All files (*)")});
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

// SPDX-License-Identifier: MIT
#include "app/opener.h"

#include "app/recent_files.h"
#include "app/scratch_file.h"
#include "widgets/session/session.h"

#include <QDir>
#include <QFileDialog>
#include <QSettings>

namespace braid {

Opener::Opener(Session& session, RecentFiles& recent, QObject* parent)
    : QObject(parent)
    , session_(session)
    , recent_(recent) {}

DropPlan::Accepts Opener::accepts() const {
    return [this](const std::filesystem::path& path) { return session_.scripts().accepts(path); };
}

DropPlan Opener::plan(const std::vector<std::filesystem::path>& paths) const {
    return DropPlan::forPaths(paths, accepts());
}

DropPlan Opener::plan(const QMimeData& data) const {
    return DropPlan::forMimeData(data, accepts());
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
    dialog->setDirectory(QSettings().value(QStringLiteral("folder"), QDir::homePath()).toString());
    connect(dialog, &QFileDialog::filesSelected, this, [this, dialog](const QStringList& files) {
        QSettings().setValue(QStringLiteral("folder"), dialog->directory().absolutePath());
        std::vector<std::filesystem::path> paths;
        for (const QString& file : files)
            paths.emplace_back(file.toStdString());
        open(paths);
    });
    dialog->open();
}

} // namespace braid

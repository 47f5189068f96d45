// SPDX-License-Identifier: MIT
#include "widgets/welcome/drop_plan.h"

#include <QCoreApplication>
#include <QMimeData>
#include <QUrl>

#include <algorithm>

namespace braid {

namespace fs = std::filesystem;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(braid::DropPlan)
};

QString nameOf(const fs::path& path) {
    const fs::path name = path.has_filename() ? path.filename() : path.parent_path().filename();
    return QString::fromStdString(name.string());
}

/// The scripts directly in a folder, in the order of their names.
std::vector<fs::path> scriptsIn(const fs::path& folder, const DropPlan::Accepts& accepts,
                                std::error_code& error) {
    std::vector<fs::path> scripts;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        std::error_code ignored;
        const bool hidden = entry->path().filename().string().starts_with('.');
        if (!hidden && entry->is_regular_file(ignored) && accepts(entry->path()))
            scripts.push_back(entry->path());
    }
    std::sort(scripts.begin(), scripts.end());
    return scripts;
}

} // namespace

DropPlan DropPlan::forPaths(const std::vector<fs::path>& paths, const Accepts& accepts) {
    DropPlan plan;
    const auto add = [&plan](const fs::path& script) {
        if (std::find(plan.scripts.begin(), plan.scripts.end(), script) == plan.scripts.end())
            plan.scripts.push_back(script);
    };
    const auto skip = [&plan](const fs::path& path, const QString& reason) {
        plan.skipped << Words::tr("%1 (%2)").arg(nameOf(path), reason);
    };
    for (const fs::path& path : paths) {
        std::error_code error;
        const fs::file_status status = fs::status(path, error);
        if (!fs::exists(status)) {
            skip(path, Words::tr("not there"));
        } else if (fs::is_directory(status)) {
            const auto scripts = scriptsIn(path, accepts, error);
            if (error)
                skip(path, Words::tr("cannot be read"));
            else if (scripts.empty())
                skip(path, Words::tr("no scripts in it"));
            std::for_each(scripts.begin(), scripts.end(), add);
        } else if (!accepts(path)) {
            skip(path, Words::tr("not a script"));
        } else {
            add(path);
        }
    }
    return plan;
}

DropPlan DropPlan::forMimeData(const QMimeData& data, const Accepts& accepts) {
    if (data.hasUrls()) {
        std::vector<fs::path> paths;
        QStringList remote;
        for (const QUrl& url : data.urls()) {
            if (url.isLocalFile())
                paths.emplace_back(url.toLocalFile().toStdString());
            else
                remote << Words::tr("%1 (not on this computer)").arg(url.toDisplayString());
        }
        DropPlan plan = forPaths(paths, accepts);
        plan.skipped += remote;
        return plan;
    }
    DropPlan plan;
    if (data.hasText() && !data.text().trimmed().isEmpty())
        plan.text = data.text();
    return plan;
}

QString DropPlan::promise() const {
    QStringList parts;
    if (scripts.size() == 1)
        parts << Words::tr("Run %1").arg(nameOf(scripts.front()));
    else if (!scripts.empty())
        parts << Words::tr("Run %n script(s)", nullptr, int(scripts.size()));
    if (!text.isEmpty())
        parts << Words::tr("Run this text as a scratch script");
    if (parts.isEmpty())
        parts << Words::tr("Nothing to run here");
    constexpr int most = 3;
    QStringList named = skipped.mid(0, most);
    if (skipped.size() > most)
        named << Words::tr("%n more", nullptr, int(skipped.size()) - most);
    if (!named.isEmpty())
        parts << Words::tr("skip %1").arg(named.join(QStringLiteral(", ")));
    return parts.join(QStringLiteral(" · "));
}

} // namespace braid

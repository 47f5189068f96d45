// SPDX-License-Identifier: MIT
#include "app/recent_files.h"

#include "app/settings.h"

#include <QFileInfo>

namespace braid {

QStringList RecentFiles::list() const {
    QStringList paths = Settings().get(setting::recentFiles);
    paths.removeIf([](const QString& path) { return !QFileInfo::exists(path); });
    return paths;
}

void RecentFiles::add(const QStringList& paths) {
    const QStringList before = list();
    QStringList all = paths + before;
    all.removeDuplicates();
    all = all.mid(0, most);
    if (all == before)
        return;
    Settings().set(setting::recentFiles, all);
    emit changed();
}

} // namespace braid

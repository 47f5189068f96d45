// SPDX-License-Identifier: MIT
#include "app/recent_files.h"

#include <QFileInfo>
#include <QSettings>

namespace braid {

namespace {
constexpr QLatin1String key("recentFiles");
}

QStringList RecentFiles::list() const {
    QStringList paths = QSettings().value(key).toStringList();
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
    QSettings().setValue(key, all);
    emit changed();
}

} // namespace braid

// SPDX-License-Identifier: MIT
#include "app/recent_files.h"

#include <QFileInfo>
#include <QSettings>

namespace braid {

namespace {
constexpr QLatin1String key("recentFiles");
}

QStringList RecentFiles::list() {
    QStringList paths = QSettings().value(key).toStringList();
    paths.removeIf([](const QString& path) { return !QFileInfo::exists(path); });
    return paths;
}

void RecentFiles::add(const QString& path) {
    QStringList paths = list();
    paths.removeAll(path);
    paths.prepend(path);
    QSettings().setValue(key, QStringList(paths.mid(0, most)));
}

void RecentFiles::clear() { QSettings().remove(key); }

} // namespace braid

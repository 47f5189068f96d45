// SPDX-License-Identifier: MIT
#include "app/scratch_file.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>

namespace braid {

ScratchFile saveScratchFile(const QString& text, const QString& suffix) {
    const QDir folder(QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) +
                      QStringLiteral("/scratch"));
    folder.mkpath(QStringLiteral("."));
    int number = 1;
    const auto name = [&] { return QStringLiteral("scratch-%1").arg(number) + suffix; };
    while (folder.exists(name()))
        ++number;
    QFile file(folder.filePath(name()));
    const QByteArray bytes = text.toUtf8();
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.flush())
        return {{}, file.errorString()};
    return {file.fileName(), {}};
}

} // namespace braid

// SPDX-License-Identifier: MIT
#include "app/lessons.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <array>

namespace braid {

namespace {

/// From the first thing to see to what builds on it; lessons of other names follow.
constexpr std::array order = {
    "sleepers",
    "gather_or_one_by_one",
    "producer_consumer",
    "blocking_call",
    "task_group_failure",
    "async_generator",
    "http_client_and_server",
    "computing_and_waiting",
    "threads_and_processes",
    "stop_me",
};

auto placeOf(const QString& name) {
    return std::find(order.begin(), order.end(), QFileInfo(name).completeBaseName());
}

} // namespace

WelcomeEntry lessonOf(const QString& path) {
    WelcomeEntry entry;
    entry.path = path;
    entry.title = entry.detail = QFileInfo(path).fileName();
    QFile file(path);
    if (file.open(QIODevice::ReadOnly)) {
        QString line;
        do // comments about the file come before its first words
            line = QString::fromUtf8(file.readLine(200)).trimmed();
        while (line.startsWith(QLatin1Char('#')) && !file.atEnd());
        while (!line.isEmpty() && !line.front().isLetterOrNumber())
            line.remove(0, 1);
        while (!line.isEmpty() && QStringLiteral("\"'.*/").contains(line.back()))
            line.chop(1);
        if (!line.isEmpty())
            entry.title = line;
    }
    return entry;
}

QList<WelcomeEntry> lessons() {
    const QDir program(QCoreApplication::applicationDirPath());
    for (const QString& place : {program.absoluteFilePath(QStringLiteral(BRAID_EXAMPLES_INSTALLED)),
                                 QStringLiteral(BRAID_SOURCE_DIR "/resources/examples")}) {
        const QDir folder(place);
        QStringList names = folder.entryList(QDir::Files, QDir::Name);
        std::stable_sort(names.begin(), names.end(), [](const QString& a, const QString& b) {
            return placeOf(a) < placeOf(b);
        });
        QList<WelcomeEntry> found;
        for (const QString& name : names)
            found << lessonOf(folder.canonicalPath() + QLatin1Char('/') + name);
        if (!found.isEmpty())
            return found;
    }
    return {};
}

} // namespace braid

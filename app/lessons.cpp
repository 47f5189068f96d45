#include "app/lessons.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace braid {

WelcomeEntry lessonOf(const QString& path) {
    WelcomeEntry entry;
    entry.path = path;
    entry.title = QFileInfo(path).fileName();
    QFile file(path);
    if (file.open(QIODevice::ReadOnly)) {
        QString line = QString::fromUtf8(file.readLine(200)).trimmed();
        while (!line.isEmpty() && !line.front().isLetterOrNumber())
            line.remove(0, 1);
        while (!line.isEmpty() && QStringLiteral("\"'.*/").contains(line.back()))
            line.chop(1);
        entry.detail = line;
    }
    return entry;
}

QList<WelcomeEntry> lessons() {
    const QDir program(QCoreApplication::applicationDirPath());
    for (const QString& place :
         {program.absoluteFilePath(QStringLiteral("../share/braid/examples")),
          QStringLiteral(BRAID_SOURCE_DIR "/resources/examples")}) {
        const QDir folder(place);
        const QStringList names = folder.entryList(QDir::Files, QDir::Name);
        QList<WelcomeEntry> found;
        for (const QString& name : names)
            found << lessonOf(folder.canonicalPath() + QLatin1Char('/') + name);
        if (!found.isEmpty())
            return found;
    }
    return {};
}

} // namespace braid

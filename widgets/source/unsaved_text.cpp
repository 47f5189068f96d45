// SPDX-License-Identifier: MIT
#include "widgets/source/unsaved_text.h"

#include <QCryptographicHash>
#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace braid {

namespace {

const QString suffix = QStringLiteral(".unsaved");

/// Null if a window that lives has it. A lock is nobody's when its process has gone, never by age.
std::unique_ptr<QLockFile> lock(const QString& file) {
    auto made = std::make_unique<QLockFile>(file + QStringLiteral(".lock"));
    made->setStaleLockTime(0);
    return made->tryLock() ? std::move(made) : nullptr;
}

QJsonObject read(const QString& file) {
    QFile disk(file);
    if (!disk.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(disk.readAll()).object();
}

} // namespace

UnsavedText::UnsavedText(const QString& folder, const QString& path)
    : path_(path) {
    QDir().mkpath(folder);
    const QString name = QString::fromLatin1(
        QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Sha1).toHex().left(16));
    constexpr int mostWindows = 100;
    for (int n = 1; !lock_ && n <= mostWindows; ++n) {
        file_ = QStringLiteral("%1/%2-%3%4").arg(folder, name).arg(n).arg(suffix);
        lock_ = lock(file_);
    }
}

std::optional<UnsavedText::Kept> UnsavedText::kept() const {
    const QJsonObject json = read(file_);
    if (!lock_ || json.value(QLatin1String("path")).toString() != path_)
        return {};
    return Kept{json.value(QLatin1String("text")).toString(),
                QByteArray::fromHex(json.value(QLatin1String("digest")).toString().toLatin1())};
}

QString UnsavedText::keep(const Kept& kept) {
    const QByteArray json = QJsonDocument(QJsonObject{{QStringLiteral("path"), path_},
                                                      {QStringLiteral("digest"),
                                                       QString::fromLatin1(kept.digest.toHex())},
                                                      {QStringLiteral("text"), kept.text}})
                                .toJson(QJsonDocument::Compact);
    QSaveFile disk(file_);
    if (!lock_ || !disk.open(QIODevice::WriteOnly) || disk.write(json) != json.size() ||
        !disk.commit())
        return disk.errorString();
    disk.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    return {};
}

void UnsavedText::drop() {
    if (lock_)
        QFile::remove(file_);
}

QStringList UnsavedText::left(const QString& folder) {
    QStringList paths;
    for (const QFileInfo& info : QDir(folder).entryInfoList(
             {QLatin1Char('*') + suffix}, QDir::Files, QDir::Time | QDir::Reversed)) {
        if (!lock(info.filePath()))
            continue;
        const QString path = read(info.filePath()).value(QLatin1String("path")).toString();
        if (!path.isEmpty() && !paths.contains(path))
            paths << path;
    }
    return paths;
}

} // namespace braid

// SPDX-License-Identifier: MIT
#include "widgets/source/source_file.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QRegularExpression>
#include <QSaveFile>
#include <QStringConverter>

#include <algorithm>
#include <array>

namespace braid {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(braid::SourceFile)
};

constexpr char byteOrderMark[] = "\xef\xbb\xbf";
constexpr auto flags =
    QStringConverter::Flag::Stateless | QStringConverter::Flag::ConvertInitialBom;

QByteArray digestOf(const QByteArray& bytes) {
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha1);
}

/// What a comment in one of the first two lines says ("-*- coding: latin-1 -*-"); or nothing.
QByteArray declaredEncoding(const QByteArray& bytes) {
    static const QRegularExpression declaration(
        QStringLiteral("^[ \\t\\f]*#.*?coding[:=][ \\t]*([-\\w.]+)"));
    static const QRegularExpression mayPrecede(QStringLiteral("^[ \\t\\f]*(?:#.*)?\\r?$"));
    qsizetype begin = 0;
    for (int line = 0; line < 2 && begin < bytes.size(); ++line) {
        const qsizetype end = bytes.indexOf('\n', begin);
        const QString words = QString::fromLatin1(bytes.mid(begin, end < 0 ? -1 : end - begin));
        if (const auto found = declaration.match(words); found.hasMatch())
            return found.captured(1).toLatin1();
        if (end < 0 || !mayPrecede.match(words).hasMatch())
            break;
        begin = end + 1;
    }
    return {};
}

std::optional<QString> decode(const QByteArray& bytes, const QByteArray& encoding) {
    QStringDecoder decoder(encoding.constData(), flags);
    if (!decoder.isValid())
        return {};
    QString text = decoder.decode(bytes);
    if (decoder.hasError() || text.contains(QChar::ReplacementCharacter))
        return {};
    return text;
}

std::optional<QByteArray> encode(const QString& text, const QByteArray& encoding) {
    QStringEncoder encoder(encoding.constData(), flags);
    if (!encoder.isValid())
        return {};
    QByteArray bytes = encoder.encode(text);
    // Not every converter says that it has replaced something.
    if (encoder.hasError() || decode(bytes, encoding) != text)
        return {};
    return bytes;
}

} // namespace

SourceRead readSource(const QString& path) {
    QFile disk(path);
    if (QFileInfo(path).isDir())
        return {{}, Words::tr("%1 is a folder").arg(path)};
    if (!disk.open(QIODevice::ReadOnly))
        return {{}, Words::tr("%1 cannot be read: %2").arg(path, disk.errorString())};
    if (disk.size() > largestSource)
        return {{},
                Words::tr("%1 is too large to be shown: %2")
                    .arg(path, QLocale().formattedDataSize(disk.size()))};
    QByteArray bytes = disk.read(largestSource);
    if (bytes.contains('\0'))
        return {{}, Words::tr("%1 holds no text").arg(path)};

    SourceFile file;
    file.digest = digestOf(bytes);
    file.hasByteOrderMark = bytes.startsWith(byteOrderMark);
    if (file.hasByteOrderMark)
        bytes.remove(0, qsizetype(sizeof byteOrderMark) - 1);
    const QByteArray declared = declaredEncoding(bytes);
    if (!declared.isEmpty() && !file.hasByteOrderMark)
        file.encoding = declared;
    if (auto text = decode(bytes, file.encoding)) {
        file.text = *std::move(text);
        return {std::move(file), {}};
    }
    file.notice = Words::tr("This is not valid %1; it is shown as Latin-1")
                      .arg(QString::fromLatin1(file.encoding));
    file.encoding = "ISO-8859-1";
    file.text = QString::fromLatin1(bytes);
    return {std::move(file), {}};
}

QString writeSource(const QString& path, const QString& text, SourceFile& file) {
    QByteArray encoding = file.encoding;
    if (const QByteArray declared = declaredEncoding(text.left(1000).toUtf8());
        !declared.isEmpty() && !file.hasByteOrderMark)
        encoding = declared;
    auto bytes = encode(text, encoding);
    // A declaration that was right for other bytes, or none, must not keep anybody from saving.
    if (!bytes && encoding != file.encoding)
        if ((bytes = encode(text, file.encoding)))
            encoding = file.encoding;
    if (!bytes)
        return Words::tr("The text cannot be written as %1. Declare \"coding: utf-8\" in its first "
                         "line")
            .arg(QString::fromLatin1(encoding));
    if (file.hasByteOrderMark)
        bytes->prepend(byteOrderMark);

    QSaveFile disk(path);
    // In a folder where no file can be made.
    disk.setDirectWriteFallback(true);
    if (!disk.open(QIODevice::WriteOnly) || disk.write(*bytes) != bytes->size() || !disk.commit())
        return Words::tr("%1 cannot be written: %2").arg(path, disk.errorString());
    file.text = text;
    file.encoding = encoding;
    file.digest = digestOf(*bytes);
    file.notice.clear();
    return {};
}

QByteArray digestOfSource(const QString& path) {
    QFile disk(path);
    if (!disk.open(QIODevice::ReadOnly))
        return {};
    QCryptographicHash hash(QCryptographicHash::Sha1);
    return hash.addData(&disk) ? hash.result() : QByteArray();
}

LineEnd lineEndOf(const QString& text) {
    const qsizetype both = text.count(QLatin1String("\r\n"));
    const qsizetype unix = text.count(QLatin1Char('\n')) - both;
    const qsizetype mac = text.count(QLatin1Char('\r')) - both;
    if (both > unix && both >= mac)
        return LineEnd::Windows;
    return mac > unix ? LineEnd::OldMac : LineEnd::Unix;
}

bool isSystemSource(const QString& path) {
    static constexpr std::array folders = {"/usr/", "/lib/", "/etc/", "/bin/", "/opt/"};
    const QFileInfo info(path);
    const QString real = info.canonicalFilePath();
    return (info.exists() && !info.isWritable()) ||
           std::any_of(folders.begin(), folders.end(),
                       [&](const char* folder) { return real.startsWith(QLatin1String(folder)); });
}

} // namespace braid

// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace braid {

/// The text of a file, and how it lies on the disk: what is not changed is written back byte for
/// byte.
struct SourceFile {
    QString text; ///< its line ends as they are
    QByteArray encoding = "UTF-8";
    bool hasByteOrderMark = false;
    QByteArray digest; ///< of the bytes on the disk
    QString notice;    ///< what is worth telling of it, or nothing
};

/// Larger files are no sources that anybody edits.
constexpr qint64 largestSource = 16 << 20;

struct SourceRead {
    std::optional<SourceFile> file;
    QString problem; ///< why there is none
};
/// Decodes by the byte order mark, or what the first two lines declare ("coding: latin-1"), or else
/// as UTF-8; what is not valid so, as Latin-1, which loses nothing.
SourceRead readSource(const QString& path);

/// Writes `text` as `file` says, or as the text itself declares now; all of it or nothing. The file
/// may be a link, and keeps its permissions. Returns the problem, or nothing, and then `file` is
/// what lies on the disk.
QString writeSource(const QString& path, const QString& text, SourceFile& file);

/// Of what lies there now; empty if nothing can be read.
QByteArray digestOfSource(const QString& path);

enum class LineEnd { Unix, Windows, OldMac };
/// What most lines end with.
LineEnd lineEndOf(const QString& text);

/// A file that belongs to the system and not to the user: it is not to be edited by mistake.
bool isSystemSource(const QString& path);

} // namespace braid

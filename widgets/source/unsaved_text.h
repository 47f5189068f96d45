// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QLockFile>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>

namespace braid {

/// What somebody has typed into a file and not saved, kept in a file of its own until that is done:
/// it outlives the window, and a crash.
///
/// While an object of this lives, the kept text of its file is no other's: two windows that edit
/// the same file keep two texts.
class UnsavedText {
public:
    struct Kept {
        QString text;
        QByteArray digest; ///< of the file that it was typed into
    };

    /// Takes over what was left of the file called `path`, if something was.
    UnsavedText(const QString& folder, const QString& path);

    /// Nothing if nothing was kept, or what was kept cannot be read.
    std::optional<Kept> kept() const;
    /// Returns the problem, or nothing.
    QString keep(const Kept& kept);
    void drop();

    /// The paths of the files of which texts were left in `folder`, by windows that are no more.
    static QStringList left(const QString& folder);

private:
    const QString path_;
    QString file_;
    std::unique_ptr<QLockFile> lock_;
};

} // namespace braid

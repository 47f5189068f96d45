// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

#include <filesystem>
#include <vector>

namespace braid {

/// What dropping something on the window will do, to be promised before it is done.
struct DropPlan {
    std::vector<std::filesystem::path> scripts;
    std::vector<std::filesystem::path> notes;
    int blocks = 0;      ///< of code, in the notes
    QString text;        ///< plain text, to become a scratch script
    QStringList skipped; ///< "image.png (not a script)"
    /// Not everything has been looked at: there may be more.
    bool isOpen = false;

    bool isEmpty() const { return scripts.empty() && notes.empty() && text.isEmpty() && !isOpen; }
    /// "Run 3 scripts · open 1 note (4 blocks) · skip image.png (not a script)", or why nothing
    /// will happen.
    QString promise() const;
};

/// What people call a file or folder.
QString nameOf(const std::filesystem::path& path);

} // namespace braid

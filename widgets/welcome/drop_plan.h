// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

#include <filesystem>
#include <functional>
#include <vector>

class QMimeData;

namespace braid {

/// What dropping something on the window will do, to be promised before it is done.
struct DropPlan {
    std::vector<std::filesystem::path> scripts;
    QString text;        ///< plain text, to become a scratch script
    QStringList skipped; ///< "image.png (not a script)"

    bool isEmpty() const { return scripts.empty() && text.isEmpty(); }
    /// "Run 3 scripts · skip image.png (not a script)", or why nothing will happen.
    QString promise() const;

    using Accepts = std::function<bool(const std::filesystem::path&)>;
    /// Folders stand for the scripts directly in them. Nothing is named twice.
    static DropPlan forPaths(const std::vector<std::filesystem::path>& paths,
                             const Accepts& accepts);
    static DropPlan forMimeData(const QMimeData& data, const Accepts& accepts);
};

} // namespace braid

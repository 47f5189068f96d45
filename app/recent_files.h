// SPDX-License-Identifier: MIT
#pragma once

#include <QStringList>

namespace braid {

/// The files that were run, the latest first, across sessions.
class RecentFiles {
public:
    static constexpr int most = 8;

    /// Those that still exist.
    static QStringList list();
    static void add(const QString& path);
    static void clear();
};

} // namespace braid

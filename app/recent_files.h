// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QStringList>

namespace braid {

/// The files that were run, the latest first, across sessions.
class RecentFiles : public QObject {
    Q_OBJECT

public:
    static constexpr int most = 8;

    using QObject::QObject;

    /// Those that still exist.
    QStringList list() const;
    /// Puts these before all others, the first one first.
    void add(const QStringList& paths);

signals:
    void changed();
};

} // namespace braid

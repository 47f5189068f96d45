// SPDX-License-Identifier: MIT
#pragma once

#include <QStringList>

#include <vector>

namespace braid {

struct Command;
class Commands;

/// A command that fits what somebody typed.
struct FoundCommand {
    QString id;
    QString title;          ///< "Run: Stop all"
    int nameBegin = 0;      ///< where in the title the name begins, behind the menus
    std::vector<int> marks; ///< where in the title the typed letters stand
};

/// The enabled commands whose titles hold the letters of `typed` in this order, best first. Each
/// letter but the first stands behind the one before it or begins a word: so "sto al" and "sa" both
/// find "Stop all", and a long title does not fit everything. If nothing is typed, all of them.
/// Among those that fit as well as each other, those in submenus, which name files, come last, and
/// those of `lastUsed` first.
std::vector<FoundCommand> findCommands(const Commands& commands, const QString& typed,
                                       const QStringList& lastUsed = {});

} // namespace braid

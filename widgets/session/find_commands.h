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
    std::vector<int> marks; ///< where in the title the typed letters stand
};

/// The enabled commands whose titles hold the letters of `typed` in this order, best first: letters
/// that begin words and letters that stand together count more. All of them, in the order of the
/// menus, if nothing is typed; those of `lastUsed` come before others that fit as well.
std::vector<FoundCommand> findCommands(const Commands& commands, const QString& typed,
                                       const QStringList& lastUsed = {});

} // namespace braid

// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/session/command.h"

namespace braid {

class LaunchPanel;

/// The ids of the commands that open the form of one task each begin with this.
inline const QString taskPrefix = QStringLiteral("run.task.");

/// Opening the form of the built-in tasks: of the last one, and of each.
std::vector<Command> taskCommands(LaunchPanel& panel);

} // namespace braid

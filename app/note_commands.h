// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/session/command.h"

namespace braid {

class MainWindow;

/// What can be done with the notes that a window shows.
std::vector<Command> noteCommands(MainWindow& window);

} // namespace braid

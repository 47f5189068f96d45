// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/session/command.h"

namespace braid {

class MainWindow;

/// What can be done with the sources that a window shows.
std::vector<Command> sourceCommands(MainWindow& window);

} // namespace braid

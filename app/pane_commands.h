// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/session/command.h"

namespace braid {

class MainWindow;

/// What is done with the panes of the window itself. It must outlive the commands.
std::vector<Command> paneCommands(MainWindow& window);

} // namespace braid

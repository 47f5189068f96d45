// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/session/command.h"

namespace braid {

class MainWindow;

/// Which panes stand where, and how large, by what somebody is about to do: watch programs run,
/// find a mistake, or show others how a loop works.
std::vector<Command> layoutCommands(MainWindow& window);

} // namespace braid

// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/session/command.h"

namespace braid {

class Session;

/// What moves the cursor of a session through time. The session must outlive the commands.
std::vector<Command> cursorCommands(Session& session);

} // namespace braid

// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/session/command.h"

namespace braid {

class Session;

/// Moves the cursor there, and the visible range so that it is seen.
void goTo(Session& session, std::int64_t timeNs);

/// What moves the cursor of a session through time. The session must outlive the commands.
std::vector<Command> cursorCommands(Session& session);

} // namespace braid

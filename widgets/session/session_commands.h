// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/session/command.h"

namespace braid {

class Session;

/// What can be done with a session, whatever shows it: with its scripts, its time and its
/// selection. The session must outlive the commands.
std::vector<Command> sessionCommands(Session& session);

} // namespace braid

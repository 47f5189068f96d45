// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/session/command.h"

namespace braid {

class Session;

/// Goes from what the selected task does, at the moment that is shown, to what caused that; again,
/// to the cause of the cause. Returns whether there was one.
bool followCause(Session& session);

/// What asks why: the session must outlive the commands.
std::vector<Command> causeCommands(Session& session);

} // namespace braid

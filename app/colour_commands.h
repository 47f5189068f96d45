// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/session/command.h"

namespace braid {

class Appearance;
class Settings;

/// The choice of colours, remembered across sessions. `appearance` must outlive the commands.
std::vector<Command> colourCommands(const Appearance& appearance, Settings& settings);

} // namespace braid

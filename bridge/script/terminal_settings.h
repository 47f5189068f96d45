// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/script/script.h"

#include <sys/ioctl.h>

#include <string_view>

namespace braid {

// What a program has set at its terminal, which both ends tell.

/// How it takes what is typed; by default if it cannot be told.
TerminalMode terminal_mode(int terminal);
/// What is typed there for the end of the file.
char end_character(int terminal);
/// The signal that typing this is; 0: none.
int signal_of_typed(int terminal, char typed);

/// What to write for what was typed: a terminal's key for the end of a line is a carriage return.
std::string as_typed(std::string_view text);
winsize terminal_size(int columns, int rows);

} // namespace braid

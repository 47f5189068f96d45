// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace braid {

/// Opens a new terminal that takes UTF-8. Gives the end of whoever plays the terminal: what is
/// written there was typed, what is read there is shown. Throws std::system_error.
int open_pseudo_terminal();
/// The name of the device that is the other end, the program's. Throws std::system_error.
std::string pseudo_terminal_name(int terminal);
/// Opens the program's end, as nobody's controlling terminal. Throws std::system_error.
int open_program_end(int terminal);

} // namespace braid

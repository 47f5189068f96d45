// SPDX-License-Identifier: MIT
#pragma once

namespace braid {

/// `braid [--trace OUT] [FILE…]`: the window, on its loop, until it is closed. Help and the
/// version are `braid`'s to print. Returns the exit status of the process.
int window_command(int argc, char** argv);

} // namespace braid

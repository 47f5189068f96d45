// SPDX-License-Identifier: MIT
#pragma once

namespace braid {

/// `braid run [--trace OUT] FILE… [-- ARG…]`: runs programs together on one loop, without a window
/// and without Qt. `argv[0]` is the word `run`. Returns the exit status of the process.
int run_command(int argc, char** argv);

} // namespace braid

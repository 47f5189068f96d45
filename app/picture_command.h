// SPDX-License-Identifier: MIT
#pragma once

namespace braid {

/// Whether a command line has `--svg`.
bool asks_for_picture(int argc, char** argv);

/// `braid --svg OUT TRACE`: a picture of a whole trace, for which no display is needed. Returns 0
/// if it was saved, also of what could be read of a damaged trace.
int picture_command(int argc, char** argv);

} // namespace braid

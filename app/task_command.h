// SPDX-License-Identifier: MIT
#pragma once

namespace braid {

/// `braid task`: runs a built-in task without a window; `argv[0]` is the word `task`. Returns the
/// exit status: 0, 1 or the task's own if it has failed, 128 and the signal that stopped it, 2 if
/// the command line makes no sense.
int task_command(int argc, char** argv);

} // namespace braid

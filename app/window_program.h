// SPDX-License-Identifier: MIT
#pragma once

namespace braid {

/// Becomes `braid-window`, the program that opens the window, with the same arguments: whoever
/// started this process goes on with the same one. It lies beside this program where both were
/// built, and in libexec where they are installed. Returns, with what to do about it on stderr,
/// only if it cannot be started: 127, as a shell would.
int become_window_program(char** argv);

} // namespace braid

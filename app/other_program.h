// SPDX-License-Identifier: MIT
#pragma once

namespace braid {

/// Becomes the program `name`, which is a part of Braid, with the same arguments: whoever started
/// this process goes on with the same one. So a program loads only the libraries that it needs. It
/// lies beside this program where both were built, and in libexec where they are installed.
/// Returns, with what to do about it on stderr, only if it cannot be started: 127, as a shell
/// would.
int become_program(const char* name, char** argv);

} // namespace braid

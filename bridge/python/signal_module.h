// SPDX-License-Identifier: MIT
#pragma once

#include <Python.h>

namespace braid {

/// Puts functions in the place of those of the module `signal`, of `os.kill` and of
/// `_thread.interrupt_main`: on a script's stack they are about that script alone, elsewhere (in
/// threads, in forked children) they do what they did. Once, with the GIL. False with a Python
/// exception set if the modules are not as expected.
bool share_signals();

} // namespace braid

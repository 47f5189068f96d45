// SPDX-License-Identifier: MIT
#pragma once

#include <Python.h>

namespace braid {

/// `sys` and its streams as a script's threads see them: what is exchanged when another script's
/// turn comes (see `ScriptGlobals`) is right for the loop's thread alone.
///
/// After this `sys.stdout` and its like, for each of `names`, a tuple, are in a thread those of the
/// script that it belongs to; so are they for `print` and `input`. Once, with the GIL; false with a
/// Python exception set if that cannot be.
bool share_sys_with_threads(PyObject* names);

} // namespace braid

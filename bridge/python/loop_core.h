// SPDX-License-Identifier: MIT
#pragma once

#include <Python.h>

namespace braid {

/// Adds the class `LoopCore` to the module `_braid`: the part of an asyncio event loop that is
/// scheduled and waits (`call_soon`, timers, descriptors, `create_task`, `_run_once`), to be
/// inherited before asyncio's own class. False with a Python exception set if that fails.
bool add_loop_core(PyObject* module);
/// The class of what its loops have for `_selector`; before any loop is made.
void set_loop_selector(PyObject* type);

} // namespace braid

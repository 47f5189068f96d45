// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/python/py_ref.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace braid {

class PythonRun;
struct PythonEnvironment;

/// Python's view of the bridge: the module `_braid`, and the modules `braid_loop` and
/// `braid_world` that are built into the program. They are for Braid's own use.

/// Before Python starts.
void add_braid_module();
/// After it has started: makes the shared parts of Python ready for scripts. Throws
/// std::runtime_error. The GIL must be held, as for all that follows.
void prepare_braid_module();

/// Imports a module whose bytecode is part of this program; null with a Python exception set.
PyRef import_own(const char* name, std::span<const unsigned char> bytecode);

/// asyncio, which has been imported, gets Braid's event loop. False with a Python exception set if
/// it is not as expected.
bool put_loop_under_asyncio();

/// The Python-level handler of the signal that pre-empts scripts; borrowed.
PyObject* preemption_handler();

/// A `braid_world.World` for the run whose stack this is; null with a Python exception set if it
/// cannot be made.
PyRef make_world(const std::string& path, const std::vector<std::string>& arguments,
                 const PythonEnvironment& environment);

} // namespace braid

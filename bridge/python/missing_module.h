// SPDX-License-Identifier: MIT
#pragma once

#include <Python.h>

namespace braid {

/// What to do about a module that a program has not found, in the terms of the environment in which
/// it runs.

/// A program ends by this exception: if it is about a module that is not installed, that is said
/// later. With the GIL.
void note_missing_module(PyObject* exception);
/// Says it on standard error, once. Needs no interpreter.
void say_missing_module();

} // namespace braid

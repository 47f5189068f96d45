// SPDX-License-Identifier: MIT
#pragma once

#include <Python.h>

#include <string>

namespace braid {

/// What to do about the module that a program has not found, in the terms of the environment in
/// which it runs: lines for standard error, if the program ends by this exception and it is about a
/// module that is not installed. With the GIL.
std::string advice_on_missing_module(PyObject* exception);

} // namespace braid

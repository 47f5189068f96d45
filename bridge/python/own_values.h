// SPDX-License-Identifier: MIT
#pragma once

#include <Python.h>

namespace braid {

/// What each script has for itself (`ScriptGlobals`), as its threads see it, too: what is exchanged
/// when another script's turn comes is right for the loop's thread alone. The GIL must be held.
///
/// Code of a module that reads its own global variables asks nobody. For what it calls there, or
/// tests, `own_function` and `own_hook` stand.

/// `dict[key]` of the script that this thread works for: borrowed; null with no exception set if
/// there is none.
PyObject* own_value(PyObject* dict, PyObject* key);
/// The same; but null as well if that is what everybody sees at the moment.
PyObject* hidden_value(PyObject* dict, PyObject* key);
/// Null takes it away.
int set_own_value(PyObject* dict, PyObject* key, PyObject* value);

/// These `names`, a tuple, of instances of `type` are own values in `dict`. False with a Python
/// exception set if that cannot be.
bool add_own_attributes(PyObject* type, PyObject* dict, PyObject* names);

/// New references, null with a Python exception set.
/// Something that calls `dict[name]`, or `otherwise` if that is None.
PyObject* own_function(PyObject* dict, PyObject* name, PyObject* otherwise);
/// Something that is false, and when it is asked calls `install` with `dict[name]` unless that is
/// None: for `if _trace_hook: sys.settrace(_trace_hook)`, with no frame of ours to be traced.
PyObject* own_hook(PyObject* dict, PyObject* name, PyObject* install);

} // namespace braid

// SPDX-License-Identifier: MIT
#pragma once

#include <Python.h>

namespace braid {

/// A function of a builtin module in whose place another one answers. Whoever calls it, from Python
/// or from C, and wherever they have it from, comes to that one; the object, its name and its
/// signature stay what they were, and there is no frame of ours on the stack. The GIL must be held.
class ReplacedBuiltin {
public:
    /// `function` must take its arguments as the original does, which `flags` (METH_…) says. False
    /// with a Python exception set if there is no such function.
    bool replace(const char* module, const char* name, PyCFunction function, int flags);

    /// Calls the original: what it is called with if its flags say METH_O, METH_NOARGS or
    /// METH_VARARGS, and for the last with METH_KEYWORDS.
    PyObject* original(PyObject* self, PyObject* arguments) const {
        return original_(self, arguments);
    }
    PyObject* original(PyObject* self, PyObject* arguments, PyObject* keywords) const;
    /// The same if they say METH_FASTCALL, and METH_KEYWORDS.
    PyObject* original(PyObject* self, PyObject* const* arguments, Py_ssize_t count) const;
    PyObject* original(PyObject* self, PyObject* const* arguments, Py_ssize_t count,
                       PyObject* keywords) const;

private:
    PyCFunction original_ = nullptr;
};

} // namespace braid

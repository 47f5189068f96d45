// SPDX-License-Identifier: MIT
#pragma once

#include <Python.h>

namespace braid {

/// Tells when a program has imported a module, so that nobody pays for modules that no program
/// uses. The GIL must be held.
///
/// Nothing of it is seen from Python: it rests on the interpreter's audit events. They come from
/// import statements and __import__; a module that `importlib.import_module` brings is heard of
/// only if it has a submodule's name here, as that is imported by a statement of its package.
class FirstImport {
public:
    /// `prepare` is called without arguments right after the first import of `module`, before its
    /// importer goes on. If it returns a false value (the module is another one of that name) it
    /// is called again after the next import; what it raises, the import raises.
    /// False with a Python exception set if there is no memory for it.
    static bool await(const char* module, PyObject* prepare);
};

} // namespace braid

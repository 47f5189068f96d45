// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/python/py_ref.h"

#include <vector>

namespace braid {

/// What a program wants to be called at its end: the module `atexit` as each script has it for
/// itself. The GIL must be held for all of it.
class ExitFunctions {
public:
    /// `atexit` asks which script is meant, from now on. False with a Python exception set.
    static bool share();
    /// At each script's end this is called, after what the script itself has registered; a module
    /// of the library that all scripts share has registered it once.
    static void add_for_all(PyObject* function);
    /// What modules that all share have registered when they were imported, and is for nobody in
    /// particular: at the end of the process.
    static void run_shared();

    void add(PyRef function, PyRef arguments, PyRef keywords);
    void remove(PyObject* function);
    std::size_t count() const noexcept { return functions_.size(); }
    void clear() { functions_.clear(); }
    /// Calls them, last in, first out, as CPython does; one that fails is reported.
    void run();

private:
    struct Function {
        PyRef function, arguments, keywords;
    };
    std::vector<Function> functions_;
};

} // namespace braid

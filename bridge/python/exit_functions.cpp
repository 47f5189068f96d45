// SPDX-License-Identifier: MIT
#include "bridge/python/exit_functions.h"

#include "bridge/python/guarded.h"
#include "bridge/python/python_run.h"
#include "bridge/python/replaced_builtin.h"

#include <utility>

namespace braid {

namespace {

struct {
    ReplacedBuiltin add, remove, run, clear, count;
} atexit;

/// A handful: kept for good.
auto& for_all = *new std::vector<PyRef>;

PyObject* atexit_add(PyObject* module, PyObject* arguments, PyObject* keywords) {
    PythonRun* const run = PythonRun::of_this_thread();
    const Py_ssize_t count = PyTuple_GET_SIZE(arguments);
    PyObject* const function = count > 0 ? PyTuple_GET_ITEM(arguments, 0) : nullptr;
    if (!run || !function || !PyCallable_Check(function) || run->imports_shared_module())
        return atexit.add.original(module, arguments, keywords);
    PyRef rest = PyRef::steal(PyTuple_GetSlice(arguments, 1, count));
    if (!rest)
        return nullptr;
    run->exit_functions().add(PyRef::borrow(function), std::move(rest), PyRef::borrow(keywords));
    return Py_NewRef(function);
}

PyObject* atexit_remove(PyObject* module, PyObject* function) {
    PythonRun* const run = PythonRun::of_this_thread();
    if (!run)
        return atexit.remove.original(module, function);
    run->exit_functions().remove(function);
    return PyErr_Occurred() ? nullptr : Py_NewRef(Py_None);
}

PyObject* atexit_run_all(PyObject* module, PyObject* nothing) {
    PythonRun* const run = PythonRun::of_this_thread();
    if (!run)
        return atexit.run.original(module, nothing);
    run->exit_functions().run();
    Py_RETURN_NONE;
}

PyObject* atexit_clear(PyObject* module, PyObject* nothing) {
    PythonRun* const run = PythonRun::of_this_thread();
    if (!run)
        return atexit.clear.original(module, nothing);
    run->exit_functions().clear();
    Py_RETURN_NONE;
}

PyObject* atexit_count(PyObject* module, PyObject* nothing) {
    PythonRun* const run = PythonRun::of_this_thread();
    return run ? PyLong_FromSize_t(run->exit_functions().count())
               : atexit.count.original(module, nothing);
}

void call(PyObject* function, PyObject* arguments, PyObject* keywords) {
    if (!PyRef::steal(PyObject_Call(function, arguments, keywords)))
        _PyErr_WriteUnraisableMsg("in atexit callback", function);
}

} // namespace

bool ExitFunctions::share() {
    return atexit.add.replace("atexit", "register", guarded<atexit_add>(),
                              METH_VARARGS | METH_KEYWORDS) &&
           atexit.remove.replace("atexit", "unregister", guarded<atexit_remove>(), METH_O) &&
           atexit.run.replace("atexit", "_run_exitfuncs", guarded<atexit_run_all>(), METH_NOARGS) &&
           atexit.clear.replace("atexit", "_clear", guarded<atexit_clear>(), METH_NOARGS) &&
           atexit.count.replace("atexit", "_ncallbacks", guarded<atexit_count>(), METH_NOARGS);
}

void ExitFunctions::add_for_all(PyObject* function) { for_all.push_back(PyRef::borrow(function)); }

void ExitFunctions::run_shared() {
    PyRef::steal(atexit.run.original(nullptr, nullptr));
    PyErr_Clear();
}

void ExitFunctions::add(PyRef function, PyRef arguments, PyRef keywords) {
    functions_.push_back({std::move(function), std::move(arguments), std::move(keywords)});
}

void ExitFunctions::remove(PyObject* function) {
    // A comparison may run anything, also this.
    for (std::size_t i = functions_.size(); i-- > 0;) {
        const PyRef each = i < functions_.size() ? functions_[i].function : PyRef();
        const int same = each ? PyObject_RichCompareBool(each.get(), function, Py_EQ) : 0;
        if (same < 0)
            return;
        if (same && i < functions_.size() && functions_[i].function.get() == each.get())
            functions_.erase(functions_.begin() + std::ptrdiff_t(i));
    }
}

void ExitFunctions::run() {
    for (std::size_t i = functions_.size(); i-- > 0;) {
        if (i >= functions_.size())
            continue; // one of them has taken others away
        const Function each = functions_[i];
        call(each.function.get(), each.arguments.get(), each.keywords.get());
    }
    functions_.clear();
    const PyRef nothing = PyRef::steal(PyTuple_New(0));
    for (std::size_t i = for_all.size(); nothing && i-- > 0;)
        call(PyRef(for_all[i]).get(), nothing.get(), nullptr);
}

} // namespace braid

// SPDX-License-Identifier: MIT
#include "bridge/python/sys_module.h"

#include "bridge/python/guarded.h"
#include "bridge/python/own_values.h"
#include "bridge/python/py_ref.h"
#include "bridge/python/python_run.h"
#include "bridge/python/replaced_builtin.h"

#include <algorithm>
#include <vector>

namespace braid {

namespace {

PyObject* sys_dict = nullptr;
ReplacedBuiltin real_print, real_input;
PyObject *file_name, *stdin_name, *stdout_name;

/// A stream of the script that this thread works for; null if print and input find it themselves.
PyObject* hidden_stream(PyObject* name) noexcept { return hidden_value(sys_dict, name); }

PyObject* print(PyObject* module, PyObject* const* arguments, Py_ssize_t count,
                PyObject* keywords) {
    PyObject* const stream = hidden_stream(stdout_name);
    if (!stream || (keywords && PySequence_Contains(keywords, file_name) != 0)) {
        PyErr_Clear();
        return real_print.original(module, arguments, count, keywords);
    }
    const Py_ssize_t named = keywords ? PyTuple_GET_SIZE(keywords) : 0;
    std::vector<PyObject*> all(arguments, arguments + count + named);
    all.push_back(stream);
    const PyRef names = PyRef::steal(PyTuple_New(named + 1));
    if (!names)
        return nullptr;
    for (Py_ssize_t i = 0; i <= named; ++i)
        PyTuple_SET_ITEM(names.get(), i,
                         Py_NewRef(i < named ? PyTuple_GET_ITEM(keywords, i) : file_name));
    const PyRef keep = PyRef::borrow(stream);
    return real_print.original(module, all.data(), count, names.get());
}

PyObject* input(PyObject* module, PyObject* const* arguments, Py_ssize_t count) {
    const PyRef from = PyRef::borrow(hidden_stream(stdin_name));
    const PyRef to = PyRef::borrow(hidden_stream(stdout_name));
    if (!from || !to || from.get() == Py_None || to.get() == Py_None || count > 1)
        return real_input.original(module, arguments, count);
    if (count == 1 && PyFile_WriteObject(arguments[0], to.get(), Py_PRINT_RAW) < 0)
        return nullptr;
    if (!PyRef::steal(PyObject_CallMethod(to.get(), "flush", nullptr)))
        return nullptr;
    return PyFile_GetLine(from.get(), -1);
}

// -- how long a busy thread keeps the others waiting: Braid's affair, but scripts see their own ---

ReplacedBuiltin get_interval, set_interval;
PyObject* intervals = nullptr; ///< a dictionary of one entry, which each script has for itself
PyObject* interval_name = nullptr;

PyObject* getswitchinterval(PyObject* module, PyObject* nothing) {
    return PythonRun::of_this_thread() ? Py_XNewRef(own_value(intervals, interval_name))
                                       : get_interval.original(module, nothing);
}

PyObject* setswitchinterval(PyObject* module, PyObject* interval) {
    const double seconds = PyFloat_AsDouble(interval);
    if (!PythonRun::of_this_thread() || PyErr_Occurred() || !(seconds > 0)) {
        PyErr_Clear();
        return set_interval.original(module, interval); // which says what is wrong
    }
    const PyRef value = PyRef::steal(PyFloat_FromDouble(seconds));
    return value && set_own_value(intervals, interval_name, value.get()) == 0 ? Py_NewRef(Py_None)
                                                                              : nullptr;
}

bool share_switch_interval() {
    interval_name = PyUnicode_InternFromString("interval");
    intervals = Py_BuildValue("{Od}", interval_name, 0.005);
    if (!intervals)
        return false;
    ScriptGlobals::add(intervals, interval_name, nullptr);
    return get_interval.replace("sys", "getswitchinterval", guarded<getswitchinterval>(),
                                METH_NOARGS) &&
           set_interval.replace("sys", "setswitchinterval", guarded<setswitchinterval>(), METH_O);
}

template<typename Function>
PyCFunction as_function(Function* function) {
    return reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(function));
}

/// importlib makes each module by `type(sys)(name)`: a plain one, whose `path` is its own.
PyObject* new_module(PyTypeObject*, PyObject* arguments, PyObject* keywords) {
    return PyObject_Call(reinterpret_cast<PyObject*>(&PyModule_Type), arguments, keywords);
}

} // namespace

bool share_sys_with_threads(PyObject* names) {
    file_name = PyUnicode_InternFromString("file");
    stdin_name = PyUnicode_InternFromString("stdin");
    stdout_name = PyUnicode_InternFromString("stdout");
    const PyRef sys = PyRef::steal(PyImport_ImportModule("sys"));
    if (!file_name || !stdin_name || !stdout_name || !sys)
        return false;
    sys_dict = PyModule_GetDict(sys.get());

    PyType_Slot slots[] = {
        {Py_tp_new, reinterpret_cast<void*>(static_cast<newfunc>(new_module))},
        {0, nullptr},
    };
    PyType_Spec spec = {"builtins.module", 0, 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE, slots};
    const PyRef bases = PyRef::steal(PyTuple_Pack(1, &PyModule_Type));
    const PyRef type = PyRef::steal(bases ? PyType_FromSpecWithBases(&spec, bases.get()) : nullptr);
    return type && add_own_attributes(type.get(), sys_dict, names) &&
           PyObject_SetAttrString(sys.get(), "__class__", type.get()) == 0 &&
           share_switch_interval() &&
           real_print.replace("builtins", "print", as_function(print),
                              METH_FASTCALL | METH_KEYWORDS) &&
           real_input.replace("builtins", "input", as_function(input), METH_FASTCALL);
}

} // namespace braid

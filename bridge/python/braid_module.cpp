// SPDX-License-Identifier: MIT
#include "bridge/python/braid_module.h"

#include "bridge/python/first_import.h"
#include "bridge/python/guarded.h"
#include "bridge/python/loop_core.h"
#include "bridge/python/own_values.h"
#include "bridge/python/python_environment.h"
#include "bridge/python/python_run.h"
#include "bridge/python/python_sources.h"
#include "bridge/python/script_globals.h"
#include "bridge/python/script_program.h"
#include "bridge/python/script_threads.h"
#include "bridge/python/signal_module.h"
#include "bridge/python/sys_module.h"
#include "bridge/python/task_access.h"
#include "bridge/python/thread_children.h"
#include "bridge/python/thread_jobs.h"

#include <marshal.h>

#include <algorithm>
#include <stdexcept>

namespace braid {

namespace {

PyObject* braid_module = nullptr;
PyObject* world_module = nullptr;

// -- functions of _braid ----------------------------------------------------------------------

PyObject* current_world(PyObject*, PyObject*) {
    const PythonRun* run = PythonRun::of_this_thread();
    return Py_NewRef(run && run->world() ? run->world() : Py_None);
}

/// The number of the script that this thread works for, or None.
PyObject* script(PyObject*, PyObject*) {
    const PythonRun* run = PythonRun::of_this_thread();
    return run ? PyLong_FromUnsignedLong(run->own_thread_id()) : Py_NewRef(Py_None);
}

/// The same; but None while a module that all share is being imported.
PyObject* owner(PyObject*, PyObject*) {
    const PythonRun* run = PythonRun::of_this_thread();
    return run && !run->imports_shared_module() ? PyLong_FromUnsignedLong(run->own_thread_id())
                                                : Py_NewRef(Py_None);
}

PyObject* exit_for_all(PyObject*, PyObject* function) {
    ExitFunctions::add_for_all(function);
    Py_RETURN_NONE;
}

/// Does the thread of that number work for the script that asks?
PyObject* own_thread(PyObject*, PyObject* ident) {
    const PythonRun* run = PythonRun::of_this_thread();
    const unsigned long number = ident == Py_None ? 0 : PyLong_AsUnsignedLong(ident);
    return PyErr_Occurred() ? nullptr : PyBool_FromLong(run && run->has_thread(number));
}

PyObject* line_buffered(PyObject*, PyObject*) {
    PythonRun* run = PythonRun::on_this_stack();
    return PyBool_FromLong(run && run->read_along());
}

PyObject* per_script(PyObject*, PyObject* arguments) {
    PyObject *dict, *name, *changed = nullptr;
    if (!PyArg_ParseTuple(arguments, "O!U|O", &PyDict_Type, &dict, &name, &changed))
        return nullptr;
    ScriptGlobals::add(dict, name, changed);
    Py_RETURN_NONE;
}

PyObject* share_modules(PyObject*, PyObject* directory) {
    const char* const path = PyUnicode_AsUTF8(directory);
    if (!path)
        return nullptr;
    ScriptGlobals::share(path);
    Py_RETURN_NONE;
}

PyObject* per_thread(PyObject*, PyObject* names) {
    return PyTuple_Check(names) && share_sys_with_threads(names) ? Py_NewRef(Py_None) : nullptr;
}

PyObject* get_own(PyObject*, PyObject* arguments) {
    PyObject *dict, *name;
    if (!PyArg_ParseTuple(arguments, "O!U", &PyDict_Type, &dict, &name))
        return nullptr;
    PyObject* const value = own_value(dict, name);
    return Py_NewRef(value ? value : Py_None);
}

PyObject* set_own(PyObject*, PyObject* arguments) {
    PyObject *dict, *name, *value;
    if (!PyArg_ParseTuple(arguments, "O!UO", &PyDict_Type, &dict, &name, &value) ||
        set_own_value(dict, name, value) < 0)
        return nullptr;
    Py_RETURN_NONE;
}

PyObject* own_attributes(PyObject*, PyObject* arguments) {
    PyObject *type, *dict, *names;
    if (!PyArg_ParseTuple(arguments, "O!O!O!", &PyType_Type, &type, &PyDict_Type, &dict,
                          &PyTuple_Type, &names) ||
        !add_own_attributes(type, dict, names))
        return nullptr;
    Py_RETURN_NONE;
}

PyObject* make_own_function(PyObject*, PyObject* arguments) {
    PyObject *dict, *name, *otherwise;
    return PyArg_ParseTuple(arguments, "O!UO", &PyDict_Type, &dict, &name, &otherwise)
               ? own_function(dict, name, otherwise)
               : nullptr;
}

PyObject* make_own_hook(PyObject*, PyObject* arguments) {
    PyObject *dict, *name, *install;
    return PyArg_ParseTuple(arguments, "O!UO", &PyDict_Type, &dict, &name, &install)
               ? own_hook(dict, name, install)
               : nullptr;
}

PyObject* after_import(PyObject*, PyObject* arguments) {
    const char* module = nullptr;
    PyObject* prepare = nullptr;
    if (!PyArg_ParseTuple(arguments, "sO", &module, &prepare) ||
        !FirstImport::await(module, prepare))
        return nullptr;
    Py_RETURN_NONE;
}

/// A signal handler of Python: the script's time is over, or a call was interrupted for it.
PyObject* preempt(PyObject*, PyObject*) {
    PythonRun* run = PythonRun::on_this_stack();
    if (run && !run->time_signal_came())
        return nullptr;
    Py_RETURN_NONE;
}

void note_cancellation(PyObject* task) {
    if (TaskTrace* const tasks = TaskTrace::here())
        tasks->cancelled(task);
}

PyObject* prepare_asyncio(PyObject*, PyObject*) {
    if (!put_loop_under_asyncio())
        return nullptr;
    if (std::uint64_t* const counter = TaskAccess::counter())
        ScriptGlobals::add(counter);
    Py_RETURN_NONE;
}

PyObject* record_jobs(PyObject*, PyObject* work_item) {
    return record_thread_jobs(work_item) ? Py_NewRef(Py_None) : nullptr;
}

PyMethodDef functions[] = {
    {"current_world", guarded<current_world>(), METH_NOARGS,
     "The World that this thread works for, or None."},
    {"script", guarded<script>(), METH_NOARGS, "Which script this thread works for, or None."},
    {"owner", guarded<owner>(), METH_NOARGS, "Whose is what comes into being now, or None."},
    {"exit_for_all", guarded<exit_for_all>(), METH_O, "To be called at each script's end."},
    {"own_thread", guarded<own_thread>(), METH_O, "Does that thread work for this script?"},
    {"record_jobs", guarded<record_jobs>(), METH_O,
     "Records what threads do for this class of work items."},
    {"line_buffered", guarded<line_buffered>(), METH_NOARGS,
     "Does somebody read along what it writes?"},
    {"per_script", guarded<per_script>(), METH_VARARGS,
     "Each script has its own dict[name] from now on."},
    {"share_modules", guarded<share_modules>(), METH_O,
     "All scripts share the modules of this directory, which is the library's."},
    {"per_thread", guarded<per_thread>(), METH_O,
     "These names of sys are the script's in its threads, too."},
    {"get_own", guarded<get_own>(), METH_VARARGS,
     "dict[name] of the script that this thread works for, or None."},
    {"set_own", guarded<set_own>(), METH_VARARGS, "The same, set."},
    {"own_attributes", guarded<own_attributes>(), METH_VARARGS,
     "These names of a type's instances are own values in dict."},
    {"own_function", guarded<make_own_function>(), METH_VARARGS,
     "Calls dict[name] of the script, or something else if that is None."},
    {"own_hook", guarded<make_own_hook>(), METH_VARARGS,
     "False; asked, it installs dict[name] of the script unless that is None."},
    {"after_import", guarded<after_import>(), METH_VARARGS,
     "Calls a function after a module's first import."},
    {"prepare_asyncio", guarded<prepare_asyncio>(), METH_NOARGS,
     "asyncio's event loop is Braid's from now on."},
    {"preempt", guarded<preempt>(), METH_VARARGS, nullptr},
    {nullptr, nullptr, 0, nullptr},
};

PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, "_braid", nullptr, -1, functions, nullptr, nullptr, nullptr, nullptr};

PyObject* init_module() { return PyModule_Create(&definition); }

[[noreturn]] void fail(const char* what) {
    PyErr_Print();
    throw std::runtime_error(std::string("Python cannot be made ready for scripts: ") + what);
}

} // namespace

void add_braid_module() { PyImport_AppendInittab("_braid", init_module); }

void prepare_braid_module() {
    braid_module = PyImport_ImportModule("_braid");
    if (!braid_module || !know_children_of_scripts())
        fail("_braid");
    world_module = import_own("braid_world", braid_world_code).release();
    if (!share_signals() || !ExitFunctions::share() || !share_threads())
        fail("signal, atexit, threading");
    if (!world_module || !PyRef::steal(PyObject_CallMethod(world_module, "prepare", nullptr)))
        fail("braid_world");
    const PyRef shared = import_own("braid_shared", braid_shared_code);
    if (!shared || !PyRef::steal(PyObject_CallMethod(shared.get(), "prepare", nullptr)))
        fail("braid_shared");
    if (!ScriptProgram::prepare())
        fail("threading");
}

bool put_loop_under_asyncio() {
    if (!braid_module)
        braid_module = PyImport_ImportModule("_braid");
    if (!braid_module || !add_loop_core(braid_module))
        return false;
    const PyRef loop = import_own("braid_loop", braid_loop_code);
    const PyRef selector =
        loop ? PyRef::steal(PyObject_GetAttrString(loop.get(), "EpollSelector")) : PyRef();
    if (!selector)
        return false;
    set_loop_selector(selector.get());
    return TaskAccess::prepare() && TaskAccess::listen_to_cancel(note_cancellation) &&
           PyRef::steal(PyObject_CallMethod(loop.get(), "make_default", nullptr));
}

PyObject* preemption_handler() {
    return PyDict_GetItemString(PyModule_GetDict(braid_module), "preempt");
}

PyRef import_own(const char* name, std::span<const unsigned char> bytecode) {
    const PyRef code = PyRef::steal(PyMarshal_ReadObjectFromString(
        reinterpret_cast<const char*>(bytecode.data()), Py_ssize_t(bytecode.size())));
    return PyRef::steal(code ? PyImport_ExecCodeModule(name, code.get()) : nullptr);
}

PyRef make_world(const std::string& path, const std::vector<std::string>& arguments,
                 const PythonEnvironment& environment) {
    const PyRef file = PyRef::steal(PyUnicode_DecodeFSDefault(path.c_str()));
    const PyRef list = PyRef::steal(PyList_New(0));
    const PyRef executable =
        PyRef::steal(PyUnicode_DecodeFSDefault(environment.executable.c_str()));
    const PyRef root = PyRef::steal(PyUnicode_DecodeFSDefault(environment.root.c_str()));
    if (!file || !list || !executable || !root)
        return {};
    for (const std::string& argument : arguments) {
        const PyRef text = PyRef::steal(PyUnicode_DecodeFSDefault(argument.c_str()));
        if (!text || PyList_Append(list.get(), text.get()) < 0)
            return {};
    }
    return PyRef::steal(PyObject_CallMethod(world_module, "World", "OOOOO", file.get(), list.get(),
                                            executable.get(), root.get(),
                                            environment.with_system_packages ? Py_True : Py_False));
}

} // namespace braid

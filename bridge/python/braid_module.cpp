// SPDX-License-Identifier: MIT
#include "bridge/python/braid_module.h"

#include "bridge/python/first_import.h"
#include "bridge/python/loop_core.h"
#include "bridge/python/python_run.h"
#include "bridge/python/python_sources.h"
#include "bridge/python/script_globals.h"
#include "bridge/python/task_access.h"
#include "bridge/python/text_streams.h"
#include "bridge/python/thread_children.h"
#include "bridge/python/thread_jobs.h"

#include <marshal.h>

#include <algorithm>
#include <stdexcept>

namespace braid {

namespace {

PyObject* braid_module = nullptr;
PyObject* world_module = nullptr;

constexpr const char* run_capsule = "braid.run";

std::shared_ptr<PythonRun> run_in(PyObject* capsule) {
    auto* run =
        static_cast<std::shared_ptr<PythonRun>*>(PyCapsule_GetPointer(capsule, run_capsule));
    return run ? *run : nullptr;
}

// -- functions of _braid ----------------------------------------------------------------------

PyObject* current_world(PyObject*, PyObject*) {
    const PythonRun* run = PythonRun::of_this_thread();
    return Py_NewRef(run && run->world() ? run->world() : Py_None);
}

PyObject* on_loop(PyObject*, PyObject*) {
    return PyBool_FromLong(PythonRun::on_this_stack() != nullptr);
}

PyObject* forked(PyObject*, PyObject*) { return PyBool_FromLong(CurrentRun::in_forked_child()); }

PyObject* adopt_thread(PyObject*, PyObject* capsule) {
    if (capsule == Py_None) {
        CurrentRun::adopt_thread(nullptr);
        Py_RETURN_NONE;
    }
    std::shared_ptr<PythonRun> run = run_in(capsule);
    if (!run)
        return nullptr;
    CurrentRun::adopt_thread(std::move(run));
    Py_RETURN_NONE;
}

PyObject* wake(PyObject*, PyObject* capsule) {
    const std::shared_ptr<PythonRun> run = run_in(capsule);
    if (!run)
        return nullptr;
    run->wake_threadsafe();
    Py_RETURN_NONE;
}

PyObject* interrupt(PyObject*, PyObject* capsule) {
    const std::shared_ptr<PythonRun> run = run_in(capsule);
    if (!run)
        return nullptr;
    if (run.get() != PythonRun::on_this_stack())
        run->interrupt_threadsafe();
    else if (!run->interrupt())
        return nullptr;
    Py_RETURN_NONE;
}

PyObject* wait(PyObject*, PyObject*) {
    PythonRun* run = PythonRun::on_this_stack();
    if (!run) {
        PyErr_SetString(PyExc_RuntimeError, "not on a script's stack");
        return nullptr;
    }
    return run->wait() ? Py_NewRef(Py_None) : nullptr;
}

PyObject* line_buffered(PyObject*, PyObject*) {
    PythonRun* run = PythonRun::on_this_stack();
    return PyBool_FromLong(run && run->read_along());
}

PyObject* standard_streams(PyObject*, PyObject* arguments) {
    PythonRun* run = PythonRun::on_this_stack();
    PyObject *in, *out, *err;
    if (!run || !PyArg_ParseTuple(arguments, "OOO", &in, &out, &err))
        return nullptr;
    run->set_standard_streams(in, out, err);
    Py_RETURN_NONE;
}

PyObject* per_script(PyObject*, PyObject* arguments) {
    PyObject *dict, *name, *changed = nullptr;
    if (!PyArg_ParseTuple(arguments, "O!U|O", &PyDict_Type, &dict, &name, &changed))
        return nullptr;
    ScriptGlobals::add(dict, name, changed);
    Py_RETURN_NONE;
}

PyObject* after_import(PyObject*, PyObject* arguments) {
    const char* module = nullptr;
    PyObject* prepare = nullptr;
    if (!PyArg_ParseTuple(arguments, "sO", &module, &prepare) ||
        !FirstImport::await(module, prepare))
        return nullptr;
    Py_RETURN_NONE;
}

PyObject* set_wakeup_descriptor(PyObject*, PyObject* number) {
    const int descriptor = _PyLong_AsInt(number);
    PythonRun* run = PythonRun::on_this_stack();
    if (PyErr_Occurred() || !run)
        return nullptr;
    return PyLong_FromLong(run->set_wakeup_descriptor(descriptor));
}

/// A signal handler of Python: the script's time is over, or a call was interrupted for it.
PyObject* preempt(PyObject*, PyObject*) {
    PythonRun* run = PythonRun::on_this_stack();
    if (run && !run->time_signal_came())
        return nullptr;
    Py_RETURN_NONE;
}

/// Imports a module of ours, whose bytecode is part of this program.
template<std::size_t size>
PyRef import_own(const char* name, const unsigned char (&bytecode)[size]) {
    const PyRef code = PyRef::steal(
        PyMarshal_ReadObjectFromString(reinterpret_cast<const char*>(bytecode), Py_ssize_t(size)));
    return PyRef::steal(code ? PyImport_ExecCodeModule(name, code.get()) : nullptr);
}

void note_cancellation(PyObject* task) {
    if (PythonRun* const run = PythonRun::on_this_stack())
        run->tasks().cancelled(task);
}

PyObject* prepare_asyncio(PyObject*, PyObject*) {
    if (!add_loop_core(braid_module))
        return nullptr;
    const PyRef loop = import_own("braid_loop", braid_loop_code);
    if (!loop || !TaskAccess::prepare() || !TaskAccess::listen_to_cancel(note_cancellation))
        return nullptr;
    return PyObject_CallMethod(loop.get(), "make_default", nullptr);
}

PyObject* record_jobs(PyObject*, PyObject* work_item) {
    return record_thread_jobs(work_item) ? Py_NewRef(Py_None) : nullptr;
}

PyMethodDef functions[] = {
    {"current_world", current_world, METH_NOARGS, "The World that this thread works for, or None."},
    {"on_loop", on_loop, METH_NOARGS, "Is this a script's own stack, on the loop's thread?"},
    {"forked", forked, METH_NOARGS, "Is this a child that a script has forked?"},
    {"adopt_thread", adopt_thread, METH_O, "This thread works for that run; None: no longer."},
    {"record_jobs", record_jobs, METH_O, "Records what threads do for this class of work items."},
    {"wake", wake, METH_O, "Ends wait() of that run."},
    {"interrupt", interrupt, METH_O, "Ctrl-C for that run."},
    {"wait", wait, METH_NOARGS, "Lets others run until wake(), or for less."},
    {"line_buffered", line_buffered, METH_NOARGS, "Does somebody read along what it writes?"},
    {"standard_streams", standard_streams, METH_VARARGS,
     "What sys.stdin, stdout and stderr of this script are."},
    {"per_script", per_script, METH_VARARGS, "Each script has its own dict[name] from now on."},
    {"after_import", after_import, METH_VARARGS, "Calls a function after a module's first import."},
    {"prepare_asyncio", prepare_asyncio, METH_NOARGS,
     "asyncio's event loop is Braid's from now on."},
    {"set_wakeup_descriptor", set_wakeup_descriptor, METH_O, "Where this script hears of signals."},
    {"preempt", preempt, METH_VARARGS, nullptr},
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
    if (!braid_module || !share_text_streams() || !give_children_of_threads_their_streams())
        fail("_braid");
    world_module = import_own("braid_world", braid_world_code).release();
    if (!world_module || !PyRef::steal(PyObject_CallMethod(world_module, "prepare", nullptr)))
        fail("braid_world");
}

PyObject* preemption_handler() {
    return PyDict_GetItemString(PyModule_GetDict(braid_module), "preempt");
}

PyRef make_world(std::shared_ptr<PythonRun> run, const std::string& path,
                 const std::vector<std::string>& arguments) {
    auto* owner = new std::shared_ptr(std::move(run));
    const PyRef capsule = PyRef::steal(PyCapsule_New(owner, run_capsule, [](PyObject* object) {
        delete static_cast<std::shared_ptr<PythonRun>*>(PyCapsule_GetPointer(object, run_capsule));
    }));
    const PyRef file = PyRef::steal(PyUnicode_DecodeFSDefault(path.c_str()));
    const PyRef list = PyRef::steal(PyList_New(0));
    if (!capsule || !file || !list)
        return {};
    for (const std::string& argument : arguments) {
        const PyRef text = PyRef::steal(PyUnicode_DecodeFSDefault(argument.c_str()));
        if (!text || PyList_Append(list.get(), text.get()) < 0)
            return {};
    }
    return PyRef::steal(
        PyObject_CallMethod(world_module, "World", "OOO", capsule.get(), file.get(), list.get()));
}

} // namespace braid

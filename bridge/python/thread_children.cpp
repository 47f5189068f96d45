// SPDX-License-Identifier: MIT
#include "bridge/python/thread_children.h"

#include "bridge/python/py_ref.h"
#include "bridge/script/current_run.h"
#include "bridge/script/script_children.h"
#include "bridge/script/standard_descriptors.h"

#include <Python.h>

namespace braid {

namespace {

PyObject* original = nullptr; ///< _posixsubprocess.fork_exec
PyMethodDef definition{};

/// Which arguments say what becomes 0, 1 and 2 in the child; -1 for what they are already.
constexpr Py_ssize_t places[] = {6, 9, 11};

/// It has been made by vfork.
PyObject* tell_of(PyObject* child) {
    if (child)
        ScriptChildren::add(pid_t(PyLong_AsLong(child)));
    return child;
}

PyObject* fork_exec(PyObject*, PyObject* arguments) {
    if (CurrentRun::in_forked_child())
        return PyObject_CallObject(original, arguments);
    if (CurrentRun::on_stack() || !CurrentRun::of_thread() || PyTuple_GET_SIZE(arguments) < 12)
        return tell_of(PyObject_CallObject(original, arguments));
    const PyRef list = PyRef::steal(PySequence_List(arguments));
    if (!list)
        return nullptr;
    for (int number = 0; number < 3; ++number) {
        PyObject* given = PyList_GET_ITEM(list.get(), places[number]);
        if (!PyLong_CheckExact(given) || PyLong_AsLong(given) != -1)
            continue;
        PyObject* own = PyLong_FromLong(own_descriptor(number));
        if (!own || PyList_SetItem(list.get(), places[number], own) < 0)
            return nullptr;
    }
    const PyRef all = PyRef::steal(PyList_AsTuple(list.get()));
    return all ? tell_of(PyObject_CallObject(original, all.get())) : nullptr;
}

} // namespace

bool know_children_of_scripts() {
    const PyRef module = PyRef::steal(PyImport_ImportModule("_posixsubprocess"));
    original = module ? PyObject_GetAttrString(module.get(), "fork_exec") : nullptr;
    if (!original || !PyCFunction_Check(original))
        return false;
    const PyMethodDef& like = *reinterpret_cast<PyCFunctionObject*>(original)->m_ml;
    definition = {like.ml_name, fork_exec, METH_VARARGS, like.ml_doc};
    const PyRef name = PyRef::steal(PyModule_GetNameObject(module.get()));
    const PyRef function = PyRef::steal(PyCFunction_NewEx(&definition, module.get(), name.get()));
    return function && PyObject_SetAttrString(module.get(), "fork_exec", function.get()) == 0;
}

} // namespace braid

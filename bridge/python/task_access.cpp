// SPDX-License-Identifier: MIT
#include "bridge/python/task_access.h"

#include "bridge/python/py_ref.h"
#include "bridge/python/task_counter.h"

#include <cstring>

namespace braid {

namespace {

PyTypeObject* task_type = nullptr;
PyTypeObject* step_type = nullptr;          ///< TaskStepMethWrapper
const PyMethodDef* wakeup_method = nullptr; ///< of the builtin method task_wakeup
const PyGetSetDef* coroutine_getter = nullptr;
const PyGetSetDef* awaited_getter = nullptr;
const PyGetSetDef* exception_getter = nullptr;
const PyGetSetDef* state_getter = nullptr;
void (*cancel_listener)(PyObject* task) = nullptr;
_PyCFunctionFastWithKeywords real_cancel = nullptr;
PyObject* pending = nullptr;
PyObject* cancelled = nullptr;
Py_ssize_t name_offset = 0; ///< of the name in the task's memory; 0 if it was not found

/// Calls the getter of an attribute itself: a lookup would cost more than all the rest.
PyObject* get(const PyGetSetDef* getter, PyObject* task) noexcept {
    PyObject* value = getter->get(task, getter->closure);
    if (!value) {
        PyErr_Clear();
        return Py_None;
    }
    Py_DECREF(value); // the task has one, too
    return value;
}

const PyGetSetDef* find_getter(PyTypeObject* type, const char* name) {
    const PyRef descriptor =
        PyRef::steal(PyObject_GetAttrString(reinterpret_cast<PyObject*>(type), name));
    if (!descriptor)
        return nullptr;
    if (!Py_IS_TYPE(descriptor.get(), &PyGetSetDescr_Type)) {
        PyErr_Format(PyExc_TypeError, "asyncio's Task.%s is not what it was", name);
        return nullptr;
    }
    return reinterpret_cast<PyGetSetDescrObject*>(descriptor.get())->d_getset;
}

/// There is no getter for the name: it is looked for in a task that has a known one.
Py_ssize_t find_in_memory(PyObject* object, PyObject* value) {
    for (Py_ssize_t offset = sizeof(PyObject); offset < Py_TYPE(object)->tp_basicsize;
         offset += sizeof(PyObject*)) {
        PyObject* word;
        std::memcpy(&word, reinterpret_cast<char*>(object) + offset, sizeof word);
        if (word == value)
            return offset;
    }
    return 0;
}

/// In the place of Task.cancel's C function: whoever calls it, from Python or from C, comes here.
PyObject* cancel(PyObject* task, PyObject* const* arguments, Py_ssize_t count, PyObject* keywords) {
    PyObject* accepted = real_cancel(task, arguments, count, keywords);
    if (accepted == Py_True)
        cancel_listener(task);
    return accepted;
}

} // namespace

bool TaskAccess::listen_to_cancel(void (*listener)(PyObject* task)) {
    const PyRef method =
        PyRef::steal(PyObject_GetAttrString(reinterpret_cast<PyObject*>(task_type), "cancel"));
    if (!method)
        return false;
    if (!Py_IS_TYPE(method.get(), &PyMethodDescr_Type) ||
        reinterpret_cast<PyMethodDescrObject*>(method.get())->d_method->ml_flags !=
            (METH_FASTCALL | METH_KEYWORDS)) {
        PyErr_SetString(PyExc_TypeError, "asyncio's Task.cancel is not what it was");
        return false;
    }
    cancel_listener = listener;
    PyMethodDef* const definition = reinterpret_cast<PyMethodDescrObject*>(method.get())->d_method;
    if (!real_cancel)
        real_cancel = reinterpret_cast<_PyCFunctionFastWithKeywords>(
            reinterpret_cast<void (*)()>(definition->ml_meth));
    definition->ml_meth = reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(cancel));
    return true;
}

bool TaskAccess::prepare() {
    const PyRef module = PyRef::steal(PyImport_ImportModule("braid_loop"));
    const PyRef samples =
        module ? PyRef::steal(PyObject_CallMethod(module.get(), "task_samples", nullptr)) : PyRef();
    PyObject *task, *name, *step, *wakeup;
    if (!samples || !PyArg_ParseTuple(samples.get(), "OOOO", &task, &name, &step, &wakeup))
        return false;
    task_type = Py_TYPE(task);
    step_type = Py_TYPE(step);
    if (!Py_IS_TYPE(wakeup, &PyCFunction_Type) || stepped_by(step) != task) {
        PyErr_SetString(PyExc_TypeError, "asyncio's tasks do not step as expected");
        return false;
    }
    wakeup_method = reinterpret_cast<PyCFunctionObject*>(wakeup)->m_ml;
    name_offset = find_in_memory(task, name);
    pending = PyUnicode_InternFromString("PENDING");
    cancelled = PyUnicode_InternFromString("CANCELLED");
    return pending && cancelled && (coroutine_getter = find_getter(task_type, "_coro")) &&
           (awaited_getter = find_getter(task_type, "_fut_waiter")) &&
           (exception_getter = find_getter(task_type, "_exception")) &&
           (state_getter = find_getter(task_type, "_state"));
}

std::uint64_t* TaskAccess::counter() {
    const PyRef module = PyRef::steal(PyImport_ImportModule("braid_loop"));
    const PyRef next_name =
        module ? PyRef::steal(PyObject_GetAttrString(module.get(), "next_task_name")) : PyRef();
    PyErr_Clear();
    return next_name ? find_task_counter(task_type, next_name.get()) : nullptr;
}

bool TaskAccess::is_task(PyObject* object) noexcept {
    return Py_IS_TYPE(object, task_type) || PyType_IsSubtype(Py_TYPE(object), task_type);
}

PyObject* TaskAccess::stepped_by(PyObject* callback) noexcept {
    if (Py_IS_TYPE(callback, step_type)) // its first field is the task
        return *reinterpret_cast<PyObject**>(reinterpret_cast<char*>(callback) + sizeof(PyObject));
    if (Py_IS_TYPE(callback, &PyCFunction_Type) &&
        reinterpret_cast<PyCFunctionObject*>(callback)->m_ml == wakeup_method)
        return PyCFunction_GET_SELF(callback);
    return nullptr;
}

bool TaskAccess::is_plain_step(PyObject* callback) noexcept {
    return Py_IS_TYPE(callback, step_type);
}

PyObject* TaskAccess::coroutine(PyObject* task) noexcept { return get(coroutine_getter, task); }

PyObject* TaskAccess::awaited(PyObject* task) noexcept { return get(awaited_getter, task); }

PyObject* TaskAccess::name(PyObject* task) noexcept {
    if (!name_offset)
        return Py_None;
    PyObject* name;
    std::memcpy(&name, reinterpret_cast<char*>(task) + name_offset, sizeof name);
    return name ? name : Py_None;
}

PyObject* TaskAccess::exception(PyObject* task) noexcept {
    PyObject* exception = get(exception_getter, task);
    return exception == Py_None ? nullptr : exception;
}

TaskAccess::State TaskAccess::state(PyObject* task) noexcept {
    PyObject* state = get(state_getter, task);
    return state == pending     ? State::Pending
           : state == cancelled ? State::Cancelled
                                : State::Finished;
}

} // namespace braid

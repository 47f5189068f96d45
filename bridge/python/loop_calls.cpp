// SPDX-License-Identifier: MIT
// What schedules: call_soon, call_later, create_task …
#include "bridge/python/asyncio_handle.h"
#include "bridge/python/loop_object.h"
#include "bridge/python/task_trace.h"

#include <pythread.h>

namespace braid::loop_object {

bool check_open(AsyncioLoop& loop) {
    if (loop.closed)
        PyErr_SetString(PyExc_RuntimeError, "Event loop is closed");
    return !loop.closed;
}

/// asyncio's C code passes keywords that are not interned.
static bool is(PyObject* keyword, PyObject* name) {
    return keyword == name || PyUnicode_Compare(keyword, name) == 0;
}

bool parse(Arguments arguments, Py_ssize_t count, PyObject* keywords, PyObject* first,
           bool has_context, Call& call) {
    const Py_ssize_t leading = first ? 1 : 0;
    if (count > 0 && first)
        call.first = arguments[0];
    if (count > leading) {
        call.callback = arguments[leading];
        call.arguments = arguments + leading + 1;
        call.count = count - leading - 1;
    }
    for (Py_ssize_t i = 0; keywords && i < PyTuple_GET_SIZE(keywords); ++i) {
        PyObject* keyword = PyTuple_GET_ITEM(keywords, i);
        PyObject** place = has_context && is(keyword, names.context) ? &call.context
                           : is(keyword, names.callback)             ? &call.callback
                           : first && is(keyword, first)             ? &call.first
                                                                     : nullptr;
        if (!place || *place)
            return false;
        *place = arguments[count + i];
    }
    return call.callback && (call.first || !first);
}

namespace {

bool succeeds(PyObject* result) {
    PyErr_Clear();
    Py_XDECREF(result);
    return result != nullptr;
}

/// Is it what debug mode lets through? The library says what it is if not.
bool passes_checks(PyObject* self, const Call& call, const char* method, bool any_thread) {
    return (any_thread || succeeds(PyObject_CallOneArg(library.check_thread, self))) &&
           succeeds(
               PyObject_CallFunction(library.check_callback, "OOs", self, call.callback, method));
}

PyObject* schedule_soon(PyObject* function, bool threadsafe, PyObject* self, Arguments arguments,
                        Py_ssize_t count, PyObject* keywords) {
    AsyncioLoop& loop = state_of(self);
    Call call;
    if (!parse(arguments, count, keywords, nullptr, true, call) || loop.closed ||
        (loop.debug &&
         !passes_checks(self, call, threadsafe ? "call_soon_threadsafe" : "call_soon", threadsafe)))
        return as_library(function, self, arguments, count, keywords);
    PyObject* handle = make_handle(self, call, nullptr);
    if (!handle)
        return nullptr;
    loop.add_ready(Py_NewRef(handle));
    if (TaskTrace* tasks = TaskTrace::here())
        tasks->scheduled(call.callback);
    if (threadsafe && look(self).own_selector &&
        !PyRef::steal(PyObject_CallOneArg(library.write_to_self, self))) {
        Py_DECREF(handle);
        return nullptr;
    }
    return handle;
}

/// A TypeError that is set is raised from where the library raises it.
PyObject* complain(PyObject* function, PyObject* self, Arguments arguments, Py_ssize_t count,
                   PyObject* keywords) {
    if (!PyErr_ExceptionMatches(PyExc_TypeError))
        return nullptr;
    PyErr_Clear();
    return as_library(function, self, arguments, count, keywords);
}

/// `now + delay`, as Python adds them; null with a Python exception set.
PyRef later(PyObject* self, PyObject* delay) {
    double now = 0;
    if (PyFloat_CheckExact(delay))
        return time_of(self, now) ? PyRef::steal(PyFloat_FromDouble(now + PyFloat_AS_DOUBLE(delay)))
                                  : PyRef();
    const PyRef time = PyRef::steal(PyObject_CallMethodNoArgs(self, names.time));
    return time ? PyRef::steal(PyNumber_Add(time.get(), delay)) : PyRef();
}

PyObject* schedule_at(PyObject* self, PyObject* when, const Call& call) {
    const double seconds = PyFloat_AsDouble(when);
    if (seconds == -1.0 && PyErr_Occurred())
        return nullptr;
    PyObject* handle = make_handle(self, call, when);
    if (handle)
        state_of(self).add_timer(seconds, Py_NewRef(handle));
    return handle;
}

} // namespace

PyObject* make_handle(PyObject* self, const Call& call, PyObject* when) {
    if (!state_of(self).debug) {
        if (when)
            return AsyncioHandle::make_timer(self, when, call.callback, call.arguments, call.count,
                                             call.context);
        return AsyncioHandle::make(self, call.callback, call.arguments, call.count, call.context);
    }
    // asyncio's own constructors note where they were called.
    const PyRef arguments = PyRef::steal(PyTuple_New(call.count));
    if (!arguments)
        return nullptr;
    for (Py_ssize_t i = 0; i < call.count; ++i)
        PyTuple_SET_ITEM(arguments.get(), i, Py_NewRef(call.arguments[i]));
    PyObject* context = call.context ? call.context : Py_None;
    if (!when)
        return PyObject_CallFunctionObjArgs(library.handle, call.callback, arguments.get(), self,
                                            context, nullptr);
    PyObject* handle = PyObject_CallFunctionObjArgs(library.timer_handle, when, call.callback,
                                                    arguments.get(), self, context, nullptr);
    if (handle)
        AsyncioHandle::set_scheduled(handle, true);
    return handle;
}

PyObject* call_soon(PyObject* self, Arguments arguments, Py_ssize_t count, PyObject* keywords) {
    return schedule_soon(library.call_soon, false, self, arguments, count, keywords);
}

PyObject* call_soon_threadsafe(PyObject* self, Arguments arguments, Py_ssize_t count,
                               PyObject* keywords) {
    return schedule_soon(library.call_soon_threadsafe, true, self, arguments, count, keywords);
}

PyObject* call_later(PyObject* self, Arguments arguments, Py_ssize_t count, PyObject* keywords) {
    AsyncioLoop& loop = state_of(self);
    Call call;
    if (!parse(arguments, count, keywords, names.delay, true, call) || call.first == Py_None ||
        loop.closed || look(self).own_call_at ||
        (loop.debug && !passes_checks(self, call, "call_at", false)))
        return as_library(library.call_later, self, arguments, count, keywords);
    const PyRef when = later(self, call.first);
    if (when)
        return schedule_at(self, when.get(), call);
    return complain(library.call_later, self, arguments, count, keywords);
}

PyObject* call_at(PyObject* self, Arguments arguments, Py_ssize_t count, PyObject* keywords) {
    AsyncioLoop& loop = state_of(self);
    Call call;
    if (!parse(arguments, count, keywords, names.when, true, call) || call.first == Py_None ||
        loop.closed || (loop.debug && !passes_checks(self, call, "call_at", false)))
        return as_library(library.call_at, self, arguments, count, keywords);
    return schedule_at(self, call.first, call);
}

PyObject* create_task(PyObject* self, Arguments arguments, Py_ssize_t count, PyObject* keywords) {
    if (!check_open(state_of(self)))
        return nullptr;
    const PyRef factory = PyRef::steal(PyObject_GetAttr(self, names.task_factory));
    if (!factory)
        return nullptr;
    PyObject *coroutine = count == 1 ? arguments[0] : nullptr, *name = Py_None, *context = Py_None;
    bool plain = count <= 1 && factory.get() == Py_None && !state_of(self).debug;
    for (Py_ssize_t i = 0; keywords && i < PyTuple_GET_SIZE(keywords); ++i) {
        PyObject* keyword = PyTuple_GET_ITEM(keywords, i);
        if (is(keyword, names.name))
            name = arguments[count + i];
        else if (is(keyword, names.context))
            context = arguments[count + i];
        else if (is(keyword, names.coro) && !coroutine)
            coroutine = arguments[count + i];
        else
            plain = false;
    }
    // A task factory, debug mode, or wrong arguments: as the standard library does it.
    if (!plain || !coroutine)
        return as_library(library.create_task, self, arguments, count, keywords);
    static PyObject* const task_keywords =
        Py_BuildValue("(sOO)", "loop", names.name, names.context);
    PyObject* const task_arguments[] = {coroutine, self, name, context};
    PyObject* task = PyObject_Vectorcall(reinterpret_cast<PyObject*>(library.task), task_arguments,
                                         1, task_keywords);
    return task ? task : complain(library.create_task, self, arguments, count, keywords);
}

PyObject* loop_time(PyObject*, PyObject*) { return PyFloat_FromDouble(AsyncioLoop::now()); }

/// For signals: the handle exists already.
PyObject* add_callback(PyObject* self, PyObject* handle) {
    if (!AsyncioHandle::is_handle(handle)) {
        PyErr_Format(PyExc_TypeError, "an asyncio.Handle is needed, not %R", handle);
        return nullptr;
    }
    if (!AsyncioHandle::cancelled(handle))
        state_of(self).add_ready(Py_NewRef(handle));
    Py_RETURN_NONE;
}

/// Waking up is the core's affair, but a selector of the program's knows descriptors only.
PyObject* write_to_self(PyObject* self, PyObject*) {
    if (look(self).own_selector)
        return PyObject_CallOneArg(library.write_to_self, self);
    state_of(self).wake();
    Py_RETURN_NONE;
}

} // namespace braid::loop_object

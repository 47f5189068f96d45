// SPDX-License-Identifier: MIT
// What a suspended task waits for, in words.
#include "bridge/python/code_note.h"
#include "bridge/python/cpython_internals.h"
#include "bridge/python/task_access.h"
#include "bridge/python/task_trace.h"

#include <algorithm>
#include <cstdio>
#include <string>

namespace braid {

namespace {

/// A local variable of a suspended coroutine.
PyObject* local(PyObject* coroutine, const char* name) {
    const PyRef key = PyRef::steal(PyUnicode_InternFromString(name));
    return key ? braid_suspended_local(coroutine, key.get()) : nullptr;
}

Py_ssize_t size_of(PyObject* container) {
    const Py_ssize_t size = container ? PyObject_Size(container) : -1;
    PyErr_Clear();
    return size;
}

/// Seconds, where no code of the program has to run to tell them.
double seconds(PyObject* number) {
    if (!number || !(PyFloat_CheckExact(number) || PyLong_CheckExact(number)))
        return 0;
    const double value = PyFloat_AsDouble(number);
    PyErr_Clear();
    return value;
}

std::string in_words(PyObject* number) {
    char text[32];
    std::snprintf(text, sizeof text, "%.6g s", seconds(number));
    return text;
}

std::string name_of(PyObject* callable) {
    const PyRef name =
        callable ? PyRef::steal(PyObject_GetAttrString(callable, "__qualname__")) : PyRef();
    const char* text = name && PyUnicode_Check(name.get()) ? PyUnicode_AsUTF8(name.get()) : nullptr;
    PyErr_Clear();
    return text ? text : "a function";
}

/// The first function that a future calls when it is done.
std::string_view first_callback(PyObject* future) {
    const PyRef callbacks = PyRef::steal(PyObject_GetAttrString(future, "_callbacks"));
    PyErr_Clear();
    if (!callbacks || !PyList_Check(callbacks.get()) || PyList_GET_SIZE(callbacks.get()) == 0)
        return {};
    PyObject* first = PyList_GET_ITEM(callbacks.get(), 0);
    PyObject* callback =
        PyTuple_Check(first) && PyTuple_GET_SIZE(first) > 0 ? PyTuple_GET_ITEM(first, 0) : first;
    if (!PyFunction_Check(callback))
        return {};
    auto* code = reinterpret_cast<PyCodeObject*>(PyFunction_GET_CODE(callback));
    const char* name = PyUnicode_AsUTF8(code->co_qualname); // kept by the string, which lives on
    PyErr_Clear();
    return name ? name : std::string_view();
}

} // namespace

LaneState TaskTrace::describe_wait(PyObject* task, PyObject* awaited) {
    LaneState wait = Activity::Waiting;
    // The innermost line of the program's own code, and what of asyncio it calls there.
    PyObject* asyncio_coroutine = nullptr;
    for (PyObject* at = TaskAccess::coroutine(task); at; at = braid_awaited_by(at)) {
        const BraidPosition position = braid_suspended_position(at);
        if (!position.code)
            break;
        CodeNote& note = CodeNote::of(position.code, trace_);
        if (note.own) {
            wait.where = note.location(position, trace_);
            asyncio_coroutine = nullptr;
        } else {
            if (wait.where == LocationId::None)
                wait.where = note.location(position, trace_);
            if (!asyncio_coroutine && note.wait != WaitKind::Nothing)
                asyncio_coroutine = at;
        }
    }
    if (asyncio_coroutine)
        describe_coroutine(asyncio_coroutine, wait);
    else
        describe_future(awaited, wait);
    return wait;
}

void TaskTrace::describe_coroutine(PyObject* coroutine, LaneState& wait) {
    CodeNote& note = CodeNote::of(braid_suspended_position(coroutine).code, trace_);
    wait.wait = note.wait;
    wait.what = note.name;
    switch (note.words) {
    case CodeNote::Words::Name:
        return;
    case CodeNote::Words::Sleep: {
        static PyObject* const delay = PyUnicode_InternFromString("delay");
        if (PyObject* argument = braid_suspended_local(coroutine, delay))
            wait = wait.for_seconds(seconds(argument));
        return;
    }
    case CodeNote::Words::WaitFor:
        if (PyObject* inner = local(coroutine, "fut"); inner && TaskAccess::is_task(inner))
            if (const Entry* entry = entry_of(inner))
                wait = wait.with(entry->lane);
        wait.what = trace_.intern("wait_for, at most " + in_words(local(coroutine, "timeout")));
        return;
    case CodeNote::Words::Wait:
        if (const Py_ssize_t count = size_of(local(coroutine, "fs")); count >= 0) {
            wait.what = trace_.intern("wait for");
            wait = wait.for_tasks(std::uint32_t(count));
        }
        return;
    case CodeNote::Words::TaskGroup: {
        PyObject* group = local(coroutine, "self");
        const PyRef tasks = group ? PyRef::steal(PyObject_GetAttrString(group, "_tasks")) : PyRef();
        PyErr_Clear();
        if (const Py_ssize_t count = size_of(tasks.get()); count >= 0) {
            wait.what = trace_.intern("TaskGroup of");
            wait = wait.for_tasks(std::uint32_t(count));
        }
        return;
    }
    case CodeNote::Words::ToThread:
        wait.what = trace_.intern("to_thread " + name_of(local(coroutine, "func")));
        return;
    }
}

void TaskTrace::describe_future(PyObject* future, LaneState& wait) {
    if (TaskAccess::is_task(future)) {
        wait.wait = WaitKind::Task;
        if (const Entry* entry = entry_of(future))
            wait = wait.with(entry->lane);
        return;
    }
    if (std::string_view(Py_TYPE(future)->tp_name) == "_GatheringFuture") {
        const PyRef children = PyRef::steal(PyObject_GetAttrString(future, "_children"));
        PyErr_Clear();
        wait.wait = WaitKind::Task;
        wait.what = trace_.intern("gather of");
        wait = wait.for_tasks(std::uint32_t(std::max<Py_ssize_t>(size_of(children.get()), 0)));
        return;
    }
    const std::string_view callback = first_callback(future);
    if (callback == "_chain_future.<locals>._call_check_cancel") {
        wait.wait = WaitKind::Thread;
        wait.what = trace_.intern("run_in_executor");
    } else if (callback == "shield.<locals>._outer_done_callback") {
        wait.wait = WaitKind::Task;
        wait.what = trace_.intern("shield");
    } else {
        wait.wait = WaitKind::Future;
        wait.what = trace_.intern("future");
    }
}

} // namespace braid

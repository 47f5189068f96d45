// SPDX-License-Identifier: MIT
// What a suspended task waits for, in words.
#include "bridge/python/code_note.h"
#include "bridge/python/cpython_internals.h"
#include "bridge/python/task_access.h"
#include "bridge/python/task_trace.h"

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

std::string seconds(PyObject* number) {
    const double value = number ? PyFloat_AsDouble(number) : 0;
    PyErr_Clear();
    char text[32];
    std::snprintf(text, sizeof text, "%.6g s", value);
    return text;
}

std::string counted(Py_ssize_t count, const char* thing) {
    return std::to_string(count) + ' ' + thing + (count == 1 ? "" : "s");
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

TaskTrace::Wait TaskTrace::describe_wait(PyObject* task, PyObject* awaited) {
    Wait wait;
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

void TaskTrace::describe_coroutine(PyObject* coroutine, Wait& wait) {
    CodeNote& note = CodeNote::of(braid_suspended_position(coroutine).code, trace_);
    wait.kind = note.wait;
    wait.what = note.name;
    PyObject* argument = nullptr;
    switch (note.words) {
    case CodeNote::Words::Name:
        return;
    case CodeNote::Words::Sleep: {
        static PyObject* const delay = PyUnicode_InternFromString("delay");
        argument = braid_suspended_local(coroutine, delay);
        if (!argument || argument == note.said.argument) {
            wait.what = argument ? note.said.text : note.name;
            return;
        }
        wait.what = note.said.text = trace_.intern("sleep " + seconds(argument));
        Py_XSETREF(note.said.argument, Py_NewRef(argument));
        return;
    }
    case CodeNote::Words::WaitFor:
        if (PyObject* inner = local(coroutine, "fut"); inner && TaskAccess::is_task(inner))
            if (const Entry* entry = entry_of(inner))
                wait.other = entry->lane;
        wait.what = trace_.intern("wait_for, at most " + seconds(local(coroutine, "timeout")));
        return;
    case CodeNote::Words::Wait:
        if (const Py_ssize_t count = size_of(local(coroutine, "fs")); count >= 0)
            wait.what = trace_.intern("wait for " + counted(count, "task"));
        return;
    case CodeNote::Words::TaskGroup: {
        PyObject* group = local(coroutine, "self");
        const PyRef tasks = group ? PyRef::steal(PyObject_GetAttrString(group, "_tasks")) : PyRef();
        PyErr_Clear();
        if (const Py_ssize_t count = size_of(tasks.get()); count >= 0)
            wait.what = trace_.intern("TaskGroup of " + counted(count, "task"));
        return;
    }
    case CodeNote::Words::ToThread:
        wait.what = trace_.intern("to_thread " + name_of(local(coroutine, "func")));
        return;
    }
}

void TaskTrace::describe_future(PyObject* future, Wait& wait) {
    if (TaskAccess::is_task(future)) {
        wait.kind = WaitKind::Task;
        if (const Entry* entry = entry_of(future)) {
            wait.other = entry->lane;
            wait.what = trace_.lane(entry->lane).name;
        }
        return;
    }
    if (std::string_view(Py_TYPE(future)->tp_name) == "_GatheringFuture") {
        const PyRef children = PyRef::steal(PyObject_GetAttrString(future, "_children"));
        PyErr_Clear();
        wait.kind = WaitKind::Task;
        wait.what = trace_.intern("gather of " + counted(size_of(children.get()), "task"));
        return;
    }
    const std::string_view callback = first_callback(future);
    if (callback == "_chain_future.<locals>._call_check_cancel") {
        wait.kind = WaitKind::Thread;
        wait.what = trace_.intern("run_in_executor");
    } else if (callback == "shield.<locals>._outer_done_callback") {
        wait.kind = WaitKind::Task;
        wait.what = trace_.intern("shield");
    } else {
        wait.kind = WaitKind::Future;
        wait.what = trace_.intern("future");
    }
}

} // namespace braid

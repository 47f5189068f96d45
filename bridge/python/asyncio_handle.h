// SPDX-License-Identifier: MIT
#pragma once

#include <Python.h>

namespace braid {

/// `asyncio.Handle` and `asyncio.TimerHandle`, made and read from C++ without calling Python.
///
/// They are the genuine classes: what programs and asyncio itself do with handles works. Only
/// their constructors are gone round, by writing the slots where the classes keep them.
/// The GIL must be held for all of it.
class AsyncioHandle {
public:
    /// Finds the classes and their slots; false with a Python exception set if that fails. Once.
    static bool prepare();

    /// A new handle of `loop` that calls `callback(*arguments)` in `context`, or in a copy of the
    /// current one if `context` is null or None. Null with a Python exception set on failure.
    static PyObject* make(PyObject* loop, PyObject* callback, PyObject* const* arguments,
                          Py_ssize_t count, PyObject* context);
    /// As above, a TimerHandle, marked as scheduled. `when` is a float or an int of Python.
    static PyObject* make_timer(PyObject* loop, PyObject* when, PyObject* callback,
                                PyObject* const* arguments, Py_ssize_t count, PyObject* context);

    /// One of asyncio's, or of a class derived from it: the functions below may be used.
    static bool is_handle(PyObject* handle) noexcept;
    /// Made by one of the two, or at least just like them: to run it is to call back.
    static bool is_genuine(PyObject* handle) noexcept;
    /// Borrowed.
    static PyObject* callback(PyObject* handle) noexcept;
    static PyObject* arguments(PyObject* handle) noexcept;
    static PyObject* context(PyObject* handle) noexcept;
    static bool cancelled(PyObject* handle) noexcept;
    static bool scheduled(PyObject* timer_handle) noexcept;
    static void set_scheduled(PyObject* timer_handle, bool scheduled) noexcept;
};

} // namespace braid

// SPDX-License-Identifier: MIT
#pragma once

#include <Python.h>

#include <cstdint>

namespace braid {

/// Looks into asyncio's own tasks (those of its C module) without calling Python. The GIL must be
/// held.
class TaskAccess {
public:
    /// Once. False with a Python exception set if asyncio is not as expected.
    static bool prepare();
    /// Calls `listener` for every request to cancel a task that the task takes. After `prepare`;
    /// fails as that does.
    static bool listen_to_cancel(void (*listener)(PyObject* task));

    /// Where tasks without a name are counted; null if that is not known.
    static std::uint64_t* counter();

    static bool is_task(PyObject* object) noexcept;
    /// The task whose next step this callback of an event loop is; borrowed, null if none.
    static PyObject* stepped_by(PyObject* callback) noexcept;
    /// Does this callback make the first step, or one after a bare yield?
    static bool is_plain_step(PyObject* callback) noexcept;

    // Borrowed: the task keeps them.
    static PyObject* coroutine(PyObject* task) noexcept;
    /// The future it waits for, or None.
    static PyObject* awaited(PyObject* task) noexcept;
    static PyObject* name(PyObject* task) noexcept;
    /// Null if it has none.
    static PyObject* exception(PyObject* task) noexcept;

    enum class State { Pending, Cancelled, Finished };
    static State state(PyObject* task) noexcept;
};

} // namespace braid

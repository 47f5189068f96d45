// SPDX-License-Identifier: MIT
#pragma once

#include <Python.h>

#include <cstdint>

namespace braid {

/// Where asyncio's C module counts the tasks that have no name of their own ("Task-1"), so that
/// each script can begin with 1. `next_name` returns what the next task would be called, as an
/// object of Python. Null if it was not found, which harms nobody, and with no exception set.
std::uint64_t* find_task_counter(PyTypeObject* task_type, PyObject* next_name);

} // namespace braid

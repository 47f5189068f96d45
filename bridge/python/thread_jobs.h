// SPDX-License-Identifier: MIT
#pragma once

#include <Python.h>

namespace braid {

class TaskTrace;

/// Sees to it that what the threads of an executor do is recorded: from now on each call of
/// `work_item.run`, which is concurrent.futures' own class, is a slice of its thread's lane in the
/// trace of the script that the thread works for, or of the program that is the process. Nothing of
/// it shows in tracebacks. The GIL must be held. False with a Python exception set if the class is
/// not as expected.
bool record_thread_jobs(PyObject* work_item, TaskTrace* whole_program = nullptr);

} // namespace braid

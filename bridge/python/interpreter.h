// SPDX-License-Identifier: MIT
#pragma once

#include <Python.h>

#include <string>
#include <vector>

namespace braid {

/// Starts CPython, once in the process and for as long as it lives, on the calling thread, which
/// becomes Python's main thread. Throws std::runtime_error if that fails.
///
/// It is the system's Python, with the system's packages, whatever `python3` the PATH names.
/// The GIL is not held afterwards.
/// `options` are those of python3's command line, for the first who starts it.
void start_interpreter(const std::vector<std::string>& options = {});

/// The thread state of the thread that started Python, for the loop's side.
PyThreadState* main_thread_state() noexcept;

/// The loop's side of Python: holds the GIL with the thread state of the thread that started
/// Python. Never while a script's stack is below with the GIL.
class GilOnLoop {
public:
    GilOnLoop();
    ~GilOnLoop();
    GilOnLoop(const GilOnLoop&) = delete;
    GilOnLoop& operator=(const GilOnLoop&) = delete;

private:
    PyThreadState* bound_before_;
};

} // namespace braid

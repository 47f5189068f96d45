// SPDX-License-Identifier: MIT
#pragma once

#include "loop/event_loop.h"

#include <Python.h>

namespace braid {

/// Interrupts the script that runs on the loop's thread when its time is over.
///
/// A POSIX timer sends a signal to that thread, and only while a script runs. Python's own C
/// handler notes it, and the interpreter then calls a Python-level handler between two
/// instructions, or inside a system call that was interrupted: a place from where the script's
/// stack may be left. There is one object of this class in a process.
class Preemption {
public:
    /// `handler` is a callable of Python, called as signal handlers are. On the loop's thread,
    /// which must be Python's main thread; the GIL must be held.
    Preemption(PyObject* handler, Duration interrupt_again);
    ~Preemption();
    Preemption(const Preemption&) = delete;
    Preemption& operator=(const Preemption&) = delete;

    /// A script's stack is entered, and may run until `deadline`.
    void begin_slice(TimePoint deadline) noexcept;
    /// It was left.
    void end_slice() noexcept;

    /// The time given to the slice, or to the last one, is over.
    bool time_is_over() const noexcept;
    /// Was the signal that Python now handles meant for the slice that runs now?
    bool signal_is_for_this_slice() const noexcept;

    static int signal_number() noexcept;

    /// The time is over now. Any thread; async-signal-safe.
    void hurry() noexcept;
};

} // namespace braid

// SPDX-License-Identifier: MIT
#include "bridge/python/time_signal.h"

#include "bridge/python/braid_module.h"
#include "bridge/script/slice_timer.h"

#include <csignal>
#include <stdexcept>

namespace braid {

void handle_time_signal() {
    const int signal = SliceTimer::signal_number();
    struct sigaction timers;
    sigaction(signal, nullptr, &timers);
    const PyRef module = PyRef::steal(PyImport_ImportModule("_signal"));
    const PyRef result = module ? PyRef::steal(PyObject_CallMethod(module.get(), "signal", "iO",
                                                                   signal, preemption_handler()))
                                : PyRef();
    // Python has put its own handler in the place of the timer's, which calls it.
    sigaction(signal, &timers, nullptr);
    if (!result) {
        PyErr_Clear();
        throw std::runtime_error("scripts cannot be interrupted: the loop does not run on the "
                                 "thread that started Python");
    }
}

void pass_on_time_signal() noexcept { PyErr_SetInterruptEx(SliceTimer::signal_number()); }

} // namespace braid

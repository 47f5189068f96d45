// SPDX-License-Identifier: MIT
// How signals reach the Python code of a run: see python_run.h.
#include "bridge/python/python_run.h"

#include <unistd.h>

#include <csignal>

namespace braid {

namespace {

using Action = ScriptSignals::Action;

PyRef number(long value) { return PyRef::steal(PyLong_FromLong(value)); }

const long default_handler = reinterpret_cast<long>(SIG_DFL);
const long ignore_handler = reinterpret_cast<long>(SIG_IGN);

} // namespace

/// As Python begins: it ignores what it turns into exceptions, and handles Ctrl-C.
void PythonRun::begin_signals() {
    script_signals().set_action(SIGPIPE, Action::Ignore);
    script_signals().set_action(SIGXFSZ, Action::Ignore);
    for (int i = 1; i < ScriptSignals::end; ++i)
        handlers_[std::size_t(i)] =
            number(script_signals().action(i) == Action::Ignore ? ignore_handler : default_handler);
    if (script_signals().action(SIGINT) == Action::Ignore)
        return;
    const PyRef module = PyRef::steal(PyImport_ImportModule("_signal"));
    PyRef handler = PyRef::steal(
        module ? PyObject_GetAttrString(module.get(), "default_int_handler") : nullptr);
    if (handler)
        set_signal_handler(SIGINT, std::move(handler));
}

void PythonRun::set_signal_handler(int signal, PyRef handler) {
    Action action = Action::Handle;
    if (!PyCallable_Check(handler.get()))
        action = PyLong_AsLong(handler.get()) == ignore_handler ? Action::Ignore : Action::Default;
    script_signals().set_action(signal, action);
    std::swap(handlers_[std::size_t(signal)], handler);
}

void PythonRun::signalled(int number) {
    const auto byte = static_cast<unsigned char>(number);
    if (wakeup_descriptor_ >= 0)
        (void)!::write(wakeup_descriptor_, &byte, 1); // if it is full it will wake up anyhow
}

bool PythonRun::call_signal_handler(int signal) {
    ++handled_signals_;
    const PyRef handler = PyRef::borrow(signal_handler(signal));
    if (!handler || !PyCallable_Check(handler.get()))
        return true; // it ends by the signal, or has changed its mind
    auto* frame = reinterpret_cast<PyObject*>(PyEval_GetFrame());
    return bool(
        PyRef::steal(PyObject_CallFunction(handler.get(), "iO", signal, frame ? frame : Py_None)));
}

bool PythonRun::raise_signal(int signal) {
    // As from outside, but that it is there already.
    StackRun::signal(signal);
    return deliver_interrupts();
}

bool PythonRun::wait_for_signal() {
    const unsigned before = handled_signals_;
    while (handled_signals_ == before)
        if (!wait())
            return false;
    return true;
}

int PythonRun::wait_for_signal_of(const ScriptSignals::Set& wanted, TimePoint deadline) {
    TimerHandle timer;
    if (deadline != TimePoint::max())
        timer = loop().call_at(deadline, [this] { make_ready(); });
    int taken = 0;
    while ((taken = script_signals().take_of(wanted)) == 0)
        if (loop().time() >= deadline || !wait())
            break;
    timer.cancel();
    return taken;
}

PythonRun::Alarm PythonRun::alarm() {
    if (alarm_at_ == TimePoint::max())
        return {};
    // One that is due still counts.
    return {std::max<Duration>(alarm_at_ - loop().time(), std::chrono::microseconds(1)),
            alarm_interval_};
}

PythonRun::Alarm PythonRun::set_alarm(Alarm next) {
    const Alarm before = alarm();
    alarm_interval_ = next.interval;
    ring_at(next.delay > Duration::zero() ? loop().time() + next.delay : TimePoint::max());
    return before;
}

void PythonRun::ring_at(TimePoint when) {
    alarm_.cancel();
    alarm_at_ = when;
    if (when == TimePoint::max())
        return;
    alarm_ = loop().call_at(when, [this] {
        ring_at(alarm_interval_ > Duration::zero() ? alarm_at_ + alarm_interval_
                                                   : TimePoint::max());
        StackRun::signal(SIGALRM);
    });
}

} // namespace braid

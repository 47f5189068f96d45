// SPDX-License-Identifier: MIT
// What runs: one round of the loop.
#include "bridge/python/asyncio_handle.h"
#include "bridge/python/loop_object.h"
#include "bridge/python/stand_in_frame.h"
#include "bridge/python/task_trace.h"

#include <algorithm>

namespace braid::loop_object {

namespace {

/// Where in asyncio's own code we seem to be.
struct {
    StandInFrame::Call select, run, run_debugging, warn; ///< in BaseEventLoop._run_once
    StandInFrame::Call poll;                             ///< in EpollSelector.select
    StandInFrame::Call call;                             ///< in Handle._run
} calls;

/// Takes the Python exception that is set, with its traceback.
PyRef take_exception() {
    PyObject *type, *value, *traceback;
    PyErr_Fetch(&type, &value, &traceback);
    PyErr_NormalizeException(&type, &value, &traceback);
    if (traceback)
        PyException_SetTraceback(value, traceback);
    Py_XDECREF(type);
    Py_XDECREF(traceback);
    return PyRef::steal(value);
}

/// An exception that escapes a callback goes to the loop's exception handler; the two that end
/// programs go on. As in Handle._run.
bool report_exception(PyObject* self, PyObject* handle, StandInFrame& frame) {
    frame.trace();
    if (PyErr_ExceptionMatches(PyExc_SystemExit) || PyErr_ExceptionMatches(PyExc_KeyboardInterrupt))
        return false;
    const PyRef error = take_exception();
    const PyRef callback = PyRef::steal(
        PyObject_CallFunctionObjArgs(library.format_callback, AsyncioHandle::callback(handle),
                                     AsyncioHandle::arguments(handle), nullptr));
    const PyRef context = PyRef::steal(PyDict_New());
    const PyRef message =
        callback ? PyRef::steal(PyUnicode_FromFormat("Exception in callback %S", callback.get()))
                 : PyRef();
    const PyRef source = PyRef::steal(PyObject_GetAttr(handle, names.source_traceback));
    if (!message || !context || !source ||
        PyDict_SetItemString(context.get(), "message", message.get()) < 0 ||
        PyDict_SetItemString(context.get(), "exception", error.get()) < 0 ||
        PyDict_SetItemString(context.get(), "handle", handle) < 0 ||
        (PyObject_IsTrue(source.get()) == 1 &&
         PyDict_SetItemString(context.get(), "source_traceback", source.get()) < 0))
        return false;
    // The handler may ask for it by sys.exc_info().
    const PyRef handled = PyRef::steal(PyErr_GetHandledException());
    PyErr_SetHandledException(error.get());
    const PyRef result =
        PyRef::steal(PyObject_CallMethodOneArg(self, names.call_exception_handler, context.get()));
    PyErr_SetHandledException(handled.get());
    return bool(result);
}

/// As Handle._run.
bool call_back(PyObject* self, PyObject* handle, StandInFrame& frame) {
    // The handle may be cancelled, and lose these, while it runs.
    const PyRef callback = PyRef::borrow(AsyncioHandle::callback(handle));
    const PyRef arguments = PyRef::borrow(AsyncioHandle::arguments(handle));
    const PyRef context = PyRef::borrow(AsyncioHandle::context(handle));
    if (PyContext_Enter(context.get()) < 0)
        return report_exception(self, handle, frame);
    const PyRef result =
        PyRef::steal(PyObject_Vectorcall(callback.get(), &PyTuple_GET_ITEM(arguments.get(), 0),
                                         std::size_t(PyTuple_GET_SIZE(arguments.get())), nullptr));
    PyObject *type = nullptr, *value = nullptr, *traceback = nullptr;
    if (!result)
        PyErr_Fetch(&type, &value, &traceback);
    PyContext_Exit(context.get());
    if (result)
        return true;
    PyErr_Restore(type, value, traceback);
    return report_exception(self, handle, frame);
}

bool warn_of_slow_step(PyObject* handle, double seconds) {
    const PyRef logger = PyRef::steal(PyObject_GetAttrString(library.base_events, "logger"));
    const PyRef text = PyRef::steal(PyObject_CallOneArg(library.format_handle, handle));
    const PyRef duration = PyRef::steal(PyFloat_FromDouble(seconds));
    const PyRef words = PyRef::steal(PyUnicode_FromString("Executing %s took %.3f seconds"));
    return logger && text && duration && words &&
           PyRef::steal(PyObject_CallMethodObjArgs(logger.get(), names.warning, words.get(),
                                                   text.get(), duration.get(), nullptr));
}

/// In debug mode what takes too long is said.
bool run_and_measure(PyObject* self, PyObject* handle, StandInFrame& frame) {
    double begin = 0, end = 0;
    if (PyObject_SetAttr(self, names.current_handle, handle) < 0 || !time_of(self, begin))
        return false;
    frame.at(calls.run_debugging);
    if (!PyRef::steal(PyObject_CallMethodNoArgs(handle, names.run)))
        return false;
    const PyRef limit = PyRef::steal(PyObject_GetAttr(self, names.slow_callback_duration));
    const double seconds = limit ? PyFloat_AsDouble(limit.get()) : 0;
    if (!limit || PyErr_Occurred() || !time_of(self, end))
        return false;
    frame.at(calls.warn);
    return !(end - begin >= seconds) || warn_of_slow_step(handle, end - begin);
}

/// In debug mode: the loop knows what it runs.
bool run_debugging(PyObject* self, PyObject* handle, StandInFrame& frame) {
    const bool whole = run_and_measure(self, handle, frame);
    PyObject *type, *value, *traceback;
    PyErr_Fetch(&type, &value, &traceback);
    const bool forgotten = PyObject_SetAttr(self, names.current_handle, Py_None) == 0;
    if (!whole)
        PyErr_Restore(type, value, traceback);
    return whole && forgotten;
}

/// The part of a round that waits, for a program that has a clock or a selector of its own: each
/// is asked where asyncio asks it.
bool collect_by_hand(PyObject* self, AsyncioLoop& loop) {
    const PyRef selector = PyRef::steal(PyObject_GetAttr(self, names.selector));
    const std::optional<double> first = loop.first_timer();
    PyRef timeout = PyRef::borrow(Py_None);
    double now = 0;
    if (loop.ready_count() > 0 || loop.stopping) {
        timeout = PyRef::steal(PyLong_FromLong(0));
    } else if (first) {
        if (!time_of(self, now))
            return false;
        const double seconds = std::min(*first - now, 24.0 * 3600);
        timeout = PyRef::steal(seconds > 0 ? PyFloat_FromDouble(seconds) : PyLong_FromLong(0));
    }
    if (!selector || !timeout)
        return false;
    const PyRef events =
        PyRef::steal(PyObject_CallMethodOneArg(selector.get(), names.select, timeout.get()));
    if (!events)
        return false;
    const PyRef resolution = PyRef::steal(PyObject_GetAttr(self, names.clock_resolution));
    const double tick = resolution ? PyFloat_AsDouble(resolution.get()) : 0;
    if (!resolution || PyErr_Occurred() ||
        !PyRef::steal(PyObject_CallMethodOneArg(self, names.process_events, events.get())) ||
        !time_of(self, now))
        return false;
    loop.queue_timers_before(now + tick);
    return true;
}

bool collect(PyObject* self, AsyncioLoop& loop) {
    const LoopObject& replaced = look(self);
    if (replaced.own_time || replaced.own_select)
        return collect_by_hand(self, loop);
    if (loop.collect_at_once())
        return true;
    StandInFrame frame(calls.poll, self);
    if (loop.collect())
        return true;
    frame.trace();
    return false;
}

/// Runs what is ready; not what becomes ready by that.
bool run_ready_handles(PyObject* self, AsyncioLoop& loop, StandInFrame& outer) {
    std::optional<StandInFrame> frame;
    for (std::size_t count = loop.ready_count(); count > 0; --count) {
        const PyRef handle = PyRef::steal(loop.take_ready());
        if (!handle)
            break; // it was closed
        if (AsyncioHandle::cancelled(handle.get()))
            continue;
        const TaskTrace::Step step(TaskTrace::here(), AsyncioHandle::callback(handle.get()));
        if (loop.debug || !AsyncioHandle::is_genuine(handle.get())) {
            frame.reset();
            if (!(loop.debug
                      ? run_debugging(self, handle.get(), outer)
                      : bool(PyRef::steal(PyObject_CallMethodNoArgs(handle.get(), names.run)))))
                return false;
            continue;
        }
        if (frame)
            frame->again(handle.get());
        else
            frame.emplace(calls.call, handle.get());
        if (!call_back(self, handle.get(), *frame))
            return false;
    }
    return true;
}

/// As BaseEventLoop._run_once.
bool run_round(PyObject* self, AsyncioLoop& loop) {
    StandInFrame frame(calls.select, self);
    bool whole = collect(self, loop);
    if (whole) {
        frame.at(calls.run);
        whole = run_ready_handles(self, loop, frame);
    }
    if (!whole)
        frame.trace();
    return whole;
}

} // namespace

bool prepare_steps() {
    return calls.select.find(library.run_once, "select") &&
           calls.run_debugging.find(library.run_once, "_run") &&
           calls.warn.find(library.run_once, "warning") &&
           calls.run.find(library.run_once, "_run", 2) && calls.poll.find(library.select, "poll") &&
           calls.call.find(library.handle_run, nullptr);
}

PyObject* run_once(PyObject* self, PyObject*) {
    // A callback may drop the last other reference to the loop's state by closing the loop.
    const std::shared_ptr<AsyncioLoop> loop = *reinterpret_cast<LoopObject*>(self)->state;
    TaskTrace* const tasks = TaskTrace::here();
    if (tasks) {
        tasks->loop_runs();
        if (tasks->before_round)
            tasks->before_round(loop->ready_count() == 0);
    }
    const bool whole = run_round(self, *loop);
    if (tasks && (loop->stopping || !whole))
        tasks->loop_left();
    loop->stopping = false;
    return whole ? Py_NewRef(Py_None) : nullptr;
}

} // namespace braid::loop_object

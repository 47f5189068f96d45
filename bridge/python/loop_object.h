// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/python/asyncio_loop.h"
#include "bridge/python/py_ref.h"

#include <memory>

// What the files of `_braid.LoopCore` share; nobody else includes this.

namespace braid::loop_object {

struct LoopObject {
    PyObject_HEAD std::shared_ptr<AsyncioLoop>* state;
    /// The version of its class that the next three were found for; 0: look again.
    unsigned known_version;
    /// The program has another clock, call_at or selector.select() than ours: they are called, at
    /// the places where asyncio calls them.
    bool own_time, own_call_at, own_select;
    /// All of the selector is the program's.
    bool own_selector;
};

inline AsyncioLoop& state_of(PyObject* self) {
    return **reinterpret_cast<LoopObject*>(self)->state;
}

/// What of the loop the program has replaced, up to date.
const LoopObject& look(PyObject* self);

/// Names of Python, interned.
struct Names {
    PyObject *call_at, *call_exception_handler, *callback, *cancel, *context, *coro,
        *current_handle, *delay, *fd, *fileno, *name, *process_events, *run, *select, *selector,
        *slow_callback_duration, *source_traceback, *stopping, *task_factory, *time, *when,
        *clock_resolution, *warning, *add_done_callback, *outside_ended;
};
inline Names names;
bool prepare_names();

/// Functions of asyncio's own event loop and of what it uses.
struct Library {
    PyObject *init, *call_soon, *call_soon_threadsafe, *call_later, *call_at, *create_task,
        *set_debug, *check_thread, *check_callback, *run_in_executor, *child_watcher_callback,
        *add_reader, *add_writer, *remove_reader, *remove_writer, *write_to_self, *run_once;
    PyObject *handle, *timer_handle, *handle_run, *select, *format_callback, *format_handle,
        *base_events;
    PyTypeObject* task;
    PyObject* selector; ///< not the library's: braid_loop.EpollSelector
};
inline Library library;
bool prepare_library();

using Arguments = PyObject* const*;

/// Does as the library: in debug mode, or to have it complain as it does.
PyObject* as_library(PyObject* function, PyObject* self, Arguments arguments, Py_ssize_t count,
                     PyObject* keywords);

/// The clock that the program sees; false with a Python exception set.
bool time_of(PyObject* self, double& time);

// -- loop_calls.cpp: call_soon and its like ----------------------------------------------------

PyObject* call_soon(PyObject*, Arguments, Py_ssize_t, PyObject*);
PyObject* call_soon_threadsafe(PyObject*, Arguments, Py_ssize_t, PyObject*);
PyObject* call_later(PyObject*, Arguments, Py_ssize_t, PyObject*);
PyObject* call_at(PyObject*, Arguments, Py_ssize_t, PyObject*);
PyObject* create_task(PyObject*, Arguments, Py_ssize_t, PyObject*);
PyObject* loop_time(PyObject*, PyObject*);
PyObject* add_callback(PyObject*, PyObject*);
PyObject* write_to_self(PyObject*, PyObject*);

// -- loop_descriptors.cpp: add_reader and its like ---------------------------------------------

PyObject* add_reader(PyObject*, Arguments, Py_ssize_t, PyObject*);
PyObject* add_writer(PyObject*, Arguments, Py_ssize_t, PyObject*);
PyObject* remove_reader(PyObject*, Arguments, Py_ssize_t, PyObject*);
PyObject* remove_writer(PyObject*, Arguments, Py_ssize_t, PyObject*);
PyObject* watched(PyObject*, PyObject*);
PyObject* wait_for_descriptors(PyObject*, PyObject*);

/// Their common part with call_soon: a handle for the callback behind the first argument.
struct Call {
    PyObject* callback = nullptr;
    Arguments arguments = nullptr;
    Py_ssize_t count = 0;
    PyObject* context = nullptr;
    PyObject* first = nullptr; ///< what is before the callback, if the method has that
};
/// False, with nothing said, if the arguments are none of `method(first, callback, *arguments,
/// context=None)`, where `first` is a name or null, and `has_context` whether there is that.
bool parse(Arguments arguments, Py_ssize_t count, PyObject* keywords, PyObject* first,
           bool has_context, Call& call);
/// asyncio's handle for it; a TimerHandle if `when` is not null.
PyObject* make_handle(PyObject* self, const Call& call, PyObject* when);
bool check_open(AsyncioLoop& loop);

// -- loop_steps.cpp: running what is ready -----------------------------------------------------

bool prepare_steps();
PyObject* run_once(PyObject*, PyObject*);

} // namespace braid::loop_object

// SPDX-License-Identifier: MIT
#pragma once

/* What Braid needs of CPython 3.11 that its public API does not offer. Everything that may change
 * with the next version of Python is behind these few functions. The GIL must be held. */

#include <Python.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Makes `state` the thread state that PyGILState_Ensure finds on this thread. (From 3.12 on
 * CPython does this itself when a thread state is attached.) Needs no GIL. */
void braid_bind_gilstate(PyThreadState* state);

/* Nobody holds the GIL at this moment. Needs no GIL. */
int braid_gil_is_free(void);

/* A place in code that runs or is suspended. */
typedef struct {
    PyCodeObject* code; /* borrowed; null if there is no such place */
    int instruction;    /* index into the code; see braid_line_of */
} BraidPosition;

int braid_line_of(BraidPosition position);

/* Walks the Python frames that run on `state`, innermost first; null at the end. The thread whose
 * state that is needs no GIL. */
const void* braid_innermost_frame(PyThreadState* state);
const void* braid_outer_frame(const void* frame);
BraidPosition braid_frame_position(const void* frame);
PyObject* braid_frame_globals(const void* frame); /* borrowed */

/* Where a suspended coroutine, generator or asynchronous generator stands; no code if it has not
 * started, runs or has ended. */
BraidPosition braid_suspended_position(PyObject* coroutine);
/* A local variable of a suspended coroutine by name; borrowed, null if it is not bound. */
PyObject* braid_suspended_local(PyObject* coroutine, PyObject* name);
/* What a suspended coroutine awaits: another coroutine, or the iterator of a future; borrowed,
 * null if nothing. Looks through `async for`, `__anext__` and `asend`. */
PyObject* braid_awaited_by(PyObject* coroutine);

/* The call of `nth` in the code that `StandInFrame::Call::find` describes; -1 if there is none, or
 * with a Python exception set. */
int braid_find_call(PyCodeObject* code, const char* method, int nth);
/* Puts a frame that nobody runs on the stack of frames of `state`, which runs, as though it were in
 * the midst of that call, with `self` as its first variable. */
void braid_enter_frame(PyThreadState* state, PyFrameObject* frame, int instruction, PyObject* self);
void braid_move_frame(PyFrameObject* frame, int instruction);
/* Takes it, the innermost, off again. True if nobody has kept it. */
int braid_leave_frame(PyThreadState* state, PyFrameObject* frame);
/* If nobody has kept it, it goes on with another `self`, and the answer is true. */
int braid_reuse_frame(PyFrameObject* frame, PyObject* self);

/* The program has ended by an uncaught KeyboardInterrupt: Py_RunMain lets its signal end the
 * process after finalization. */
int braid_ends_by_interrupt(void);

/* Shows what SystemExit says, and stores its status; it is set, and cleared then. */
void braid_handle_system_exit(int* status);

/* Takes back PySys_AddAuditHook(hook): each event costs as long as there is one hook. The hook may
 * call this itself. */
void braid_remove_audit_hook(Py_AuditHookFunction hook);

#ifdef __cplusplus
}
#endif

// SPDX-License-Identifier: MIT
#define Py_BUILD_CORE 1
#include "bridge/python/cpython_internals.h"

#include <internal/pycore_frame.h>
#include <internal/pycore_pylifecycle.h>
#include <internal/pycore_runtime.h>
#include <opcode.h>

#if PY_VERSION_HEX < 0x030b0000 || PY_VERSION_HEX >= 0x030c0000
#error "This file knows CPython 3.11 only"
#endif

void braid_bind_gilstate(PyThreadState* state) {
    PyThread_tss_set(&_PyRuntime.gilstate.autoTSSkey, state);
}

int braid_gil_is_free(void) { return !_Py_atomic_load_relaxed(&_PyRuntime.ceval.gil.locked); }

static BraidPosition position_of(const _PyInterpreterFrame* frame) {
    BraidPosition position = {frame->f_code, _PyInterpreterFrame_LASTI(frame)};
    return position;
}

int braid_line_of(BraidPosition position) {
    if (position.instruction < 0)
        return position.code->co_firstlineno;
    return PyCode_Addr2Line(position.code, position.instruction * (int)sizeof(_Py_CODEUNIT));
}

static const _PyInterpreterFrame* complete(const _PyInterpreterFrame* frame) {
    while (frame && _PyFrame_IsIncomplete((_PyInterpreterFrame*)frame))
        frame = frame->previous;
    return frame;
}

const void* braid_innermost_frame(PyThreadState* state) {
    return complete(state->cframe->current_frame);
}

const void* braid_outer_frame(const void* frame) {
    return complete(((const _PyInterpreterFrame*)frame)->previous);
}

BraidPosition braid_frame_position(const void* frame) {
    return position_of((const _PyInterpreterFrame*)frame);
}

PyObject* braid_frame_globals(const void* frame) {
    return ((const _PyInterpreterFrame*)frame)->f_globals;
}

static _PyInterpreterFrame* suspended_frame(PyObject* object) {
    if (!PyCoro_CheckExact(object) && !PyGen_CheckExact(object) && !PyAsyncGen_CheckExact(object))
        return NULL;
    PyGenObject* generator = (PyGenObject*)object;
    if (generator->gi_frame_state != FRAME_SUSPENDED)
        return NULL;
    return (_PyInterpreterFrame*)generator->gi_iframe;
}

BraidPosition braid_suspended_position(PyObject* coroutine) {
    const _PyInterpreterFrame* frame = suspended_frame(coroutine);
    const BraidPosition nowhere = {NULL, -1};
    return frame ? position_of(frame) : nowhere;
}

PyObject* braid_suspended_local(PyObject* coroutine, PyObject* name) {
    _PyInterpreterFrame* frame = suspended_frame(coroutine);
    if (!frame)
        return NULL;
    PyCodeObject* code = frame->f_code;
    for (int i = 0; i < code->co_nlocalsplus; ++i) {
        if (PyTuple_GET_ITEM(code->co_localsplusnames, i) != name)
            continue;
        PyObject* value = frame->localsplus[i];
        const int kind = PyBytes_AS_STRING(code->co_localspluskinds)[i];
        if (value && (kind & (CO_FAST_CELL | CO_FAST_FREE)) && PyCell_Check(value))
            value = PyCell_GET(value);
        return value;
    }
    return NULL;
}

/* The first field of asend(), athrow() and anext() objects is the generator or the iterator they
 * drive; their types have no attribute that says so. */
static PyObject* driven_by(PyObject* object) {
    return *(PyObject**)((char*)object + sizeof(PyObject));
}

PyObject* braid_awaited_by(PyObject* coroutine) {
    const _PyInterpreterFrame* frame = suspended_frame(coroutine);
    if (!frame)
        return NULL;
    /* A frame that is suspended in an await stands before `RESUME 2` or `RESUME 3`, with what it
     * awaits on top of its stack (see _PyGen_yf in Objects/genobject.c). */
    const _Py_CODEUNIT next = frame->prev_instr[1];
    const int opcode = _Py_OPCODE(next);
    if ((opcode != RESUME && opcode != RESUME_QUICK) || _Py_OPARG(next) < 2)
        return NULL;
    PyObject* awaited = _PyFrame_StackPeek((_PyInterpreterFrame*)frame);
    if (Py_IS_TYPE(awaited, &_PyAsyncGenASend_Type))
        return driven_by(awaited);
    if (Py_IS_TYPE(awaited, &_PyCoroWrapper_Type))
        return driven_by(awaited);
    return awaited;
}

int braid_find_call(PyCodeObject* code, const char* method, int nth) {
    PyObject* bytes = PyCode_GetCode(code);
    if (!bytes)
        return -1;
    const unsigned char* at = (const unsigned char*)PyBytes_AS_STRING(bytes);
    const int count = (int)(PyBytes_GET_SIZE(bytes) / (Py_ssize_t)sizeof(_Py_CODEUNIT));
    int line = -1, found = -1; /* the call begins on the line where its name stands */
    for (int i = 0; i < count && found < 0; ++i) {
        const int opcode = at[2 * i], argument = at[2 * i + 1];
        const int named = opcode == LOAD_METHOD || opcode == LOAD_ATTR;
        if (!method ? opcode == CALL_FUNCTION_EX
                    : opcode == CALL && line >= 0 &&
                          PyCode_Addr2Line(code, i * (int)sizeof(_Py_CODEUNIT)) == line)
            found = i;
        else if (method && named &&
                 PyUnicode_CompareWithASCIIString(PyTuple_GET_ITEM(code->co_names, argument),
                                                  method) == 0 &&
                 --nth == 0)
            line = PyCode_Addr2Line(code, i * (int)sizeof(_Py_CODEUNIT));
    }
    Py_DECREF(bytes);
    return found;
}

void braid_enter_frame(PyThreadState* state, PyFrameObject* object, int instruction,
                       PyObject* self) {
    _PyInterpreterFrame* frame = object->f_frame;
    _PyCFrame* stack = state->cframe;
    frame->prev_instr = _PyCode_CODE(frame->f_code) + instruction;
    Py_XSETREF(frame->localsplus[0], Py_NewRef(self));
    /* As one that runs: the collector and frame.clear() leave it alone. */
    frame->owner = FRAME_OWNED_BY_THREAD;
    frame->frame_obj = (PyFrameObject*)Py_NewRef(object);
    frame->previous = stack->current_frame;
    stack->current_frame = frame;
}

void braid_move_frame(PyFrameObject* object, int instruction) {
    object->f_frame->prev_instr = _PyCode_CODE(object->f_frame->f_code) + instruction;
}

/* The references that those who run it have: `frame_obj`, and the caller. */
static int nobody_kept(PyFrameObject* object) {
    return Py_REFCNT(object) == 2 && !object->f_trace && !object->f_frame->f_locals;
}

int braid_leave_frame(PyThreadState* state, PyFrameObject* object) {
    _PyInterpreterFrame* frame = object->f_frame;
    if (nobody_kept(object))
        Py_CLEAR(frame->localsplus[0]); /* which may run anything */
    const int unknown = nobody_kept(object);
    if (!unknown && !object->f_back)
        object->f_back = PyFrame_GetBack(object);
    state->cframe->current_frame = frame->previous;
    frame->previous = NULL;
    frame->owner = FRAME_OWNED_BY_FRAME_OBJECT;
    Py_CLEAR(frame->frame_obj);
    return unknown;
}

int braid_reuse_frame(PyFrameObject* object, PyObject* self) {
    if (!nobody_kept(object))
        return 0;
    Py_XSETREF(object->f_frame->localsplus[0], Py_NewRef(self));
    return 1;
}

int braid_ends_by_interrupt(void) { return _Py_UnhandledKeyboardInterrupt; }

void braid_handle_system_exit(int* status) { _Py_HandleSystemExit(status); }

void braid_remove_audit_hook(Py_AuditHookFunction hook) {
    _Py_AuditHookEntry** link = &_PyRuntime.audit_hook_head;
    while (*link && (*link)->hookCFunction != hook)
        link = &(*link)->next;
    if (*link)
        *link = (*link)->next; /* not freed: whoever calls the hook goes on to the next from it */
}

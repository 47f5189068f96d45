// SPDX-License-Identifier: MIT
#include "bridge/python/stand_in_frame.h"

#include "bridge/python/cpython_internals.h"

#include <frameobject.h>

#include <utility>

namespace braid {

bool StandInFrame::Call::find(PyObject* function, const char* method, int nth) {
    if (!PyFunction_Check(function)) {
        PyErr_SetString(PyExc_TypeError, "asyncio's event loop is not what it was");
        return false;
    }
    code_ = reinterpret_cast<PyCodeObject*>(Py_NewRef(PyFunction_GET_CODE(function)));
    globals_ = Py_NewRef(PyFunction_GET_GLOBALS(function));
    instruction_ = braid_find_call(code_, method, nth);
    if (instruction_ < 0 && !PyErr_Occurred())
        PyErr_Format(PyExc_TypeError, "asyncio's %U calls nothing like it did", code_->co_qualname);
    return instruction_ >= 0;
}

StandInFrame::StandInFrame(Call& call, PyObject* self)
    : call_(call)
    , state_(PyThreadState_Get()) {
    enter(self);
}

StandInFrame::~StandInFrame() { leave(); }

void StandInFrame::enter(PyObject* self) {
    frame_ = std::exchange(call_.spare_, nullptr);
    if (!frame_)
        frame_ = PyFrame_New(state_, call_.code_, call_.globals_, nullptr);
    if (frame_)
        braid_enter_frame(state_, frame_, call_.instruction_, self);
    else
        PyErr_Clear(); // no memory: it is not seen
}

void StandInFrame::leave() {
    if (!frame_)
        return;
    PyFrameObject* frame = std::exchange(frame_, nullptr);
    if (braid_leave_frame(state_, frame) && !call_.spare_)
        call_.spare_ = frame;
    else
        Py_DECREF(frame);
}

void StandInFrame::again(PyObject* self) {
    if (frame_ && braid_reuse_frame(frame_, self))
        return;
    leave();
    enter(self);
}

void StandInFrame::at(const Call& call) {
    if (frame_)
        braid_move_frame(frame_, call.instruction_);
}

void StandInFrame::trace() {
    if (frame_)
        PyTraceBack_Here(frame_);
}

} // namespace braid

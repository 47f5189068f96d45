// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/python/py_ref.h"

namespace braid {

/// A frame of a function of asyncio's whose work C++ does: whoever looks at the stack (tracebacks,
/// `sys._getframe`, warnings' stack levels, debuggers, `faulthandler`) sees what there is under
/// python3. To enter one costs a few writes. The GIL must be held for all of it.
class StandInFrame {
public:
    /// A call in a function: the frame seems to be in the midst of it.
    class Call {
    public:
        /// The `nth` call of a method of this name, or, if that is null, the first call that takes
        /// apart its arguments. False with a Python exception set if there is none.
        bool find(PyObject* function, const char* method, int nth = 1);

    private:
        friend class StandInFrame;
        PyCodeObject* code_ = nullptr;
        PyObject* globals_ = nullptr;
        int instruction_ = 0;
        PyFrameObject* spare_ = nullptr; ///< one that nobody has kept
    };

    /// In the place of `self`'s method, until destroyed. Nests as calls do.
    StandInFrame(Call& call, PyObject* self);
    ~StandInFrame();
    StandInFrame(const StandInFrame&) = delete;
    StandInFrame& operator=(const StandInFrame&) = delete;

    /// The function is called anew, of another object.
    void again(PyObject* self);
    /// It has come to another call.
    void at(const Call& call);
    /// The Python exception that is set goes through this frame.
    void trace();

private:
    void enter(PyObject* self);
    void leave();

    Call& call_;
    PyThreadState* const state_;
    PyFrameObject* frame_ = nullptr;
};

} // namespace braid

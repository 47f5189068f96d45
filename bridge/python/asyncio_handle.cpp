// SPDX-License-Identifier: MIT
#include "bridge/python/asyncio_handle.h"

#include "bridge/python/py_ref.h"

#include <structmember.h>

namespace braid {

namespace {

PyTypeObject* handle_type = nullptr;
PyTypeObject* timer_handle_type = nullptr;

/// Byte offsets of the `__slots__` in their objects.
struct {
    Py_ssize_t callback, args, cancelled, loop, source_traceback, repr, context, when, scheduled;
} offset;

PyObject*& slot(PyObject* object, Py_ssize_t at) noexcept {
    return *reinterpret_cast<PyObject**>(reinterpret_cast<char*>(object) + at);
}

bool find_slot(PyTypeObject* type, const char* name, Py_ssize_t& at) {
    const PyRef descriptor =
        PyRef::steal(PyObject_GetAttrString(reinterpret_cast<PyObject*>(type), name));
    if (!descriptor)
        return false;
    if (!Py_IS_TYPE(descriptor.get(), &PyMemberDescr_Type)) {
        PyErr_Format(PyExc_TypeError, "asyncio's %s has no slot %s", type->tp_name, name);
        return false;
    }
    at = reinterpret_cast<PyMemberDescrObject*>(descriptor.get())->d_member->offset;
    return true;
}

PyObject* own(PyObject* object) noexcept {
    Py_INCREF(object);
    return object;
}

PyObject* make_of(PyTypeObject* type, PyObject* loop, PyObject* callback,
                  PyObject* const* arguments, Py_ssize_t count, PyObject* context) {
    PyRef args = PyRef::steal(PyTuple_New(count));
    if (!args)
        return nullptr;
    for (Py_ssize_t i = 0; i < count; ++i)
        PyTuple_SET_ITEM(args.get(), i, own(arguments[i]));
    PyRef own_context = context && context != Py_None ? PyRef::borrow(context)
                                                      : PyRef::steal(PyContext_CopyCurrent());
    if (!own_context)
        return nullptr;
    PyObject* handle = type->tp_alloc(type, 0);
    if (!handle)
        return nullptr;
    slot(handle, offset.callback) = own(callback);
    slot(handle, offset.args) = args.release();
    slot(handle, offset.context) = own_context.release();
    slot(handle, offset.loop) = own(loop);
    slot(handle, offset.cancelled) = own(Py_False);
    slot(handle, offset.source_traceback) = own(Py_None);
    slot(handle, offset.repr) = own(Py_None);
    return handle;
}

} // namespace

bool AsyncioHandle::prepare() {
    const PyRef events = PyRef::steal(PyImport_ImportModule("asyncio.events"));
    if (!events)
        return false;
    handle_type = reinterpret_cast<PyTypeObject*>(PyObject_GetAttrString(events.get(), "Handle"));
    timer_handle_type =
        reinterpret_cast<PyTypeObject*>(PyObject_GetAttrString(events.get(), "TimerHandle"));
    return handle_type && timer_handle_type &&
           find_slot(handle_type, "_callback", offset.callback) &&
           find_slot(handle_type, "_args", offset.args) &&
           find_slot(handle_type, "_cancelled", offset.cancelled) &&
           find_slot(handle_type, "_loop", offset.loop) &&
           find_slot(handle_type, "_source_traceback", offset.source_traceback) &&
           find_slot(handle_type, "_repr", offset.repr) &&
           find_slot(handle_type, "_context", offset.context) &&
           find_slot(timer_handle_type, "_when", offset.when) &&
           find_slot(timer_handle_type, "_scheduled", offset.scheduled);
}

PyObject* AsyncioHandle::make(PyObject* loop, PyObject* callback, PyObject* const* arguments,
                              Py_ssize_t count, PyObject* context) {
    return make_of(handle_type, loop, callback, arguments, count, context);
}

PyObject* AsyncioHandle::make_timer(PyObject* loop, PyObject* when, PyObject* callback,
                                    PyObject* const* arguments, Py_ssize_t count,
                                    PyObject* context) {
    PyObject* handle = make_of(timer_handle_type, loop, callback, arguments, count, context);
    if (handle) {
        slot(handle, offset.when) = own(when);
        slot(handle, offset.scheduled) = own(Py_True);
    }
    return handle;
}

bool AsyncioHandle::is_handle(PyObject* handle) noexcept {
    return PyObject_TypeCheck(handle, handle_type);
}

bool AsyncioHandle::is_genuine(PyObject* handle) noexcept {
    return Py_IS_TYPE(handle, handle_type) || Py_IS_TYPE(handle, timer_handle_type);
}

PyObject* AsyncioHandle::callback(PyObject* handle) noexcept {
    return slot(handle, offset.callback);
}

PyObject* AsyncioHandle::arguments(PyObject* handle) noexcept { return slot(handle, offset.args); }

PyObject* AsyncioHandle::context(PyObject* handle) noexcept { return slot(handle, offset.context); }

bool AsyncioHandle::cancelled(PyObject* handle) noexcept {
    return slot(handle, offset.cancelled) == Py_True;
}

bool AsyncioHandle::scheduled(PyObject* timer_handle) noexcept {
    return slot(timer_handle, offset.scheduled) == Py_True;
}

void AsyncioHandle::set_scheduled(PyObject* timer_handle, bool scheduled) noexcept {
    PyObject* before = slot(timer_handle, offset.scheduled);
    slot(timer_handle, offset.scheduled) = own(scheduled ? Py_True : Py_False);
    Py_XDECREF(before);
}

} // namespace braid

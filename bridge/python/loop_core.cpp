// SPDX-License-Identifier: MIT
#include "bridge/python/loop_core.h"

#include "bridge/python/asyncio_handle.h"
#include "bridge/python/guarded.h"
#include "bridge/python/loop_object.h"

#include <utility>

namespace braid {

using namespace loop_object;

namespace {

// -- life and end -----------------------------------------------------------------------------

PyObject* core_new(PyTypeObject* type, PyObject*, PyObject*) {
    const PyRef object = PyRef::steal(type->tp_alloc(type, 0));
    if (object)
        reinterpret_cast<LoopObject*>(object.get())->state =
            new std::shared_ptr(std::make_shared<AsyncioLoop>());
    return Py_XNewRef(object.get());
}

/// As asyncio's, on a selector that asks this core; on the program's own if it has given one that
/// knows of descriptors already, or is none of the library's.
int core_init(PyObject* self, PyObject* arguments, PyObject* keywords) {
    static const char* const names_of_arguments[] = {"selector", nullptr};
    PyObject* selector = Py_None;
    if (!PyArg_ParseTupleAndKeywords(arguments, keywords, "|O:_UnixSelectorEventLoop",
                                     const_cast<char**>(names_of_arguments), &selector))
        return -1;
    const PyRef own =
        PyRef::steal(PyObject_CallMethod(library.selector, "of", "OO", self, selector));
    return own && PyRef::steal(PyObject_CallFunctionObjArgs(library.init, self, own.get(), nullptr))
               ? 0
               : -1;
}

int core_traverse(PyObject* self, visitproc visit, void* arg) {
    Py_VISIT(Py_TYPE(self));
    int result = 0;
    if (reinterpret_cast<LoopObject*>(self)->state)
        state_of(self).traverse(visit, arg, result);
    return result;
}

int core_clear(PyObject* self) {
    if (reinterpret_cast<LoopObject*>(self)->state)
        state_of(self).clear();
    return 0;
}

void core_dealloc(PyObject* self) {
    PyTypeObject* type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    core_clear(self);
    if (auto* state = std::exchange(reinterpret_cast<LoopObject*>(self)->state, nullptr)) {
        AsyncioLoop::release(std::move(*state));
        delete state;
    }
    type->tp_free(self);
    Py_DECREF(type);
}

PyObject* close_core(PyObject* self, PyObject*) {
    state_of(self).closed = true;
    state_of(self).clear();
    AsyncioLoop::release(*reinterpret_cast<LoopObject*>(self)->state);
    Py_RETURN_NONE;
}

/// What the program sets may be what we ask for.
int set_attribute(PyObject* self, PyObject* name, PyObject* value) {
    if (name == names.time || name == names.call_at || name == names.selector)
        reinterpret_cast<LoopObject*>(self)->known_version = 0;
    return PyObject_GenericSetAttr(self, name, value);
}

PyObject* look_again(PyObject* self, PyObject*) {
    reinterpret_cast<LoopObject*>(self)->known_version = 0;
    Py_RETURN_NONE;
}

// -- what is the library's, and a little more -------------------------------------------------

PyObject* stop(PyObject* self, PyObject*) {
    if (PyObject_SetAttr(self, names.stopping, Py_True) < 0)
        return nullptr;
    state_of(self).stopping = true;
    state_of(self).wake();
    Py_RETURN_NONE;
}

PyObject* set_debug(PyObject* self, Arguments arguments, Py_ssize_t count, PyObject* keywords) {
    const int enabled = count == 1 && !keywords ? PyObject_IsTrue(arguments[0]) : 0;
    PyObject* result =
        enabled < 0 ? nullptr : as_library(library.set_debug, self, arguments, count, keywords);
    if (result)
        state_of(self).debug = enabled > 0;
    return result;
}

PyObject* timer_handle_cancelled(PyObject* self, PyObject* handle) {
    if (!AsyncioHandle::is_genuine(handle) || AsyncioHandle::scheduled(handle))
        state_of(self).timer_was_cancelled();
    Py_RETURN_NONE;
}

// Virtual time stands still while somebody waits for what the core does not see.

PyObject* outside_ended(PyObject* self, PyObject*) {
    state_of(self).outside_ended();
    Py_RETURN_NONE;
}

PyObject* run_in_executor(PyObject* self, Arguments arguments, Py_ssize_t count,
                          PyObject* keywords) {
    PyRef future =
        PyRef::steal(as_library(library.run_in_executor, self, arguments, count, keywords));
    if (!future || !state_of(self).outside_began())
        return future.release();
    const PyRef ended = PyRef::steal(PyObject_GetAttr(self, names.outside_ended));
    if (!ended || !PyRef::steal(PyObject_CallMethodOneArg(future.get(), names.add_done_callback,
                                                          ended.get())))
        return nullptr;
    return future.release();
}

PyObject* child_ended(PyObject* self, Arguments arguments, Py_ssize_t count, PyObject* keywords) {
    state_of(self).outside_ended();
    return as_library(library.child_watcher_callback, self, arguments, count, keywords);
}

/// asyncio asks for it when a child process has started, to be called when that has ended.
PyObject* child_watcher_callback(PyObject* self, void*) {
    static PyMethodDef definition = {"_child_watcher_callback", guarded<child_ended>(),
                                     METH_FASTCALL | METH_KEYWORDS, nullptr};
    return state_of(self).outside_began() ? PyCFunction_New(&definition, self)
                                          : PyMethod_New(library.child_watcher_callback, self);
}

// -- the type ---------------------------------------------------------------------------------

constexpr int fast = METH_FASTCALL | METH_KEYWORDS;

PyMethodDef methods[] = {
    {"call_soon", guarded<call_soon>(), fast,
     "call_soon($self, callback, *args, context=None)\n--\n\n"
     "Arrange for a callback to be called as soon as possible."},
    {"call_soon_threadsafe", guarded<call_soon_threadsafe>(), fast,
     "call_soon_threadsafe($self, callback, *args, context=None)\n--\n\n"
     "Like call_soon(), but thread-safe."},
    {"call_later", guarded<call_later>(), fast,
     "call_later($self, delay, callback, *args, context=None)\n--\n\n"
     "Arrange for a callback to be called after so many seconds."},
    {"call_at", guarded<call_at>(), fast,
     "call_at($self, when, callback, *args, context=None)\n--\n\n"
     "Like call_later(), but at a time of the loop's clock."},
    {"time", guarded<loop_time>(), METH_NOARGS,
     "time($self)\n--\n\nReturn the time according to the event loop's clock."},
    {"create_task", guarded<create_task>(), fast,
     "create_task($self, coro, *, name=None, context=None)\n--\n\n"
     "Schedule a coroutine object. Return a task object."},
    {"stop", guarded<stop>(), METH_NOARGS, "stop($self)\n--\n\nStop running the event loop."},
    {"set_debug", guarded<set_debug>(), fast, "set_debug($self, enabled)\n--\n\n"},
    {"run_in_executor", guarded<run_in_executor>(), fast,
     "run_in_executor($self, executor, func, *args)\n--\n\n"},
    {"_run_once", guarded<run_once>(), METH_NOARGS, nullptr},
    {"_timer_handle_cancelled", guarded<timer_handle_cancelled>(), METH_O, nullptr},
    {"_add_callback", guarded<add_callback>(), METH_O, nullptr},
    {"_add_callback_signalsafe", guarded<add_callback>(), METH_O, nullptr},
    {"_write_to_self", guarded<write_to_self>(), METH_NOARGS, nullptr},
    {"_add_reader", guarded<add_reader>(), fast, nullptr},
    {"_add_writer", guarded<add_writer>(), fast, nullptr},
    {"_remove_reader", guarded<remove_reader>(), fast, nullptr},
    {"_remove_writer", guarded<remove_writer>(), fast, nullptr},
    {"_outside_ended", guarded<outside_ended>(), METH_VARARGS, nullptr},
    // For its selector.
    {"_watched", guarded<watched>(), METH_O, nullptr},
    {"_wait_for_descriptors", guarded<wait_for_descriptors>(), METH_O, nullptr},
    {"_look_again", guarded<look_again>(), METH_NOARGS, nullptr},
    {"_close_core", guarded<close_core>(), METH_NOARGS, nullptr},
    {nullptr, nullptr, 0, nullptr},
};

// Some look at them to see whether there is anything to do; nobody can change them.
PyObject* ready(PyObject* self, void*) { return state_of(self).list_ready(); }
PyObject* scheduled(PyObject* self, void*) { return state_of(self).list_timers(); }
int keep(PyObject*, PyObject*, void*) { return 0; }

PyGetSetDef properties[] = {
    {"_ready", ready, keep, nullptr, nullptr},
    {"_scheduled", scheduled, keep, nullptr, nullptr},
    {"_child_watcher_callback", child_watcher_callback, nullptr, nullptr, nullptr},
    {nullptr, nullptr, nullptr, nullptr, nullptr},
};

PyType_Slot slots[] = {
    {Py_tp_new, reinterpret_cast<void*>(&Guarded<core_new>::call)},
    {Py_tp_init, reinterpret_cast<void*>(&Guarded<core_init>::call)},
    {Py_tp_dealloc, reinterpret_cast<void*>(core_dealloc)},
    {Py_tp_traverse, reinterpret_cast<void*>(core_traverse)},
    {Py_tp_clear, reinterpret_cast<void*>(core_clear)},
    {Py_tp_setattro, reinterpret_cast<void*>(set_attribute)},
    {Py_tp_methods, methods},
    {Py_tp_getset, properties},
    {0, nullptr},
};

PyType_Spec spec = {"_braid.LoopCore", sizeof(LoopObject), 0,
                    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC, slots};

} // namespace

bool add_loop_core(PyObject* module) {
    if (!AsyncioHandle::prepare() || !prepare_names() || !prepare_library() || !prepare_steps())
        return false;
    const PyRef type = PyRef::steal(PyType_FromSpec(&spec));
    return type && PyModule_AddObjectRef(module, "LoopCore", type.get()) == 0;
}

void set_loop_selector(PyObject* type) { library.selector = Py_NewRef(type); }

} // namespace braid

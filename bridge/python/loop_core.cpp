// SPDX-License-Identifier: MIT
#include "bridge/python/loop_core.h"

#include "bridge/python/asyncio_handle.h"
#include "bridge/python/asyncio_loop.h"
#include "bridge/python/py_ref.h"
#include "bridge/python/task_trace.h"

#include <array>
#include <memory>
#include <system_error>

namespace braid {

namespace {

struct LoopCore {
    PyObject_HEAD std::shared_ptr<AsyncioLoop>* state;
};

AsyncioLoop& state_of(PyObject* self) { return **reinterpret_cast<LoopCore*>(self)->state; }

PyTypeObject* task_type = nullptr;
PyObject* base_create_task = nullptr; ///< BaseEventLoop.create_task
PyObject* task_keywords = nullptr;    ///< ('loop', 'name', 'context')

struct {
    PyObject *context, *name, *cancel, *run, *fileno, *stopping, *task_factory;
    PyObject *debug_handle, *run_debug_handle, *report_exception;
} names;

using Arguments = PyObject* const*;

/// What every scheduling method gets: a callback, its arguments and, by keyword, a context.
struct Call {
    PyObject* callback;
    Arguments arguments;
    Py_ssize_t count;
    PyObject* context = nullptr;
};

bool check_open(AsyncioLoop& loop) {
    if (loop.closed)
        PyErr_SetString(PyExc_RuntimeError, "Event loop is closed");
    return !loop.closed;
}

/// Splits the arguments behind the first `leading` ones.
bool parse(const char* method, Arguments arguments, Py_ssize_t count, PyObject* keywords,
           Py_ssize_t leading, Call& call) {
    if (count <= leading) {
        PyErr_Format(PyExc_TypeError, "%s() needs %zd arguments or more", method, leading + 1);
        return false;
    }
    call = {arguments[leading], arguments + leading + 1, count - leading - 1};
    for (Py_ssize_t i = 0; keywords && i < PyTuple_GET_SIZE(keywords); ++i) {
        PyObject* keyword = PyTuple_GET_ITEM(keywords, i);
        if (PyUnicode_Compare(keyword, names.context) != 0) {
            PyErr_Format(PyExc_TypeError, "%s() got an unexpected keyword argument %R", method,
                         keyword);
            return false;
        }
        call.context = arguments[count + i];
    }
    return true;
}

/// In debug mode asyncio's own constructors are called: they check, and note where they were.
PyObject* make_debug_handle(PyObject* self, const Call& call, PyObject* when, const char* method) {
    const PyRef arguments = PyRef::steal(PyTuple_New(call.count));
    const PyRef name = PyRef::steal(PyUnicode_FromString(method));
    if (!arguments || !name)
        return nullptr;
    for (Py_ssize_t i = 0; i < call.count; ++i)
        PyTuple_SET_ITEM(arguments.get(), i, Py_NewRef(call.arguments[i]));
    return PyObject_CallMethodObjArgs(self, names.debug_handle, call.callback, arguments.get(),
                                      call.context ? call.context : Py_None, when ? when : Py_None,
                                      name.get(), nullptr);
}

PyObject* make_handle(PyObject* self, const Call& call, const char* method) {
    if (state_of(self).debug)
        return make_debug_handle(self, call, nullptr, method);
    return AsyncioHandle::make(self, call.callback, call.arguments, call.count, call.context);
}

// -- scheduling -------------------------------------------------------------------------------

PyObject* schedule_soon(const char* method, PyObject* self, Arguments arguments, Py_ssize_t count,
                        PyObject* keywords) {
    Call call;
    if (!check_open(state_of(self)) || !parse(method, arguments, count, keywords, 0, call))
        return nullptr;
    PyObject* handle = make_handle(self, call, method);
    if (handle) {
        state_of(self).add_ready(Py_NewRef(handle));
        if (TaskTrace* tasks = TaskTrace::here())
            tasks->scheduled(call.callback);
    }
    return handle;
}

PyObject* call_soon(PyObject* self, Arguments arguments, Py_ssize_t count, PyObject* keywords) {
    return schedule_soon("call_soon", self, arguments, count, keywords);
}

PyObject* call_soon_threadsafe(PyObject* self, Arguments arguments, Py_ssize_t count,
                               PyObject* keywords) {
    return schedule_soon("call_soon_threadsafe", self, arguments, count, keywords);
}

PyObject* schedule_at(const char* method, PyObject* self, double when, PyObject* when_object,
                      const Call& call) {
    PyObject* handle = state_of(self).debug
                           ? make_debug_handle(self, call, when_object, method)
                           : AsyncioHandle::make_timer(self, when_object, call.callback,
                                                       call.arguments, call.count, call.context);
    if (handle)
        state_of(self).add_timer(when, Py_NewRef(handle));
    return handle;
}

/// The first argument of call_later and call_at.
bool parse_time(PyObject* object, const char* complaint, double& time) {
    if (object == Py_None) {
        PyErr_SetString(PyExc_TypeError, complaint);
        return false;
    }
    time = PyFloat_AsDouble(object);
    return time != -1.0 || !PyErr_Occurred();
}

PyObject* call_later(PyObject* self, Arguments arguments, Py_ssize_t count, PyObject* keywords) {
    Call call;
    double delay = 0;
    if (!check_open(state_of(self)) || !parse("call_later", arguments, count, keywords, 1, call) ||
        !parse_time(arguments[0], "delay must not be None", delay))
        return nullptr;
    const double when = AsyncioLoop::now() + delay;
    const PyRef when_object = PyRef::steal(PyFloat_FromDouble(when));
    return when_object ? schedule_at("call_later", self, when, when_object.get(), call) : nullptr;
}

PyObject* call_at(PyObject* self, Arguments arguments, Py_ssize_t count, PyObject* keywords) {
    Call call;
    double when = 0;
    if (count > 0 && arguments[0] == Py_None) {
        PyErr_SetString(PyExc_TypeError, "when cannot be None");
        return nullptr;
    }
    if (!check_open(state_of(self)) || !parse("call_at", arguments, count, keywords, 1, call) ||
        !parse_time(arguments[0], "when cannot be None", when))
        return nullptr;
    return schedule_at("call_at", self, when, arguments[0], call);
}

PyObject* loop_time(PyObject*, PyObject*) { return PyFloat_FromDouble(AsyncioLoop::now()); }

PyObject* timer_handle_cancelled(PyObject* self, PyObject* handle) {
    if (!AsyncioHandle::is_genuine(handle) || AsyncioHandle::scheduled(handle))
        state_of(self).timer_was_cancelled();
    Py_RETURN_NONE;
}

PyObject* outside_began(PyObject* self, PyObject*) {
    return PyBool_FromLong(state_of(self).outside_began());
}

PyObject* outside_ended(PyObject* self, PyObject*) {
    state_of(self).outside_ended();
    Py_RETURN_NONE;
}

/// For signals: the handle exists already.
PyObject* add_callback(PyObject* self, PyObject* handle) {
    if (!AsyncioHandle::cancelled(handle))
        state_of(self).add_ready(Py_NewRef(handle));
    Py_RETURN_NONE;
}

PyObject* create_task(PyObject* self, Arguments arguments, Py_ssize_t count, PyObject* keywords) {
    if (!check_open(state_of(self)))
        return nullptr;
    const PyRef factory = PyRef::steal(PyObject_GetAttr(self, names.task_factory));
    if (!factory)
        return nullptr;
    PyObject *name = Py_None, *context = Py_None;
    bool plain = count == 1 && factory.get() == Py_None && !state_of(self).debug;
    for (Py_ssize_t i = 0; keywords && i < PyTuple_GET_SIZE(keywords); ++i) {
        PyObject* keyword = PyTuple_GET_ITEM(keywords, i);
        if (PyUnicode_Compare(keyword, names.name) == 0)
            name = arguments[count + i];
        else if (PyUnicode_Compare(keyword, names.context) == 0)
            context = arguments[count + i];
        else
            plain = false;
    }
    if (plain) {
        PyObject* const task_arguments[] = {arguments[0], self, name, context};
        return PyObject_Vectorcall(reinterpret_cast<PyObject*>(task_type), task_arguments, 1,
                                   task_keywords);
    }
    // A task factory, debug mode, or wrong arguments: as the standard library does it.
    const PyRef method = PyRef::steal(PyMethod_New(base_create_task, self));
    return method ? PyObject_Vectorcall(method.get(), arguments, count, keywords) : nullptr;
}

PyObject* stop(PyObject* self, PyObject*) {
    if (PyObject_SetAttr(self, names.stopping, Py_True) < 0)
        return nullptr;
    state_of(self).stopping = true;
    state_of(self).wake();
    Py_RETURN_NONE;
}

// -- descriptors ------------------------------------------------------------------------------

/// A number, or what its fileno() says; -1 with a Python exception set.
int descriptor_of(PyObject* object) {
    PyRef number = PyRef::borrow(object);
    if (!PyLong_Check(object)) {
        const PyRef said = PyRef::steal(PyObject_CallMethodNoArgs(object, names.fileno));
        number = said ? PyRef::steal(PyNumber_Long(said.get())) : PyRef();
    }
    const int descriptor = number ? _PyLong_AsInt(number.get()) : -1;
    if (!number || PyErr_Occurred()) {
        PyErr_Clear();
        PyErr_Format(PyExc_ValueError, "Invalid file object: %R", object);
        return -1;
    }
    if (descriptor < 0)
        PyErr_Format(PyExc_ValueError, "Invalid file descriptor: %d", descriptor);
    return descriptor < 0 ? -1 : descriptor;
}

bool cancel_handle(PyObject* handle) {
    const PyRef owned = PyRef::steal(handle);
    const PyRef result = PyRef::steal(PyObject_CallMethodNoArgs(handle, names.cancel));
    return bool(result);
}

PyObject* add_descriptor(DescriptorSet::Direction direction, PyObject* self, Arguments arguments,
                         Py_ssize_t count) {
    Call call;
    if (!check_open(state_of(self)) || !parse("add_reader", arguments, count, nullptr, 1, call))
        return nullptr;
    const int descriptor = descriptor_of(arguments[0]);
    if (descriptor < 0)
        return nullptr;
    PyRef handle = PyRef::steal(make_handle(self, call, "add_reader"));
    if (!handle)
        return nullptr;
    PyObject* replaced = nullptr;
    if (!state_of(self).add_descriptor(descriptor, direction, Py_NewRef(handle.get()), replaced)) {
        Py_DECREF(handle.get());
        return PyErr_SetFromErrno(PyExc_OSError);
    }
    if (replaced && !cancel_handle(replaced))
        return nullptr;
    return handle.release();
}

PyObject* remove_descriptor(DescriptorSet::Direction direction, PyObject* self, PyObject* file) {
    if (state_of(self).closed)
        Py_RETURN_FALSE;
    const int descriptor = descriptor_of(file);
    if (descriptor < 0)
        return nullptr;
    PyObject* handle = state_of(self).descriptors().remove(descriptor, direction);
    if (!handle)
        Py_RETURN_FALSE;
    if (!cancel_handle(handle))
        return nullptr;
    Py_RETURN_TRUE;
}

PyObject* add_reader(PyObject* self, Arguments arguments, Py_ssize_t count) {
    return add_descriptor(DescriptorSet::Direction::Read, self, arguments, count);
}

PyObject* add_writer(PyObject* self, Arguments arguments, Py_ssize_t count) {
    return add_descriptor(DescriptorSet::Direction::Write, self, arguments, count);
}

PyObject* remove_reader(PyObject* self, PyObject* file) {
    return remove_descriptor(DescriptorSet::Direction::Read, self, file);
}

PyObject* remove_writer(PyObject* self, PyObject* file) {
    return remove_descriptor(DescriptorSet::Direction::Write, self, file);
}

PyObject* descriptor_handles(PyObject* self, PyObject* file) {
    const int descriptor = descriptor_of(file);
    if (descriptor < 0)
        return nullptr;
    const DescriptorSet& set = state_of(self).descriptors();
    PyObject* reader = set.handle(descriptor, DescriptorSet::Direction::Read);
    PyObject* writer = set.handle(descriptor, DescriptorSet::Direction::Write);
    return Py_BuildValue("(iOO)", descriptor, reader ? reader : Py_None, writer ? writer : Py_None);
}

// -- running ----------------------------------------------------------------------------------

/// An exception that escapes a callback goes to the loop's exception handler; the two that end
/// programs go on.
bool report_exception(PyObject* self, PyObject* handle) {
    if (PyErr_ExceptionMatches(PyExc_SystemExit) || PyErr_ExceptionMatches(PyExc_KeyboardInterrupt))
        return false;
    PyObject *type, *value, *traceback;
    PyErr_Fetch(&type, &value, &traceback);
    PyErr_NormalizeException(&type, &value, &traceback);
    if (traceback)
        PyException_SetTraceback(value, traceback);
    const PyRef own_type = PyRef::steal(type), own_value = PyRef::steal(value),
                own_traceback = PyRef::steal(traceback);
    const PyRef result = PyRef::steal(
        PyObject_CallMethodObjArgs(self, names.report_exception, handle, value, nullptr));
    return bool(result);
}

bool run_handle(PyObject* self, PyObject* handle) {
    if (!AsyncioHandle::is_genuine(handle))
        return bool(PyRef::steal(PyObject_CallMethodNoArgs(handle, names.run)));

    // The handle may be cancelled, and lose these, while it runs.
    const PyRef callback = PyRef::borrow(AsyncioHandle::callback(handle));
    const TaskTrace::Step step(TaskTrace::here(), callback.get());
    if (state_of(self).debug)
        return bool(PyRef::steal(
            PyObject_CallMethodObjArgs(self, names.run_debug_handle, handle, nullptr)));
    const PyRef arguments = PyRef::borrow(AsyncioHandle::arguments(handle));
    const PyRef context = PyRef::borrow(AsyncioHandle::context(handle));
    if (PyContext_Enter(context.get()) < 0)
        return report_exception(self, handle);
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
    return report_exception(self, handle);
}

/// Waits, and runs what is ready then; not what becomes ready by that.
bool run_ready_handles(PyObject* self, AsyncioLoop& loop) {
    if (!loop.collect())
        return false;
    for (std::size_t count = loop.ready_count(); count > 0; --count) {
        const PyRef handle = PyRef::steal(loop.take_ready());
        if (!handle)
            break; // it was closed
        if (!AsyncioHandle::cancelled(handle.get()) && !run_handle(self, handle.get()))
            return false;
    }
    return true;
}

PyObject* run_once(PyObject* self, PyObject*) {
    // A callback may drop the last other reference to the loop's state by closing the loop.
    const std::shared_ptr<AsyncioLoop> loop = *reinterpret_cast<LoopCore*>(self)->state;
    TaskTrace* const tasks = TaskTrace::here();
    if (tasks)
        tasks->loop_runs();
    const bool whole = run_ready_handles(self, *loop);
    if (tasks && (loop->stopping || !whole))
        tasks->loop_left();
    loop->stopping = false;
    return whole ? Py_NewRef(Py_None) : nullptr;
}

// -- the type ---------------------------------------------------------------------------------

PyObject* core_new(PyTypeObject* type, PyObject*, PyObject*) {
    auto* self = reinterpret_cast<LoopCore*>(type->tp_alloc(type, 0));
    if (!self)
        return nullptr;
    try {
        self->state = new std::shared_ptr(std::make_shared<AsyncioLoop>());
    } catch (const std::system_error& error) {
        Py_DECREF(self);
        errno = error.code().value();
        return PyErr_SetFromErrno(PyExc_OSError);
    }
    return reinterpret_cast<PyObject*>(self);
}

int core_traverse(PyObject* self, visitproc visit, void* arg) {
    Py_VISIT(Py_TYPE(self));
    int result = 0;
    if (reinterpret_cast<LoopCore*>(self)->state)
        state_of(self).traverse(visit, arg, result);
    return result;
}

int core_clear(PyObject* self) {
    if (reinterpret_cast<LoopCore*>(self)->state)
        state_of(self).clear();
    return 0;
}

void core_dealloc(PyObject* self) {
    PyTypeObject* type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    core_clear(self);
    if (auto* state = std::exchange(reinterpret_cast<LoopCore*>(self)->state, nullptr)) {
        AsyncioLoop::release(std::move(*state));
        delete state;
    }
    type->tp_free(self);
    Py_DECREF(type);
}

PyObject* close_core(PyObject* self, PyObject*) {
    state_of(self).closed = true;
    state_of(self).clear();
    AsyncioLoop::release(*reinterpret_cast<LoopCore*>(self)->state);
    Py_RETURN_NONE;
}

PyObject* set_core_debug(PyObject* self, PyObject* enabled) {
    state_of(self).debug = enabled == Py_True;
    Py_RETURN_NONE;
}

template<typename Function>
constexpr PyCFunction method(Function* function) {
    return reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(function));
}

constexpr int fast = METH_FASTCALL;
constexpr int fast_keywords = METH_FASTCALL | METH_KEYWORDS;

PyMethodDef methods[] = {
    {"call_soon", method(call_soon), fast_keywords, nullptr},
    {"call_soon_threadsafe", method(call_soon_threadsafe), fast_keywords, nullptr},
    {"call_later", method(call_later), fast_keywords, nullptr},
    {"call_at", method(call_at), fast_keywords, nullptr},
    {"time", loop_time, METH_NOARGS, nullptr},
    {"create_task", method(create_task), fast_keywords, nullptr},
    {"stop", stop, METH_NOARGS, nullptr},
    {"_run_once", run_once, METH_NOARGS, nullptr},
    {"_timer_handle_cancelled", timer_handle_cancelled, METH_O, nullptr},
    {"_outside_began", outside_began, METH_NOARGS, nullptr},
    {"_outside_ended", outside_ended, METH_VARARGS, nullptr},
    {"_add_callback", add_callback, METH_O, nullptr},
    {"_add_callback_signalsafe", add_callback, METH_O, nullptr},
    {"_add_reader", method(add_reader), fast, nullptr},
    {"_add_writer", method(add_writer), fast, nullptr},
    {"_remove_reader", remove_reader, METH_O, nullptr},
    {"_remove_writer", remove_writer, METH_O, nullptr},
    {"_descriptor_handles", descriptor_handles, METH_O, nullptr},
    {"_close_core", close_core, METH_NOARGS, nullptr},
    {"_set_core_debug", set_core_debug, METH_O, nullptr},
    {nullptr, nullptr, 0, nullptr},
};

PyType_Slot slots[] = {
    {Py_tp_new, reinterpret_cast<void*>(core_new)},
    {Py_tp_dealloc, reinterpret_cast<void*>(core_dealloc)},
    {Py_tp_traverse, reinterpret_cast<void*>(core_traverse)},
    {Py_tp_clear, reinterpret_cast<void*>(core_clear)},
    {Py_tp_methods, methods},
    {0, nullptr},
};

PyType_Spec spec = {"_braid.LoopCore", sizeof(LoopCore), 0,
                    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC, slots};

bool prepare_names() {
    const std::pair<PyObject**, const char*> all[] = {
        {&names.context, "context"},
        {&names.name, "name"},
        {&names.cancel, "cancel"},
        {&names.run, "_run"},
        {&names.fileno, "fileno"},
        {&names.stopping, "_stopping"},
        {&names.task_factory, "_task_factory"},
        {&names.debug_handle, "_debug_handle"},
        {&names.run_debug_handle, "_run_debug_handle"},
        {&names.report_exception, "_report_exception"},
    };
    for (const auto& [name, text] : all)
        if (!(*name = PyUnicode_InternFromString(text)))
            return false;
    return (task_keywords = Py_BuildValue("(sOO)", "loop", names.name, names.context)) != nullptr;
}

bool prepare_asyncio() {
    const PyRef tasks = PyRef::steal(PyImport_ImportModule("asyncio.tasks"));
    const PyRef base_events = PyRef::steal(PyImport_ImportModule("asyncio.base_events"));
    if (!tasks || !base_events)
        return false;
    const PyRef base = PyRef::steal(PyObject_GetAttrString(base_events.get(), "BaseEventLoop"));
    task_type = reinterpret_cast<PyTypeObject*>(PyObject_GetAttrString(tasks.get(), "Task"));
    base_create_task = base ? PyObject_GetAttrString(base.get(), "create_task") : nullptr;
    return task_type && base_create_task;
}

} // namespace

bool add_loop_core(PyObject* module) {
    if (!AsyncioHandle::prepare() || !prepare_names() || !prepare_asyncio())
        return false;
    PyObject* type = PyType_FromSpec(&spec);
    return type && PyModule_AddObject(module, "LoopCore", type) == 0;
}

} // namespace braid

// SPDX-License-Identifier: MIT
#include "bridge/python/loop_object.h"

#include "bridge/python/guarded.h"

#include <utility>

namespace braid::loop_object {

namespace {

/// Is that attribute of the loop our own method?
bool is_ours(PyObject* self, PyObject* name, PyCFunction function) {
    const PyRef attribute = PyRef::steal(PyObject_GetAttr(self, name));
    PyErr_Clear();
    return attribute && PyCFunction_CheckExact(attribute.get()) &&
           PyCFunction_GET_FUNCTION(attribute.get()) == function &&
           PyCFunction_GET_SELF(attribute.get()) == self;
}

/// A function of a class, or of a module, of the library's.
bool find(const char* module, const char* owner, const char* name, PyObject*& place) {
    const PyRef home = PyRef::steal(PyImport_ImportModule(module));
    const PyRef holder =
        home && owner ? PyRef::steal(PyObject_GetAttrString(home.get(), owner)) : home;
    place = holder ? PyObject_GetAttrString(holder.get(), name) : nullptr;
    return place != nullptr;
}

} // namespace

bool prepare_names() {
    const std::pair<PyObject**, const char*> all[] = {
        {&names.add_done_callback, "add_done_callback"},
        {&names.call_at, "call_at"},
        {&names.call_exception_handler, "call_exception_handler"},
        {&names.callback, "callback"},
        {&names.cancel, "cancel"},
        {&names.clock_resolution, "_clock_resolution"},
        {&names.context, "context"},
        {&names.coro, "coro"},
        {&names.current_handle, "_current_handle"},
        {&names.delay, "delay"},
        {&names.fd, "fd"},
        {&names.fileno, "fileno"},
        {&names.name, "name"},
        {&names.outside_ended, "_outside_ended"},
        {&names.process_events, "_process_events"},
        {&names.run, "_run"},
        {&names.select, "select"},
        {&names.selector, "_selector"},
        {&names.slow_callback_duration, "slow_callback_duration"},
        {&names.source_traceback, "_source_traceback"},
        {&names.stopping, "_stopping"},
        {&names.task_factory, "_task_factory"},
        {&names.time, "time"},
        {&names.warning, "warning"},
        {&names.when, "when"},
    };
    for (const auto& [name, text] : all)
        if (!(*name = PyUnicode_InternFromString(text)))
            return false;
    return true;
}

bool prepare_library() {
    const char *base = "asyncio.base_events", *base_loop = "BaseEventLoop",
               *selecting = "asyncio.selector_events", *selecting_loop = "BaseSelectorEventLoop",
               *unix_module = "asyncio.unix_events", *unix_loop = "_UnixSelectorEventLoop",
               *events = "asyncio.events";
    Library& l = library;
    PyObject* task = nullptr;
    const bool found =
        find(base, base_loop, "call_soon", l.call_soon) &&
        find(base, base_loop, "call_soon_threadsafe", l.call_soon_threadsafe) &&
        find(base, base_loop, "call_later", l.call_later) &&
        find(base, base_loop, "call_at", l.call_at) &&
        find(base, base_loop, "create_task", l.create_task) &&
        find(base, base_loop, "set_debug", l.set_debug) &&
        find(base, base_loop, "run_in_executor", l.run_in_executor) &&
        find(base, base_loop, "_check_thread", l.check_thread) &&
        find(base, base_loop, "_check_callback", l.check_callback) &&
        find(base, base_loop, "_run_once", l.run_once) &&
        find(base, nullptr, "_format_handle", l.format_handle) &&
        find("asyncio", nullptr, "base_events", l.base_events) &&
        find(selecting, selecting_loop, "_add_reader", l.add_reader) &&
        find(selecting, selecting_loop, "_add_writer", l.add_writer) &&
        find(selecting, selecting_loop, "_remove_reader", l.remove_reader) &&
        find(selecting, selecting_loop, "_remove_writer", l.remove_writer) &&
        find(selecting, selecting_loop, "_write_to_self", l.write_to_self) &&
        find(unix_module, unix_loop, "__init__", l.init) &&
        find(unix_module, unix_loop, "_child_watcher_callback", l.child_watcher_callback) &&
        find(events, nullptr, "Handle", l.handle) &&
        find(events, nullptr, "TimerHandle", l.timer_handle) &&
        find(events, "Handle", "_run", l.handle_run) &&
        find("asyncio.format_helpers", nullptr, "_format_callback_source", l.format_callback) &&
        find("selectors", "EpollSelector", "select", l.select) &&
        find("asyncio.tasks", nullptr, "Task", task);
    l.task = reinterpret_cast<PyTypeObject*>(task);
    return found;
}

const LoopObject& look(PyObject* self) {
    auto& loop = *reinterpret_cast<LoopObject*>(self);
    PyTypeObject* const type = Py_TYPE(self);
    if (loop.known_version != 0 && loop.known_version == type->tp_version_tag &&
        PyType_HasFeature(type, Py_TPFLAGS_VALID_VERSION_TAG))
        return loop;
    loop.own_time = !is_ours(self, names.time, guarded<loop_time>());
    loop.own_call_at = !is_ours(self, names.call_at, guarded<call_at>());
    const PyRef selector = PyRef::steal(PyObject_GetAttr(self, names.selector));
    PyErr_Clear();
    loop.own_selector = selector && selector.get() != Py_None &&
                        reinterpret_cast<PyObject*>(Py_TYPE(selector.get())) != library.selector;
    const PyRef replaced =
        selector && !loop.own_selector
            ? PyRef::steal(PyObject_GetAttrString(selector.get(), "_select_replaced"))
            : PyRef();
    PyErr_Clear();
    loop.own_select = loop.own_selector || replaced.get() == Py_True;
    loop.known_version = type->tp_version_tag;
    return loop;
}

PyObject* as_library(PyObject* function, PyObject* self, Arguments arguments, Py_ssize_t count,
                     PyObject* keywords) {
    const PyRef method = PyRef::steal(PyMethod_New(function, self));
    return method ? PyObject_Vectorcall(method.get(), arguments, std::size_t(count), keywords)
                  : nullptr;
}

bool time_of(PyObject* self, double& time) {
    if (!look(self).own_time) {
        time = AsyncioLoop::now();
        return true;
    }
    const PyRef said = PyRef::steal(PyObject_CallMethodNoArgs(self, names.time));
    time = said ? PyFloat_AsDouble(said.get()) : -1;
    return said && !PyErr_Occurred();
}

} // namespace braid::loop_object

// SPDX-License-Identifier: MIT
#include "bridge/python/script_threads.h"

#include "bridge/python/guarded.h"
#include "bridge/python/python_run.h"
#include "bridge/python/replaced_builtin.h"

#include <pythread.h>

#include <dlfcn.h>

#include <memory>
#include <utility>

namespace braid {

namespace {

struct {
    ReplacedBuiltin start_new_thread, start_new, current_frames, current_exceptions;
} threads;

unsigned long main_thread = 0;

// -- a thread begins --------------------------------------------------------------------------

struct Beginning {
    std::shared_ptr<PythonRun> run;
    PyRef function, arguments, keywords;
};
constexpr const char* beginning_name = "braid.thread";

Beginning* beginning_in(PyObject* capsule) {
    return static_cast<Beginning*>(PyCapsule_GetPointer(capsule, beginning_name));
}

/// Runs first in the thread, with the GIL; no frame of Python's is below it.
PyObject* begin(PyObject* capsule, PyObject*) {
    Beginning all = std::move(*beginning_in(capsule));
    all.run->thread_began(PyThread_get_thread_ident());
    if (!PyRef::steal(PyObject_Call(all.function.get(), all.arguments.get(), all.keywords.get()))) {
        if (PyErr_ExceptionMatches(PyExc_SystemExit))
            PyErr_Clear();
        else
            _PyErr_WriteUnraisableMsg("in thread started by", all.function.get());
    }
    PythonRun::thread_ended(std::move(all.run), PyThread_get_thread_ident());
    Py_RETURN_NONE;
}

PyMethodDef begin_definition = {"begin", guarded<begin>(), METH_NOARGS, nullptr};

PyObject* start_for(PythonRun& run, PyObject* module, PyObject* arguments,
                    const ReplacedBuiltin& builtin) {
    PyObject *function = nullptr, *list = nullptr, *keywords = nullptr;
    if (!PyArg_UnpackTuple(arguments, "start_new_thread", 2, 3, &function, &list, &keywords) ||
        !PyCallable_Check(function) || !PyTuple_Check(list) ||
        (keywords && !PyDict_Check(keywords))) {
        PyErr_Clear();
        return builtin.original(module, arguments); // which says what is wrong
    }
    auto all = std::make_unique<Beginning>(
        Beginning{std::static_pointer_cast<PythonRun>(run.shared_from_this()),
                  PyRef::borrow(function), PyRef::borrow(list), PyRef::borrow(keywords)});
    const PyRef capsule = PyRef::steal(PyCapsule_New(
        all.get(), beginning_name, [](PyObject* object) { delete beginning_in(object); }));
    if (!capsule)
        return nullptr;
    static_cast<void>(all.release()); // the capsule's
    const PyRef first = PyRef::steal(PyCFunction_New(&begin_definition, capsule.get()));
    const PyRef call = first ? PyRef::steal(Py_BuildValue("(O())", first.get())) : PyRef();
    return call ? builtin.original(module, call.get()) : nullptr;
}

PyObject* start_new_thread(PyObject* module, PyObject* arguments) {
    PythonRun* const run = PythonRun::of_this_thread();
    return run ? start_for(*run, module, arguments, threads.start_new_thread)
               : threads.start_new_thread.original(module, arguments);
}

PyObject* start_new(PyObject* module, PyObject* arguments) {
    PythonRun* const run = PythonRun::of_this_thread();
    return run ? start_for(*run, module, arguments, threads.start_new)
               : threads.start_new.original(module, arguments);
}

// -- who asks for threads ---------------------------------------------------------------------

/// Of a dictionary by threads' numbers, what belongs to the script that asks.
PyObject* own_part(PyObject* all) {
    const PyRef owned = PyRef::steal(all);
    PythonRun* const run = PythonRun::of_this_thread();
    if (!run || !all)
        return Py_XNewRef(all);
    PyRef part = PyRef::steal(PyDict_New());
    PyObject *key, *value;
    for (Py_ssize_t at = 0; part && PyDict_Next(all, &at, &key, &value);) {
        const unsigned long ident = PyLong_AsUnsignedLong(key);
        const PyRef shown = ident == run->own_thread_id()
                                ? PyRef::steal(PyLong_FromUnsignedLong(main_thread))
                            : run->has_thread(ident) ? PyRef::borrow(key)
                                                     : PyRef();
        if (shown && PyDict_SetItem(part.get(), shown.get(), value) < 0)
            return nullptr;
    }
    return part.release();
}

PyObject* current_frames(PyObject* module, PyObject* nothing) {
    return own_part(threads.current_frames.original(module, nothing));
}

PyObject* current_exceptions(PyObject* module, PyObject* nothing) {
    return own_part(threads.current_exceptions.original(module, nothing));
}

} // namespace

bool share_threads() {
    main_thread = PyThread_get_thread_ident();
    return threads.start_new_thread.replace("_thread", "start_new_thread",
                                            guarded<start_new_thread>(), METH_VARARGS) &&
           threads.start_new.replace("_thread", "start_new", guarded<start_new>(), METH_VARARGS) &&
           threads.current_frames.replace("sys", "_current_frames", guarded<current_frames>(),
                                          METH_NOARGS) &&
           threads.current_exceptions.replace("sys", "_current_exceptions",
                                              guarded<current_exceptions>(), METH_NOARGS);
}

} // namespace braid

/// CPython's own function of the name that follows, if CPython is within the program: see within/.
extern "C" [[gnu::weak]] int cpython_set_async_exc(unsigned long id, PyObject* exception);

/// In the place of CPython's, for those who call it by ctypes: the number of the main thread means
/// the caller's script.
extern "C" __attribute__((visibility("default"))) int
PyThreadState_SetAsyncExc(unsigned long id, PyObject* exception) {
    using Function = int (*)(unsigned long, PyObject*);
    static const auto real =
        cpython_set_async_exc
            ? cpython_set_async_exc
            : reinterpret_cast<Function>(dlsym(RTLD_NEXT, "PyThreadState_SetAsyncExc"));
    braid::PythonRun* const run = braid::PythonRun::of_this_thread();
    if (run && id == braid::main_thread)
        id = run->own_thread_id();
    return real(id, exception);
}

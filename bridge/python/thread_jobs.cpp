// SPDX-License-Identifier: MIT
#include "bridge/python/thread_jobs.h"

#include "bridge/python/guarded.h"
#include "bridge/python/py_ref.h"
#include "bridge/python/python_run.h"

#include <string>

namespace braid {

namespace {

PyObject* real_run = nullptr; ///< _WorkItem.run
PyTypeObject* partial_type = nullptr;
TaskTrace* program = nullptr;

PyRef attribute(PyObject* object, const char* name) {
    PyRef value = PyRef::steal(PyObject_GetAttrString(object, name));
    PyErr_Clear();
    return value;
}

/// What the job's function is called; no code of the program runs to tell.
std::string name_of(PyObject* function) {
    PyRef inner = PyRef::borrow(function);
    // asyncio.to_thread makes it run in a context: partial(context.run, function, …).
    if (Py_IS_TYPE(inner.get(), partial_type)) {
        const PyRef arguments = attribute(inner.get(), "args");
        inner = attribute(inner.get(), "func");
        if (inner && PyCFunction_Check(inner.get()) && arguments &&
            PyTuple_GET_SIZE(arguments.get()) > 0)
            inner = PyRef::borrow(PyTuple_GET_ITEM(arguments.get(), 0));
    }
    if (!inner || !(PyFunction_Check(inner.get()) || PyMethod_Check(inner.get()) ||
                    PyCFunction_Check(inner.get())))
        return {};
    const PyRef name = attribute(inner.get(), "__qualname__");
    const char* text = name && PyUnicode_Check(name.get()) ? PyUnicode_AsUTF8(name.get()) : nullptr;
    PyErr_Clear();
    return text ? text : "";
}

/// In the place of _WorkItem.run, in a thread of a script or of nobody.
PyObject* run(PyObject*, PyObject* item) {
    PythonRun* const script = PythonRun::of_this_thread();
    if (!script && !program)
        return PyObject_CallOneArg(real_run, item);
    const PyRef function = attribute(item, "fn"); // which the item forgets on its way
    std::string name = function ? name_of(function.get()) : std::string();
    const TimePoint began = Clock::now();
    PyObject* const result = PyObject_CallOneArg(real_run, item);
    const TaskTrace::ThreadJob job{std::this_thread::get_id(), std::move(name), began,
                                   Clock::now()};
    if (script)
        script->job_ended(job);
    else if (program)
        program->job_ended(job); // its trace is written with the GIL alone
    return result;
}

PyMethodDef definition = {"run", guarded<run>(), METH_O, nullptr};

} // namespace

bool record_thread_jobs(PyObject* work_item, TaskTrace* whole_program) {
    program = whole_program;
    if (real_run)
        return true;
    const PyRef functools = PyRef::steal(PyImport_ImportModule("functools"));
    const PyRef partial = functools ? attribute(functools.get(), "partial") : PyRef();
    const PyRef original = PyRef::steal(PyObject_GetAttrString(work_item, "run"));
    const PyRef function = PyRef::steal(PyCFunction_New(&definition, nullptr));
    const PyRef method = function ? PyRef::steal(PyInstanceMethod_New(function.get())) : PyRef();
    if (!partial || !PyType_Check(partial.get()) || !original || !method)
        return false;
    partial_type = reinterpret_cast<PyTypeObject*>(Py_NewRef(partial.get()));
    real_run = Py_NewRef(original.get());
    return PyObject_SetAttrString(work_item, "run", method.get()) == 0;
}

} // namespace braid

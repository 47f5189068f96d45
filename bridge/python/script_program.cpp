// SPDX-License-Identifier: MIT
#include "bridge/python/script_program.h"

#include "bridge/python/cpython_internals.h"
#include "bridge/python/missing_module.h"
#include "bridge/python/program_file.h"
#include "bridge/python/program_parts.h"
#include "bridge/python/python_run.h"
#include "bridge/python/stand_in_frame.h"

#include <pythread.h>

#include <algorithm>
#include <utility>

namespace braid {

namespace {

/// What CPython exits with if the standard streams do not take what is left.
constexpr int lost_output_status = 120;

struct {
    PyObject* threading;
    PyObject* shared;        ///< braid_shared
    StandInFrame::Call join; ///< in threading._shutdown
} library;

PyRef attribute(PyObject* object, const char* name) {
    return object ? PyRef::steal(PyObject_GetAttrString(object, name)) : PyRef();
}

std::string text_of(PyObject* object) {
    const PyRef text = object ? PyRef::steal(PyObject_Str(object)) : PyRef();
    const char* bytes = text ? PyUnicode_AsUTF8(text.get()) : nullptr;
    PyErr_Clear();
    return bytes ? bytes : "";
}

/// False with a Python exception set; true if there is no such stream any more.
bool flush(PyObject* stream) {
    if (!stream || stream == Py_None)
        return true;
    const PyRef closed = attribute(stream, "closed");
    const bool open = !closed || PyObject_IsTrue(closed.get()) != 1;
    PyErr_Clear();
    return !open || PyRef::steal(PyObject_CallMethod(stream, "flush", nullptr));
}

/// As flush_io in pythonrun.c, around an exception.
void flush_after_program() {
    PyObject *type, *value, *traceback;
    PyErr_Fetch(&type, &value, &traceback);
    for (const char* name : {"stderr", "stdout"})
        if (!flush(PySys_GetObject(name)))
            PyErr_Clear();
    PyErr_Restore(type, value, traceback);
}

/// As flush_std_files in pylifecycle.c. False if something could not be written.
bool flush_at_end() {
    const PyRef out = PyRef::borrow(PySys_GetObject("stdout"));
    const PyRef err = PyRef::borrow(PySys_GetObject("stderr"));
    const bool out_written = flush(out.get());
    if (!out_written)
        PyErr_WriteUnraisable(out.get());
    const bool err_written = flush(err.get());
    PyErr_Clear();
    return out_written && err_written;
}

} // namespace

bool ScriptProgram::prepare() {
    library.threading = PyImport_ImportModule("threading");
    library.shared = PyImport_ImportModule("braid_shared");
    const PyRef shutdown = attribute(library.threading, "_shutdown");
    return library.shared && shutdown && library.join.find(shutdown.get(), "acquire");
}

ScriptEnd ScriptProgram::run() {
    const std::string reason =
        run_.text().parts.empty() ? why_no_program(run_.report().path()) : std::string();
    if (!reason.empty()) {
        end_ = {2, false, reason};
        advice_ = "braid: " + reason + '\n';
    } else {
        run_main();
    }
    shut_down();
    if (!advice_.empty() && !run_.write(OutputStream::Err, advice_))
        PyErr_Clear();
    return std::move(end_);
}

// -- the program ------------------------------------------------------------------------------

PyRef ScriptProgram::code() {
    const PyRef path = attribute(world_.get(), "path");
    const PyRef io = PyRef::steal(PyImport_ImportModule("io"));
    const PyRef file =
        io ? PyRef::steal(PyObject_CallMethod(io.get(), "open_code", "O", path.get())) : PyRef();
    const PyRef source =
        file ? PyRef::steal(PyObject_CallMethod(file.get(), "read", nullptr)) : PyRef();
    if (!source) {
        if (!PyErr_ExceptionMatches(PyExc_OSError))
            return {};
        PyObject *type, *error, *traceback;
        PyErr_Fetch(&type, &error, &traceback);
        PyErr_NormalizeException(&type, &error, &traceback);
        const PyRef number = attribute(error, "errno"), words = attribute(error, "strerror");
        const PyRef said = PyRef::steal(PyUnicode_FromFormat(
            "can't open file %R: [Errno %S] %S", path.get(), number.get(), words.get()));
        end_ = {2, false, text_of(said.get())};
        PySys_FormatStderr("python3: %S\n", said.get());
        for (PyObject* object : {type, error, traceback})
            Py_XDECREF(object);
        return {};
    }
    Py_XDECREF(PyObject_CallMethod(file.get(), "close", nullptr));
    PyObject* const compile = PyDict_GetItemString(PyEval_GetBuiltins(), "compile");
    PyRef code = PyRef::steal(
        PyObject_CallFunction(compile, "OOsii", source.get(), path.get(), "exec", 0, 1));
    if (!code && PyErr_ExceptionMatches(PyExc_ValueError) &&
        !PyErr_ExceptionMatches(PyExc_SyntaxError)) { // null bytes
        PyErr_Clear();
        const PyRef said =
            PyRef::steal(PyUnicode_FromFormat("%R is not a Python program", path.get()));
        end_ = {1, false, text_of(said.get())};
        PySys_FormatStderr("python3: %S\n", said.get());
    }
    return code;
}

void ScriptProgram::run_code() {
    const PyRef main = attribute(world_.get(), "main");
    if (main && !run_.text().parts.empty())
        return run_parts(main.get());
    const PyRef program = code();
    if (program && main) {
        PyObject* const globals = PyModule_GetDict(main.get());
        PyRef::steal(PyEval_EvalCode(program.get(), globals, globals));
    }
}

void ScriptProgram::run_main() {
    const PyRef importable = attribute(world_.get(), "is_importable");
    if (importable.get() == Py_True) {
        if (const PyRef runpy = PyRef::steal(PyImport_ImportModule("runpy")))
            PyRef::steal(PyObject_CallMethod(runpy.get(), "_run_module_as_main", "sO", "__main__",
                                             Py_False));
    } else {
        run_code();
    }
    flush_after_program();
    if (PyErr_Occurred())
        end_by_exception();
}

/// The first failure is the program's.
void ScriptProgram::run_parts(PyObject* main) {
    const auto tell = [this](PartReport report) {
        report.time_ns = run_.loop().clock().now_ns();
        flush_after_program();
        run_.streams().drain();
        run_.report().tell_part(std::move(report));
    };
    const auto failed = [this]() -> ProgramParts::Failure {
        flush_after_program();
        const bool ends_program = PyErr_ExceptionMatches(PyExc_SystemExit) ||
                                  PyErr_ExceptionMatches(PyExc_KeyboardInterrupt);
        ScriptEnd before = std::exchange(end_, {});
        end_by_exception();
        std::string text = end_.failure;
        if (before.exit_status != 0 && !end_.cancelled)
            end_ = std::move(before);
        return {std::move(text), ends_program};
    };
    ProgramParts(run_.text(), tell, failed).run(main);
    PyErr_Clear();
}

void ScriptProgram::end_by_exception() {
    if (PyErr_ExceptionMatches(PyExc_SystemExit)) {
        PyObject *type, *value, *traceback;
        PyErr_Fetch(&type, &value, &traceback);
        PyErr_NormalizeException(&type, &value, &traceback);
        const PyRef code = attribute(value, "code");
        PyErr_Restore(type, value, traceback);
        int status = 0;
        braid_handle_system_exit(&status);
        PyErr_Clear();
        status &= 0xff;
        const bool number = !code || code.get() == Py_None || PyLong_Check(code.get());
        end_ = {status, status == interrupted_status,
                !number       ? text_of(code.get())
                : status == 0 ? ""
                              : "exit status " + std::to_string(status)};
        return;
    }
    const bool interrupted = PyErr_ExceptionMatches(PyExc_KeyboardInterrupt);
    PyObject *type, *value, *traceback;
    PyErr_Fetch(&type, &value, &traceback);
    PyErr_NormalizeException(&type, &value, &traceback);
    if (traceback)
        PyException_SetTraceback(value, traceback);
    else
        traceback = Py_NewRef(Py_None);
    const PyRef summary = PyRef::steal(PyObject_CallMethod(world_.get(), "summary", "O", value));
    advice_ = advice_on_missing_module(value);
    end_ = interrupted ? ScriptEnd{interrupted_status, true, {}}
                       : ScriptEnd{1, false, text_of(summary.get())};
    show(type, value, traceback);
    for (PyObject* object : {type, value, traceback})
        Py_XDECREF(object);
}

/// As PyErr_Print, which would end the process.
void ScriptProgram::show(PyObject* type, PyObject* value, PyObject* traceback) {
    PySys_SetObject("last_type", type);
    PySys_SetObject("last_value", value);
    PySys_SetObject("last_traceback", traceback);
    const PyRef hook = PyRef::borrow(PySys_GetObject("excepthook"));
    if (!hook) {
        PySys_WriteStderr("sys.excepthook is missing\n");
        PyErr_Display(type, value, traceback);
        return;
    }
    if (PyRef::steal(PyObject_CallFunctionObjArgs(hook.get(), type, value, traceback, nullptr)))
        return;
    if (PyErr_ExceptionMatches(PyExc_SystemExit))
        return end_by_exception();
    PyObject *hook_type, *hook_value, *hook_traceback;
    PyErr_Fetch(&hook_type, &hook_value, &hook_traceback);
    PyErr_NormalizeException(&hook_type, &hook_value, &hook_traceback);
    PySys_WriteStderr("Error in sys.excepthook:\n");
    PyErr_Display(hook_type, hook_value, hook_traceback);
    PySys_WriteStderr("\nOriginal exception was:\n");
    PyErr_Display(type, value, traceback);
    for (PyObject* object : {hook_type, hook_value, hook_traceback})
        Py_XDECREF(object);
}

// -- its end ----------------------------------------------------------------------------------

/// As threading._shutdown, which waits for all threads that are no daemons.
void ScriptProgram::shut_threads_down() {
    if (CurrentRun::in_forked_child()) {
        if (!PyRef::steal(PyObject_CallMethod(library.threading, "_shutdown", nullptr)))
            PyErr_WriteUnraisable(library.threading);
        return;
    }
    StandInFrame frame(library.join, Py_None);
    const PyRef functions = attribute(library.threading, "_threading_atexits");
    bool whole =
        functions && PyRef::steal(PyObject_CallMethod(functions.get(), "reverse", nullptr));
    for (Py_ssize_t i = 0; whole && i < PyList_GET_SIZE(functions.get()); ++i)
        whole = bool(PyRef::steal(PyObject_CallNoArgs(PyList_GET_ITEM(functions.get(), i))));
    whole = whole && PyRef::steal(PyObject_CallMethod(library.shared, "shut_pools_down", nullptr));
    while (whole && run_.waits_for_threads())
        whole = run_.wait();
    if (whole)
        return;
    frame.trace();
    PyErr_WriteUnraisable(library.threading);
}

void ScriptProgram::shut_down() {
    shut_threads_down();
    run_.exit_functions().run();
    run_.end_daemon_threads();
    bool written = flush_at_end();
    drop_modules();
    if (!PyRef::steal(PyObject_CallMethod(library.shared, "forget", nullptr)))
        PyErr_WriteUnraisable(library.shared);
    written = flush_at_end() && written;
    if (!written && end_.exit_status != lost_output_status)
        end_ = {lost_output_status, false, "not all output could be written"};
}

/// As finalize_modules in pylifecycle.c: finalizers see all names, what holds itself is collected,
/// and only what somebody else holds is emptied.
void ScriptProgram::drop_modules() {
    for (const char* name : {"last_type", "last_value", "last_traceback"})
        PySys_SetObject(name, Py_None);
    PyGC_Collect();
    std::vector<PyRef> modules = run_.take_modules();
    modules.insert(modules.begin(), attribute(world_.get(), "main"));
    PyObject_SetAttrString(world_.get(), "main", Py_None);
    std::vector<PyRef> references;
    for (const PyRef& module : modules)
        if (PyRef reference = PyRef::steal(PyWeakref_NewRef(module.get(), nullptr)))
            references.push_back(std::move(reference));
    modules.clear();
    PyErr_Clear();
    PyGC_Collect();
    bool left = false;
    for (auto each = references.rbegin(); each != references.rend(); ++each) {
        const PyRef module = PyRef::borrow(PyWeakref_GetObject(each->get()));
        if (!PyModule_Check(module.get()))
            continue;
        left = true;
        _PyModule_Clear(module.get());
    }
    if (left)
        PyGC_Collect();
    PyErr_Clear();
}

} // namespace braid

// SPDX-License-Identifier: MIT
#include "bridge/python/python_program.h"

#include "bridge/python/braid_module.h"
#include "bridge/python/code_note.h"
#include "bridge/python/cpython_internals.h"
#include "bridge/python/first_import.h"
#include "bridge/python/missing_module.h"
#include "bridge/python/py_ref.h"
#include "bridge/python/python_environment.h"
#include "bridge/python/task_trace.h"
#include "bridge/python/thread_jobs.h"
#include "bridge/script/script_report.h"

#include <pthread.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>

namespace braid {

namespace {

/// The program's lanes, until its end.
struct Recorded {
    explicit Recorded(const ProgramRecording& how)
        : recording(how)
        , tasks(how.trace, how.clock)
        , strand(how.trace.begin_strand(how.clock.now_ns(), StrandKind::Script, how.name)) {
        tasks.before_round = how.before_round;
        tasks.begin(strand);
    }

    const ProgramRecording recording;
    TaskTrace tasks;
    const StrandId strand;
    const pid_t process = getpid();
};

std::unique_ptr<Recorded>& recorded = *new std::unique_ptr<Recorded>;
std::string failure; ///< the uncaught exception, in one line
std::string advice;  ///< what to do about it

/// Whoever is first tells; children of the program are silent.
void end_recording(int status) {
    const std::unique_ptr<Recorded> last = std::move(recorded);
    if (!last || last->process != getpid())
        return;
    TaskTrace::record_here(nullptr);
    const Outcome outcome = status == interrupted_status ? Outcome::Cancelled
                            : status == 0                ? Outcome::Finished
                                                         : Outcome::Failed;
    if (outcome != Outcome::Failed)
        failure.clear();
    else if (failure.empty())
        failure = "exit status " + std::to_string(status);
    last->tasks.end(outcome, failure);
    last->recording.trace.end_strand(last->recording.clock.now_ns(), last->strand, outcome);
    last->recording.ended();
}

/// asyncio's own module, and not one of that name beside a program?
bool is_library(const char* module) {
    const PyRef os = PyRef::steal(PyImport_ImportModule("os"));
    const PyRef wanted = PyRef::steal(PyImport_ImportModule(module));
    const PyRef os_file = PyRef::steal(os ? PyObject_GetAttrString(os.get(), "__file__") : nullptr);
    const PyRef file =
        PyRef::steal(wanted ? PyObject_GetAttrString(wanted.get(), "__file__") : nullptr);
    const char* os_path = os_file ? PyUnicode_AsUTF8(os_file.get()) : nullptr;
    const char* path = file && PyUnicode_Check(file.get()) ? PyUnicode_AsUTF8(file.get()) : nullptr;
    PyErr_Clear();
    if (!os_path || !path)
        return false;
    const std::string_view library(os_path, std::size_t(std::strrchr(os_path, '/') + 1 - os_path));
    return std::string_view(path).starts_with(library);
}

PyObject* asyncio_imported(PyObject*, PyObject*) {
    if (!is_library("asyncio.unix_events"))
        Py_RETURN_FALSE;
    if (!put_loop_under_asyncio())
        return nullptr;
    // A program has no modules of ours; what needs them has them.
    for (const char* const name : {"_braid", "braid_loop"}) {
        PyObject* const modules = PyImport_GetModuleDict();
        Py_XINCREF(PyDict_GetItemString(modules, name));
        PyDict_DelItemString(modules, name);
    }
    PyErr_Clear();
    Py_RETURN_TRUE;
}

PyObject* executors_imported(PyObject*, PyObject*) {
    if (!recorded || !is_library("concurrent.futures.thread"))
        Py_RETURN_FALSE;
    const PyRef module = PyRef::steal(PyImport_ImportModule("concurrent.futures.thread"));
    const PyRef items =
        PyRef::steal(module ? PyObject_GetAttrString(module.get(), "_WorkItem") : nullptr);
    return items && record_thread_jobs(items.get(), &recorded->tasks) ? Py_NewRef(Py_True)
                                                                      : nullptr;
}

PyMethodDef asyncio_definition = {"asyncio_imported", asyncio_imported, METH_NOARGS, nullptr};
PyMethodDef executors_definition = {"executors_imported", executors_imported, METH_NOARGS, nullptr};

/// Also if it has been imported on the way, as by a .pth file.
bool after_import(const char* module, PyMethodDef& definition) {
    const PyRef function = PyRef::steal(PyCFunction_New(&definition, nullptr));
    if (!function)
        return false;
    const PyRef name = PyRef::steal(PyUnicode_FromString(module));
    const PyRef imported = PyRef::steal(name ? PyImport_GetModule(name.get()) : nullptr);
    if (imported)
        return bool(PyRef::steal(PyObject_CallNoArgs(function.get())));
    return FirstImport::await(module, function.get());
}

/// Hears of the exception that nobody has caught, before it is shown; and of the interpreter's end.
int hear_of_ends(const char* event, PyObject* arguments, void*) {
    if (std::strcmp(event, "sys.excepthook") == 0 && PyTuple_GET_SIZE(arguments) == 4) {
        PyObject* const error = PyTuple_GET_ITEM(arguments, 2);
        failure = TaskTrace::one_line(error);
        advice = advice_on_missing_module(error);
    } else if (std::strcmp(event, "cpython._PySys_ClearAuditHooks") == 0 && recorded) {
        TaskTrace::record_here(nullptr);
        recorded->tasks.interpreter_ends();
    }
    return 0;
}

void start(const PythonEnvironment& environment, const std::vector<std::string>& words) {
    const std::string& executable = environment.executable;
    PyConfig config;
    PyConfig_InitPythonConfig(&config);
    std::vector<char*> line{const_cast<char*>(executable.c_str())};
    for (const std::string& word : words)
        line.push_back(const_cast<char*>(word.c_str()));
    PyStatus status = PyConfig_SetBytesArgv(&config, Py_ssize_t(line.size()), line.data());
    if (!PyStatus_Exception(status))
        status = PyConfig_SetBytesString(&config, &config.program_name, executable.c_str());
    if (!PyStatus_Exception(status) && !environment.home.empty())
        status = PyConfig_SetBytesString(&config, &config.home, environment.home.c_str());
    if (!PyStatus_Exception(status))
        status = Py_InitializeFromConfig(&config);
    PyConfig_Clear(&config);
    if (PyStatus_Exception(status)) // wrong options, or --version
        Py_ExitStatusException(status);
}

} // namespace

int run_python_program(const PythonEnvironment& environment, const std::vector<std::string>& words,
                       const ProgramRecording* recording) {
    add_braid_module();
    start(environment, words);
    // Both see the end; a process that a signal ends after Python's own end sees only the second.
    on_exit([](int status, void*) { end_recording(status); }, nullptr);
    Py_AtExit([] {
        std::fputs(std::exchange(advice, {}).c_str(), stderr);
        if (braid_ends_by_interrupt())
            end_recording(interrupted_status);
    });
    if (recording) {
        recorded = std::make_unique<Recorded>(*recording);
        TaskTrace::record_here(&recorded->tasks);
        pthread_atfork(nullptr, nullptr, [] { TaskTrace::record_here(nullptr); });
    }
    if ((recording && !CodeNote::prepare()) ||
        !after_import("asyncio.unix_events", asyncio_definition) ||
        (recording && !after_import("concurrent.futures.thread", executors_definition)) ||
        PySys_AddAuditHook(hear_of_ends, nullptr) < 0)
        PyErr_Print();
    return Py_RunMain();
}

} // namespace braid

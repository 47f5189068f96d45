// SPDX-License-Identifier: MIT
#include "bridge/python/interpreter.h"

#include "bridge/python/asyncio_loop.h"
#include "bridge/python/braid_module.h"
#include "bridge/python/cpython_internals.h"

#include <pthread.h>

#include <csignal>
#include <stdexcept>
#include <string>

namespace braid {

namespace {

PyThreadState* main_state = nullptr;

void check(PyStatus status) {
    if (PyStatus_Exception(status))
        throw std::runtime_error(std::string("Python does not start: ") +
                                 (status.err_msg ? status.err_msg : "unknown error"));
}

void initialize(const std::vector<std::string>& options) {
    PyConfig config;
    PyConfig_InitPythonConfig(&config);
    struct Clear {
        PyConfig& config;
        ~Clear() { PyConfig_Clear(&config); }
    } clear{config};
    std::vector<char*> line{const_cast<char*>(BRAID_PYTHON_EXECUTABLE)};
    for (const std::string& word : options)
        line.push_back(const_cast<char*>(word.c_str()));
    check(PyConfig_SetBytesArgv(&config, Py_ssize_t(line.size()), line.data()));
    // Signals belong to the program that Braid is part of.
    config.install_signal_handlers = 0;
    // Child processes (multiprocessing, subprocess with sys.executable) start this one.
    check(PyConfig_SetBytesString(&config, &config.program_name, BRAID_PYTHON_EXECUTABLE));
    check(PyConfig_SetBytesString(&config, &config.executable, BRAID_PYTHON_EXECUTABLE));
    check(Py_InitializeFromConfig(&config));
}

} // namespace

void start_interpreter(const std::vector<std::string>& options) {
    if (main_state)
        return;
    add_braid_module();
    initialize(options);
    // Python programs get an exception instead of this signal.
    std::signal(SIGPIPE, SIG_IGN);
    pthread_atfork(nullptr, nullptr, [] { AsyncioLoop::leave_underneath_after_fork(); });
    try {
        prepare_braid_module();
    } catch (...) {
        PyEval_SaveThread();
        throw;
    }
    main_state = PyEval_SaveThread();
}

PyThreadState* main_thread_state() noexcept { return main_state; }

GilOnLoop::GilOnLoop()
    : bound_before_(PyGILState_GetThisThreadState()) {
    braid_bind_gilstate(main_state);
    PyEval_RestoreThread(main_state);
}

GilOnLoop::~GilOnLoop() {
    PyEval_SaveThread();
    braid_bind_gilstate(bound_before_);
}

} // namespace braid

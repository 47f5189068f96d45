// SPDX-License-Identifier: MIT
#include "bridge/python/python_run.h"

#include "bridge/python/braid_module.h"
#include "bridge/python/cpython_internals.h"
#include "bridge/python/interpreter.h"
#include "bridge/python/time_signal.h"

#include <unistd.h>

#include <csignal>

namespace braid {

namespace {

std::string directory_of(const std::filesystem::path& file) {
    std::error_code error;
    return std::filesystem::absolute(file, error).parent_path().string();
}

} // namespace

PythonRun::PythonRun(RunningScripts& scripts, Trace& trace, std::filesystem::path path,
                     std::vector<std::string> arguments)
    : StackRun(scripts, trace, std::move(path))
    , arguments_(std::move(arguments))
    , globals_(directory_of(report().path()))
    , tasks_(trace, loop().clock()) {}

PythonRun::~PythonRun() = default;

// -- the loop's side --------------------------------------------------------------------------

void PythonRun::started() { tasks_.begin(report().strand()); }

void PythonRun::asked_to_stop(StopRequest::Stage stage) {
    // The handler may do for the second time, too: asyncio's raises then.
    if (stage <= StopRequest::Stage::Insist && script_signals().add(SIGINT))
        signalled(SIGINT);
    raise_pending_ = stage != StopRequest::Stage::Gentle;
}

void PythonRun::abandoned(const ScriptEnd& end) {
    GilOnLoop gil;
    globals_.hide();
    tasks_.end(end.outcome(), end.failure);
    if (world_)
        PyObject_SetAttrString(world_.get(), "run_handle", Py_None);
    PyErr_Clear();
}

bool PythonRun::cancel_task(LaneId lane) {
    if (over() || !thread_state_)
        return false;
    GilOnLoop gil;
    const PyRef task = tasks_.task(lane);
    const PyRef result =
        task ? PyRef::steal(PyObject_CallMethod(world_.get(), "cancel", "O", task.get())) : PyRef();
    PyErr_Clear();
    return result.get() == Py_True;
}

std::vector<LocationId> PythonRun::where(LaneId lane) {
    if (over() || !thread_state_)
        return {};
    GilOnLoop gil;
    return tasks_.where(lane, thread_state_);
}

void PythonRun::time_is_over() noexcept { pass_on_time_signal(); }

// -- the script's side ------------------------------------------------------------------------

/// What runs next on this thread, without the GIL, may ask PyGILState_Ensure for it.
PyThreadState* PythonRun::state_below() noexcept {
    for (StackRun* run = below(); run; run = run->below())
        if (&run->scripts() == &scripts())
            return static_cast<PythonRun*>(run)->thread_state_;
    return main_thread_state();
}

bool PythonRun::wait() {
    PyThreadState* state = PyEval_SaveThread();
    braid_bind_gilstate(state_below());
    leave();
    braid_bind_gilstate(state);
    PyEval_RestoreThread(state);
    {
        const Hold hold(*this);
        globals_.show();
    }
    return deliver_interrupts();
}

void PythonRun::begin_thread_state() {
    static unsigned long count = 0;
    thread_state_ = PyThreadState_New(PyInterpreterState_Main());
    // sys._current_frames() and the like tell scripts apart by this.
    thread_state_->thread_id = 1'000'000 + ++count;
    braid_bind_gilstate(thread_state_);
    PyEval_RestoreThread(thread_state_);
}

ScriptEnd PythonRun::run_program() {
    begin_thread_state();
    {
        const Hold hold(*this); // until there is a world that could be interrupted
        globals_.show();
        begin_signals();
        world_ = make_world(std::static_pointer_cast<PythonRun>(shared_from_this()),
                            report().path().string(), arguments_);
    }
    if (world_)
        if (const PyRef end = PyRef::steal(PyObject_CallMethod(world_.get(), "run", nullptr))) {
            const char* failure = "";
            int status = 0, cancelled = 0;
            if (PyArg_ParseTuple(end.get(), "ips", &status, &cancelled, &failure))
                return {status, cancelled || (stopping() && !*failure), failure};
        }
    // Out of memory, or interrupted in our own code.
    PyErr_Print();
    return {1, stopping(), "Braid could not run it"};
}

void PythonRun::clean_up(const ScriptEnd& end) {
    tasks_.end(end.outcome(), end.failure);
    alarm_.cancel();
    handlers_ = {};
    world_ = PyRef();
    globals_.hide();
    globals_.clear();
    PyThreadState_Clear(thread_state_);
    PyThreadState_DeleteCurrent();
    thread_state_ = nullptr;
    braid_bind_gilstate(state_below());
}

void PythonRun::blocked(WaitKind kind, std::string_view what) { tasks_.block(kind, what); }

void PythonRun::unblocked() { tasks_.unblock(); }

void PythonRun::preempted() { tasks_.interrupted(); }

bool PythonRun::deliver_interrupts() {
    while (const int number = script_signals().take()) {
        if (call_signal_handler(number))
            continue;
        raise_pending_ = false; // it was interrupted: enough for this stage
        return false;
    }
    if (!std::exchange(raise_pending_, false))
        return true;
    if (stop_stage() >= StopRequest::Stage::Harder) {
        const PyRef status = PyRef::steal(PyLong_FromLong(interrupted_status));
        PyErr_SetObject(PyExc_SystemExit, status.get());
    } else {
        PyErr_SetNone(PyExc_KeyboardInterrupt);
    }
    return false;
}

// -- any thread -------------------------------------------------------------------------------

bool PythonRun::write_from_here(OutputStream stream, std::string_view bytes) {
    if (on_this_stack() == this)
        return write(stream, bytes);
    report().write(stream, bytes);
    if (report().full()) {
        Py_BEGIN_ALLOW_THREADS;
        report().wait_for_room();
        Py_END_ALLOW_THREADS;
    }
    return true;
}

void PythonRun::job_ended(TaskTrace::ThreadJob job) {
    call_threadsafe([this, self = shared_from_this(), job = std::move(job)] {
        if (!over())
            tasks_.job_ended(job);
    });
}

void PythonRun::signal_threadsafe(int number) {
    call_threadsafe([this, self = shared_from_this(), number] { signal(number); });
}

} // namespace braid

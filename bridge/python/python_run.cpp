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
    if (stage == StopRequest::Stage::Gentle) {
        ++interrupts_;
        return;
    }
    if (stage == StopRequest::Stage::Insist)
        ++interrupts_; // the handler may do for this, too: asyncio's raises the second time
    raise_pending_ = true;
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

void PythonRun::tell_signal(unsigned char number) noexcept {
    if (wakeup_descriptor_ >= 0)
        (void)!::write(wakeup_descriptor_, &number, 1); // if it is full it will wake up anyhow
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

void PythonRun::let_others_run() {
    PyThreadState* state = PyEval_SaveThread();
    braid_bind_gilstate(state_below());
    leave();
    braid_bind_gilstate(state);
    PyEval_RestoreThread(state);
    const Hold hold(*this);
    globals_.show();
}

bool PythonRun::wait() {
    let_others_run();
    return deliver_interrupts();
}

bool PythonRun::begin_wait_in_call() {
    // With the GIL it is code of C that does not expect others to run.
    if (!StackRun::begin_wait_in_call() || _PyThreadState_UncheckedGet())
        return false;
    PyEval_RestoreThread(thread_state_);
    return true;
}

bool PythonRun::wait_in_call() {
    let_others_run();
    if (interrupts_ == 0 && !raise_pending_)
        return true;
    pass_on_time_signal(); // whose handler Python calls for EINTR, and that delivers
    return false;
}

void PythonRun::end_wait_in_call() { PyEval_SaveThread(); }

void PythonRun::let_go() {
    if (_PyThreadState_UncheckedGet())
        PyEval_SaveThread();
    if (on_this_stack() == this)
        braid_bind_gilstate(state_below());
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

/// Calls what the script wants to be called for Ctrl-C, as Python does. False if that raises.
bool PythonRun::call_interrupt_handler() {
    tell_signal(SIGINT);
    const PyRef handler = PyRef::steal(PyObject_GetAttrString(world_.get(), "sigint"));
    if (!handler)
        return false;
    if (!PyCallable_Check(handler.get())) {
        static const long default_action = reinterpret_cast<long>(SIG_DFL);
        if (PyLong_Check(handler.get()) && PyLong_AsLong(handler.get()) == default_action)
            PyErr_SetNone(PyExc_KeyboardInterrupt);
        return !PyErr_Occurred();
    }
    auto* frame = reinterpret_cast<PyObject*>(PyEval_GetFrame());
    return bool(
        PyRef::steal(PyObject_CallFunction(handler.get(), "iO", SIGINT, frame ? frame : Py_None)));
}

bool PythonRun::deliver_interrupts() {
    while (interrupts_ > 0) {
        --interrupts_;
        if (call_interrupt_handler())
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

bool PythonRun::interrupt() {
    ++interrupts_;
    return deliver_interrupts();
}

// -- any thread -------------------------------------------------------------------------------

void PythonRun::job_ended(TaskTrace::ThreadJob job) {
    call_threadsafe([this, self = shared_from_this(), job = std::move(job)] {
        if (!over())
            tasks_.job_ended(job);
    });
}

void PythonRun::interrupt_threadsafe() {
    call_threadsafe([this, self = shared_from_this()] {
        ++interrupts_;
        make_ready();
    });
}

} // namespace braid

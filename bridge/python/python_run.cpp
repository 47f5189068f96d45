// SPDX-License-Identifier: MIT
#include "bridge/python/python_run.h"

#include "bridge/python/braid_module.h"
#include "bridge/python/cpython_internals.h"
#include "bridge/python/interpreter.h"
#include "bridge/python/text_streams.h"
#include "bridge/python/time_signal.h"

#include <unistd.h>

#include <csignal>

namespace braid {

namespace {

/// The GIL in a call of the C library that CPython has let go of it around. Only if nobody has it:
/// who has may be waiting for something that this call's caller holds, a mutex of its library.
class GilInCall {
public:
    explicit GilInCall(PyThreadState* state)
        : taken_(braid_gil_is_free()) {
        if (taken_)
            PyEval_RestoreThread(state);
    }
    ~GilInCall() {
        if (taken_)
            PyEval_SaveThread();
    }
    GilInCall(const GilInCall&) = delete;
    GilInCall& operator=(const GilInCall&) = delete;
    explicit operator bool() const noexcept { return taken_; }

private:
    const bool taken_;
};

std::string_view text_of(PyObject* ascii) {
    return PyUnicode_IS_COMPACT_ASCII(ascii)
               ? std::string_view(static_cast<const char*>(PyUnicode_DATA(ascii)),
                                  std::size_t(PyUnicode_GET_LENGTH(ascii)))
               : std::string_view();
}

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
    if (stage == StopRequest::Stage::Gentle)
        return add_interrupt();
    if (stage == StopRequest::Stage::Insist)
        add_interrupt(); // the handler may do for this, too: asyncio's raises the second time
    else
        tell_signal(SIGINT);
    raise_pending_ = true;
}

/// As when the signal comes: an event loop of the program's own hears of it at once.
void PythonRun::add_interrupt() noexcept {
    ++interrupts_;
    tell_signal(SIGINT);
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

bool PythonRun::wait() {
    PyThreadState* state = PyEval_SaveThread();
    braid_bind_gilstate(state_below());
    leave();
    braid_bind_gilstate(state);
    PyEval_RestoreThread(state);
    show_globals();
    return deliver_interrupts();
}

void PythonRun::show_globals() {
    const Hold hold(*this);
    globals_.show();
}

// -- in a call of the C library ---------------------------------------------------------------

bool PythonRun::interpreter_is_aside() noexcept {
    return thread_state_ && _PyThreadState_UncheckedGet() != thread_state_;
}

/// It is importing a module that all scripts share: others would find it half made, because the
/// locks of modules know threads only. Needs no GIL on the script's own stack.
bool PythonRun::imports_for_all() const {
    PyCodeObject* inner = nullptr;
    bool inside_machinery = false;
    for (const void* frame = braid_innermost_frame(thread_state_); frame;
         frame = braid_outer_frame(frame)) {
        PyCodeObject* code = braid_frame_position(frame).code;
        const bool machinery = text_of(code->co_filename).starts_with("<frozen importlib._");
        if (machinery && !inside_machinery &&
            !(inner && text_of(inner->co_name) == "<module>" &&
              globals_.owns(text_of(inner->co_filename))))
            return true;
        inside_machinery = machinery;
        inner = code;
    }
    return false;
}

void PythonRun::leave_in_call() {
    if (imports_for_all())
        scripts().stands(*this);
    braid_bind_gilstate(state_below());
    leave();
    braid_bind_gilstate(thread_state_);
    bool something_left = interrupts_ > 0 || raise_pending_;
    if (!globals_.shown()) {
        if (const GilInCall gil(thread_state_); gil)
            show_globals();
        else
            something_left = true;
    }
    if (something_left) // as soon as Python code runs again
        pass_on_time_signal();
}

bool PythonRun::time_signal_came() {
    show_globals();
    return preempt() && (held() || deliver_interrupts());
}

void PythonRun::let_go() noexcept {
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

PyObject* PythonRun::standard_stream(int number) const {
    static PyObject* const dict = PyModule_GetDict(PyImport_AddModule("sys"));
    static PyObject* const names[] = {PyUnicode_InternFromString("stdin"),
                                      PyUnicode_InternFromString("stdout"),
                                      PyUnicode_InternFromString("stderr")};
    return globals_.value(dict, names[number]);
}

void PythonRun::set_standard_streams(PyObject* in, PyObject* out, PyObject* err) {
    int number = 0;
    for (PyObject* stream : {in, out, err}) {
        know_text_stream(stream, number);
        streams_[number++] = PyRef::borrow(stream);
    }
}

void PythonRun::forget_standard_streams() {
    for (PyRef& stream : streams_) {
        forget_text_stream(stream.get());
        stream = PyRef();
    }
}

void PythonRun::clean_up(const ScriptEnd& end) {
    tasks_.end(end.outcome(), end.failure);
    world_ = PyRef();
    forget_standard_streams();
    globals_.hide();
    globals_.clear();
    PyThreadState_Clear(thread_state_);
    PyThreadState_DeleteCurrent();
    thread_state_ = nullptr;
    braid_bind_gilstate(state_below());
}

void PythonRun::blocked(WaitKind kind, std::string_view what) {
    if (_PyThreadState_UncheckedGet() == thread_state_)
        return tasks_.block(kind, what);
    // What people call it who know Python, not C.
    if (what == "clock_nanosleep")
        what = "time.sleep";
    else if (what == "sem_wait")
        what = "Lock.acquire";
    if (const GilInCall gil(thread_state_); gil)
        tasks_.block(kind, what);
    else
        tasks_.block_unseen(kind, what);
}

void PythonRun::unblocked() { tasks_.unblock(); }

void PythonRun::preempted() { tasks_.interrupted(); }

/// Calls what the script wants to be called for Ctrl-C, as Python does. False if that raises.
bool PythonRun::call_interrupt_handler() {
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
    static_cast<void>(take_interruption()); // this is it
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
    add_interrupt();
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
        add_interrupt();
        interrupt_call();
    });
}

} // namespace braid

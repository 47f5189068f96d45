// SPDX-License-Identifier: MIT
#include "bridge/python/python_run.h"

#include "bridge/python/braid_module.h"
#include "bridge/python/cpython_internals.h"
#include "bridge/python/interpreter.h"
#include "bridge/python/program_file.h"
#include "bridge/python/python_environment.h"
#include "bridge/python/script_program.h"
#include "bridge/python/time_signal.h"

#include <unistd.h>

#include <algorithm>
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

/// Where its own modules lie: in the folder or archive that it is, or beside it.
std::string own_place_of(const std::filesystem::path& program) {
    std::error_code error;
    if (holds_main(program))
        return std::filesystem::absolute(program, error).string();
    return std::filesystem::weakly_canonical(program, error).parent_path().string();
}

} // namespace

PythonRun::PythonRun(RunningScripts& scripts, Trace& trace, std::filesystem::path path,
                     std::vector<std::string> arguments)
    : StackRun(scripts, trace, std::move(path))
    , arguments_(std::move(arguments))
    , tasks_(trace, loop().clock()) {}

PythonRun::PythonRun(RunningScripts& scripts, Trace& trace, ScriptText text)
    : StackRun(scripts, trace, text.file)
    , arguments_(text.arguments)
    , text_(std::move(text))
    , tasks_(trace, loop().clock()) {
    report().set_name(text_.name);
}

PythonRun::~PythonRun() = default;

// -- the loop's side --------------------------------------------------------------------------

void PythonRun::started() { tasks_.begin(report().strand()); }

void PythonRun::asked_to_stop(StopRequest::Stage stage) {
    // The handler may do for the second time, too: asyncio's raises then.
    const bool comes = stage <= StopRequest::Stage::Insist && script_signals().add(SIGINT);
    raise_pending_ = stage != StopRequest::Stage::Gentle;
    if (comes || raise_pending_)
        signalled(SIGINT); // an event loop of the program's own hears of it at once
}

void PythonRun::abandoned(const ScriptEnd& end) {
    GilOnLoop gil;
    globals_.hide();
    tasks_.end(end.outcome(), end.failure);
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
    bool something_left = script_signals().any_to_take() || raise_pending_;
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
    if (!held()) // or its globals are being put away: finalizers run then, too
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

/// False if there is no memory for it.
bool PythonRun::begin_world() {
    const std::filesystem::path& program = report().path();
    const PythonEnvironment environment = PythonEnvironment::of_program(program);
    {
        const Hold hold(*this); // until there is a world that could be interrupted
        globals_.set_places(own_place_of(program),
                            environment.is_the_programs ? environment.root : std::string());
        if (!environment.is_the_programs && !environment.root.empty())
            ScriptGlobals::share(environment.root);
        globals_.show();
        begin_signals();
        world_ = make_world(program.string(), arguments_, environment);
    }
    if (!world_)
        return false;
    if (!environment.warning.empty() &&
        !write(OutputStream::Err, "braid: " + environment.warning + '\n'))
        PyErr_Clear();
    return true;
}

/// Keeps nothing on the stack: that of an abandoned program is never unwound.
ScriptEnd PythonRun::run_program() {
    begin_thread_state();
    if (!begin_world()) {
        PyErr_Print();
        return {1, stopping(), "Braid could not run it"};
    }
    ScriptEnd end = ScriptProgram(*this, world_).run();
    end.cancelled = end.cancelled || (stopping() && end.failure.empty());
    return end;
}

void PythonRun::clean_up(const ScriptEnd& end) {
    tasks_.end(end.outcome(), end.failure);
    alarm_.cancel();
    handlers_ = {};
    exit_functions_.clear();
    world_ = PyRef();
    globals_.hide();
    globals_.clear(!threads_.empty());
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

bool PythonRun::deliver_interrupts() {
    static_cast<void>(take_interruption()); // this is it
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

bool PythonRun::imports_shared_module() const {
    for (const void* frame = braid_innermost_frame(PyThreadState_Get()); frame;
         frame = braid_outer_frame(frame)) {
        PyCodeObject* const code = braid_frame_position(frame).code;
        if (PyUnicode_CompareWithASCIIString(code->co_name, "<module>") != 0)
            continue;
        const char* file = PyUnicode_AsUTF8(code->co_filename);
        PyErr_Clear();
        if (file && *file == '/')
            return !owns(file);
    }
    return false;
}

// -- its threads ------------------------------------------------------------------------------

void PythonRun::thread_began(unsigned long ident) {
    threads_.insert(ident);
    CurrentRun::adopt_thread(shared_from_this());
}

void PythonRun::thread_ended(std::shared_ptr<PythonRun> run, unsigned long ident) {
    run->threads_.erase(ident);
    if (run->threads_.empty() && !run->thread_state_) // the last one, after the end
        run->globals_.clear(false);
    CurrentRun::adopt_thread(nullptr);
    PythonRun& self = *run; // who may be let go of on the loop's thread only
    self.call_threadsafe([run = std::move(run)] { run->make_ready(); });
}

bool PythonRun::waits_for_threads() const {
    static PyObject* const threading = PyImport_ImportModule("threading");
    const PyRef active = PyRef::steal(PyObject_GetAttrString(threading, "_active"));
    const auto is_waited_for = [&active](unsigned long ident) {
        const PyRef key = PyRef::steal(PyLong_FromUnsignedLong(ident));
        PyObject* thread = active && key ? PyDict_GetItem(active.get(), key.get()) : nullptr;
        const PyRef daemon =
            thread ? PyRef::steal(PyObject_GetAttrString(thread, "daemon")) : PyRef();
        return daemon && PyObject_IsTrue(daemon.get()) == 0;
    };
    const bool any = std::any_of(threads_.begin(), threads_.end(), is_waited_for);
    PyErr_Clear();
    return any;
}

void PythonRun::end_daemon_threads() {
    if (CurrentRun::in_forked_child())
        return;
    for (const unsigned long ident : threads_)
        PyThreadState_SetAsyncExc(ident, PyExc_SystemExit);
    const TimePoint patience = Clock::now() + std::chrono::milliseconds(100);
    while (!threads_.empty() && Clock::now() < patience)
        if (!sleep(std::chrono::milliseconds(5), "threads"))
            PyErr_Clear();
}

// -- any thread -------------------------------------------------------------------------------

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

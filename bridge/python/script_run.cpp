// SPDX-License-Identifier: MIT
#include "bridge/python/script_run.h"

#include "bridge/python/braid_module.h"
#include "bridge/python/cpython_internals.h"
#include "bridge/python/interpreter.h"
#include "bridge/python/script_scheduler.h"

#include <unistd.h>

#include <csignal>
#include <utility>

namespace braid {

namespace {

/// What a shell says of a program that was ended by Ctrl-C.
constexpr int interrupted_status = 130;

thread_local ScriptRun* stack_owner = nullptr;
thread_local std::shared_ptr<ScriptRun> thread_owner;
bool forked = false;
bool loop_is_there = false;
/// Never destroyed: what they refer to is Python's.
auto& abandoned = *new std::vector<std::shared_ptr<ScriptRun>>;

std::string directory_of(const std::filesystem::path& file) {
    std::error_code error;
    return std::filesystem::absolute(file, error).parent_path().string();
}

} // namespace

ScriptRun::ScriptRun(ScriptScheduler& scheduler, Trace& trace, std::filesystem::path path,
                     std::vector<std::string> arguments, Script& script, ScriptListener& listener)
    : scheduler_(scheduler)
    , trace_(trace)
    , path_(std::move(path))
    , arguments_(std::move(arguments))
    , script_(script)
    , listener_(&listener)
    , fiber_([this] { run_on_fiber(); })
    , globals_(directory_of(path_))
    , tasks_(trace, scheduler.loop().clock()) {}

ScriptRun::~ScriptRun() = default;

ScriptRun* ScriptRun::on_this_stack() noexcept { return stack_owner; }

ScriptRun* ScriptRun::of_this_thread() noexcept {
    return stack_owner ? stack_owner : thread_owner.get();
}

void ScriptRun::adopt_this_thread(std::shared_ptr<ScriptRun> run) noexcept {
    thread_owner = std::move(run);
}

bool ScriptRun::in_forked_child() noexcept { return forked; }

bool ScriptRun::any_abandoned() noexcept { return !abandoned.empty(); }

void ScriptRun::set_loop_there(bool there) noexcept { loop_is_there = there; }

void ScriptRun::forget_loop_after_fork() noexcept {
    forked = true;
    if (stack_owner)
        thread_owner = std::exchange(stack_owner, nullptr)->shared_from_this();
}

// -- the loop's side --------------------------------------------------------------------------

Outcome ScriptRun::outcome() const noexcept {
    if (state_ != Script::State::Ended)
        return Outcome::Pending;
    if (cancelled_)
        return Outcome::Cancelled;
    return exit_status_ == 0 ? Outcome::Finished : Outcome::Failed;
}

void ScriptRun::start() {
    if (state_ != Script::State::Loaded)
        return;
    strand_ = trace_.begin_strand(scheduler_.loop().clock().now_ns(), StrandKind::Script,
                                  path_.filename().string());
    tasks_.begin(strand_);
    change_state(Script::State::Running);
    scheduler_.add(shared_from_this());
    scheduler_.make_ready(*this);
    scheduler_.loop().wake();
}

void ScriptRun::stop() {
    if (state_ == Script::State::Loaded) {
        over_ = cancelled_ = true;
        exit_status_ = interrupted_status;
        change_state(Script::State::Ended);
        return;
    }
    if (stop_stage_ == StopStage::None)
        stop_gently();
    else
        insist();
}

void ScriptRun::stop_gently() {
    if (over_ || stop_stage_ != StopStage::None)
        return;
    stop_stage_ = StopStage::Interrupt;
    ++interrupts_;
    change_state(Script::State::Stopping);
    scheduler_.make_ready(*this);
    scheduler_.loop().wake();
}

void ScriptRun::insist() {
    insist_timer_.cancel();
    if (over_)
        return;
    stop_stage_ = StopStage(int(stop_stage_) + 1);
    if (stop_stage_ == StopStage::Abandon) {
        abandon();
        return;
    }
    if (stop_stage_ == StopStage::KeyboardInterrupt)
        ++interrupts_; // the handler may do for this, too: asyncio's raises the second time
    raise_pending_ = true;
    insist_timer_ = scheduler_.loop().call_later(scheduler_.loop().budget.harder_stop,
                                                 [self = shared_from_this()] { self->insist(); });
    scheduler_.make_ready(*this);
    scheduler_.loop().wake();
}

void ScriptRun::abandon() {
    // The stack stays as it is for ever, and so does everything it refers to.
    abandoned.push_back(shared_from_this());
    cancelled_ = true;
    exit_status_ = interrupted_status;
    failure_ = "it would not stop, and was abandoned where it stood";
    {
        GilOnLoop gil;
        if (scheduler_.world_owner_ == this) {
            globals_.leave();
            scheduler_.world_owner_ = nullptr;
        }
        tasks_.end(Outcome::Cancelled, failure_);
        if (world_)
            PyObject_SetAttrString(world_.get(), "run_handle", Py_None);
        PyErr_Clear();
    }
    finish();
}

void ScriptRun::send_input(std::string_view text) {
    input_.send(text);
    scheduler_.make_ready(*this);
    scheduler_.loop().wake();
}

void ScriptRun::end_input() {
    input_.end();
    scheduler_.make_ready(*this);
    scheduler_.loop().wake();
}

bool ScriptRun::cancel_task(LaneId lane) {
    if (over_ || !thread_state_)
        return false;
    GilOnLoop gil;
    const PyRef task = tasks_.task(lane);
    const PyRef result =
        task ? PyRef::steal(PyObject_CallMethod(world_.get(), "cancel", "O", task.get())) : PyRef();
    PyErr_Clear();
    return result.get() == Py_True;
}

std::vector<LocationId> ScriptRun::where(LaneId lane) {
    if (over_ || !thread_state_)
        return {};
    GilOnLoop gil;
    return tasks_.where(lane, thread_state_);
}

void ScriptRun::tell_signal(unsigned char number) noexcept {
    if (wakeup_descriptor_ >= 0)
        (void)!::write(wakeup_descriptor_, &number, 1); // if it is full it will wake up anyhow
}

void ScriptRun::make_ready() { scheduler_.make_ready(*this); }

void ScriptRun::resume() {
    ScriptRun* below = std::exchange(stack_owner, this);
    fiber_.enter();
    stack_owner = below;
    // What runs next on this thread may ask PyGILState_Ensure for the GIL.
    braid_bind_gilstate(below ? below->thread_state_ : main_thread_state());
    if (fiber_.ended())
        finish();
}

void ScriptRun::finish() {
    const auto keep = shared_from_this();
    over_ = true;
    insist_timer_.cancel();
    scheduler_.forget(*this);
    change_state(Script::State::Ended);
}

void ScriptRun::change_state(Script::State state) {
    // The end is the end only when everything it wrote was heard.
    if (!stack_owner && state != Script::State::Ended)
        state_ = state;
    if (output_.change(state))
        schedule_delivery();
}

void ScriptRun::schedule_delivery() {
    // The script's stack, its threads and the loop's side all come here.
    scheduler_.loop().call_soon_threadsafe([self = shared_from_this()] { self->deliver(); });
}

void ScriptRun::tell(OutputStream stream, const std::string& text) {
    if (listener_ && !text.empty())
        listener_->script_wrote(script_, stream, text);
}

void ScriptRun::tell(Script::State state) {
    if (state == Script::State::Ended)
        for (const OutputStream stream : {OutputStream::Out, OutputStream::Err})
            tell(stream, text_[int(stream)].finish());
    state_ = state;
    if (state == Script::State::Ended && strand_ != StrandId::None)
        trace_.end_strand(scheduler_.loop().clock().now_ns(), strand_, outcome());
    if (listener_)
        listener_->script_changed(script_);
}

void ScriptRun::deliver() {
    const auto items = output_.take();
    for (const ScriptOutput::Item& item : items) {
        if (item.kind == ScriptOutput::Item::Kind::Text)
            tell(item.stream, text_[int(item.stream)].feed(item.text));
        else
            tell(item.state);
    }
    if (wants_room_ && !output_.full()) {
        wants_room_ = false;
        scheduler_.make_ready(*this);
    }
    if (!output_.empty())
        schedule_delivery();
}

// -- the script's side ------------------------------------------------------------------------

void ScriptRun::run_on_fiber() {
    static unsigned long count = 0;
    thread_state_ = PyThreadState_New(PyInterpreterState_Main());
    // sys._current_frames() and the like tell scripts apart by this.
    thread_state_->thread_id = 1'000'000 + ++count;
    braid_bind_gilstate(thread_state_);
    PyEval_RestoreThread(thread_state_);
    scheduler_.show_world_of(*this);

    run_program();

    if (!stack_owner) // a forked child came to the end of the program: there is no loop here
        _exit(exit_status_);
    ++no_switch_;
    tasks_.end(cancelled_          ? Outcome::Cancelled
               : exit_status_ == 0 ? Outcome::Finished
                                   : Outcome::Failed,
               failure_);
    world_ = PyRef();
    globals_.leave();
    scheduler_.world_owner_ = nullptr;
    globals_.clear();
    PyThreadState_Clear(thread_state_);
    PyThreadState_DeleteCurrent();
    thread_state_ = nullptr;
}

void ScriptRun::run_program() {
    ++no_switch_; // until there is a world that could be interrupted
    world_ = make_world(shared_from_this(), path_.string(), arguments_);
    --no_switch_;
    if (world_)
        if (const PyRef end = PyRef::steal(PyObject_CallMethod(world_.get(), "run", nullptr))) {
            const char* failure = "";
            int cancelled = 0;
            if (PyArg_ParseTuple(end.get(), "ips", &exit_status_, &cancelled, &failure)) {
                failure_ = failure;
                cancelled_ = cancelled || (stop_stage_ != StopStage::None && failure_.empty());
                return;
            }
        }
    // Out of memory, or interrupted in our own code.
    PyErr_Print();
    exit_status_ = 1;
    failure_ = "Braid could not run it";
    cancelled_ = stop_stage_ != StopStage::None;
}

bool ScriptRun::wait() {
    scheduler_.leave(*this);
    return deliver_interrupts();
}

bool ScriptRun::yield() {
    scheduler_.make_ready(*this);
    return wait();
}

bool ScriptRun::sleep(Duration delay) {
    bool over = false;
    TimerHandle timer = scheduler_.loop().call_later(delay, [this, &over] {
        over = true;
        scheduler_.make_ready(*this);
    });
    tasks_.block(WaitKind::Nothing, "time.sleep");
    bool uninterrupted = true;
    while (!over && uninterrupted)
        uninterrupted = wait();
    timer.cancel();
    tasks_.unblock();
    return uninterrupted;
}

bool ScriptRun::wait_for_input() {
    if (input_.readable())
        return true;
    change_state(Script::State::WaitingInput);
    tasks_.block(WaitKind::Input, "input");
    const LoopClock::Hold hold(scheduler_.loop().clock());
    bool uninterrupted = true;
    while (uninterrupted && !input_.readable())
        uninterrupted = wait();
    tasks_.unblock();
    change_state(stop_stage_ == StopStage::None ? Script::State::Running : Script::State::Stopping);
    return uninterrupted;
}

/// Calls what the script wants to be called for Ctrl-C, as Python does. False if that raises.
bool ScriptRun::call_interrupt_handler() {
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

bool ScriptRun::deliver_interrupts() {
    while (interrupts_ > 0) {
        --interrupts_;
        if (call_interrupt_handler())
            continue;
        raise_pending_ = false; // it was interrupted: enough for this stage
        return false;
    }
    if (!std::exchange(raise_pending_, false))
        return true;
    if (stop_stage_ >= StopStage::SystemExit) {
        const PyRef status = PyRef::steal(PyLong_FromLong(interrupted_status));
        PyErr_SetObject(PyExc_SystemExit, status.get());
    } else {
        PyErr_SetNone(PyExc_KeyboardInterrupt);
    }
    return false;
}

bool ScriptRun::interrupt() {
    ++interrupts_;
    return deliver_interrupts();
}

// -- any thread -------------------------------------------------------------------------------

bool ScriptRun::write(OutputStream stream, std::string_view bytes) {
    if (!loop_is_there)
        return true; // a thread has outlived the program, and nobody listens
    if (output_.write(stream, bytes))
        schedule_delivery();
    if (!output_.full())
        return true;
    if (stack_owner != this) {
        Py_BEGIN_ALLOW_THREADS;
        output_.wait_for_room();
        Py_END_ALLOW_THREADS;
        return true;
    }
    while (output_.full() && no_switch_ == 0) {
        wants_room_ = true;
        if (!wait())
            return false;
    }
    return true;
}

void ScriptRun::wake_threadsafe() {
    if (!loop_is_there)
        return;
    scheduler_.loop().call_soon_threadsafe(
        [self = shared_from_this()] { self->scheduler_.make_ready(*self); });
}

void ScriptRun::interrupt_threadsafe() {
    if (!loop_is_there)
        return;
    scheduler_.loop().call_soon_threadsafe([self = shared_from_this()] {
        ++self->interrupts_;
        self->scheduler_.make_ready(*self);
    });
}

} // namespace braid

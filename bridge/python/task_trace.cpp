// SPDX-License-Identifier: MIT
#include "bridge/python/task_trace.h"

#include "bridge/python/code_note.h"
#include "bridge/python/cpython_internals.h"
#include "bridge/python/python_run.h"
#include "bridge/python/task_access.h"

#include <algorithm>
#include <string>
#include <utility>

namespace braid {

namespace {

/// Callbacks of the library that take less are not shown: there are several to every wait.
constexpr std::int64_t shown_callback_ns = 1'000'000;

std::string_view text_of(PyObject* string) {
    Py_ssize_t size = 0;
    const char* text = PyUnicode_Check(string) ? PyUnicode_AsUTF8AndSize(string, &size) : nullptr;
    if (!text) {
        PyErr_Clear();
        return "?";
    }
    return {text, std::size_t(size)};
}

LaneState running_at(LocationId where) noexcept {
    return {Activity::Running, WaitKind::Nothing, TextId::None, where};
}

/// Braid's own, which nobody is to see.
bool is_ours(PyCodeObject* code) { return text_of(code->co_filename).starts_with("<braid>/"); }

PyCodeObject* code_of(PyObject* callable) {
    if (PyMethod_Check(callable))
        callable = PyMethod_GET_FUNCTION(callable);
    return PyFunction_Check(callable)
               ? reinterpret_cast<PyCodeObject*>(PyFunction_GET_CODE(callable))
               : nullptr;
}

/// Keeps an exception that is under way out of what is called meanwhile.
class PendingException {
public:
    PendingException() { PyErr_Fetch(&type_, &value_, &traceback_); }
    ~PendingException() { PyErr_Restore(type_, value_, traceback_); }
    PendingException(const PendingException&) = delete;
    PendingException& operator=(const PendingException&) = delete;

private:
    PyObject *type_, *value_, *traceback_;
};

} // namespace

std::string TaskTrace::one_line(PyObject* exception) {
    std::string line = Py_TYPE(exception)->tp_name;
    line.erase(0, line.rfind('.') + 1);
    const PyRef text = PyRef::steal(PyObject_Str(exception));
    if (!text) {
        PyErr_Clear();
        return line;
    }
    const std::string_view words = text_of(text.get());
    if (!words.empty())
        line.append(": ").append(words.substr(0, words.find('\n')));
    return line;
}

TaskTrace* TaskTrace::here() noexcept {
    PythonRun* const run = PythonRun::on_this_stack();
    return run ? &run->tasks() : program_;
}

// -- the program ------------------------------------------------------------------------------

void TaskTrace::begin(StrandId strand) {
    strand_ = strand;
    const std::int64_t now = clock_.now_ns();
    module_.lane = trace_.begin_lane(now, strand, "module");
    trace_.record(now, module_.lane, Activity::Running);
}

void TaskTrace::end(Outcome outcome, std::string_view message) {
    const std::int64_t now = clock_.now_ns();
    for (auto& [task, entry] : entries_)
        trace_.end_lane(now, entry.lane, Outcome::Cancelled, "the program has ended");
    entries_.clear();
    for (const auto& [thread, lane] : threads_)
        trace_.end_lane(now, lane, Outcome::Finished);
    threads_.clear();
    trace_.end_lane(now, module_.lane, outcome, message);
}

void TaskTrace::interpreter_ends() {
    for (auto& [task, entry] : entries_)
        entry.name = PyRef();
    module_.name = PyRef();
    step_ = nullptr;
    running_ = nullptr;
}

void TaskTrace::loop_runs() {
    if (std::exchange(loop_runs_, true) || step_)
        return;
    module_.where = own_location_now();
    trace_.record(clock_.now_ns(), module_.lane, waiting_for_loop());
}

void TaskTrace::loop_left() {
    if (std::exchange(loop_runs_, false) && !step_)
        trace_.record(clock_.now_ns(), module_.lane, running_at(module_.where));
}

LaneState TaskTrace::waiting_for_loop() {
    return {Activity::Waiting, WaitKind::Nothing, trace_.intern("event loop"), module_.where};
}

LocationId TaskTrace::own_location_now(const void** called) {
    PyThreadState* state = PyThreadState_Get();
    const void* callee = nullptr;
    for (const void* frame = braid_innermost_frame(state); frame;
         frame = braid_outer_frame(frame)) {
        const BraidPosition position = braid_frame_position(frame);
        CodeNote& note = CodeNote::of(position.code, trace_);
        if (note.own) {
            if (called)
                *called = callee;
            return note.location(position, trace_);
        }
        callee = frame;
    }
    return LocationId::None;
}

// -- tasks ------------------------------------------------------------------------------------

TaskTrace::Entry* TaskTrace::entry_of(PyObject* task) {
    const auto found = entries_.find(task);
    return found == entries_.end() ? nullptr : &found->second;
}

/// Every asyncio.run ends with tasks of its own, nearly always at once. They get a lane when they
/// have to wait: for threads that still work, say.
bool TaskTrace::is_closing(PyObject* task) {
    PyObject* coroutine = TaskAccess::coroutine(task);
    return PyCoro_CheckExact(coroutine) &&
           CodeNote::of(reinterpret_cast<PyCoroObject*>(coroutine)->cr_code, trace_).closing;
}

/// A generated name says nothing: what the task does goes before it.
LaneName TaskTrace::lane_name(PyObject* task) {
    const LaneName name = trace_.intern_name(text_of(TaskAccess::name(task)));
    PyObject* coroutine = TaskAccess::coroutine(task);
    if (name.number == LaneName::no_number || trace_.text(name.text) != "Task-" ||
        !PyCoro_CheckExact(coroutine))
        return name;
    return {CodeNote::of(reinterpret_cast<PyCoroObject*>(coroutine)->cr_code, trace_).task_name,
            name.number};
}

TaskTrace::Entry& TaskTrace::add(PyObject* task) {
    const PendingException keep;
    const std::int64_t now = clock_.now_ns();
    Entry& entry = entries_[task];
    if (entry.lane != LaneId::None) // of a task that was at the same place before
        trace_.end_lane(now, entry.lane, Outcome::Cancelled, "destroyed while it was pending");
    entry.name = PyRef::borrow(TaskAccess::name(task));
    const LaneId creator = running_ ? running_->lane : module_.lane;
    entry.lane = trace_.begin_lane(now, strand_, lane_name(task), creator, own_location_now());
    entry.where = LocationId::None;
    PyObject* coroutine = TaskAccess::coroutine(task);
    if (PyCoro_CheckExact(coroutine)) {
        PyCodeObject* code = reinterpret_cast<PyCoroObject*>(coroutine)->cr_code;
        entry.where = CodeNote::of(code, trace_).location({code, -1}, trace_);
    }
    return entry;
}

void TaskTrace::scheduled(PyObject* callback) {
    PyObject* task = TaskAccess::stepped_by(callback);
    if (!task || (step_ && step_->task_.get() == task))
        return; // a step that yields says so at its end
    const bool is_new = TaskAccess::is_plain_step(callback);
    if (is_new && is_closing(task))
        return;
    Entry* const entry = is_new ? &add(task) : entry_of(task);
    if (!entry)
        return;
    trace_.record(clock_.now_ns(), entry->lane,
                  LaneState(Activity::Ready, WaitKind::Nothing, TextId::None, entry->where)
                      .with(running_ ? running_->lane : LaneId::None));
}

void TaskTrace::cancelled(PyObject* task) {
    if (const Entry* entry = entry_of(task))
        trace_.cancel_requested(entry->lane, running_ ? running_->lane : LaneId::None);
}

void TaskTrace::begin_step(Step& step, PyObject* callback) {
    step.below_ = std::exchange(step_, &step);
    step.begin_ns_ = clock_.now_ns();
    running_ = nullptr;
    if (PyObject* task = TaskAccess::stepped_by(callback)) {
        step.task_ = PyRef::borrow(task);
        running_ = entry_of(task);
        step.shown_ = true;
        if (!running_ && is_closing(task))
            return;
        if (!running_)
            running_ = &add(task);
        trace_.record(step.begin_ns_, running_->lane, running_at(running_->where));
        return;
    }
    step.callback_ = PyRef::borrow(callback);
    if (PyCodeObject* code = code_of(callback); code && CodeNote::of(code, trace_).own)
        show(step);
}

void TaskTrace::show(Step& step) {
    TextId what = TextId::None;
    LocationId where = LocationId::None;
    if (PyCodeObject* code = code_of(step.callback_.get())) {
        CodeNote& note = CodeNote::of(code, trace_);
        what = note.name;
        where = note.location({code, -1}, trace_);
    }
    step.shown_ = true;
    trace_.record(step.begin_ns_, module_.lane,
                  {Activity::Running, WaitKind::Nothing, what, where});
}

void TaskTrace::end_step(Step& step) {
    const PendingException keep;
    const std::int64_t now = clock_.now_ns();
    if (!step.task_) {
        if (!step.shown_ && now - step.begin_ns_ >= shown_callback_ns)
            show(step);
        if (step.shown_)
            trace_.record(now, module_.lane, waiting_for_loop());
    } else if (PyObject* task = step.task_.get();
               running_ || TaskAccess::awaited(task) != Py_None) {
        if (!running_)
            running_ = &add(task);
        if (PyObject* name = TaskAccess::name(task); name != running_->name.get()) {
            running_->name = PyRef::borrow(name);
            trace_.rename_lane(running_->lane, lane_name(task));
        }
        PyObject* awaited = TaskAccess::awaited(task);
        if (awaited != Py_None) {
            const LaneState wait = describe_wait(task, awaited);
            running_->where = wait.where;
            trace_.record(now, running_->lane, wait);
        } else {
            end_task(task, *running_, now);
        }
    }
    step_ = step.below_;
    running_ = step_ && step_->task_ ? entry_of(step_->task_.get()) : nullptr;
}

void TaskTrace::end_task(PyObject* task, Entry& entry, std::int64_t now) {
    switch (TaskAccess::state(task)) {
    case TaskAccess::State::Pending: // it yielded, to go on in the next round
        trace_.record(now, entry.lane,
                      {Activity::Ready, WaitKind::Nothing, TextId::None, entry.where});
        return;
    case TaskAccess::State::Cancelled:
        trace_.end_lane(now, entry.lane, Outcome::Cancelled);
        break;
    case TaskAccess::State::Finished:
        if (PyObject* exception = TaskAccess::exception(task))
            trace_.end_lane(now, entry.lane, Outcome::Failed, one_line(exception));
        else
            trace_.end_lane(now, entry.lane, Outcome::Finished);
        break;
    }
    entries_.erase(task);
    running_ = nullptr;
}

void TaskTrace::job_ended(const ThreadJob& job) {
    const auto known = std::find_if(threads_.begin(), threads_.end(),
                                    [&](const auto& each) { return each.first == job.thread; });
    const std::int64_t began = clock_.ns_of(job.began);
    LaneId lane = LaneId::None;
    if (known == threads_.end()) {
        const LaneName name{trace_.intern("thread-"), std::uint32_t(threads_.size() + 1)};
        lane = threads_.emplace_back(job.thread, trace_.begin_thread(began, strand_, name)).second;
    } else {
        lane = known->second;
    }
    trace_.record(began, lane, {Activity::Running, WaitKind::Nothing, trace_.intern(job.function)});
    trace_.record(clock_.ns_of(job.ended), lane,
                  {Activity::Waiting, WaitKind::Queue, trace_.intern("jobs")});
}

// -- the script's stack -----------------------------------------------------------------------

TaskTrace::Entry& TaskTrace::show_running() {
    if (step_ && !step_->shown_)
        show(*step_);
    return running_ ? *running_ : module_;
}

void TaskTrace::block(WaitKind kind, std::string_view what) {
    Entry& entry = show_running();
    const void* called = nullptr;
    entry.where = own_location_now(&called);
    const TextId name = called ? CodeNote::of(braid_frame_position(called).code, trace_)
                                     .full_name(braid_frame_globals(called), trace_)
                               : trace_.intern(what);
    trace_.record(clock_.now_ns(), entry.lane, {Activity::Blocked, kind, name, entry.where});
}

void TaskTrace::block_unseen(WaitKind kind, std::string_view what) {
    if (step_ && !std::exchange(step_->shown_, true))
        trace_.record(step_->begin_ns_, module_.lane, Activity::Running);
    const Entry& entry = running_ ? *running_ : module_;
    trace_.record(clock_.now_ns(), entry.lane,
                  {Activity::Blocked, kind, trace_.intern(what), entry.where});
}

void TaskTrace::unblock() {
    const Entry& entry = running_ ? *running_ : module_;
    trace_.record(clock_.now_ns(), entry.lane, running_at(entry.where));
}

void TaskTrace::interrupted() {
    Entry& entry = show_running();
    entry.where = own_location_now();
    TextId what = TextId::None;
    const void* frame = braid_innermost_frame(PyThreadState_Get());
    while (frame && is_ours(braid_frame_position(frame).code))
        frame = braid_outer_frame(frame);
    if (frame)
        what = CodeNote::of(braid_frame_position(frame).code, trace_).name;
    trace_.annotate(entry.lane, what, entry.where);
}

// -- questions --------------------------------------------------------------------------------

PyRef TaskTrace::task(LaneId lane) const {
    for (const auto& [task, entry] : entries_) {
        if (entry.lane != lane)
            continue;
        // The task may be gone without having ended: only asyncio knows those that live.
        const PyRef world = PyRef::steal(PyImport_ImportModule("braid_world"));
        const PyRef address = PyRef::steal(PyLong_FromVoidPtr(task));
        PyRef living =
            world && address
                ? PyRef::steal(PyObject_CallMethod(world.get(), "living_task", "O", address.get()))
                : PyRef();
        PyErr_Clear();
        return living.get() == Py_None ? PyRef() : living;
    }
    return {};
}

std::vector<LocationId> TaskTrace::where(LaneId lane, PyThreadState* state) const {
    std::vector<LocationId> chain;
    const bool runs = lane == module_.lane || (running_ && running_->lane == lane);
    if (runs) {
        for (const void* frame = braid_innermost_frame(state); frame;
             frame = braid_outer_frame(frame)) {
            const BraidPosition position = braid_frame_position(frame);
            chain.insert(chain.begin(),
                         CodeNote::of(position.code, trace_).location(position, trace_));
        }
        return chain;
    }
    const PyRef owner = task(lane);
    for (PyObject* at = owner ? TaskAccess::coroutine(owner.get()) : nullptr; at;
         at = braid_awaited_by(at)) {
        const BraidPosition position = braid_suspended_position(at);
        if (!position.code)
            break;
        chain.push_back(CodeNote::of(position.code, trace_).location(position, trace_));
    }
    return chain;
}

} // namespace braid

// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/python/py_ref.h"
#include "bridge/python/script_globals.h"
#include "bridge/python/task_trace.h"
#include "bridge/script/current_run.h"
#include "bridge/script/stack_run.h"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace braid {

/// One execution of a Python program: its thread state, its world, its tasks, and how Ctrl-C
/// reaches it.
///
/// On its own stack it holds the GIL, on any other it does not.
class PythonRun final : public StackRun {
public:
    PythonRun(RunningScripts& scripts, Trace& trace, std::filesystem::path path,
              std::vector<std::string> arguments);
    ~PythonRun() override;

    /// As in `CurrentRun`, for code that only Python calls: no other language's stack is there.
    static PythonRun* on_this_stack() noexcept {
        return static_cast<PythonRun*>(CurrentRun::on_stack());
    }
    static PythonRun* of_this_thread() noexcept {
        return static_cast<PythonRun*>(CurrentRun::of_thread());
    }

    bool cancel_task(LaneId task) override;
    std::vector<LocationId> where(LaneId task) override;
    void time_is_over() noexcept override;

    /// A signal reached the process. The loop's side.
    void tell_signal(unsigned char number) noexcept;
    /// Where it wants to be told of signals, -1 for not at all; returns the one of before.
    int set_wakeup_descriptor(int descriptor) noexcept {
        return std::exchange(wakeup_descriptor_, descriptor);
    }

    // -- on its own stack; false: a Python exception is set -------------------------------

    [[nodiscard]] bool wait() override;
    /// Does to the script what was asked since the last time: Ctrl-C, or worse.
    [[nodiscard]] bool deliver_interrupts();
    /// Does Ctrl-C to itself, now.
    [[nodiscard]] bool interrupt();
    /// Python has come to the handler of the time signal: the time is over, or something was left
    /// for a place where Python code can run.
    [[nodiscard]] bool time_signal_came();

    /// Its sys.stdin, stdout or stderr; borrowed, may be null. With the GIL, any thread.
    PyObject* standard_stream(int number) const;
    /// What they are at first.
    void set_standard_streams(PyObject* in, PyObject* out, PyObject* err);

    PyObject* world() const noexcept { return world_.get(); }
    TaskTrace& tasks() noexcept { return tasks_; }

    // -- any thread -----------------------------------------------------------------------

    /// As one Ctrl-C; it is no stop.
    void interrupt_threadsafe();
    /// A thread of it has done something for somebody.
    void job_ended(TaskTrace::ThreadJob job);

private:
    void started() override;
    ScriptEnd run_program() override;
    void clean_up(const ScriptEnd& end) override;
    void asked_to_stop(StopRequest::Stage stage) override;
    void abandoned(const ScriptEnd& end) override;
    void blocked(WaitKind kind, std::string_view what) override;
    void unblocked() override;
    void preempted() override;
    bool interpreter_is_aside() noexcept override;
    void leave_in_call() override;
    void let_go() noexcept override;

    void begin_thread_state();
    PyThreadState* state_below() noexcept;
    bool imports_for_all() const;
    void show_globals();
    void forget_standard_streams();
    void add_interrupt() noexcept;
    bool stopping() const noexcept { return stop_stage() != StopRequest::Stage::None; }
    bool call_interrupt_handler();

    const std::vector<std::string> arguments_;
    PyThreadState* thread_state_ = nullptr;
    PyRef world_;
    PyRef streams_[3]; ///< at first
    ScriptGlobals globals_;
    TaskTrace tasks_;
    int wakeup_descriptor_ = -1;
    int interrupts_ = 0;         ///< Ctrl-Cs to deliver
    bool raise_pending_ = false; ///< the exception of the stage of stopping is to be raised
};

} // namespace braid

// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/python/exit_functions.h"
#include "bridge/python/py_ref.h"
#include "bridge/python/script_globals.h"
#include "bridge/python/task_trace.h"
#include "bridge/script/current_run.h"
#include "bridge/script/script_text.h"
#include "bridge/script/stack_run.h"

#include <array>
#include <filesystem>
#include <memory>
#include <set>
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
    PythonRun(RunningScripts& scripts, Trace& trace, ScriptText text);
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

    /// Where it wants to be told of signals, -1 for not at all; returns the one of before.
    int set_wakeup_descriptor(int descriptor) noexcept {
        return std::exchange(wakeup_descriptor_, descriptor);
    }

    // -- on its own stack; false: a Python exception is set -------------------------------

    [[nodiscard]] bool wait() override;
    /// Does to the script what was asked since the last time: Ctrl-C, or worse.
    [[nodiscard]] bool deliver_interrupts();
    /// Sends itself a signal, and handles it now.
    [[nodiscard]] bool raise_signal(int number);
    /// Does nothing until one was handled.
    [[nodiscard]] bool wait_for_signal();
    /// Of these, until `deadline`; 0 with no exception set: the time is over.
    [[nodiscard]] int wait_for_signal_of(const ScriptSignals::Set& wanted, TimePoint deadline);
    /// SIGALRM comes after `delay`, and then every `interval`; zero: never. Returns what was
    /// before.
    struct Alarm {
        Duration delay{};
        Duration interval{};
    };
    Alarm set_alarm(Alarm alarm);
    Alarm alarm();

    /// What it does for a signal: SIG_DFL and SIG_IGN as numbers, or something that is called.
    PyObject* signal_handler(int number) const noexcept {
        return handlers_[std::size_t(number)].get();
    }
    void set_signal_handler(int number, PyRef handler);
    /// Python has come to the handler of the time signal: the time is over, or something was left
    /// for a place where Python code can run.
    [[nodiscard]] bool time_signal_came();

    /// What to run, if that is not the file.
    const ScriptText& text() const noexcept { return text_; }
    PyObject* world() const noexcept { return world_.get(); }
    TaskTrace& tasks() noexcept { return tasks_; }
    ScriptGlobals& globals() noexcept { return globals_; }
    /// What its modules hold is its own: they are taken out of `sys.modules`.
    std::vector<PyRef> take_modules() { return globals_.take_modules(); }

    // -- its threads, with the GIL ---------------------------------------------------------

    /// The calling thread works for it, or does so no longer.
    void thread_began(unsigned long ident);
    static void thread_ended(std::shared_ptr<PythonRun> run, unsigned long ident);
    bool has_thread(unsigned long ident) const { return threads_.contains(ident); }
    const std::set<unsigned long>& threads() const noexcept { return threads_; }
    /// Those that are no daemons hold its end up.
    bool waits_for_threads() const;
    /// Those that are left end, as soon as they run Python code.
    void end_daemon_threads();
    /// The number of its own stack's thread state.
    unsigned long own_thread_id() const noexcept { return thread_state_->thread_id; }

    /// Does a module that all share run on this thread, to be imported for this script?
    bool imports_shared_module() const;

    ExitFunctions& exit_functions() noexcept { return exit_functions_; }
    /// Does this file lie beside the program, or deeper?
    bool owns(std::string_view file) const { return globals_.owns(file); }

    // -- any thread -----------------------------------------------------------------------

    void signal_threadsafe(int number);
    /// A thread of it has done something for somebody.
    void job_ended(TaskTrace::ThreadJob job);

private:
    void started() override;
    ScriptEnd run_program() override;
    void clean_up(const ScriptEnd& end) override;
    void signalled(int number) override;
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
    bool stopping() const noexcept { return stop_stage() != StopRequest::Stage::None; }
    void begin_signals();
    bool begin_world();
    bool call_signal_handler(int number);
    void ring_at(TimePoint when);

    const std::vector<std::string> arguments_;
    const ScriptText text_;
    PyThreadState* thread_state_ = nullptr;
    PyRef world_;
    ScriptGlobals globals_;
    ExitFunctions exit_functions_;
    std::set<unsigned long> threads_;
    TaskTrace tasks_;
    int wakeup_descriptor_ = -1;
    std::array<PyRef, ScriptSignals::end> handlers_;
    unsigned handled_signals_ = 0;
    TimerHandle alarm_;
    TimePoint alarm_at_ = TimePoint::max();
    Duration alarm_interval_{};
    bool raise_pending_ = false; ///< the exception of the stage of stopping is to be raised
};

} // namespace braid

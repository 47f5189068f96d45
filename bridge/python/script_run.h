// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/python/fiber.h"
#include "bridge/python/py_ref.h"
#include "bridge/python/script_globals.h"
#include "bridge/python/script_input.h"
#include "bridge/python/script_output.h"
#include "bridge/python/task_trace.h"
#include "bridge/script/script.h"
#include "loop/event_loop.h"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace braid {

class ScriptScheduler;

/// One execution of a Python program: its stack, its thread state, its world, how it goes.
///
/// Functions are for the loop's thread: some for the script's side of it (on the script's own
/// stack, with the GIL), the others for the loop's side (on the thread's stack, without it).
class ScriptRun : public std::enable_shared_from_this<ScriptRun> {
public:
    ScriptRun(ScriptScheduler& scheduler, Trace& trace, std::filesystem::path path,
              std::vector<std::string> arguments, Script& script, ScriptListener& listener);
    ~ScriptRun();

    /// The run whose stack this thread is on; null elsewhere, also in the script's threads.
    static ScriptRun* on_this_stack() noexcept;
    /// The run that the code on this thread belongs to: as above, or the one that started the
    /// thread, or the process that was forked.
    static ScriptRun* of_this_thread() noexcept;
    /// This thread, not the loop's, works for `run` from now on; null: no longer.
    static void adopt_this_thread(std::shared_ptr<ScriptRun> run) noexcept;
    /// In the child after a fork: nobody is there to switch to.
    static void forget_loop_after_fork() noexcept;
    static bool in_forked_child() noexcept;
    /// Some stack was left standing for ever.
    static bool any_abandoned() noexcept;
    /// There is a loop that threads of scripts may talk to. Changes with the GIL only.
    static void set_loop_there(bool there) noexcept;

    // -- the loop's side ------------------------------------------------------------------

    void start();
    /// Asks it to stop: the first time gently, then harder.
    void stop();
    /// Asks it to stop as Ctrl-C would, if nobody has yet.
    void stop_gently();
    /// Stops harder than the last time.
    void insist();
    void send_input(std::string_view text);
    void end_input();
    bool cancel_task(LaneId task);
    std::vector<LocationId> where(LaneId task);
    /// Nobody listens any more.
    void detach_listener() noexcept { listener_ = nullptr; }

    const std::filesystem::path& path() const noexcept { return path_; }
    StrandId strand() const noexcept { return strand_; }
    Script::State state() const noexcept { return state_; }
    Outcome outcome() const noexcept;
    int exit_status() const noexcept { return exit_status_; }
    const std::string& failure() const noexcept { return failure_; }

    /// A signal reached the process.
    void tell_signal(unsigned char number) noexcept;
    /// It gets a turn.
    void make_ready();
    /// Goes on with the script until it leaves its stack or ends.
    void resume();
    /// It was abandoned, or came to its end.
    bool over() const noexcept { return over_; }

    // -- the script's side ----------------------------------------------------------------

    /// Leaves the stack until somebody makes the run ready, for whatever reason: look whether it
    /// is yours, and wait again if not. Returns false with a Python exception set if the script
    /// was interrupted.
    [[nodiscard]] bool wait();
    /// Lets everything else go first.
    [[nodiscard]] bool yield();
    /// Stands still for `delay`, as time.sleep does.
    [[nodiscard]] bool sleep(Duration delay);
    /// Waits until standard input has something to read.
    [[nodiscard]] bool wait_for_input();
    ScriptInput& input() noexcept { return input_; }

    /// Does to the script what was asked since the last time: Ctrl-C, or worse. Returns false with
    /// a Python exception set if that interrupts it.
    [[nodiscard]] bool deliver_interrupts();
    /// Does Ctrl-C to itself, now. Returns as above.
    [[nodiscard]] bool interrupt();

    PyObject* world() const noexcept { return world_.get(); }
    TaskTrace& tasks() noexcept { return tasks_; }

    /// Where it wants to be told of signals, -1 for not at all; returns the one of before.
    int set_wakeup_descriptor(int descriptor) noexcept {
        return std::exchange(wakeup_descriptor_, descriptor);
    }

    // -- any thread -----------------------------------------------------------------------

    /// Queues text for the listener; on the script's side with the GIL, waiting while too much is
    /// queued. Returns false with a Python exception set if that was interrupted.
    [[nodiscard]] bool write(OutputStream stream, std::string_view bytes);
    /// Ends its `wait`. From another thread too.
    void wake_threadsafe();
    /// As one Ctrl-C; it is no stop. From another thread too.
    void interrupt_threadsafe();

    ScriptScheduler& scheduler() noexcept { return scheduler_; }
    Trace& trace() noexcept { return trace_; }

private:
    friend class ScriptScheduler;
    /// How urgently it was asked to stop.
    enum class StopStage { None, Interrupt, KeyboardInterrupt, SystemExit, Abandon };

    bool call_interrupt_handler();
    void run_on_fiber();
    void run_program();
    void abandon();
    void finish();
    void change_state(Script::State state);
    void schedule_delivery();
    void deliver();
    void tell(OutputStream stream, const std::string& text);
    void tell(Script::State state);

    ScriptScheduler& scheduler_;
    Trace& trace_;
    const std::filesystem::path path_;
    const std::vector<std::string> arguments_;
    Script& script_;
    ScriptListener* listener_;

    Fiber fiber_;
    PyThreadState* thread_state_ = nullptr;
    PyRef world_;
    ScriptGlobals globals_;
    TaskTrace tasks_;
    ScriptInput input_;
    ScriptOutput output_;
    Utf8Stream text_[2];

    StrandId strand_ = StrandId::None;
    Script::State state_ = Script::State::Loaded;
    bool over_ = false;
    bool cancelled_ = false;
    int exit_status_ = 0;
    std::string failure_;

    bool queued_ = false; ///< the scheduler's: it waits for its turn
    int no_switch_ = 0;   ///< its stack must not be left now
    int wakeup_descriptor_ = -1;
    int interrupts_ = 0; ///< Ctrl-Cs to deliver
    StopStage stop_stage_ = StopStage::None;
    bool raise_pending_ = false; ///< the stage's exception is to be raised
    bool wants_room_ = false;    ///< it waits until its output was heard
    TimerHandle insist_timer_;
};

} // namespace braid

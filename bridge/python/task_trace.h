// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/python/py_ref.h"
#include "loop/clock.h"
#include "loop/trace/trace.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

namespace braid {

/// The tasks of one script as lanes of the trace; and a lane for its code outside of any task.
///
/// The asyncio loop on the script's stack tells what it does; everything else is read from the
/// tasks themselves. The GIL must be held, on the loop's thread.
class TaskTrace {
public:
    /// Both must outlive it.
    TaskTrace(Trace& trace, LoopClock& clock)
        : trace_(trace)
        , clock_(clock) {}

    /// What records the code on this thread's stack; null if nothing does, as in threads.
    static TaskTrace* here() noexcept;
    /// This thread runs one program and no script's stack: its code is recorded by `tasks`.
    static void record_here(TaskTrace* tasks) noexcept { program_ = tasks; }

    /// The program begins: its own lane, and where all others will be.
    void begin(StrandId strand);
    /// The program has ended, and with it the tasks that have not.
    void end(Outcome outcome, std::string_view message);

    /// Python ends before the program's end is told: it lets go of all objects.
    void interpreter_ends();

    // -- what the asyncio loop does -------------------------------------------------------

    /// For somebody who has to do with a program that is the process: called before each round of
    /// its loop, with whether that has nothing to do but wait.
    std::function<void(bool waits)> before_round;

    /// It was told to call this soon: the first step of a new task, or one that was woken.
    void scheduled(PyObject* callback);
    /// The code that runs now has asked a task to give up.
    void cancelled(PyObject* task);

    /// Runs a callback: a step of a task, or code outside of tasks.
    class Step {
    public:
        Step(TaskTrace* trace, PyObject* callback)
            : trace_(trace) {
            if (trace_)
                trace_->begin_step(*this, callback);
        }
        ~Step() {
            if (trace_)
                trace_->end_step(*this);
        }
        Step(const Step&) = delete;
        Step& operator=(const Step&) = delete;

    private:
        friend class TaskTrace;
        TaskTrace* trace_;
        PyRef task_; ///< null: code outside of tasks
        PyRef callback_;
        Step* below_ = nullptr;
        std::int64_t begin_ns_ = 0;
        bool shown_ = false; ///< the lane says that it runs
    };

    /// The program runs the loop, from inside of its module's code.
    void loop_runs();
    /// The loop has stopped: the code that ran it goes on.
    void loop_left();

    /// One of the script's threads has run a function for somebody.
    struct ThreadJob {
        std::thread::id thread;
        std::string function; ///< its name, if that is known
        TimePoint began;
        TimePoint ended;
    };
    /// Needs no GIL, unlike the others.
    void job_ended(const ThreadJob& job);

    // -- what the script's stack does -----------------------------------------------------

    /// The code that runs now stands still for a moment, in what is named `what` unless a function
    /// of the library says more.
    void block(WaitKind kind, std::string_view what);
    /// The same without the GIL: nobody looks at the code.
    void block_unseen(WaitKind kind, std::string_view what);
    /// Needs no GIL.
    void unblock();
    /// The code that runs now has taken too long and is passed over for a moment.
    void interrupted();

    /// "ValueError: no such page".
    static std::string one_line(PyObject* exception);

    // -- questions ------------------------------------------------------------------------

    /// The task of that lane, if it is one that has not ended; a new reference.
    PyRef task(LaneId lane) const;
    /// Where it stands: the chain of awaits, innermost last.
    std::vector<LocationId> where(LaneId lane, PyThreadState* state) const;

private:
    struct Entry {
        LaneId lane = LaneId::None;
        PyRef name;                          ///< as the lane shows it
        LocationId where = LocationId::None; ///< where it stood last
    };
    void begin_step(Step& step, PyObject* callback);
    void end_step(Step& step);
    Entry& add(PyObject* task);
    void end_task(PyObject* task, Entry& entry, std::int64_t now);
    Entry* entry_of(PyObject* task);
    bool is_closing(PyObject* task);
    /// Makes sure that the lane of the code that runs says so, and returns it.
    Entry& show_running();
    void show(Step& step);
    /// Where the program's own code stands, and what of others it has called there, if anything.
    LocationId own_location_now(const void** called = nullptr);
    LaneState waiting_for_loop();

    LaneName lane_name(PyObject* task);

    LaneState describe_wait(PyObject* task, PyObject* awaited);
    void describe_coroutine(PyObject* coroutine, LaneState& wait);
    void describe_future(PyObject* future, LaneState& wait);

    Trace& trace_;
    LoopClock& clock_;
    StrandId strand_ = StrandId::None;
    Entry module_;
    std::unordered_map<PyObject*, Entry> entries_;            ///< by task; entries do not move
    std::vector<std::pair<std::thread::id, LaneId>> threads_; ///< of executors
    Step* step_ = nullptr;                                    ///< the one that runs
    Entry* running_ = nullptr;                                ///< whose it is, if it is a task's
    bool loop_runs_ = false;

    static inline constinit thread_local TaskTrace* program_ = nullptr;
};

} // namespace braid

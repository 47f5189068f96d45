// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/script/fiber.h"
#include "bridge/script/running_scripts.h"
#include "bridge/script/script.h"
#include "bridge/script/script_report.h"
#include "bridge/script/script_signals.h"
#include "bridge/script/script_streams.h"
#include "bridge/script/slice_timer.h"
#include "bridge/script/stop_request.h"

#include <sys/types.h>

#include <cerrno>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace braid {

namespace detail {
class LoopGate;
}
class DescriptorWatch;

/// One execution of a script on a stack of its own, on the loop's thread. A language derives from
/// it; README.md tells what is called when, and on which stack.
///
/// Functions are for the loop's thread: some on the script's own stack, the others on any other.
class StackRun : public std::enable_shared_from_this<StackRun>, public Sliced {
public:
    /// Both must outlive the execution, and `trace` until its end was told.
    StackRun(RunningScripts& scripts, Trace& trace, std::filesystem::path path);
    virtual ~StackRun();
    StackRun(const StackRun&) = delete;
    StackRun& operator=(const StackRun&) = delete;

    ScriptReport& report() noexcept { return *report_; }
    RunningScripts& scripts() noexcept { return scripts_; }
    EventLoop& loop() const noexcept { return scripts_.loop(); }

    /// Some stack was left standing for ever.
    static bool any_abandoned() noexcept;

    // -- what people want of it: see `Script` ---------------------------------------------

    void start();
    void stop();
    /// Asks it to stop, if nobody has yet.
    void stop_gently() { stop_.gently(); }
    /// Ctrl-C in a terminal: a signal to a program that reacts to them, a request to stop to one
    /// that has not for a while.
    void interrupt();
    void send_input(std::string_view bytes);
    void end_input();
    void set_terminal_size(int columns, int rows);
    void close_output(OutputStream stream) { streams_.close_output(stream); }
    virtual bool cancel_task(LaneId) { return false; }
    virtual std::vector<LocationId> where(LaneId) { return {}; }

    // -- its signals ----------------------------------------------------------------------

    ScriptSignals& script_signals() noexcept { return signals_; }
    /// One has come for it. Not on its stack.
    void signal(int number);

    // -- its turns ------------------------------------------------------------------------

    /// It gets a turn: `wait` returns.
    void make_ready();
    /// The same from any thread, and when the loop may have ended.
    void wake_threadsafe();
    bool may_run() const noexcept { return scripts_.may_run(*this); }
    /// Goes on with it until it leaves its stack or ends.
    void enter();
    /// It is about to wait for its standard input: unless there is something to read, its listener
    /// hears of it.
    void ask_for_input();
    /// The same for a thread of it.
    void ask_for_input_threadsafe();
    /// It waits no more, if it did.
    void input_came();
    /// It was abandoned, or came to its end.
    bool over() const noexcept { return over_; }
    /// The run whose stack it was entered from, if a loop was opened there.
    StackRun* below() const noexcept { return below_; }

    /// While held its stack must not be left in the middle. Counts.
    void hold() noexcept { ++holds_; }
    void release() noexcept { --holds_; }
    bool held() const noexcept { return holds_ > 0; }
    class Hold;

    // -- on its own stack -----------------------------------------------------------------
    // What returns a bool returns false if the script was interrupted meanwhile, and has to see to
    // that at once, as its language does.

    /// Leaves the stack until it was made ready, for whatever reason: look whether it is yours, and
    /// wait again if not. The language's: around `leave`.
    [[nodiscard]] virtual bool wait() = 0;
    /// Lets everything else go first.
    [[nodiscard]] bool yield();
    /// Stands still for `delay`, in the call that `what` names.
    [[nodiscard]] bool sleep(Duration delay, std::string_view what);
    /// Waits until standard input has something to read.
    [[nodiscard]] bool wait_for_input();
    /// Writes all of it, and waits while too much has not been heard.
    [[nodiscard]] bool write(OutputStream stream, std::string_view bytes);
    /// For the place that `time_is_over` led to: leaves the stack in the middle.
    [[nodiscard]] bool preempt();

    // -- in a call of the C library, on its own stack: for `BlockingCall` -----------------

    /// The stack can be left here.
    bool may_leave_in_call() noexcept { return !held() && interpreter_is_aside(); }
    /// It was pre-empted, and others of its language have waited since.
    bool was_passed_over() const noexcept { return passed_over_; }
    /// Lets them go first.
    void let_others_go_in_call() noexcept;
    /// Leaves the stack until `over()`; false if the call is to fail because the script has
    /// something more urgent to see to, which its language has taken note of.
    template<typename Condition>
    [[nodiscard]] bool wait_in_call(Condition over);
    /// What it waits for then. Throws std::system_error.
    DescriptorWatch& descriptor_watch();
    /// A call that waits fails, now or the next: a signal has come.
    void interrupt_call();

    // -- its standard streams, and its end as a process -----------------------------------

    ScriptStreams& streams() noexcept { return streams_; }
    /// Somebody sees what it writes as it comes, though its streams are pipes.
    bool read_along() const noexcept;
    /// As write(2) of 1 or 2, in a call of the C library: what comes from one script stays in
    /// order, and waits on the loop while too much has not been heard.
    ssize_t write_output(int number, const void* bytes, std::size_t size) noexcept;
    /// Code of it, on its stack or in a thread, ends the process: that is the end of this run
    /// alone, as it stands.
    [[noreturn]] void exit_process(int status) noexcept;

protected:
    // -- what a language does -------------------------------------------------------------

    /// It was started; `report()` knows its strand. Not on its stack.
    virtual void started() {}
    /// Runs the program, on its stack.
    virtual ScriptEnd run_program() = 0;
    /// The program has ended; gives back what it was given. On its stack, held; not in a forked
    /// child, which has ended before.
    virtual void clean_up(const ScriptEnd& end) = 0;
    /// A signal is noted in `script_signals()`; what has to be done at once is done here.
    virtual void signalled(int) {}
    /// Makes it stop, the way that is due. The stack is entered soon.
    virtual void asked_to_stop(StopRequest::Stage stage) = 0;
    /// Its stack stands for ever, because it would not stop or has ended at once; what others would
    /// take for alive is put away. Not on its stack.
    virtual void abandoned(const ScriptEnd& end) = 0;

    /// The code that runs now stands still for this, until `unblocked`.
    virtual void blocked(WaitKind, std::string_view) {}
    virtual void unblocked() {}
    /// The code that runs now has taken too long, and is passed over for a moment.
    virtual void preempted() {}

    /// In a call of the C library: nobody else's code would find the interpreter in the middle of
    /// something. Languages whose interpreter lets go of all it holds around such calls say so.
    virtual bool interpreter_is_aside() noexcept { return true; }
    /// Leaves the stack there.
    virtual void leave_in_call() { leave(); }
    /// The code that runs here, on the stack or in a thread of it, is never gone on with.
    virtual void let_go() noexcept {}

    // -- for languages --------------------------------------------------------------------

    /// Leaves the stack until it was made ready.
    void leave() {
        passed_over_ = false;
        fiber_.leave();
    }
    /// Calls back on the loop, unless that has ended. Any thread.
    void call_threadsafe(std::function<void()> callback);
    StopRequest::Stage stop_stage() const noexcept { return stop_.stage(); }
    /// Whether there is anything to deliver since the last time: it was asked to stop, or a call
    /// was interrupted.
    bool take_interruption() noexcept { return std::exchange(interruption_, false); }

private:
    friend class BlockingCall;
    void run_on_fiber();
    void act(StopRequest::Stage stage);
    void abandon(ScriptEnd end);
    void finish();
    template<typename Condition>
    bool stand_still(WaitKind kind, std::string_view what, Condition over);
    bool wait_for_room_in_call();

    RunningScripts& scripts_;
    const std::shared_ptr<detail::LoopGate> gate_;
    const std::shared_ptr<ScriptReport> report_;
    Fiber fiber_;
    ScriptSignals signals_;
    ScriptStreams streams_;
    StopRequest stop_;
    ScriptEnd end_;
    std::unique_ptr<DescriptorWatch> descriptor_watch_; ///< made when a call needs it
    StackRun* below_ = nullptr;
    int holds_ = 0;
    TimePoint interrupted_at_; ///< the first Ctrl-C that it has not reacted to yet
    int killed_by_ = 0;        ///< a signal, which is how it ends
    bool interruption_ = false;
    bool waits_in_call_ = false;
    bool passed_over_ = false; ///< since it left its stack of its own accord
    bool started_ = false;
    bool over_ = false;
    bool exited_ = false; ///< by `exit_process`, on its stack
    bool asks_ = false;   ///< for input, and nothing was sent since
};

template<typename Condition>
bool StackRun::wait_in_call(Condition over) {
    const int saved_errno = errno;
    waits_in_call_ = true;
    while (!interruption_ && !over())
        leave_in_call();
    waits_in_call_ = false;
    errno = saved_errno;
    return !take_interruption();
}

/// Holds a run's stack for as long as it lives.
class StackRun::Hold {
public:
    explicit Hold(StackRun& run) noexcept
        : run_(run) {
        run_.hold();
    }
    ~Hold() { run_.release(); }
    Hold(const Hold&) = delete;
    Hold& operator=(const Hold&) = delete;

private:
    StackRun& run_;
};

/// The script that `run` executes, as others see it. It may go before its run does: that is stopped
/// then, and nobody hears of it any more.
std::unique_ptr<Script> make_script(std::shared_ptr<StackRun> run, ScriptListener& listener);

} // namespace braid

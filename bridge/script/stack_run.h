// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/script/fiber.h"
#include "bridge/script/running_scripts.h"
#include "bridge/script/script.h"
#include "bridge/script/script_report.h"
#include "bridge/script/script_streams.h"
#include "bridge/script/slice_timer.h"
#include "bridge/script/stop_request.h"

#include <sys/types.h>

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

namespace braid {

namespace detail {
class LoopGate;
}

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
    EventLoop& loop() noexcept { return scripts_.loop(); }

    /// Some stack was left standing for ever.
    static bool any_abandoned() noexcept;

    // -- what people want of it: see `Script` ---------------------------------------------

    void start();
    void stop();
    /// Asks it to stop, if nobody has yet.
    void stop_gently() { stop_.gently(); }
    void send_input(std::string_view bytes);
    void end_input();
    void close_output(OutputStream stream) { streams_.close_output(stream); }
    virtual bool cancel_task(LaneId) { return false; }
    virtual std::vector<LocationId> where(LaneId) { return {}; }

    // -- its turns ------------------------------------------------------------------------

    /// It gets a turn: `wait` returns.
    void make_ready();
    /// The same from any thread, and when the loop may have ended.
    void wake_threadsafe();
    bool may_run() const noexcept { return scripts_.may_run(*this); }
    /// Goes on with it until it leaves its stack or ends.
    void enter();
    /// It reads its standard input, and perhaps has to wait for what comes there.
    void asks_for_input();
    /// The same from a thread of it, when the loop comes to it.
    void ask_for_input_threadsafe();
    /// It was abandoned, or came to its end.
    bool over() const noexcept { return over_; }
    /// The run whose stack it was entered from, if a loop was opened there.
    StackRun* below() const noexcept { return below_; }

    /// While held its stack must not be left in the middle. Counts.
    void hold() noexcept { ++holds_; }
    void release() noexcept { --holds_; }
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

    ScriptStreams& streams() noexcept { return streams_; }
    /// Somebody sees what it writes as it comes, though its streams are pipes.
    bool read_along() const noexcept;

    // What C code of the script calls, of the descriptors that are its standard streams: as the
    // system calls, but that they wait on the loop. -1 and EINTR if the script was interrupted.

    ssize_t read_input(void* buffer, std::size_t size);
    ssize_t write_output(int number, const void* bytes, std::size_t size);

    /// Its code ends the process, and means its own: this run ends at once, as it stands. Also in
    /// threads of it.
    [[noreturn]] void exit_process(int status);

protected:
    // -- what a language does -------------------------------------------------------------

    /// It was started; `report()` knows its strand. Not on its stack.
    virtual void started() {}
    /// Runs the program, on its stack.
    virtual ScriptEnd run_program() = 0;
    /// The program has ended; gives back what it was given. On its stack, held; not in a forked
    /// child, which has ended before.
    virtual void clean_up(const ScriptEnd& end) = 0;
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

    /// A C function that the script has called is to wait: takes up what the language puts aside
    /// around such calls. False if the stack cannot be left there.
    [[nodiscard]] virtual bool begin_wait_in_call() { return holds_ == 0; }
    /// As `wait`; but what was asked of the script is done later, when the function has failed with
    /// EINTR.
    [[nodiscard]] virtual bool wait_in_call() { return wait(); }
    virtual void end_wait_in_call() {}
    /// The code that runs here, on the stack or in a thread of it, is never gone on with.
    virtual void let_go() {}

    // -- for languages --------------------------------------------------------------------

    /// Leaves the stack until it was made ready.
    void leave() { fiber_.leave(); }
    /// Calls back on the loop, unless that has ended. Any thread.
    void call_threadsafe(std::function<void()> callback);
    StopRequest::Stage stop_stage() const noexcept { return stop_.stage(); }

private:
    void run_on_fiber();
    void act(StopRequest::Stage stage);
    void abandon(ScriptEnd end);
    void finish();
    void input_came();
    template<typename Wait, typename Condition>
    bool stand_still(WaitKind kind, std::string_view what, Wait wait_once, Condition over);
    template<typename Wait>
    bool wait_for_input(Wait wait_once);
    template<typename Wait>
    bool wait_for_room(Wait wait_once);
    ssize_t write_piece(OutputStream stream, int number, std::string_view piece);

    RunningScripts& scripts_;
    const std::shared_ptr<detail::LoopGate> gate_;
    const std::shared_ptr<ScriptReport> report_;
    Fiber fiber_;
    ScriptStreams streams_;
    StopRequest stop_;
    ScriptEnd end_;
    StackRun* below_ = nullptr;
    int holds_ = 0;
    bool started_ = false;
    bool over_ = false;
    bool exited_ = false; ///< by `exit_process`, on its stack
    bool asks_ = false; ///< for input, and nothing was sent since
};

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

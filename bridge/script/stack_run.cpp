// SPDX-License-Identifier: MIT
#include "bridge/script/stack_run.h"

#include "bridge/script/blocking_call.h"
#include "bridge/script/current_run.h"
#include "bridge/script/descriptor_watch.h"
#include "bridge/script/process_signals.h"
#include "bridge/script/script_children.h"
#include "bridge/script/script_turns.h"
#include "bridge/script/terminal_children.h"
#include "loop/detail/loop_gate.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <exception>
#include <string>
#include <utility>

namespace braid {

namespace {

/// Never destroyed: what is on their stacks refers to anything.
auto& abandoned_runs = *new std::vector<std::shared_ptr<StackRun>>;

class StackScript final : public Script {
public:
    StackScript(std::shared_ptr<StackRun> run, ScriptListener& listener)
        : run_(std::move(run)) {
        run_->report().tell(*this, listener);
    }
    ~StackScript() override {
        run_->report().tell_nobody();
        run_->stop();
    }

    const std::filesystem::path& path() const override { return run_->report().path(); }
    StrandId strand() const override { return run_->report().strand(); }
    State state() const override { return run_->report().state(); }
    Outcome outcome() const override { return run_->report().outcome(); }
    int exit_status() const override { return run_->report().exit_status(); }
    std::string failure() const override { return run_->report().failure(); }

    void start() override { run_->start(); }
    void stop() override { run_->stop(); }
    bool cancel_task(LaneId task) override { return run_->cancel_task(task); }
    void send_input(std::string_view bytes) override { run_->send_input(bytes); }
    void end_input() override { run_->end_input(); }
    void close_output(OutputStream stream) override { run_->close_output(stream); }
    void set_terminal_size(int columns, int rows) override {
        run_->set_terminal_size(columns, rows);
    }
    TerminalMode terminal_mode() const override { return run_->streams().input().mode(); }
    std::vector<LocationId> where(LaneId task) const override { return run_->where(task); }

private:
    const std::shared_ptr<StackRun> run_;
};

} // namespace

std::unique_ptr<Script> make_script(std::shared_ptr<StackRun> run, ScriptListener& listener) {
    return std::make_unique<StackScript>(std::move(run), listener);
}

StackRun::StackRun(RunningScripts& scripts, Trace& trace, std::filesystem::path path)
    : scripts_(scripts)
    , gate_(detail::gate_of(scripts.loop()))
    , report_(std::make_shared<ScriptReport>(scripts.loop(), trace, std::move(path)))
    , fiber_([this] { run_on_fiber(); })
    , streams_(scripts.loop(), report_)
    , stop_(scripts.loop(), [this](StopRequest::Stage stage) { act(stage); }) {}

StackRun::~StackRun() = default;

bool StackRun::any_abandoned() noexcept { return !abandoned_runs.empty(); }

// -- what people want of it -------------------------------------------------------------------

void StackRun::start() {
    if (over_ || std::exchange(started_, true))
        return;
    report_->begin();
    try {
        streams_.open(report_->audience());
    } catch (const std::exception& error) { // there are no more descriptors
        over_ = true;
        report_->write(OutputStream::Err, error.what() + std::string("\n"));
        report_->end({1, false, error.what()});
        return;
    }
    started();
    scripts_.add(shared_from_this());
    scripts_.turns().process_signals().add(*this);
    make_ready();
    loop().wake();
}

void StackRun::stop() {
    if (started_)
        stop_.ask();
    else if (!std::exchange(over_, true))
        report_->end({interrupted_status, true, {}});
}

void StackRun::interrupt() {
    if (!started_ || over_)
        return stop();
    const bool unheard = signals_.has_come(SIGINT);
    if (!unheard)
        interrupted_at_ = Clock::now();
    else if (Clock::now() - interrupted_at_ >= loop().budget.deaf)
        return stop_.at_least(StopRequest::Stage::Insist);
    signal(SIGINT);
}

void StackRun::signal(int number) {
    if (over_ || !started_ || !signals_.add(number))
        return;
    signalled(number);
    if (signals_.action(number) == ScriptSignals::Action::Default &&
        !signals_.blocked()[std::size_t(number)]) {
        killed_by_ = number;
        return stop_.at_least(StopRequest::Stage::Harder);
    }
    interrupt_call();
    loop().wake();
}

void StackRun::act(StopRequest::Stage stage) {
    if (stage == StopRequest::Stage::Abandon)
        return abandon(
            {interrupted_status, true, "it would not stop, and was abandoned where it stood"});
    if (stage == StopRequest::Stage::Gentle)
        report_->change(Script::State::Stopping);
    interruption_ = true;
    asked_to_stop(stage);
    make_ready();
    loop().wake();
}

void StackRun::abandon(ScriptEnd end) {
    // The stack stays as it is for ever, and so does everything it refers to.
    abandoned_runs.push_back(shared_from_this());
    end_ = std::move(end);
    abandoned(end_);
    finish();
}

void StackRun::finish() {
    if (std::exchange(over_, true))
        return;
    const auto keep = shared_from_this();
    stop_.over();
    descriptor_watch_.reset();
    scripts_.turns().forget(*this);
    scripts_.turns().process_signals().remove(*this);
    scripts_.remove(*this);
    ScriptChildren::orphan(*this, loop().io_context());
    if (killed_by_ != 0)
        end_ = {128 + killed_by_, true, {}};
    streams_.finish();
    report_->end(end_);
}

void StackRun::send_input(std::string_view bytes) {
    // The kernel tells the session that has the terminal, and there is none: here all is one
    // process.
    for (const char typed : bytes) {
        const int number = typed < ' ' ? streams_.input().signal_of(typed) : 0;
        if (number == SIGINT)
            interrupt();
        else if (number != 0)
            signal(number);
        if (number != 0)
            signal_children_at(streams_.terminal_name(), number);
    }
    streams_.input().send(bytes);
    input_came();
    make_ready();
    loop().wake();
}

void StackRun::set_terminal_size(int columns, int rows) {
    if (!streams_.set_terminal_size(columns, rows) || !started_ || over_)
        return;
    signal(SIGWINCH);
    // A library that draws on the terminal hears of it by a handler of its own.
    struct sigaction now;
    if (sigaction(SIGWINCH, nullptr, &now) == 0 && now.sa_handler != SIG_DFL &&
        now.sa_handler != SIG_IGN && !ProcessSignals::is_ours(now)) {
        raise(SIGWINCH);
        if (waits_in_call_) // the next call has nothing to do with it
            interrupt_call();
    }
    signal_children_at(streams_.terminal_name(), SIGWINCH);
}

void StackRun::end_input() {
    streams_.input().end();
    input_came();
    make_ready();
    loop().wake();
}

// -- its turns --------------------------------------------------------------------------------

void StackRun::make_ready() {
    if (!over_)
        scripts_.turns().queue(*this);
}

void StackRun::call_threadsafe(std::function<void()> callback) {
    // In a forked child there is no loop, and another thread may have held the lock.
    if (!CurrentRun::in_forked_child())
        gate_->call_soon(std::move(callback));
}

void StackRun::wake_threadsafe() {
    call_threadsafe([self = shared_from_this()] { self->make_ready(); });
}

void StackRun::enter() {
    const auto keep = shared_from_this();
    scripts_.goes_on(*this);
    below_ = CurrentRun::exchange(this);
    streams_.descriptors().show();
    fiber_.enter();
    streams_.descriptors().hide();
    CurrentRun::exchange(below_);
    if (!over_)
        streams_.stack_left();
    if (fiber_.ended())
        finish();
    else if (exited_)
        abandon(std::move(end_));
}

void StackRun::exit_process(int status) noexcept {
    status &= 0xff;
    ScriptEnd end{status, false, status ? "exit status " + std::to_string(status) : std::string()};
    if (CurrentRun::on_stack() == this) {
        end_ = std::move(end);
        exited_ = true;
        let_go();
        for (;;)
            leave();
    }
    call_threadsafe([self = shared_from_this(), end = std::move(end)] {
        if (!self->over())
            self->abandon(end);
    });
    let_go();
    for (;;)
        pause();
}

void StackRun::run_on_fiber() {
    end_ = run_program();
    if (CurrentRun::on_stack() != this) // a forked child has come to the end of the program
        _exit(end_.exit_status);
    const Hold hold(*this);
    clean_up(end_);
}

// -- on its own stack -------------------------------------------------------------------------

bool StackRun::yield() {
    make_ready();
    return wait();
}

template<typename Condition>
bool StackRun::stand_still(WaitKind kind, std::string_view what, Condition over) {
    blocked(kind, what);
    bool uninterrupted = true;
    while (uninterrupted && !over())
        uninterrupted = wait();
    unblocked();
    return uninterrupted;
}

bool StackRun::sleep(Duration delay, std::string_view what) {
    bool over = false;
    TimerHandle timer = loop().call_later(delay, [this, &over] {
        over = true;
        make_ready();
    });
    const bool uninterrupted = stand_still(WaitKind::Nothing, what, [&over] { return over; });
    timer.cancel();
    return uninterrupted;
}

bool StackRun::preempt() {
    if (holds_ > 0 || !scripts_.turns().slice().told())
        return true;
    make_ready();
    scripts_.stands(*this);
    preempted();
    const bool uninterrupted = wait();
    passed_over_ = true;
    return uninterrupted;
}

// -- in a call of the C library ---------------------------------------------------------------

void StackRun::let_others_go_in_call() noexcept {
    const int saved_errno = errno;
    make_ready();
    leave_in_call();
    errno = saved_errno;
}

DescriptorWatch& StackRun::descriptor_watch() {
    if (!descriptor_watch_)
        descriptor_watch_ = std::make_unique<DescriptorWatch>(*this);
    return *descriptor_watch_;
}

void StackRun::interrupt_call() {
    interruption_ = true;
    make_ready();
}

// -- its standard streams ---------------------------------------------------------------------

bool StackRun::read_along() const noexcept {
    return report_->audience() == Audience::Text || StandardDescriptors::program_has_terminal();
}

void StackRun::ask_for_input() {
    if (over_ || asks_ || streams_.readable() || !streams_.input_runs_dry())
        return;
    streams_.drain(); // the question comes before the answer
    asks_ = true;
    report_->change(Script::State::WaitingInput);
}

void StackRun::ask_for_input_threadsafe() {
    call_threadsafe([self = shared_from_this()] { self->ask_for_input(); });
}

void StackRun::input_came() {
    if (std::exchange(asks_, false))
        report_->change(stop_.asked() ? Script::State::Stopping : Script::State::Running);
}

bool StackRun::wait_for_input() {
    if (streams_.readable())
        return true;
    const LoopClock::Hold hold(loop().clock()); // a person does not live in virtual time
    const bool uninterrupted = stand_still(WaitKind::Input, "input", [this] {
        ask_for_input();
        return streams_.readable();
    });
    input_came();
    return uninterrupted;
}

bool StackRun::write(OutputStream stream, std::string_view bytes) {
    while (!bytes.empty()) {
        while (report_->full() && holds_ == 0) {
            report_->call_when_room([self = shared_from_this()] { self->make_ready(); });
            if (!wait())
                return false;
        }
        const ssize_t written = streams_.write(stream, STDOUT_FILENO + int(stream), bytes);
        if (written < 0 && errno != EINTR)
            return true; // nobody listens
        bytes.remove_prefix(std::size_t(std::max<ssize_t>(written, 0)));
    }
    return true;
}

bool StackRun::wait_for_room_in_call() {
    if (!report_->full() || !BlockingCall::run_here())
        return true;
    return wait_in_call([this] {
        if (report_->full())
            report_->call_when_room([self = shared_from_this()] { self->make_ready(); });
        return !report_->full();
    });
}

ssize_t StackRun::write_output(int number, const void* bytes, std::size_t size) noexcept {
    const int behind = streams_.descriptors().stream_behind(number);
    const auto stream = behind == STDERR_FILENO ? OutputStream::Err : OutputStream::Out;
    const std::string_view all(static_cast<const char*>(bytes), size);
    std::size_t done = 0;
    do {
        if (!wait_for_room_in_call()) {
            errno = EINTR;
            return done ? ssize_t(done) : -1;
        }
        const ssize_t written = streams_.write(stream, number, all.substr(done));
        if (written >= 0)
            done += std::size_t(written);
        else if (errno != EINTR || interruption_)
            return done ? ssize_t(done) : -1;
        else if (scripts_.turns().slice().told() && BlockingCall::run_here())
            let_others_go_in_call(); // others have filled it, and the slice is over
    } while (done < size);
    return ssize_t(done);
}

} // namespace braid

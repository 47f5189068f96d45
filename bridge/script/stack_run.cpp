// SPDX-License-Identifier: MIT
#include "bridge/script/stack_run.h"

#include "bridge/script/current_run.h"
#include "bridge/script/descriptor_watch.h"
#include "bridge/script/script_turns.h"
#include "loop/detail/loop_gate.h"

#include <unistd.h>

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
    void send_line(std::string_view line) override { run_->send_input(std::string(line) + '\n'); }
    void end_input() override { run_->end_input(); }
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
    , stop_(scripts.loop(), [this](StopRequest::Stage stage) { act(stage); }) {}

StackRun::~StackRun() = default;

bool StackRun::any_abandoned() noexcept { return !abandoned_runs.empty(); }

// -- what people want of it -------------------------------------------------------------------

void StackRun::start() {
    if (over_ || std::exchange(started_, true))
        return;
    report_->begin();
    started();
    scripts_.add(shared_from_this());
    make_ready();
    loop().wake();
}

void StackRun::stop() {
    if (started_)
        stop_.ask();
    else if (!std::exchange(over_, true))
        report_->end({interrupted_status, true, {}});
}

void StackRun::act(StopRequest::Stage stage) {
    if (stage == StopRequest::Stage::Abandon)
        return abandon();
    if (stage == StopRequest::Stage::Gentle)
        report_->change(Script::State::Stopping);
    interruption_ = true;
    asked_to_stop(stage);
    make_ready();
    loop().wake();
}

void StackRun::abandon() {
    // The stack stays as it is for ever, and so does everything it refers to.
    abandoned_runs.push_back(shared_from_this());
    end_ = {interrupted_status, true, "it would not stop, and was abandoned where it stood"};
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
    scripts_.remove(*this);
    report_->end(end_);
}

void StackRun::send_input(std::string_view text) {
    input_.send(text);
    make_ready();
    loop().wake();
}

void StackRun::end_input() {
    input_.end();
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
    fiber_.enter();
    CurrentRun::exchange(below_);
    if (fiber_.ended())
        finish();
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

bool StackRun::wait_for_input() {
    if (input_.readable())
        return true;
    report_->change(Script::State::WaitingInput);
    const LoopClock::Hold hold(loop().clock()); // a person does not live in virtual time
    blocked(WaitKind::Input, "input");
    bool uninterrupted = true;
    while (uninterrupted && !input_.readable())
        uninterrupted = wait();
    unblocked();
    report_->change(stop_.asked() ? Script::State::Stopping : Script::State::Running);
    return uninterrupted;
}

bool StackRun::write(OutputStream stream, std::string_view bytes) {
    report_->write(stream, bytes);
    while (report_->full() && holds_ == 0) {
        report_->call_when_room([this] { make_ready(); });
        if (!wait())
            return false;
    }
    return true;
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

} // namespace braid

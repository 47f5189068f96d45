// SPDX-License-Identifier: MIT
#include "bridge/python/python_engine.h"

#include "bridge/python/interpreter.h"
#include "bridge/python/script_run.h"
#include "bridge/python/script_scheduler.h"

#include <iterator>
#include <optional>
#include <utility>

namespace braid {

namespace {

/// Output is delivered in portions; what waits at the end is a few of them.
constexpr int last_turns = 16;

/// One turn of the loop, without a window; it does not wait for long.
void turn(EventLoop& loop) {
    TimerHandle wake = loop.call_later(std::chrono::milliseconds(5), [] {});
    {
        const EventLoop::Turn turn(loop);
        loop.run_ready(Clock::now() + loop.budget.ready, !loop.guests_ready());
        if (loop.guests_ready())
            loop.run_guests(TimePoint::max());
    }
    wake.cancel();
}

class PythonScript final : public Script {
public:
    PythonScript(ScriptScheduler& scheduler, Trace& trace, std::filesystem::path path,
                 std::vector<std::string> arguments, ScriptListener& listener)
        : run_(std::make_shared<ScriptRun>(scheduler, trace, std::move(path), std::move(arguments),
                                           *this, listener)) {}
    ~PythonScript() override {
        run_->detach_listener();
        run_->stop();
    }

    const std::filesystem::path& path() const override { return run_->path(); }
    StrandId strand() const override { return run_->strand(); }
    State state() const override { return run_->state(); }
    Outcome outcome() const override { return run_->outcome(); }
    int exit_status() const override { return run_->exit_status(); }
    std::string failure() const override { return run_->failure(); }

    void start() override { run_->start(); }
    void stop() override { run_->stop(); }
    bool cancel_task(LaneId task) override { return run_->cancel_task(task); }
    void send_line(std::string_view line) override { run_->send_input(std::string(line) + '\n'); }
    void end_input() override { run_->end_input(); }
    std::vector<LocationId> where(LaneId task) const override { return run_->where(task); }

private:
    std::shared_ptr<ScriptRun> run_;
};

} // namespace

struct PythonEngine::Private {
    Private(EventLoop& the_loop, Trace& the_trace)
        : loop(the_loop)
        , trace(the_trace) {}

    EventLoop& loop;
    Trace& trace;
    std::optional<ScriptScheduler> scheduler;
};

PythonEngine::PythonEngine(EventLoop& loop, Trace& trace)
    : d(std::make_unique<Private>(loop, trace)) {
    start_interpreter();
    GilOnLoop gil;
    d->scheduler.emplace(loop);
}

PythonEngine::~PythonEngine() {
    if (!d->scheduler->runs().empty() && !shut_down(std::chrono::seconds(1))) {
        // A script's stack is left standing: so must be all that it refers to.
        (void)d.release();
        return;
    }
    GilOnLoop gil;
    d->scheduler.reset();
}

bool PythonEngine::accepts(const std::filesystem::path& file) const {
    return file.extension() == ".py" || file.extension() == ".pyw";
}

std::unique_ptr<Script> PythonEngine::load(const std::filesystem::path& file,
                                           std::vector<std::string> arguments,
                                           ScriptListener& listener) {
    return std::make_unique<PythonScript>(*d->scheduler, d->trace, file, std::move(arguments),
                                          listener);
}

bool PythonEngine::shut_down(std::chrono::milliseconds patience) {
    const auto running = [this] { return !d->scheduler->runs().empty(); };
    const TimePoint begin = Clock::now();
    // First as Ctrl-C, which gets the most time because programs clean up then; then harder.
    const TimePoint stages[] = {begin, begin + patience * 4 / 10, begin + patience * 7 / 10};
    std::size_t stage = 0;
    while (running() && Clock::now() < begin + patience) {
        if (stage < std::size(stages) && Clock::now() >= stages[stage]) {
            for (const auto& run : std::vector(d->scheduler->runs()))
                stage == 0 ? run->stop_gently() : run->insist();
            ++stage;
        }
        turn(d->loop);
    }
    // Those that have ended still have things to say.
    for (int i = 0; i < last_turns; ++i)
        d->loop.run_ready(Clock::now() + d->loop.budget.ready, false);
    return !running() && !ScriptRun::any_abandoned();
}

} // namespace braid

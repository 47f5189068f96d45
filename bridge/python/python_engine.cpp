// SPDX-License-Identifier: MIT
#include "bridge/python/python_engine.h"

#include "bridge/python/asyncio_loop.h"
#include "bridge/python/interpreter.h"
#include "bridge/python/script_run.h"
#include "bridge/python/script_scheduler.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace braid {

namespace {

/// Output is delivered in portions; what waits at the end is a few of them.
constexpr int last_turns = 16;

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
    AsyncioLoop::set_underneath(&loop);
}

PythonEngine::~PythonEngine() {
    const bool over = d->scheduler->runs().empty() || shut_down(d->loop.budget.shut_down);
    GilOnLoop gil;
    AsyncioLoop::set_underneath(nullptr);
    if (over)
        d->scheduler.reset();
    else // a script's stack is left standing: so must be all that it refers to
        static_cast<void>(d.release());
}

std::string_view PythonEngine::language() const { return "Python"; }

std::vector<std::string> PythonEngine::suffixes() const { return {".py", ".pyw"}; }

bool PythonEngine::accepts(const std::filesystem::path& file) const {
    const std::vector<std::string> known = suffixes();
    return std::find(known.begin(), known.end(), file.extension()) != known.end();
}

std::unique_ptr<Script> PythonEngine::load(const std::filesystem::path& file,
                                           std::vector<std::string> arguments,
                                           ScriptListener& listener) {
    return std::make_unique<PythonScript>(*d->scheduler, d->trace, file, std::move(arguments),
                                          listener);
}

bool PythonEngine::shut_down(std::chrono::milliseconds patience) {
    const auto over = [this] { return d->scheduler->runs().empty(); };
    const TimePoint begin = Clock::now();
    // First as Ctrl-C, which gets the most time because programs clean up then; then harder.
    constexpr int ends_of_stages[] = {4, 7, 10}; // tenths
    for (const int end : ends_of_stages) {
        for (const auto& run : std::vector(d->scheduler->runs()))
            end == 4 ? run->stop_gently() : run->insist();
        if (d->loop.run_until(over, begin + patience * end / 10))
            break;
    }
    // Those that have ended still have things to say.
    for (int i = 0; i < last_turns; ++i)
        Turn(d->loop).run_ready({});
    return over() && !ScriptRun::any_abandoned();
}

} // namespace braid

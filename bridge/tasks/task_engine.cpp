// SPDX-License-Identifier: MIT
#include "bridge/tasks/task_engine.h"

#include "bridge/tasks/task_run.h"

#include <utility>

namespace braid {

namespace {

constexpr std::string_view scheme = "task:";
/// Output is delivered in portions; what waits at the end is a few of them.
constexpr int last_turns = 16;

using Runs = std::vector<std::shared_ptr<TaskRun>>;

class TaskScript final : public Script {
public:
    TaskScript(std::shared_ptr<TaskRun> run, std::shared_ptr<Runs> runs, ScriptListener& listener)
        : run_(std::move(run))
        , runs_(std::move(runs)) {
        run_->report().tell(*this, listener);
    }
    ~TaskScript() override {
        run_->report().tell_nobody();
        run_->stop();
    }

    const std::filesystem::path& path() const override { return run_->report().path(); }
    std::string name() const override { return run_->name(); }
    StrandId strand() const override { return run_->report().strand(); }
    State state() const override { return run_->report().state(); }
    Outcome outcome() const override { return run_->report().outcome(); }
    int exit_status() const override { return run_->report().exit_status(); }
    std::string failure() const override { return run_->report().failure(); }

    void start() override {
        runs_->push_back(run_);
        run_->start([runs = runs_](TaskRun& run) {
            std::erase_if(*runs, [&](const auto& known) { return known.get() == &run; });
        });
    }
    void stop() override { run_->stop(); }
    bool cancel_task(LaneId task) override { return run_->cancel_task(task); }
    void send_input(std::string_view bytes) override { run_->send_input(bytes); }
    void end_input() override { run_->end_input(); }
    void close_output(OutputStream stream) override { run_->close_output(stream); }
    void set_terminal_size(int columns, int rows) override {
        run_->set_terminal_size(columns, rows);
    }
    TerminalMode terminal_mode() const override { return run_->terminal_mode(); }
    std::vector<LocationId> where(LaneId task) const override { return run_->where(task); }

private:
    const std::shared_ptr<TaskRun> run_;
    const std::shared_ptr<Runs> runs_;
};

} // namespace

TaskEngine::TaskEngine(EventLoop& loop, Trace& trace)
    : loop_(loop)
    , trace_(trace)
    , runs_(std::make_shared<Runs>()) {}

TaskEngine::~TaskEngine() { shut_down(loop_.budget.shut_down); }

std::filesystem::path TaskEngine::file_for(std::string_view task) {
    return std::string(scheme) + std::string(task);
}

std::string_view TaskEngine::language() const { return "Built-in tasks"; }

bool TaskEngine::accepts(const std::filesystem::path& file) const {
    return file.native().starts_with(scheme);
}

std::unique_ptr<Script> TaskEngine::load(const std::filesystem::path& file,
                                         std::vector<std::string> arguments,
                                         ScriptListener& listener) {
    const std::string name = file.native().substr(std::min(scheme.size(), file.native().size()));
    auto run =
        std::make_shared<TaskRun>(loop_, trace_, file, find_task_kind(name), std::move(arguments));
    return std::make_unique<TaskScript>(std::move(run), runs_, listener);
}

bool TaskEngine::shut_down(std::chrono::milliseconds patience) {
    if (runs_->empty())
        return true;
    const auto over = [this] { return runs_->empty(); };
    for (const auto& run : Runs(*runs_))
        run->stop_gently();
    if (!loop_.run_until(over, Clock::now() + patience)) {
        for (const auto& run : Runs(*runs_))
            run->abandon();
        loop_.run_until(over, Clock::now() + patience);
    }
    for (int i = 0; i < last_turns; ++i)
        Turn(loop_).run_ready({});
    return over();
}

} // namespace braid

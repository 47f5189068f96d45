// SPDX-License-Identifier: MIT
#include "bridge/tasks/task_run.h"

#include "bridge/script/terminal_settings.h"
#include "bridge/tasks/words.h"
#include "loop/errors.h"
#include "loop/introspection.h"
#include "loop/trace/recorder.h"

#include <utility>

namespace braid {

namespace {

constexpr int usage_status = 2;

ScriptEnd end_of(const Task<>& task) {
    if (task.cancelled())
        return {interrupted_status, true, {}};
    const std::exception_ptr error = task.exception();
    if (!error)
        return {};
    ScriptEnd end{1, false, reason_of(error)};
    try {
        std::rethrow_exception(error);
    } catch (const TaskFailure& failure) {
        end.exit_status = failure.exit_status();
    } catch (...) { // it has said all it has to say
    }
    return end;
}

} // namespace

TaskRun::TaskRun(EventLoop& loop, Trace& trace, std::filesystem::path file, const TaskKind* kind,
                 std::vector<std::string> arguments)
    : loop_(loop)
    , trace_(trace)
    , kind_(kind)
    , words_(std::move(arguments))
    , report_(std::make_shared<ScriptReport>(loop, trace, std::move(file)))
    , stop_(loop, [this](StopRequest::Stage stage) { act(stage); }) {}

std::string TaskRun::name() const {
    return kind_ ? kind_->title : report_->path().filename().string();
}

void TaskRun::start(std::function<void(TaskRun&)> ended) {
    if (over_ || context_ || task_)
        return;
    ended_ = std::move(ended);
    report_->set_name(name());
    report_->begin();
    try {
        if (!kind_)
            throw ArgumentError("there is no such task");
        context_ = std::make_unique<TaskContext>(TaskArguments(*kind_, words_), report_);
    } catch (const ArgumentError& error) {
        return end({usage_status, false, error.what()});
    }
    context_->set_terminal_size(terminal_size_);
    const auto before = strand_of_new_tasks.set(report_->strand());
    task_ = create_task(loop_, perform(shared_from_this()), kind_->name);
    strand_of_new_tasks.reset(before);
    task_.add_done_callback(
        [self = shared_from_this()](const Task<>&) { self->end(end_of(self->task_)); });
}

Coroutine<> TaskRun::perform(std::shared_ptr<TaskRun> self) {
    co_await self->kind_->run(*self->context_);
}

void TaskRun::end(ScriptEnd end) {
    if (std::exchange(over_, true))
        return;
    stop_.over();
    if (!end.failure.empty())
        report_->write(OutputStream::Err, name() + ": " + end.failure + '\n');
    report_->end(std::move(end));
    if (ended_)
        std::exchange(ended_, nullptr)(*this);
}

// -- what people want of it -------------------------------------------------------------------

void TaskRun::stop() {
    if (task_)
        stop_.ask();
    else
        end({interrupted_status, true, {}});
}

void TaskRun::act(StopRequest::Stage stage) {
    if (stage == StopRequest::Stage::Gentle)
        report_->change(Script::State::Stopping);
    if (task_.done())
        return;
    if (stage == StopRequest::Stage::Abandon)
        task_.any_state()->unwind("stopped");
    else
        task_.cancel();
}

AnyTask TaskRun::task_of(LaneId lane) const {
    const Lane* const known = trace_.find(lane);
    if (known && known->strand == report_->strand())
        for (const AnyTask& task : all_tasks())
            if (task.any_state()->lane == lane)
                return task;
    return {};
}

bool TaskRun::cancel_task(LaneId lane) {
    const AnyTask task = task_of(lane);
    return task && task.cancel();
}

std::vector<LocationId> TaskRun::where(LaneId lane) const {
    std::vector<LocationId> chain;
    if (const AnyTask task = task_of(lane))
        for (const std::source_location& place : inspect(task).stack)
            chain.push_back(
                trace_.intern(place.file_name(), int(place.line()), function_name(place)));
    return chain;
}

void TaskRun::send_input(std::string_view bytes) {
    if (context_)
        context_->send_input(bytes);
}

void TaskRun::end_input() {
    if (context_)
        context_->end_input();
}

void TaskRun::set_terminal_size(int columns, int rows) {
    terminal_size_ = braid::terminal_size(columns, rows);
    if (context_)
        context_->set_terminal_size(terminal_size_);
}

TerminalMode TaskRun::terminal_mode() const {
    return context_ ? context_->terminal_mode() : TerminalMode();
}

void TaskRun::close_output(OutputStream stream) {
    if (context_)
        context_->close_output(stream);
}

} // namespace braid

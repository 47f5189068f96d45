// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/script/script_report.h"
#include "bridge/script/stop_request.h"
#include "bridge/tasks/task_context.h"
#include "bridge/tasks/task_kind.h"
#include "loop/task.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace braid {

/// One execution of a built-in task. It lives until its end was told, whoever has asked for it.
/// For the loop's thread.
class TaskRun : public std::enable_shared_from_this<TaskRun> {
public:
    /// `kind` is null if there is no such task, which is how it fails then.
    TaskRun(EventLoop& loop, Trace& trace, std::filesystem::path file, const TaskKind* kind,
            std::vector<std::string> arguments);
    TaskRun(const TaskRun&) = delete;
    TaskRun& operator=(const TaskRun&) = delete;

    ScriptReport& report() noexcept { return *report_; }
    std::string name() const;

    /// `ended` is called at its end.
    void start(std::function<void(TaskRun&)> ended);
    void stop();
    void stop_gently() { stop_.gently(); }
    /// Its coroutines are destroyed where they stand.
    void abandon() { stop_.at_least(StopRequest::Stage::Abandon); }

    bool cancel_task(LaneId lane);
    std::vector<LocationId> where(LaneId lane) const;
    void send_input(std::string_view bytes);
    void end_input();
    void set_terminal_size(int columns, int rows);
    TerminalMode terminal_mode() const;
    void close_output(OutputStream stream);

private:
    static Coroutine<> perform(std::shared_ptr<TaskRun> self);
    void act(StopRequest::Stage stage);
    void end(ScriptEnd end);
    AnyTask task_of(LaneId lane) const;

    EventLoop& loop_;
    Trace& trace_;
    const TaskKind* const kind_;
    const std::vector<std::string> words_;
    const std::shared_ptr<ScriptReport> report_;
    StopRequest stop_;
    winsize terminal_size_{24, 80, 0, 0};
    std::unique_ptr<TaskContext> context_; ///< null before the start
    Task<> task_;
    std::function<void(TaskRun&)> ended_;
    bool over_ = false;
};

} // namespace braid

// SPDX-License-Identifier: MIT
#include "bridge/tasks/task_context.h"

#include <algorithm>
#include <utility>

namespace braid {

TaskContext::TaskContext(TaskArguments arguments, std::shared_ptr<ScriptReport> report)
    : arguments_(std::move(arguments))
    , report_(std::move(report)) {}

Coroutine<> TaskContext::room() {
    while (report_->full()) {
        room_->clear();
        report_->call_when_room([room = room_] { room->set(); });
        co_await room_->wait();
    }
}

void TaskContext::progress(double fraction, std::string where) {
    Progress progress{std::min(fraction, 1.0), std::move(where)};
    report_->progress(std::move(progress));
}

Coroutine<std::string> TaskContext::read_input() {
    if (input_.empty() && !input_ended_) {
        report_->change(Script::State::WaitingInput);
        co_await input_came_.wait();
    }
    co_return std::exchange(input_, {});
}

void TaskContext::send_input(std::string_view bytes) {
    if (input_ended_ || bytes.empty())
        return;
    input_ += bytes;
    if (report_->state() == Script::State::WaitingInput)
        report_->change(Script::State::Running);
    input_came_.set();
    input_came_.clear();
}

void TaskContext::end_input() {
    if (std::exchange(input_ended_, true))
        return;
    if (report_->state() == Script::State::WaitingInput)
        report_->change(Script::State::Running);
    input_came_.set();
}

} // namespace braid

// SPDX-License-Identifier: MIT
#include "bridge/tasks/task_context.h"

#include "bridge/script/terminal_settings.h"

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
        if (terminals_.empty())
            report_->change(Script::State::WaitingInput);
        co_await input_came_.wait();
    }
    co_return std::exchange(input_, {});
}

void TaskContext::lend_terminal(int terminal) {
    terminals_.push_back(terminal);
    ::ioctl(terminal, TIOCSWINSZ, &terminal_size_);
}

TerminalMode TaskContext::terminal_mode() const {
    return terminals_.empty() ? TerminalMode() : braid::terminal_mode(terminals_.front());
}

void TaskContext::set_terminal_size(const winsize& size) {
    terminal_size_ = size;
    for (const int terminal : terminals_)
        ::ioctl(terminal, TIOCSWINSZ, &size);
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

// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/script/script_report.h"
#include "bridge/tasks/task_arguments.h"
#include "loop/coroutine.h"
#include "loop/event.h"

#include <sys/ioctl.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace braid {

/// A task fails with this when it wants to say with which exit status.
class TaskFailure : public std::runtime_error {
public:
    explicit TaskFailure(const std::string& why, int exit_status = 1)
        : std::runtime_error(why)
        , exit_status_(exit_status) {}
    int exit_status() const noexcept { return exit_status_; }

private:
    int exit_status_;
};

/// What a built-in task has to do with: what it was told, and whom it tells. For the loop's thread.
class TaskContext {
public:
    TaskContext(TaskArguments arguments, std::shared_ptr<ScriptReport> report);
    TaskContext(const TaskContext&) = delete;
    TaskContext& operator=(const TaskContext&) = delete;

    // -- what it was told, by the names of its parameters ---------------------------------

    const std::string& text(std::string_view name) const { return arguments_.text(name); }
    std::vector<std::string> list(std::string_view name) const { return arguments_.list(name); }
    std::uint64_t number(std::string_view name) const { return arguments_.number(name); }
    Duration time(std::string_view name) const { return arguments_.time(name); }
    std::filesystem::path folder(std::string_view name) const { return arguments_.folder(name); }

    // -- whom it tells --------------------------------------------------------------------

    /// Prints a line.
    void print(std::string_view line) { write(OutputStream::Out, std::string(line) + '\n'); }
    /// The same where errors go.
    void complain(std::string_view line) { write(OutputStream::Err, std::string(line) + '\n'); }
    void write(OutputStream stream, std::string_view bytes) { report_->write(stream, bytes); }
    /// For who writes without end: waits until enough of it has been heard.
    Coroutine<> room();

    /// How far it is, from 0 to 1, and where that is in a few words. May be said as often as
    /// anything happens.
    void progress(double fraction, std::string where);
    /// The same if nobody knows how far.
    void progress(std::string where) { progress(-1, std::move(where)); }

    // -- what people type -----------------------------------------------------------------

    /// Waits until there is some; empty when there will be no more.
    Coroutine<std::string> read_input();
    /// Who hears it is a terminal: a program that it runs should have one as well.
    bool at_terminal() const { return report_->audience() == Audience::Terminal; }
    /// Our end of a program's terminal, until it is taken back: it is as large as what the listener
    /// shows. Who has the first one is typed to at any time, unasked.
    void lend_terminal(int terminal);
    void take_back_terminal(int terminal) { std::erase(terminals_, terminal); }

    // -- for who runs it ------------------------------------------------------------------

    void send_input(std::string_view bytes);
    void end_input();
    TerminalMode terminal_mode() const;
    void set_terminal_size(const winsize& size);
    /// Nobody hears what it writes there any more.
    void close_output(OutputStream stream) { closed_[int(stream)] = true; }
    bool is_closed(OutputStream stream) const { return closed_[int(stream)]; }

private:
    const TaskArguments arguments_;
    const std::shared_ptr<ScriptReport> report_;
    std::string input_;
    bool input_ended_ = false;
    bool closed_[2] = {false, false};
    std::vector<int> terminals_;
    winsize terminal_size_{24, 80, 0, 0};
    std::shared_ptr<Event> room_ = std::make_shared<Event>(); ///< who calls back may come late
    Event input_came_;
};

} // namespace braid

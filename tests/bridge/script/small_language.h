// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/script/current_run.h"
#include "bridge/script/script_turns.h"
#include "bridge/script/stack_run.h"

#include <unistd.h>

#include <chrono>
#include <csignal>
#include <map>
#include <string>

/// A whole language in a few lines, to show that scripts need no Python: its programs are functions
/// of C++, named like files. Ctrl-C is an exception.
namespace small {

struct Interrupt {};
struct Exit {
    int status;
};

class Program;
using Function = std::function<void(Program&)>;

/// One execution, and what the function can do.
class Program final : public braid::StackRun {
public:
    Program(braid::RunningScripts& scripts, braid::Trace& trace, std::filesystem::path path,
            Function function)
        : StackRun(scripts, trace, std::move(path))
        , function_(std::move(function)) {}

    /// Computes for a moment. A place where its stack may be left.
    void step() {
        if (time_is_over_) {
            time_is_over_ = false;
            check(preempt());
        }
    }
    void print(std::string_view text, braid::OutputStream stream = braid::OutputStream::Out) {
        check(write(stream, text));
    }
    std::string read() {
        check(wait_for_input());
        char buffer[100];
        const ssize_t got = ::read(STDIN_FILENO, buffer, sizeof buffer);
        return {buffer, std::size_t(std::max<ssize_t>(got, 0))};
    }
    void rest(std::chrono::microseconds delay) { check(usleep(useconds_t(delay.count())) == 0); }
    void let_others_run() { check(yield()); }
    void wait_for_turn() { check(wait()); }

    bool wait() override {
        leave();
        return !take_interruption();
    }
    void time_is_over() noexcept override { time_is_over_ = true; }

    int times_asked = 0;
    int times_preempted = 0;
    int times_blocked = 0;
    int times_unblocked = 0;
    bool is_abandoned = false;
    bool cleaned_up = false;

private:
    static void check(bool uninterrupted) {
        if (!uninterrupted)
            throw Interrupt();
    }
    braid::ScriptEnd run_program() override {
        try {
            function_(*this);
            return {};
        } catch (const Interrupt&) {
            return {braid::interrupted_status, true, {}};
        } catch (const Exit& exit) {
            return {exit.status, false, "exit"};
        }
    }
    void clean_up(const braid::ScriptEnd&) override { cleaned_up = true; }
    void asked_to_stop(braid::StopRequest::Stage) override { ++times_asked; }
    void abandoned(const braid::ScriptEnd&) override { is_abandoned = true; }
    void blocked(braid::WaitKind, std::string_view) override { ++times_blocked; }
    void unblocked() override { ++times_unblocked; }
    void preempted() override { ++times_preempted; }

    const Function function_;
    volatile std::sig_atomic_t time_is_over_ = false;
};

class Engine final : public braid::ScriptEngine {
public:
    Engine(braid::ScriptTurns& turns, braid::Trace& trace)
        : scripts_(turns)
        , trace_(trace) {}

    /// There is such a file from now on.
    void add(const std::filesystem::path& file, Function function) {
        functions_[file] = std::move(function);
    }
    /// The newest execution of it.
    Program& program(const std::filesystem::path& file) { return *programs_.at(file); }
    braid::RunningScripts& scripts() { return scripts_; }

    bool accepts(const std::filesystem::path& file) const override {
        return file.extension() == ".small";
    }
    std::unique_ptr<braid::Script> load(const std::filesystem::path& file, std::vector<std::string>,
                                        braid::ScriptListener& listener) override {
        auto program = std::make_shared<Program>(scripts_, trace_, file, functions_.at(file));
        programs_[file] = program;
        return make_script(std::move(program), listener);
    }
    std::string_view language() const override { return "Small"; }
    std::vector<std::string> suffixes() const override { return {".small"}; }
    bool shut_down(std::chrono::milliseconds patience) override {
        return scripts_.shut_down(patience);
    }

private:
    braid::RunningScripts scripts_;
    braid::Trace& trace_;
    std::map<std::filesystem::path, Function> functions_;
    std::map<std::filesystem::path, std::shared_ptr<Program>> programs_;
};

} // namespace small

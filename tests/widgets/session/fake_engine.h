// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/script/script.h"

#include <string>
#include <vector>

/// Scripts without a language, as a test wants them: they run until they are told how to end.
class FakeEngine : public braid::ScriptEngine {
public:
    class Script : public braid::Script {
    public:
        Script(FakeEngine& engine, std::filesystem::path path, braid::ScriptListener& listener)
            : engine_(engine)
            , path_(std::move(path))
            , listener_(listener) {}

        const std::filesystem::path& path() const override { return path_; }
        braid::StrandId strand() const override { return strand_; }
        State state() const override { return state_; }
        braid::Outcome outcome() const override { return outcome_; }
        int exit_status() const override { return outcome_ == braid::Outcome::Finished ? 0 : 1; }
        std::string failure() const override { return {}; }
        void start() override {
            strand_ = engine_.trace_.begin_strand(engine_.now_ns, braid::StrandKind::Script,
                                                  path_.string());
            change(State::Running);
        }
        void stop() override { end(braid::Outcome::Cancelled); }
        bool cancel_task(braid::LaneId task) override {
            engine_.cancelled.push_back(task);
            return true;
        }
        void send_input(std::string_view) override {}
        void end_input() override {}
        void close_output(braid::OutputStream) override {}
        void set_terminal_size(int, int) override {}
        std::vector<braid::LocationId> where(braid::LaneId) const override { return {}; }

        void progress(double fraction, const std::string& text) {
            listener_.script_progressed(*this, {fraction, text});
        }
        void end(braid::Outcome outcome) {
            outcome_ = outcome;
            engine_.trace_.end_strand(engine_.now_ns, strand_, outcome);
            change(State::Ended);
        }

    private:
        void change(State state) {
            state_ = state;
            listener_.script_changed(*this);
        }

        FakeEngine& engine_;
        std::filesystem::path path_;
        braid::ScriptListener& listener_;
        braid::StrandId strand_ = braid::StrandId::None;
        State state_ = State::Loaded;
        braid::Outcome outcome_ = braid::Outcome::Pending;
    };

    explicit FakeEngine(braid::Trace& trace)
        : trace_(trace) {}

    std::int64_t now_ns = 0; ///< when its scripts begin and end

    std::string_view language() const override { return "Fake"; }
    std::vector<std::string> suffixes() const override { return {".fake", ".fk"}; }
    bool accepts(const std::filesystem::path& file) const override {
        return file.extension() == ".fake";
    }
    std::unique_ptr<braid::Script> load(const std::filesystem::path& file,
                                        std::vector<std::string> given,
                                        braid::ScriptListener& listener) override {
        arguments.push_back(std::move(given));
        auto script = std::make_unique<Script>(*this, file, listener);
        scripts.push_back(script.get());
        return script;
    }
    bool shut_down(std::chrono::milliseconds) override { return true; }

    std::vector<std::vector<std::string>> arguments; ///< of all that were loaded
    std::vector<Script*> scripts; ///< all that were loaded; those that have ended are gone
    std::vector<braid::LaneId> cancelled;

private:
    braid::Trace& trace_;
};

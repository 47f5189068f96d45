// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/tasks/task_engine.h"
#include "loop/event_loop.h"
#include "loop/trace/recorder.h"
#include "loop/trace/trace.h"

#include <QTest>

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <vector>

/// Runs built-in tasks as a window does, recorded, and hears all they say.
class TaskTest : public braid::ScriptListener {
public:
    /// One task, from its start to what has become of it.
    struct Told {
        std::unique_ptr<braid::Script> script;
        std::string out, err;
        std::vector<braid::Progress> progress;
        std::vector<braid::Script::State> states;

        bool ended() const { return script->state() == braid::Script::State::Ended; }
        int status() const { return script->exit_status(); }
        bool says(std::string_view text) const { return out.find(text) != out.npos; }
        bool complains(std::string_view text) const { return err.find(text) != err.npos; }
    };

    TaskTest()
        : recorder(loop, trace)
        , engine(loop, trace) {}

    Told& start(std::string_view name, std::vector<std::string> arguments = {}) {
        Told& task = *tasks.emplace_back(std::make_unique<Told>());
        task.script = engine.load(braid::TaskEngine::file_for(name), std::move(arguments), *this);
        task.script->start();
        return task;
    }
    /// To its end.
    Told& run(std::string_view name, std::vector<std::string> arguments = {}) {
        Told& task = start(name, std::move(arguments));
        if (!until([&] { return task.ended(); }))
            qFatal("the task does not end");
        return task;
    }
    bool until(const std::function<bool()>& done) {
        return loop.run_until(done, braid::Clock::now() + patience);
    }
    /// The tasks of its strand, by name, as they ended; those of threads not.
    braid::Outcome outcome_of(const Told& task, std::string_view lane_name) const {
        braid::Outcome outcome = braid::Outcome::Pending;
        trace.for_each_lane([&](const braid::Lane& lane) {
            if (lane.strand == task.script->strand() && trace.name(lane.name) == lane_name)
                outcome = lane.outcome;
        });
        return outcome;
    }
    std::size_t lanes_of(const Told& task) const {
        return trace.strand(task.script->strand()).lanes;
    }

    /// What the tasks that are started from now on are heard by.
    braid::Audience heard_by = braid::Audience::Text;

    static constexpr auto patience = std::chrono::seconds(30);

    braid::EventLoop loop;
    braid::Trace trace;
    braid::Recorder recorder;
    braid::TaskEngine engine;
    std::vector<std::unique_ptr<Told>> tasks;

private:
    braid::Audience audience() const override { return heard_by; }
    Told* told(braid::Script& script) {
        for (const auto& task : tasks)
            if (task->script.get() == &script)
                return task.get();
        return nullptr;
    }
    void script_wrote(braid::Script& script, braid::OutputStream stream,
                      std::string_view text) override {
        if (Told* const task = told(script))
            (stream == braid::OutputStream::Out ? task->out : task->err) += text;
    }
    void script_changed(braid::Script& script) override {
        if (Told* const task = told(script))
            task->states.push_back(script.state());
    }
    void script_progressed(braid::Script& script, const braid::Progress& progress) override {
        if (Told* const task = told(script))
            task->progress.push_back(progress);
    }
};

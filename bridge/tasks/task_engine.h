// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/script/script.h"
#include "loop/event_loop.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace braid {

class TaskRun;

/// Runs the built-in tasks as scripts: so they have a strand, lanes, output, input, states and an
/// end like all others. Where others have a file, they have a name that no file has.
class TaskEngine final : public ScriptEngine {
public:
    /// Both must outlive the engine.
    TaskEngine(EventLoop& loop, Trace& trace);
    ~TaskEngine() override;

    /// What `load` takes for a file to run the task of that name.
    static std::filesystem::path file_for(std::string_view task);

    std::string_view language() const override;
    std::vector<std::string> suffixes() const override { return {}; }
    bool accepts(const std::filesystem::path& file) const override;
    /// `arguments` are as behind `braid task NAME`.
    std::unique_ptr<Script> load(const std::filesystem::path& file,
                                 std::vector<std::string> arguments,
                                 ScriptListener& listener) override;
    bool shut_down(std::chrono::milliseconds patience) override;

private:
    EventLoop& loop_;
    Trace& trace_;
    /// Those that run. Runs take themselves out, and some outlive the engine by a moment.
    const std::shared_ptr<std::vector<std::shared_ptr<TaskRun>>> runs_;
};

} // namespace braid

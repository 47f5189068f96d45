// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/script/script.h"
#include "loop/event_loop.h"

#include <memory>
#include <string>
#include <vector>

namespace braid {

class ScriptTurns;

/// Runs Python programs, asyncio's above all, on `loop`: each on a stack and a thread state of its
/// own, all on this thread, unmodified.
///
/// CPython lives once in a process: so one engine per process, on one thread. The Python taken is
/// the system's, whatever `python3` the PATH names.
class PythonEngine final : public ScriptEngine {
public:
    /// For a program whose scripts are all Python's.
    /// `options` are python3's (-W error …), for all of them.
    PythonEngine(EventLoop& loop, Trace& trace, const std::vector<std::string>& options = {});
    /// Scripts of several languages take turns. `turns` must outlive the engine.
    PythonEngine(ScriptTurns& turns, Trace& trace, const std::vector<std::string>& options = {});
    ~PythonEngine() override;

    std::string_view language() const override;
    std::vector<std::string> suffixes() const override;
    bool accepts(const std::filesystem::path& file) const override;
    std::unique_ptr<Script> load(const std::filesystem::path& file,
                                 std::vector<std::string> arguments,
                                 ScriptListener& listener) override;
    CodeReader* reader() override;
    std::unique_ptr<Script> load_text(ScriptText text, ScriptListener& listener) override;
    bool shut_down(std::chrono::milliseconds patience) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace braid

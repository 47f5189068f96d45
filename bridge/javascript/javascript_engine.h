// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/script/script.h"

#include <memory>
#include <string>
#include <vector>

namespace braid {

class ScriptTurns;

/// Runs JavaScript programs, each in a realm and on a stack of its own, all on this thread.
///
/// SpiderMonkey begins when the first one is started. A thread has one engine at a time, because
/// SpiderMonkey has one context for a thread.
class JavaScriptEngine final : public ScriptEngine {
public:
    /// Both must outlive the engine.
    JavaScriptEngine(ScriptTurns& turns, Trace& trace);
    ~JavaScriptEngine() override;

    std::string_view language() const override;
    std::vector<std::string> suffixes() const override;
    bool accepts(const std::filesystem::path& file) const override;
    std::unique_ptr<Script> load(const std::filesystem::path& file,
                                 std::vector<std::string> arguments,
                                 ScriptListener& listener) override;
    bool shut_down(std::chrono::milliseconds patience) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace braid

// SPDX-License-Identifier: MIT
#include "bridge/javascript/javascript_engine.h"

#include "bridge/javascript/javascript_context.h"
#include "bridge/javascript/javascript_run.h"
#include "bridge/script/running_scripts.h"
#include "bridge/script/script_turns.h"

#include <algorithm>
#include <utility>

namespace braid {

struct JavaScriptEngine::Private {
    Private(ScriptTurns& turns, Trace& the_trace)
        : trace(the_trace)
        , scripts(turns) {}

    Trace& trace;
    JavaScriptContext context;
    RunningScripts scripts;
};

JavaScriptEngine::JavaScriptEngine(ScriptTurns& turns, Trace& trace)
    : d(std::make_unique<Private>(turns, trace)) {}

JavaScriptEngine::~JavaScriptEngine() {
    const bool over = d->scripts.runs().empty() || shut_down(d->scripts.loop().budget.shut_down);
    if (!over) // a script's stack is left standing: so must be all that it refers to
        static_cast<void>(d.release());
}

std::string_view JavaScriptEngine::language() const { return "JavaScript"; }

std::vector<std::string> JavaScriptEngine::suffixes() const { return {".js", ".mjs", ".cjs"}; }

bool JavaScriptEngine::accepts(const std::filesystem::path& file) const {
    const std::vector<std::string> known = suffixes();
    return std::find(known.begin(), known.end(), file.extension()) != known.end();
}

std::unique_ptr<Script> JavaScriptEngine::load(const std::filesystem::path& file,
                                               std::vector<std::string> arguments,
                                               ScriptListener& listener) {
    auto run = std::make_shared<JavaScriptRun>(d->scripts, d->context, d->trace, file,
                                               std::move(arguments));
    return make_script(std::move(run), listener);
}

bool JavaScriptEngine::shut_down(std::chrono::milliseconds patience) {
    return d->scripts.shut_down(patience);
}

} // namespace braid

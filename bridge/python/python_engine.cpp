// SPDX-License-Identifier: MIT
#include "bridge/python/python_engine.h"

#include "bridge/python/asyncio_loop.h"
#include "bridge/python/code_note.h"
#include "bridge/python/interpreter.h"
#include "bridge/python/program_file.h"
#include "bridge/python/python_reader.h"
#include "bridge/python/python_run.h"
#include "bridge/python/time_signal.h"
#include "bridge/script/running_scripts.h"
#include "bridge/script/script_turns.h"
#include "bridge/script/standard_descriptors.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <optional>
#include <stdexcept>
#include <utility>

namespace braid {

namespace {

/// At a terminal Python's input() reads C's stdin if that is descriptor 0, and all scripts would
/// share its buffer and the lock around it. So it is another one here, and input() reads what
/// sys.stdin reads.
void keep_c_stdin_apart() {
    static const bool kept = [] {
        const int copy = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
        FILE* const other = copy < 0 ? nullptr : fdopen(move_out_of_the_way(copy), "r");
        if (other)
            stdin = other;
        return other != nullptr;
    }();
    static_cast<void>(kept);
}

} // namespace

/// With the GIL, on Python's main thread, in its beginning and its end.
struct PythonEngine::Private {
    Private(std::unique_ptr<ScriptTurns> turns_of_its_own, ScriptTurns& turns, Trace& the_trace)
        : own_turns(std::move(turns_of_its_own))
        , trace(the_trace)
        , scripts(turns) {
        if (!CodeNote::prepare()) {
            PyErr_Clear();
            throw std::runtime_error("Python has no room for notes about code");
        }
        handle_time_signal();
        keep_c_stdin_apart();
    }

    const std::unique_ptr<ScriptTurns> own_turns; ///< null if others share them
    Trace& trace;
    RunningScripts scripts;
    PythonReader reader;
};

PythonEngine::PythonEngine(EventLoop& loop, Trace& trace, const std::vector<std::string>& options) {
    start_interpreter(options);
    GilOnLoop gil;
    auto turns = std::make_unique<ScriptTurns>(loop);
    ScriptTurns& all = *turns;
    d = std::make_unique<Private>(std::move(turns), all, trace);
    AsyncioLoop::set_underneath(&loop);
}

PythonEngine::PythonEngine(ScriptTurns& turns, Trace& trace,
                           const std::vector<std::string>& options) {
    start_interpreter(options);
    GilOnLoop gil;
    d = std::make_unique<Private>(nullptr, turns, trace);
    AsyncioLoop::set_underneath(&turns.loop());
}

PythonEngine::~PythonEngine() {
    const bool over = d->scripts.runs().empty() || shut_down(d->scripts.loop().budget.shut_down);
    GilOnLoop gil;
    AsyncioLoop::set_underneath(nullptr);
    if (over)
        d.reset();
    else // a script's stack is left standing: so must be all that it refers to
        static_cast<void>(d.release());
}

std::string_view PythonEngine::language() const { return "Python"; }

std::vector<std::string> PythonEngine::suffixes() const { return {".py", ".pyw", ".pyz", ".pyzw"}; }

bool PythonEngine::accepts(const std::filesystem::path& file) const {
    const std::vector<std::string> known = suffixes();
    std::error_code error;
    return std::filesystem::is_directory(file, error)
               ? holds_main(file)
               : std::find(known.begin(), known.end(), file.extension()) != known.end();
}

std::unique_ptr<Script> PythonEngine::load(const std::filesystem::path& file,
                                           std::vector<std::string> arguments,
                                           ScriptListener& listener) {
    auto run = std::make_shared<PythonRun>(d->scripts, d->trace, file, std::move(arguments));
    return make_script(std::move(run), listener);
}

CodeReader* PythonEngine::reader() { return &d->reader; }

std::unique_ptr<Script> PythonEngine::load_text(ScriptText text, ScriptListener& listener) {
    auto run = std::make_shared<PythonRun>(d->scripts, d->trace, std::move(text));
    return make_script(std::move(run), listener);
}

bool PythonEngine::shut_down(std::chrono::milliseconds patience) {
    return d->scripts.shut_down(patience);
}

} // namespace braid

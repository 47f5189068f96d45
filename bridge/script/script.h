// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/script/script_text.h"
#include "loop/trace/trace.h"

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace braid {

class CodeReader;
class Script;

enum class OutputStream { Out, Err };

/// For whom scripts write: what their standard streams are, and what of them is heard.
enum class Audience {
    Text,     ///< somebody who reads along: pipes; valid UTF-8 is heard, whole characters
    Bytes,    ///< other programs: pipes; what was written is heard as it is
    Terminal, ///< a person: pseudo-terminals; valid UTF-8 is heard, lines end in CR LF, and what
              ///< was typed is seen
};

/// How a script's terminal takes what is typed.
struct TerminalMode {
    bool lines = true; ///< whole lines, which can be edited before; or else each key
    bool echo = true;  ///< and shows it
};

/// How far a script has come, by its own account.
struct Progress {
    double fraction = -1; ///< 0 to 1; -1: nobody knows
    std::string text;     ///< where it stands, in a few words: "12 of 40"

    bool operator==(const Progress&) const = default;
};

/// Hears of what a script does. All calls come on the loop's thread, never from inside the
/// script's own stack, so a listener may do anything, also start and stop scripts.
class ScriptListener {
public:
    virtual ~ScriptListener() = default;
    /// What it is; asked once for each script, before that starts.
    virtual Audience audience() const { return Audience::Text; }
    /// Text as the script wrote it, not cut at lines; see `Audience`. Children of the script may
    /// write also after its end.
    virtual void script_wrote(Script& script, OutputStream stream, std::string_view text) = 0;
    /// `state()` changed.
    virtual void script_changed(Script& script) = 0;
    /// One part of its text begins, or has ended; what it wrote before was heard.
    virtual void script_part_changed(Script&, const PartReport&) {}
    /// It has come further; of many steps in a short time the last one is told.
    virtual void script_progressed(Script&, const Progress&) {}
};

/// What people call a script: its file, or its folder.
inline std::string script_name(const std::filesystem::path& path) {
    return (path.has_filename() ? path : path.parent_path()).filename().string();
}

/// One dropped program and its one run, seen from outside, whatever language it is in.
///
/// A script runs on the loop's thread. Its tasks are lanes of the trace, in the strand `strand()`.
class Script {
public:
    enum class State {
        Loaded,       ///< not started
        Running,      ///
        WaitingInput, ///< stands still until `send_line`
        Stopping,     ///< was asked to stop, still runs
        Ended,        ///< see `outcome()`
    };

    virtual ~Script() = default;

    virtual const std::filesystem::path& path() const = 0;
    /// What people call it.
    virtual std::string name() const { return script_name(path()); }
    virtual StrandId strand() const = 0;
    virtual State state() const = 0;

    /// Finished (exit status 0), Failed (an exception, another exit status) or Cancelled (it was
    /// stopped); Pending before the end.
    virtual Outcome outcome() const = 0;
    /// As a shell would see it: 0, what the program chose, 1 for an exception, 130 for a stop.
    virtual int exit_status() const = 0;
    /// How it failed, in one line ("ValueError: no such page, fetch.py:41"); empty if it did not.
    virtual std::string failure() const = 0;

    virtual void start() = 0;
    /// Asks it to stop as Ctrl-C would, so that it cleans up; asked again, insists. A script that
    /// catches even that is abandoned where it stands and its end reported.
    virtual void stop() = 0;
    /// Cancels one of its tasks; false if that task has ended or is not cancellable.
    virtual bool cancel_task(LaneId task) = 0;
    /// Gives the program something to read on its standard input. At a terminal that takes them so,
    /// Ctrl-C is a signal to it and to its children there.
    virtual void send_input(std::string_view bytes) = 0;
    /// Gives it a line, which comes without its newline.
    void send_line(std::string_view line) { send_input(std::string(line) + '\n'); }
    /// No more lines will come: what the program reads after the last one is the end of the file.
    virtual void end_input() = 0;
    /// Nobody listens to one of its streams any more: who writes there, fails as with a broken
    /// pipe.
    virtual void close_output(OutputStream stream) = 0;
    /// How much its listener shows at once, if that is a terminal. Before or after the start.
    virtual void set_terminal_size(int columns, int rows) = 0;
    virtual TerminalMode terminal_mode() const { return {}; }
    /// Where a task stands now: the chain of awaits, innermost last. Empty when it cannot be told.
    virtual std::vector<LocationId> where(LaneId task) const = 0;
};

/// Runs the scripts of one language.
class ScriptEngine {
public:
    virtual ~ScriptEngine() = default;

    /// What people call the language: "Python".
    virtual std::string_view language() const = 0;
    /// How the names of its files end, dot included. A new file gets the first one.
    virtual std::vector<std::string> suffixes() const = 0;
    /// By its name alone: is this a file for this engine?
    virtual bool accepts(const std::filesystem::path& file) const = 0;
    /// A script that can be started. A file that cannot be read or is no program still gives a
    /// script: it fails when started, with a message, like any other failing program.
    /// `listener` must outlive the script; the script must not outlive the engine.
    virtual std::unique_ptr<Script> load(const std::filesystem::path& file,
                                         std::vector<std::string> arguments,
                                         ScriptListener& listener) = 0;
    /// Reads code without running it. Null if it is only known how to run files; then there is no
    /// `load_text` either.
    virtual CodeReader* reader() { return nullptr; }
    /// As `load`, of what is no file.
    virtual std::unique_ptr<Script> load_text(ScriptText, ScriptListener&) { return nullptr; }
    /// Stops every script, at first gently, and runs the loop until they have ended or
    /// `patience` is over. Returns false if one would not end: the process should then leave by
    /// `_exit`, because the engine cannot be taken down under a running script.
    virtual bool shut_down(std::chrono::milliseconds patience) = 0;
};

} // namespace braid

// SPDX-License-Identifier: MIT
#include "app/run_command.h"

#include "app/note_command.h"
#include "app/run_options.h"
#include "app/standard_input.h"
#include "app/standard_output.h"
#include "app/trace_output.h"
#include "bridge/python/python_engine.h"
#include "bridge/python/python_environment.h"
#include "bridge/python/python_program.h"
#include "bridge/script/script_turns.h"
#include "loop/event_loop.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace braid {

namespace {

constexpr int usage_status = 2;
constexpr int lost_status = 120; ///< what python3 says when its output cannot be written

/// A descriptor 0, 1 or 2 that is closed would be the next file that anybody opens.
void open_closed_standard_descriptors() {
    for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        if (fcntl(descriptor, F_GETFD) < 0)
            (void)!open("/dev/null", descriptor == STDIN_FILENO ? O_RDONLY : O_WRONLY);
}

/// The process becomes the program.
int run_alone(const RunOptions& options) {
    const auto environment =
        PythonEnvironment::of_program(options.files.empty() ? "" : options.files.front());
    if (!environment.warning.empty())
        std::fprintf(stderr, "braid run: %s\n", environment.warning.c_str());
    if (options.trace_file.empty())
        return run_python_program(environment, options.words);
    // The process ends in Python's own ways, most of which do not come back here.
    static LoopClock clock;
    static Trace trace;
    static TraceOutput output("braid run", trace, clock, options.trace_file);
    const ProgramRecording recording{trace, clock, options.name,
                                     [](bool waits) { output.before_round(waits); },
                                     [] { output.complete(); }};
    return run_python_program(environment, options.words, &recording);
}

/// Runs the scripts from the first to the end of the last.
class Run final : public ScriptListener {
public:
    Run(const RunOptions& options, const MakeEngine& make_javascript)
        : options_(options)
        , input_(loop_) {
        if (options.has_javascript() && make_javascript)
            javascript_ = make_javascript(turns_, trace_);
        if (!std::all_of(options.files.begin(), options.files.end(), is_javascript))
            python_.emplace(turns_, trace_, options.interpreter_options);
        std::vector<std::string> names;
        for (const std::string& file : options.files) {
            const NotePlace place = NotePlace::parse(file);
            if (Note::accepts(place.file)) {
                load_note(place, names);
            } else {
                programs_.push_back(
                    {engine(file).load(file, options.arguments, *this), nullptr, 0});
                names.push_back(file);
            }
        }
        output_.emplace(names);
    }

    int run() {
        for (const Program& program : programs_)
            program.script->start();
        running_ = programs_.size();
        if (!options_.trace_file.empty())
            trace_output_.emplace("braid run", trace_, loop_.clock(), options_.trace_file);
        if (trace_output_)
            trace_output_->follow(loop_);
        if (running_ > 0)
            loop_.run_forever();

        int status = programs_.empty() ? 1 : 0;
        for (const Program& program : programs_)
            if (status == 0)
                status = program.script->exit_status();
        for (const auto& note : notes_)
            if (status == 0 && !note->as_written())
                status = 1;
        if (status == 0)
            status = lost_output_status();
        if (trace_output_ && !trace_output_->complete() && status == 0)
            status = 1;
        programs_.clear();
        const bool python_ended = !python_ || python_->shut_down(std::chrono::seconds(1));
        if ((javascript_ && !javascript_->shut_down(std::chrono::seconds(1))) || !python_ended) {
            std::fflush(nullptr);
            _exit(status);
        }
        return status;
    }

private:
    struct Program {
        std::unique_ptr<Script> script;
        NoteCommand* note; ///< null: it is a file
        int block;         ///< of the note: the one that runs
        bool is_one_block = true;
    };

    ScriptEngine& engine(const std::string& file) {
        if (!is_javascript(file))
            return *python_;
        if (!javascript_)
            throw std::runtime_error("'" + file + "': built without JavaScript (it needs " +
                                     "libmozjs-102-dev, which './dev build' installs)");
        return *javascript_;
    }

    /// All that runs of it.
    void load_note(const NotePlace& place, std::vector<std::string>& names) {
        notes_.push_back(
            std::make_unique<NoteCommand>(place, std::vector<ScriptEngine*>{&*python_}));
        NoteCommand& note = *notes_.back();
        std::fputs(note.warnings().c_str(), stderr);
        for (const NoteProgram& program : note.programs()) {
            ScriptText text = note.text(program);
            text.arguments = options_.arguments;
            names.push_back(text.name);
            programs_.push_back({note.engine(program).load_text(std::move(text), *this), &note,
                                 program.blocks.front(), program.blocks.size() == 1});
        }
    }

    Audience audience() const override { return Audience::Bytes; }

    void script_wrote(Script& script, OutputStream stream, std::string_view bytes) override {
        const Program& program = programs_[index_of(script)];
        if (program.note && stream == OutputStream::Out)
            program.note->printed(program.block, bytes);
        if (output_->error(stream) || output_->write(index_of(script), stream, bytes))
            return;
        // To the scripts it is as if each had this pipe or disk for itself.
        for (const Program& each : programs_)
            each.script->close_output(stream);
        if (output_->error(stream) != EPIPE)
            std::fprintf(stderr, "braid run: cannot write what the programs print: %s\n",
                         std::strerror(output_->error(stream)));
    }

    void script_part_changed(Script& script, const PartReport& part) override {
        Program& program = programs_[index_of(script)];
        if (part.state == PartReport::State::Running) {
            program.block = part.number;
            if (!program.is_one_block)
                output_->rename(index_of(script), program.note->name(part.number));
        } else if (part.state == PartReport::State::LeftOut) {
            say(program,
                program.note->name(part.number) + ": left out, as what it needs has failed");
        } else if (part.state == PartReport::State::Finished) {
            say(program, program.note->end(part.number));
        }
    }

    void say(const Program& program, const std::string& line) {
        output_->finish(index_of(*program.script));
        if (!line.empty())
            std::fprintf(stderr, "%s\n", line.c_str());
    }

    /// Something was printed that has gone nowhere, and no program has failed with that.
    int lost_output_status() const {
        const int error = output_->error(OutputStream::Out);
        return error == 0 ? 0 : error == EPIPE ? 128 + SIGPIPE : lost_status;
    }

    void script_changed(Script& script) override {
        if (script.state() == Script::State::WaitingInput) {
            output_->flush(index_of(script));
            input_.serve(script);
        } else if (script.state() == Script::State::Ended) {
            output_->finish(index_of(script));
            input_.forget(script);
            if (--running_ == 0)
                loop_.stop();
        }
    }

    std::size_t index_of(const Script& script) const {
        const auto found =
            std::find_if(programs_.begin(), programs_.end(),
                         [&](const Program& each) { return each.script.get() == &script; });
        return std::size_t(found - programs_.begin());
    }

    const RunOptions& options_;
    EventLoop loop_;
    Trace trace_;
    ScriptTurns turns_{loop_};
    std::optional<PythonEngine> python_;
    std::unique_ptr<ScriptEngine> javascript_;
    std::optional<StandardOutput> output_;
    std::optional<TraceOutput> trace_output_;
    StandardInput input_;
    std::vector<std::unique_ptr<NoteCommand>> notes_;
    std::vector<Program> programs_;
    std::size_t running_ = 0;
};

/// Of one note, or of several, each under its name.
int list_blocks(const std::vector<std::string>& files) {
    EventLoop loop;
    Trace trace;
    PythonEngine engine(loop, trace);
    std::string lines;
    for (const std::string& file : files)
        lines += (files.size() > 1 ? file + ":\n" : std::string()) +
                 NoteCommand({file, 0}, {&engine}).list();
    return std::fputs(lines.c_str(), stdout) < 0 || std::fflush(stdout) != 0;
}

} // namespace

int run_command(int argc, char** argv, const MakeEngine& make_javascript) {
    RunOptions options;
    try {
        options = RunOptions::parse(argc, argv);
    } catch (const UsageError& error) {
        std::fprintf(stderr, "braid run: %s\nTry 'braid run --help'.\n", error.what());
        return usage_status;
    }
    if (options.wants_help) {
        std::fputs(RunOptions::help(), stdout);
        return 0;
    }
    // Known before hours of running rather than after them.
    if (!options.trace_file.empty() && !std::ofstream(options.trace_file, std::ios::app)) {
        std::fprintf(stderr, "braid run: cannot write '%s' (the argument of --trace)\n",
                     options.trace_file.c_str());
        return usage_status;
    }
    if (options.alone())
        return run_alone(options);
    open_closed_standard_descriptors();
    try {
        if (options.lists_blocks)
            return list_blocks(options.files);
        return Run(options, make_javascript).run();
    } catch (const NoteError& error) {
        std::fprintf(stderr, "braid run: %s\n", error.what());
        return usage_status;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "braid run: %s\n", error.what());
        return 1;
    }
}

} // namespace braid

// SPDX-License-Identifier: MIT
#include "app/task_command.h"

#include "app/progress_line.h"
#include "app/standard_input.h"
#include "app/standard_output.h"
#include "bridge/tasks/task_arguments.h"
#include "bridge/tasks/task_engine.h"
#include "bridge/tasks/task_kind.h"
#include "loop/event_loop.h"
#include "loop/trace/chrome_trace.h"
#include "loop/trace/recorder.h"

#include <boost/asio/signal_set.hpp>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <exception>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace braid {

namespace {

constexpr int usage_status = 2;
constexpr int lost_status = 120; ///< as `braid run`, when output cannot be written

/// What the command line says beside what is the task's.
struct Options {
    bool wants_help = false;
    std::string trace_file;
    std::vector<std::string> words; ///< the task's
};

Options parse(const TaskKind& kind, int argc, char** argv) {
    const bool takes_command =
        std::any_of(kind.parameters.begin(), kind.parameters.end(), [](const Parameter& p) {
            return p.is_positional && p.kind == Parameter::Kind::Text;
        });
    Options options;
    bool ours = true;
    for (int i = 0; i < argc; ++i) {
        const std::string word = argv[i];
        ours = ours && word != "--" && (!takes_command || word.starts_with('-'));
        if (ours && (word == "-h" || word == "--help")) {
            options.wants_help = true;
        } else if (ours && word.starts_with("--trace=")) {
            options.trace_file = word.substr(word.find('=') + 1);
        } else if (ours && word == "--trace") {
            options.trace_file = i + 1 < argc ? argv[++i] : "";
        } else {
            options.words.push_back(word);
            continue;
        }
        if (word.starts_with("--trace") && options.trace_file.empty())
            throw ArgumentError("--trace needs the name of the file to write");
    }
    return options;
}

void print_list() {
    std::puts("braid task NAME [OPTION...] [ARG...]\n\nRuns a built-in task:\n");
    std::size_t width = 0;
    for (const TaskKind& kind : task_kinds())
        width = std::max(width, kind.name.size());
    for (const TaskKind& kind : task_kinds())
        std::printf("  %-*s  %s\n", int(width), kind.name.c_str(), kind.title.c_str());
    std::puts("\n'braid task NAME --help' says what it does and takes.");
}

/// Runs one task to its end.
class Run final : public ScriptListener {
public:
    Run(const TaskKind& kind, const Options& options)
        : options_(options)
        , engine_(loop_, trace_)
        , output_({kind.name})
        , input_(loop_)
        , signals_(loop_.io_context(), SIGINT, SIGTERM, SIGHUP)
        , script_(engine_.load(TaskEngine::file_for(kind.name), options.words, *this)) {
        if (!options.trace_file.empty())
            recorder_.emplace(loop_, trace_);
    }

    int run() {
        std::signal(SIGPIPE, SIG_IGN); // told by what writes
        wait_for_signal();
        script_->start();
        loop_.run_forever();
        signals_.cancel();
        const bool stopped = script_->outcome() == Outcome::Cancelled;
        int status = stopped && signal_ != 0 ? 128 + signal_ : script_->exit_status();
        if (const int error = output_.error(OutputStream::Out))
            status = error == EPIPE ? 128 + SIGPIPE : lost_status;
        if (!write_trace() && status == 0)
            status = 1;
        script_.reset();
        engine_.shut_down(std::chrono::seconds(1));
        return status;
    }

private:
    Audience audience() const override { return Audience::Bytes; }

    void wait_for_signal() {
        signals_.async_wait([this](const boost::system::error_code& error, int number) {
            if (error)
                return;
            signal_ = number;
            script_->stop(); // each time harder
            wait_for_signal();
        });
    }

    void script_wrote(Script& script, OutputStream stream, std::string_view bytes) override {
        progress_.clear();
        if (output_.error(stream) || output_.write(0, stream, bytes))
            return;
        script.close_output(stream);
        if (output_.error(stream) != EPIPE)
            std::fprintf(stderr, "braid task: cannot write what the task prints: %s\n",
                         std::strerror(output_.error(stream)));
        if (stream == OutputStream::Out) // there is nobody to work for
            script.stop();
    }
    void script_progressed(Script&, const Progress& progress) override { progress_.show(progress); }
    void script_changed(Script& script) override {
        if (script.state() == Script::State::WaitingInput) {
            input_.serve(script);
        } else if (script.state() == Script::State::Ended) {
            input_.forget(script);
            progress_.finish();
            loop_.stop();
        }
    }

    bool write_trace() {
        if (options_.trace_file.empty())
            return true;
        try {
            write_chrome_trace(trace_, loop_.clock().now_ns(), options_.trace_file);
            return true;
        } catch (const std::exception& error) {
            std::fprintf(stderr, "braid task: the trace was not written: %s\n", error.what());
            return false;
        }
    }

    const Options& options_;
    EventLoop loop_;
    Trace trace_;
    std::optional<Recorder> recorder_;
    TaskEngine engine_;
    StandardOutput output_;
    StandardInput input_;
    ProgressLine progress_;
    boost::asio::signal_set signals_;
    std::unique_ptr<Script> script_;
    int signal_ = 0; ///< the last that came
};

} // namespace

int task_command(int argc, char** argv) {
    const std::string_view name = argc > 1 ? argv[1] : "--help";
    if (name == "--help" || name == "-h") {
        print_list();
        return 0;
    }
    const TaskKind* const kind = find_task_kind(name);
    if (!kind) {
        std::fprintf(stderr, "braid task: there is no task '%s'. 'braid task' lists them.\n",
                     argv[1]);
        return usage_status;
    }
    Options options;
    try {
        options = parse(*kind, argc - 2, argv + 2);
        if (options.wants_help) {
            std::fputs(kind->help().c_str(), stdout);
            return 0;
        }
        TaskArguments(*kind, options.words); // or a sentence that helps
        // Known before hours of running rather than after them.
        if (!options.trace_file.empty() && !std::ofstream(options.trace_file, std::ios::app))
            throw ArgumentError("cannot write '" + options.trace_file +
                                "' (the argument of --trace)");
    } catch (const ArgumentError& error) {
        std::fprintf(stderr, "braid task %s: %s\nTry 'braid task %s --help'.\n", argv[1],
                     error.what(), argv[1]);
        return usage_status;
    }
    try {
        return Run(*kind, options).run();
    } catch (const std::exception& error) {
        std::fprintf(stderr, "braid task: %s\n", error.what());
        return 1;
    }
}

} // namespace braid

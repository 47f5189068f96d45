// SPDX-License-Identifier: MIT
#include "app/run_command.h"

#include "app/standard_input.h"
#include "app/standard_output.h"
#include "bridge/python/python_engine.h"
#include "loop/event_loop.h"
#include "loop/trace/chrome_trace.h"

#include <boost/asio/signal_set.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace braid {

namespace {

constexpr int usage_status = 2;
constexpr int lost_status = 120; ///< what python3 says when its output cannot be written

constexpr const char* help = R"(braid run [--trace OUT] FILE... [-- ARG...]

Runs the Python programs FILE... together on one event loop, without a window.
Every program gets the ARG... as its sys.argv[1:].

  --trace OUT   write what every task did to OUT, as Chrome trace JSON, which
                ui.perfetto.dev opens (OUT.gz: compressed)
  -h, --help    this text

Standard output and error are the programs' own; if there are several, every
line begins with the name of its program. Lines of standard input go to the
program that waits for them. Ctrl-C cancels as in Python; a second one insists.

The exit status is 0, or that of the first FILE that failed.
)";

struct Options {
    std::string trace_file;
    std::vector<std::string> files;
    std::vector<std::string> arguments;
    bool help = false;
};

/// What is wrong with the command line, and the way out.
struct UsageError {
    std::string message;
};

Options parse(int argc, char** argv) {
    Options options;
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        if (word == "--") {
            options.arguments.assign(argv + i + 1, argv + argc);
            break;
        }
        if (word == "-h" || word == "--help") {
            options.help = true;
        } else if (word == "--trace") {
            if (i + 1 == argc || std::string_view(argv[i + 1]) == "--")
                throw UsageError{"--trace needs the name of the file to write"};
            options.trace_file = argv[++i];
        } else if (word.starts_with("--trace=")) {
            options.trace_file = word.substr(word.find('=') + 1);
            if (options.trace_file.empty())
                throw UsageError{"--trace= needs the name of the file to write"};
        } else if (word.starts_with("-") && word != "-") {
            throw UsageError{"unknown option '" + std::string(word) +
                             "' (arguments for the programs come after '--')"};
        } else if (word.empty() || word == "-") {
            throw UsageError{"'" + std::string(word) + "' is not the name of a program to run"};
        } else {
            options.files.emplace_back(word);
        }
    }
    if (options.files.empty() && !options.help)
        throw UsageError{"no program to run: name one or more Python files"};
    return options;
}

/// A descriptor 0, 1 or 2 that is closed would be the next file that anybody opens.
void open_closed_standard_descriptors() {
    for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        if (fcntl(descriptor, F_GETFD) < 0)
            (void)!open("/dev/null", descriptor == STDIN_FILENO ? O_RDONLY : O_WRONLY);
}

/// Runs the scripts from the first to the end of the last.
class Run final : public ScriptListener {
public:
    explicit Run(const Options& options)
        : options_(options)
        , engine_(loop_, trace_)
        , interrupts_(loop_.io_context(), SIGINT)
        , output_(options.files)
        , input_(loop_) {
        for (const std::string& file : options.files)
            scripts_.push_back(engine_.load(file, options.arguments, *this));
    }

    int run() {
        wait_for_interrupt();
        for (const auto& script : scripts_)
            script->start();
        running_ = scripts_.size();
        loop_.run_forever();

        int status = 0;
        for (const auto& script : scripts_)
            if (status == 0)
                status = script->exit_status();
        if (status == 0)
            status = lost_output_status();
        if (!options_.trace_file.empty() && !write_trace() && status == 0)
            status = 1;
        scripts_.clear();
        if (!engine_.shut_down(std::chrono::seconds(1))) {
            std::fflush(nullptr);
            _exit(status);
        }
        return status;
    }

private:
    Audience audience() const override { return Audience::Bytes; }

    void script_wrote(Script& script, OutputStream stream, std::string_view bytes) override {
        if (output_.error(stream) || output_.write(index_of(script), stream, bytes))
            return;
        // To the scripts it is as if each had this pipe or disk for itself.
        for (const auto& each : scripts_)
            each->close_output(stream);
        if (output_.error(stream) != EPIPE)
            std::fprintf(stderr, "braid run: cannot write what the programs print: %s\n",
                         std::strerror(output_.error(stream)));
    }

    /// Something was printed that has gone nowhere, and no program has failed with that.
    int lost_output_status() const {
        const int error = output_.error(OutputStream::Out);
        return error == 0 ? 0 : error == EPIPE ? 128 + SIGPIPE : lost_status;
    }

    void script_changed(Script& script) override {
        if (script.state() == Script::State::WaitingInput) {
            output_.flush(index_of(script));
            input_.serve(script);
        } else if (script.state() == Script::State::Ended) {
            output_.finish(index_of(script));
            input_.forget(script);
            if (--running_ == 0)
                loop_.stop();
        }
    }

    void wait_for_interrupt() {
        interrupts_.async_wait([this](boost::system::error_code error, int) {
            if (error)
                return;
            for (const auto& script : scripts_)
                script->stop();
            wait_for_interrupt();
        });
    }

    bool write_trace() {
        try {
            write_chrome_trace(trace_, loop_.clock().now_ns(), options_.trace_file);
            return true;
        } catch (const std::exception& error) {
            std::fprintf(stderr, "braid run: the trace was not written: %s\n", error.what());
            return false;
        }
    }

    std::size_t index_of(const Script& script) const {
        const auto found = std::find_if(scripts_.begin(), scripts_.end(),
                                        [&](const auto& each) { return each.get() == &script; });
        return std::size_t(found - scripts_.begin());
    }

    const Options& options_;
    EventLoop loop_;
    Trace trace_;
    PythonEngine engine_;
    boost::asio::signal_set interrupts_;
    StandardOutput output_;
    StandardInput input_;
    std::vector<std::unique_ptr<Script>> scripts_;
    std::size_t running_ = 0;
};

} // namespace

int run_command(int argc, char** argv) {
    open_closed_standard_descriptors();
    Options options;
    try {
        options = parse(argc, argv);
    } catch (const UsageError& error) {
        std::fprintf(stderr, "braid run: %s\nTry 'braid run --help'.\n", error.message.c_str());
        return usage_status;
    }
    if (options.help) {
        std::fputs(help, stdout);
        return 0;
    }
    // Known before hours of running rather than after them.
    if (!options.trace_file.empty() && !std::ofstream(options.trace_file, std::ios::app)) {
        std::fprintf(stderr, "braid run: cannot write '%s' (the argument of --trace)\n",
                     options.trace_file.c_str());
        return usage_status;
    }
    try {
        return Run(options).run();
    } catch (const std::exception& error) {
        std::fprintf(stderr, "braid run: %s\n", error.what());
        return 1;
    }
}

} // namespace braid

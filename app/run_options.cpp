// SPDX-License-Identifier: MIT
#include "app/run_options.h"

#include "bridge/notes/note.h"
#include "bridge/python/program_file.h"
#include "bridge/script/script.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <utility>

namespace braid {

namespace {

/// Python's own options. Those with a value take the rest of their word, or the next one.
constexpr std::string_view python_flags = "bBdEiIOPqRsSuvxXW";
constexpr std::string_view python_flags_with_value = "WX";

class Parser {
public:
    Parser(int argc, char** argv)
        : words_(argv, argv + argc) {}

    RunOptions parse() {
        while (at_ < words_.size() && !ends_)
            take(words_[at_++]);
        if (result_.wants_help || !result_.words.empty())
            return std::move(result_);
        if (result_.files.empty())
            throw UsageError("no program to run: name one or more Python files");
        if (result_.lists_blocks) {
            for (const std::string& each : result_.files)
                if (!Note::accepts(each))
                    throw UsageError("'" + each + "' is no note, and has no blocks");
        } else if (result_.files.size() == 1 && !is_note(result_.files.front()) &&
                   !is_javascript(result_.files.front())) {
            const std::filesystem::path file = result_.files.front();
            result_.name = script_name(file);
            end_with({file.string()}, result_.arguments.begin(), result_.arguments.end());
        } else {
            check_options_of_several();
            result_.interpreter_options = std::move(python_options_);
            for (const std::string& each : result_.files)
                if (!is_note(each) && !is_javascript(each))
                    check_is_program(each);
        }
        return std::move(result_);
    }

private:
    void take(const std::string& word) {
        if (word == "--") {
            result_.arguments.assign(words_.begin() + std::ptrdiff_t(at_), words_.end());
            ends_ = true;
        } else if (word == "-h" || word == "--help") {
            result_.wants_help = ends_ = true;
        } else if (word == "--list-blocks") {
            result_.lists_blocks = true;
        } else if (word == "--trace") {
            if (at_ == words_.size() || words_[at_] == "--")
                throw UsageError("--trace needs the name of the file to write");
            result_.trace_file = words_[at_++];
        } else if (word.starts_with("--trace=")) {
            result_.trace_file = word.substr(word.find('=') + 1);
            if (result_.trace_file.empty())
                throw UsageError("--trace= needs the name of the file to write");
        } else if (word == "-") {
            if (!result_.files.empty())
                throw UsageError("'-', a program on standard input, runs alone");
            take_program("-", {"-"});
        } else if (word.starts_with("--")) {
            throw UsageError("unknown option '" + word +
                             "' (arguments for the programs come after '--')");
        } else if (word.starts_with("-")) {
            take_python_options(word);
        } else if (word.empty()) {
            throw UsageError("'' is not the name of a program to run");
        } else {
            result_.files.push_back(word);
        }
    }

    void take_python_options(const std::string& word) {
        for (std::size_t i = 1; i < word.size(); ++i) {
            const char option = word[i];
            const bool with_value = python_flags_with_value.find(option) != std::string_view::npos;
            if (option == 'V' || option == '?')
                return take_program("", {word}); // Python says something about itself
            const bool program = option == 'c' || option == 'm';
            if (!program && python_flags.find(option) == std::string_view::npos)
                throw UsageError("unknown option '" + word +
                                 "' (arguments for the programs come after '--')");
            if (!program && !with_value)
                continue;
            std::vector<std::string> words{word};
            std::string value = word.substr(i + 1);
            if (value.empty()) {
                if (at_ == words_.size())
                    throw UsageError("-" + std::string(1, option) + " needs something behind it");
                words.push_back(value = words_[at_++]);
            }
            if (!program) {
                python_options_.insert(python_options_.end(), words.begin(), words.end());
                return;
            }
            if (!result_.files.empty())
                throw UsageError("-" + std::string(1, option) + " runs alone, and '" +
                                 result_.files.front() + "' is named, too");
            return take_program(option == 'c' ? "-c" : value, std::move(words));
        }
        python_options_.push_back(word);
    }

    /// All that follows is the program's.
    void take_program(std::string name, std::vector<std::string> words) {
        result_.name = std::move(name);
        end_with(std::move(words), words_.begin() + std::ptrdiff_t(at_), words_.end());
    }

    void end_with(std::vector<std::string> program, std::vector<std::string>::const_iterator begin,
                  std::vector<std::string>::const_iterator end) {
        result_.words = std::move(python_options_);
        result_.words.insert(result_.words.end(), program.begin(), program.end());
        result_.words.insert(result_.words.end(), begin, end);
        ends_ = true;
    }

    static bool is_note(const std::string& word) {
        return Note::accepts(NotePlace::parse(word).file);
    }

    /// All run in one interpreter, and what it is told holds for all.
    void check_options_of_several() const {
        for (const std::string& word : python_options_)
            for (const char option : {'i', 'x'})
                if (word.size() > 1 && word[0] == '-' && word.find(option) == 1)
                    throw UsageError("-" + std::string(1, option) +
                                     " is for one program, and neither for several nor for notes");
    }

    /// An argument is easily taken for one more program.
    static void check_is_program(const std::filesystem::path& file) {
        const std::string suffix = file.extension().string();
        std::error_code error;
        if (suffix == ".py" || suffix == ".pyw" || !std::filesystem::exists(file, error) ||
            holds_main(file))
            return;
        std::string line;
        if (std::filesystem::is_directory(file, error) ||
            !std::getline(std::ifstream(file), line) || !line.starts_with("#!") ||
            line.find("python") == std::string::npos)
            throw UsageError("'" + file.string() +
                             "' is no Python program (arguments for the programs come after '--')");
    }

    const std::vector<std::string> words_;
    std::size_t at_ = 1;
    bool ends_ = false;
    std::vector<std::string> python_options_;
    RunOptions result_;
};

} // namespace

bool is_javascript(const std::filesystem::path& file) {
    const std::filesystem::path ending = file.extension();
    return ending == ".js" || ending == ".mjs" || ending == ".cjs";
}

bool RunOptions::has_javascript() const {
    return std::any_of(files.begin(), files.end(), is_javascript);
}

RunOptions RunOptions::parse(int argc, char** argv) { return Parser(argc, argv).parse(); }

const char* RunOptions::help() noexcept {
    return R"(braid run [--trace OUT] [PYTHON-OPTION...] FILE [-- ARG...]
braid run [--trace OUT] [PYTHON-OPTION...] -m PACKAGE | -c CODE | - [ARG...]
braid run [--trace OUT] [PYTHON-OPTION...] FILE FILE... [-- ARG...]
braid run [--trace OUT] [PYTHON-OPTION...] NOTE | NOTE#NUMBER ... [-- ARG...]
braid run --list-blocks NOTE...

Runs Python and JavaScript (.js, .mjs) programs without a window.

FILE may be a directory or a zip file that has a __main__.py; python3's options
(-W, -X, -O, -u, -i, -P ...) go before it.

One Python program is the process, as under python3: its streams, signals, threads and
end are Python's own.

Several, and those in JavaScript, run on one event loop, and every one gets the
ARG... as its sys.argv[1:] or process.argv.slice(2). Every line that several
print begins with the name of its program. Lines of standard input go to the
program that asks for one. Ctrl-C cancels all as in Python; a second one
insists. The exit status is 0, or that of the first FILE that failed.

NOTE is a Markdown file or a Jupyter notebook. All its blocks that can run do,
in its order; those that share no names run together. NOTE#3 is its third block,
with what that needs above it. If the note says what a block prints, the output
is compared, and a difference is a failure. --list-blocks runs nothing: a line
for each block says its number, its language, its heading, and whether it runs.

A program runs in the environment beside it, .venv, or else in the active one.

  --trace OUT   write what every task does to OUT while it runs, as Chrome trace
                JSON, which 'braid OUT' and ui.perfetto.dev open (OUT.gz:
                compressed)
  -h, --help    this text
)";
}

} // namespace braid

// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

namespace braid {

/// What is wrong with a command line, and the way out.
class UsageError : public std::runtime_error {
    using runtime_error::runtime_error;
};

/// By its name: is this a program in JavaScript?
bool is_javascript(const std::filesystem::path& file);

/// The command line of `braid run`.
struct RunOptions {
    /// Throws UsageError.
    static RunOptions parse(int argc, char** argv);
    static const char* help() noexcept;

    bool wants_help = false;
    /// Run nothing: say what the notes have.
    bool lists_blocks = false;
    std::string trace_file;
    /// Several, which run together; or notes, and blocks of them.
    std::vector<std::string> files;
    std::vector<std::string> arguments;           ///< of all of them
    std::vector<std::string> interpreter_options; ///< which hold for all of them
    /// Or one program, as behind the word `python3`; `files` has its name then, if it is in a file.
    std::vector<std::string> words;
    bool alone() const noexcept { return !words.empty(); }
    /// Some of `files` are programs in JavaScript.
    bool has_javascript() const;
    std::string name; ///< of the one: of its file, its package, "-c" or "-"
};

} // namespace braid

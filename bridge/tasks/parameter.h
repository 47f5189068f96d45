// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace braid {

/// One thing that a task can be told: an option on the command line, a field in a form.
struct Parameter {
    enum class Kind {
        Text,    ///< anything
        Words,   ///< several words, with whitespace between them
        Number,  ///< a whole one
        Seconds, ///< a time, with a point if need be
        Folder,  ///< one that is there
    };

    std::string name;        ///< "at-once", for --at-once
    std::string title;       ///< of its field: "At once"
    std::string description; ///< what it says, in a few words
    std::string value_name;  ///< as usage calls a value: "N"
    Kind kind = Kind::Text;
    std::string fallback = {};   ///< its value if it is not told, as one would type it
    bool is_positional = false;  ///< on the command line it is what is no option
    bool may_be_empty = false;   ///< nothing is a value, too
    double least = 0;            ///< of numbers and times
    double most = 1'000'000'000; ///< of numbers and times
    /// Finds fault with a value, or with each word; what it says completes "'…' …".
    std::function<std::string(std::string_view)> check = {};

    /// What is wrong with `text` as its value, in a sentence without its full stop; empty if
    /// nothing is.
    std::string problem_with(std::string_view text) const;
};

/// The text between whitespace, piece by piece.
std::vector<std::string> words_of(std::string_view text);
/// A folder or file as people type it: ~ is their home.
std::filesystem::path path_of(std::string_view text);

} // namespace braid

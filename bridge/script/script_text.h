// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace braid {

/// A program that is no file of its own: pieces of code, as a note has them, which run one after
/// the other and share what they make.
struct ScriptText {
    /// One piece of it.
    struct Part {
        int number = 0;   ///< what it is called when its listener hears of it
        std::string code; ///< as `CodeReader` gives it back
        /// What tracebacks call it, and the number of its first line there.
        std::string file;
        int line = 1;
        /// Whose results are printed: nobody's, the last line's, or every line's.
        enum class Shows { Nothing, Last, Everything } shows = Shows::Nothing;
        /// Runs as a coroutine of the language's event loop, which all such parts share.
        bool in_loop = false;
        /// The numbers of earlier parts without which it is left out, should they fail.
        std::vector<int> needs;
    };

    std::filesystem::path file; ///< what the program takes for its own file
    std::string name;           ///< of its strand: "notes.md § 2"
    std::vector<Part> parts;
    std::vector<std::string> arguments;
};

/// What becomes of one part of a `ScriptText`.
struct PartReport {
    enum class State {
        Running,
        Finished,
        Failed,
        LeftOut, ///< what it needs has failed
    };
    int number = 0;
    State state = State::Running;
    std::string failure;      ///< in one line; empty if it did not fail
    std::int64_t time_ns = 0; ///< when, on the loop's clock: it is heard later
};

} // namespace braid

// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace braid {

/// What can be told of a piece of code without running it. Lines count from 1, its first one.
struct CodeFacts {
    /// A line, and what there is to say of it.
    struct Place {
        int line = 0;
        std::string text;
    };

    /// What to run, line for line. Of a transcript of a session, what was typed there.
    std::string code;
    bool is_transcript = false;

    /// It cannot run: where, and what the language says. Nothing else is known then.
    std::vector<Place> errors;
    /// Where it leaves something out, or is part of something else: it runs, but to no purpose.
    std::vector<Place> omissions;
    /// The first wait that only a coroutine may do; 0: none.
    int awaits_at_line = 0;
    /// It wants to find the event loop running.
    bool wants_loop = false;

    /// The names it makes, which who follows can use. With `makes_any`, others that cannot be told.
    std::vector<std::string> makes;
    bool makes_any = false;
    /// The names that must be there when it begins, and where they are used first.
    std::vector<Place> needs;
    /// Those that functions of it use, and so must be there when they are called.
    std::vector<Place> needs_in_functions;

    /// What it says itself about its output.
    std::vector<Place> prints;
    /// That is all it prints, and not some of it.
    bool prints_all = false;
};

/// Reads code of one language, and runs nothing.
class CodeReader {
public:
    virtual ~CodeReader() = default;

    /// Is that what people call the language, where they write it down for a piece of code: "js",
    /// "javascript"?
    virtual bool knows(std::string_view language) const = 0;
    /// What runs a coroutine from the outside, as people write it: "asyncio.run".
    virtual std::string_view wrapper() const = 0;
    /// It can be asked now. While a script of the language computes and has been pre-empted, it
    /// cannot: the script still has hold of the language.
    virtual bool is_free() const { return true; }
    /// `language` is one of these names, which may say more than the language. Not from inside a
    /// script, and only if it is free.
    virtual CodeFacts read(std::string_view language, std::string_view code) = 0;
};

} // namespace braid

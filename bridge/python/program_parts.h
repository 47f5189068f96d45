// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/python/py_ref.h"
#include "bridge/script/script_text.h"

#include <functional>
#include <set>

namespace braid {

/// The parts of a program that is no file: one after the other, in one `__main__`. A part that
/// fails ends no other but those that need it.
///
/// On the script's stack, with the GIL. No frame of ours is below their code.
class ProgramParts {
public:
    /// What is done with the exception that a part has ended with, which is set; false if that is
    /// the end of the program. Returns it in one line.
    struct Failure {
        std::string text;
        bool ends_program = false;
    };

    ProgramParts(const ScriptText& text, std::function<void(PartReport)> tell,
                 std::function<Failure()> failed)
        : text_(text)
        , tell_(std::move(tell))
        , failed_(std::move(failed)) {}

    /// `main` is the module they run in.
    void run(PyObject* main);

private:
    bool run_part(const ScriptText::Part& part, PyObject* main);
    bool run_code(const ScriptText::Part& part, PyObject* code, PyObject* main);

    const ScriptText& text_;
    const std::function<void(PartReport)> tell_;
    const std::function<Failure()> failed_;
    PyRef parts_;           ///< `braid_parts.Parts`
    std::set<int> without_; ///< those that have failed or were left out
};

} // namespace braid

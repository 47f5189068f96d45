// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

namespace braid {

/// Which Python environment a program runs in: what it may import, and what the processes that it
/// starts find.
struct PythonEnvironment {
    /// `sys.executable`: the system's interpreter, or that of a virtual environment. In either case
    /// it is the system's that runs.
    std::string executable;
    /// Where the standard library is, if that cannot be derived from the executable.
    std::string home;
    /// Why an environment that is there is not used, and the way out; empty if nothing is wrong.
    std::string warning;

    /// The environment beside a program, `.venv`; or else the active one, as VIRTUAL_ENV says; or
    /// else the system's.
    static PythonEnvironment of_program_in(const std::filesystem::path& directory);
};

} // namespace braid

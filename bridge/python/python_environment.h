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
    /// `sys.prefix` of a virtual environment; empty: it is the system's.
    std::string root;
    /// It sees the system's packages behind its own, as it was made.
    bool with_system_packages = false;
    /// It lies beside the program, and not everything else runs in it, too.
    bool is_the_programs = false;
    /// Why an environment that is there is not used, and the way out; empty if nothing is wrong.
    std::string warning;

    /// The environment beside a program, `.venv`, or in it, if it is a folder; or else the active
    /// one, as VIRTUAL_ENV says; or else the system's. Without a file: that of the directory where
    /// one is.
    static PythonEnvironment of_program(const std::filesystem::path& file);
};

} // namespace braid

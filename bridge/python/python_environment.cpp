// SPDX-License-Identifier: MIT
#include "bridge/python/python_environment.h"

#include <Python.h>

#include <cstdlib>
#include <fstream>
#include <optional>
#include <string_view>
#include <vector>

namespace braid {

namespace {

namespace fs = std::filesystem;

const std::string system_python = BRAID_PYTHON_EXECUTABLE;
const std::string our_version =
    std::to_string(PY_MAJOR_VERSION) + '.' + std::to_string(PY_MINOR_VERSION);

std::string trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t\r");
    const auto end = text.find_last_not_of(" \t\r");
    return begin == text.npos ? "" : std::string(text.substr(begin, end - begin + 1));
}

/// What pyvenv.cfg says.
struct Configuration {
    std::string home;    ///< where the interpreter is that made it
    std::string version; ///< "3.11.2"
    bool with_system_packages = false;
};

std::optional<Configuration> configuration_of(const fs::path& environment) {
    std::ifstream file(environment / "pyvenv.cfg");
    if (!file)
        return {};
    Configuration result;
    for (std::string line; std::getline(file, line);) {
        const auto equals = line.find('=');
        if (equals == line.npos)
            continue;
        const std::string key = trimmed(std::string_view(line).substr(0, equals));
        const std::string value = trimmed(std::string_view(line).substr(equals + 1));
        if (key == "home")
            result.home = value;
        else if (key == "version" || key == "version_info")
            result.version = value;
        else if (key == "include-system-site-packages")
            result.with_system_packages = value == "true";
    }
    return result;
}

bool same_minor_version(std::string_view version) {
    return version.starts_with(our_version) &&
           (version.size() == our_version.size() || version[our_version.size()] == '.');
}

/// Nothing if there is no environment.
std::optional<PythonEnvironment> environment_at(const fs::path& root) {
    const auto configuration = configuration_of(root);
    if (!configuration)
        return {};
    PythonEnvironment result;
    if (!same_minor_version(configuration->version)) {
        result.executable = system_python;
        result.warning = root.string() + " is an environment of Python " + configuration->version +
                         ", and Braid runs Python " + our_version +
                         ": its packages are not used. Make one with: " + system_python +
                         " -m venv " + root.string();
        return result;
    }
    result.executable = (root / "bin" / "python3").string();
    result.root = root.string();
    result.with_system_packages = configuration->with_system_packages;
    std::error_code error;
    const fs::path ours = fs::path(system_python).parent_path();
    if (!fs::equivalent(configuration->home, ours, error) || error)
        result.home = ours.parent_path().string();
    return result;
}

} // namespace

PythonEnvironment PythonEnvironment::of_program(const fs::path& file) {
    std::error_code error;
    const fs::path here = fs::absolute(file.empty() ? "." : file, error).lexically_normal();
    const fs::path place = here.has_filename() ? here : here.parent_path();
    std::vector<fs::path> directories{place};
    if (!file.empty())
        directories.push_back(place.parent_path());
    for (const fs::path& directory : directories)
        if (auto environment = environment_at(directory / ".venv")) {
            environment->is_the_programs = true;
            return *environment;
        }
    if (const char* const active = std::getenv("VIRTUAL_ENV"); active && *active)
        if (auto environment = environment_at(active))
            return *environment;
    PythonEnvironment systems;
    systems.executable = system_python;
    return systems;
}

} // namespace braid

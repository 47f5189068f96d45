// SPDX-License-Identifier: MIT
#include "bridge/script/terminal_children.h"

#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace braid {

namespace {

using std::filesystem::path;

bool is_at(const path& process, const std::string& terminal_name) {
    for (const char* stream : {"fd/0", "fd/1", "fd/2"}) {
        std::error_code error;
        if (std::filesystem::read_symlink(process / stream, error) == terminal_name)
            return true;
    }
    return false;
}

} // namespace

void signal_children_at(const std::string& terminal_name, int signal) {
    if (terminal_name.empty())
        return;
    // Whoever has the terminal has it from a script, and its group, which is cheap to ask for
    // first.
    const pid_t group = getpgrp();
    std::error_code error;
    for (std::filesystem::directory_iterator process("/proc", error), end; !error && process != end;
         process.increment(error)) {
        const pid_t id = pid_t(std::strtol(process->path().filename().c_str(), nullptr, 10));
        if (id > 0 && id != getpid() && getpgid(id) == group &&
            is_at(process->path(), terminal_name))
            kill(id, signal);
    }
}

} // namespace braid

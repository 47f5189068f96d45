// SPDX-License-Identifier: MIT
#include "bridge/script/terminal_children.h"

#include <unistd.h>

#include <csignal>
#include <exception>
#include <filesystem>
#include <fstream>
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

template<typename Function>
void for_each_child(const path& process, Function function) {
    std::error_code error;
    for (std::filesystem::directory_iterator thread(process / "task", error), end;
         !error && thread != end; thread.increment(error)) {
        std::ifstream children(thread->path() / "children");
        for (pid_t child = 0; children >> child;) {
            function(child);
            for_each_child("/proc/" + std::to_string(child), function);
        }
    }
}

} // namespace

void signal_children_at(const std::string& terminal_name, int signal) noexcept {
    if (terminal_name.empty())
        return;
    try {
        for_each_child("/proc/self", [&](pid_t child) {
            if (getpgid(child) == getpgrp() &&
                is_at("/proc/" + std::to_string(child), terminal_name))
                kill(child, signal);
        });
    } catch (const std::exception&) { // there is no memory for names
    }
}

} // namespace braid

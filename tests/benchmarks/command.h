// SPDX-License-Identifier: MIT
#pragma once

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

/// Commands as what is measured.
namespace bench {

struct Cost {
    double cpu_ms, wall_ms;
};

/// Runs a command to its end, `input` before it, its output read by nobody. Throws if it fails.
inline Cost cost_of(std::vector<std::string> command, const std::string& input = "/dev/null") {
    std::vector<char*> arguments;
    for (std::string& word : command)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input.c_str(), O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    const auto begin = std::chrono::steady_clock::now();
    pid_t process = 0;
    const int error =
        posix_spawn(&process, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    int status = 0;
    rusage used{};
    if (error != 0 || wait4(process, &status, 0, &used) < 0 || status != 0)
        throw std::runtime_error(command[0] + " did not run as it should");
    const std::chrono::duration<double, std::milli> wall = std::chrono::steady_clock::now() - begin;
    const auto in_ms = [](const timeval& t) {
        return double(t.tv_sec) * 1e3 + double(t.tv_usec) / 1e3;
    };
    return {in_ms(used.ru_utime) + in_ms(used.ru_stime), wall.count()};
}

/// The number that a shell's command prints, as its last word.
inline double value_of(const std::string& command) {
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
    std::string word;
    char next[64];
    while (pipe && std::fscanf(pipe.get(), "%63s", next) == 1)
        word = next;
    char* end = nullptr;
    const double value = std::strtod(word.c_str(), &end);
    if (word.empty() || *end)
        throw std::runtime_error(command);
    return value;
}

} // namespace bench

// SPDX-License-Identifier: MIT
#pragma once

#include "loop/clock.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace braid {

struct TaskKind;

/// What is wrong with what a task was told.
class ArgumentError : public std::runtime_error {
    using runtime_error::runtime_error;
};

/// What a task was told: a value for each of its parameters.
class TaskArguments {
public:
    /// From words of a command line: `--name value`, `--name=value`, and the others for the
    /// parameter that is positional; after `--` all are. Throws ArgumentError.
    TaskArguments(const TaskKind& kind, const std::vector<std::string>& words);
    /// The same words, from a value for each parameter as people type it; empty for none.
    static std::vector<std::string> words(const TaskKind& kind,
                                          const std::map<std::string, std::string>& values);

    // Of a parameter of that name and kind, which there must be.
    const std::string& text(std::string_view name) const;
    std::vector<std::string> list(std::string_view name) const;
    std::uint64_t number(std::string_view name) const;
    Duration time(std::string_view name) const;
    std::filesystem::path folder(std::string_view name) const;

private:
    std::map<std::string, std::string, std::less<>> values_;
};

} // namespace braid

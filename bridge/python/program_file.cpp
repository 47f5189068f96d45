// SPDX-License-Identifier: MIT
#include "bridge/python/program_file.h"

#include <array>
#include <fstream>
#include <string_view>

namespace braid {

namespace {

namespace fs = std::filesystem;

/// What an archive without a comment ends with. It may begin with anything, say a `#!` line.
bool is_archive(const fs::path& file) {
    std::array<char, 22> end{};
    std::ifstream bytes(file, std::ios::binary);
    bytes.seekg(-std::streamoff(end.size()), std::ios::end);
    bytes.read(end.data(), end.size());
    return bytes && std::string_view(end.data(), 4) == "PK\5\6";
}

} // namespace

bool holds_main(const fs::path& file) {
    std::error_code error;
    if (fs::is_directory(file, error))
        return fs::exists(file / "__main__.py", error);
    return fs::is_regular_file(file, error) && is_archive(file);
}

std::string why_no_program(const fs::path& file) {
    const std::string suffix = file.extension().string(), name = '\'' + file.string() + '\'';
    if (suffix == ".ipynb")
        return name + " is a notebook, no program. Its code: jupyter nbconvert --to script " + name;
    if (suffix == ".md" || suffix == ".markdown")
        return name + " is a note, no program";
    return {};
}

} // namespace braid

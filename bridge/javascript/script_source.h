// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace braid {

/// The text of a file, without the line that says which program is to run it; nothing if it cannot
/// be read. Lines keep their numbers.
std::optional<std::string> read_script(const std::filesystem::path& file);

} // namespace braid

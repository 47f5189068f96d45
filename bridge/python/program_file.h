// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

namespace braid {

// What can be named as a program to Python, beside a file of its code.

/// A folder with a `__main__.py`, or an archive (zip) that may have one: python3 runs that.
bool holds_main(const std::filesystem::path& file);

/// Why this is no program, though people take it for one, and the way out; empty if it may be one.
std::string why_no_program(const std::filesystem::path& file);

} // namespace braid

// SPDX-License-Identifier: MIT
#pragma once

#include "loop/clock.h"

#include <cstdint>
#include <exception>
#include <string>
#include <string_view>

namespace braid {

/// How tasks say things: one place, so that all say the same.

/// "812 B", "12.3 kB", "4.56 GB": three significant digits.
std::string in_bytes(std::uint64_t bytes);
/// "812 ms", "1.20 s", "41 µs", "3 min 20 s".
std::string in_time(Duration duration);
/// "12 408": with narrow spaces between groups of three.
std::string in_groups(std::uint64_t number);
/// "1 file", "12 files": for words whose plural is regular.
std::string counted(std::uint64_t number, std::string_view noun);
/// A number as one types it: "0.5", "1000000".
std::string plain_number(double number);
/// Why something failed, in one line without places in anybody's source.
std::string reason_of(const std::exception_ptr& error);

} // namespace braid

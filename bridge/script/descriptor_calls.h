// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <cstddef>

/// Calls of the C library about descriptors that the program exports in its place, so that 0, 1 and
/// 2 are those of the script whose code calls: see StandardDescriptors. They are here for whoever
/// wants the C library's own.
namespace braid {

ssize_t system_read(int descriptor, void* buffer, std::size_t size) noexcept;
ssize_t system_write(int descriptor, const void* bytes, std::size_t size) noexcept;

} // namespace braid

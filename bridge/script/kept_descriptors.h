// SPDX-License-Identifier: MIT
#pragma once

namespace braid {

/// Descriptors of the program itself: its loop's, its window's, its pipes. The code of scripts, on
/// their stacks and in their threads, can neither close them nor put others in their places; to it
/// they are as good as not open (EBADF). `os.closerange(3, 1024)` is a habit of daemons.
///
/// The program exports the calls of the C library that close (libc/closing.cpp). 0, 1 and 2 are not
/// meant. Any thread, unless it says otherwise.
class KeptDescriptors {
public:
    /// Keeps all that are open, while no script runs. The loop's thread.
    static void keep_all();
    static void keep(int descriptor) noexcept;
    /// It may be closed, and is about to be.
    static void release(int descriptor) noexcept;
    static bool kept(int descriptor) noexcept;
    /// Is it kept from the code that runs here? In a process that a script forks nothing is.
    static bool kept_from_here(int descriptor) noexcept;
};

} // namespace braid

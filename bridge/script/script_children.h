// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <vector>

namespace boost::asio {
class io_context;
}

namespace braid {

class StackRun;

/// Whose child is whose. To the kernel the children of all scripts are those of one process; each
/// script is to find its own alone, as if it were one.
///
/// Known are those that code of scripts has made by fork() and posix_spawn(), on their stacks and
/// in their threads, and those that a language tells of. All others are the program's. Any thread
/// of the process that has the loop, no child of it.
class ScriptChildren {
public:
    /// The code that runs here, if that is a script's, has made it.
    static void add(pid_t child) noexcept;
    /// It was waited for, and is no more.
    static void remove(pid_t child) noexcept;

    static std::vector<pid_t> of(const StackRun& run);
    /// Is it known to be another script's?
    static bool is_strange_to(const StackRun& run, pid_t child) noexcept;
    /// Has one of them ended, stopped or gone on since this was asked the last time?
    static bool any_news(const StackRun& run) noexcept;

    /// The script is over. Nobody waits for its children any more: that is done when they end.
    static void orphan(const StackRun& run, boost::asio::io_context& io);
};

} // namespace braid

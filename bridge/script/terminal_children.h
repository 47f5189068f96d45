// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace braid {

/// Sends a signal to the processes that have come from this one, are in its process group, and have
/// this terminal as one of their standard streams. Scripts share a process and its session, so that
/// no terminal of theirs can be the session's, and the kernel tells nobody what is typed there.
void signal_children_at(const std::string& terminal_name, int signal);

} // namespace braid

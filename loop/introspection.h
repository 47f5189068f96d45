// SPDX-License-Identifier: MIT
#pragma once

#include "loop/event_loop.h"
#include "loop/task.h"
#include "loop/trace/record.h"

#include <cstdio>
#include <optional>
#include <source_location>
#include <string>
#include <vector>

namespace braid {

/// What a task is doing right now.
struct TaskActivity {
    Activity activity = Activity::Ready;
    WaitKind wait = WaitKind::Nothing;
    std::string what;                        ///< the operation it waits in: "sleep", "Queue.get"
    AnyTask other;                           ///< the task it waits for, if it waits for one
    std::optional<Duration> time_left;       ///< until it goes on by itself
    std::vector<std::source_location> stack; ///< the chain of awaits, innermost last
};

/// Where a task stands and what it waits for. The stack is empty while it runs or when it is done.
TaskActivity inspect(const AnyTask& task);

/// Every task of the loop, which task waits for which, and where each stands in the source: as a
/// tree of text, those whom nobody awaits at its roots. Takes time linear in tasks and edges.
std::string format_call_graph(EventLoop& loop);
/// The same for this thread's loop, into `file`.
void print_call_graph(std::FILE* file = stderr);

/// "fetch.cpp:41 in get", as far as the compiler told.
std::string describe(const std::source_location& where);
/// The name of the function without its parameters: compilers spell coroutines in strange ways.
std::string function_name(const std::source_location& where);

} // namespace braid

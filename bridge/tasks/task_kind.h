// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/tasks/parameter.h"
#include "bridge/tasks/task_context.h"
#include "loop/coroutine.h"

#include <string>
#include <string_view>
#include <vector>

namespace braid {

/// A built-in task: what it is called, what it can be told, and its coroutine.
///
/// A new one is a file that defines `TaskKind tasks::NAME()`, and NAME in the list in
/// CMakeLists.txt: so it is in `braid task`, in the window's menus and in its form.
struct TaskKind {
    std::string name;        ///< "fetch", as in `braid task fetch`
    std::string title;       ///< "Fetch URLs"
    std::string description; ///< what it does, in a sentence or two
    std::vector<Parameter> parameters;
    /// Runs it. When it is cancelled, it cleans up; what it throws, it has failed with.
    Coroutine<> (*run)(TaskContext& task) = nullptr;

    /// What `braid task NAME --help` says.
    std::string help() const;
};

/// All of them, in the order of the list.
const std::vector<TaskKind>& task_kinds();
/// Null if there is none of this name.
const TaskKind* find_task_kind(std::string_view name);

} // namespace braid

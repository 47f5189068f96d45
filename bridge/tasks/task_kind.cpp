// SPDX-License-Identifier: MIT
#include "bridge/tasks/task_kind.h"

#include <algorithm>

namespace braid {

namespace {

/// "--at-once N", or "URL..." for what is no option.
std::string spelling_of(const Parameter& parameter) {
    if (!parameter.is_positional)
        return "--" + parameter.name + " " + parameter.value_name;
    return parameter.value_name + (parameter.kind == Parameter::Kind::Words ? "..." : "");
}

} // namespace

std::string TaskKind::help() const {
    std::string usage = "braid task " + name + " [--trace OUT]";
    std::string list;
    std::string last;
    std::size_t width = std::string_view("--trace OUT").size();
    for (const Parameter& parameter : parameters)
        width = std::max(width, spelling_of(parameter).size());
    const auto line = [width](const std::string& left, const std::string& right) {
        return "  " + left + std::string(width - left.size() + 2, ' ') + right + "\n";
    };
    for (const Parameter& parameter : parameters) {
        const std::string spelling = spelling_of(parameter);
        const bool optional = parameter.may_be_empty || !parameter.fallback.empty();
        const std::string word = " " + (optional ? "[" + spelling + "]" : spelling);
        (parameter.is_positional ? last : usage) += word;
        list +=
            line(spelling, parameter.description +
                               (parameter.fallback.empty() ? "" : " (" + parameter.fallback + ")"));
    }
    return usage + last + "\n\n" + description + "\n\n" + list +
           line("--trace OUT", "at the end, write what happened to OUT, for ui.perfetto.dev");
}

const TaskKind* find_task_kind(std::string_view name) {
    const std::vector<TaskKind>& all = task_kinds();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const TaskKind& kind) { return kind.name == name; });
    return found == all.end() ? nullptr : &*found;
}

} // namespace braid

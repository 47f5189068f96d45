// SPDX-License-Identifier: MIT
// Counts down: the smallest task there is, and the one to begin a new one from.
#include "bridge/tasks/task_kind.h"
#include "bridge/tasks/words.h"
#include "loop/sleep.h"

namespace braid::tasks {

namespace {

Coroutine<> count(TaskContext& task) {
    const std::uint64_t from = task.number("from");
    for (std::uint64_t left = from; left > 0; --left) {
        task.print(std::to_string(left));
        task.progress(double(from - left) / double(from), std::to_string(left) + " to go");
        co_await sleep(task.time("every"));
    }
    task.print("0");
    task.progress(1, "done");
}

} // namespace

TaskKind count_down() {
    return {.name = "count",
            .title = "Count down",
            .description = "Counts from a number down to 0.",
            .parameters = {{.name = "from",
                            .title = "From",
                            .description = "where to begin",
                            .value_name = "N",
                            .kind = Parameter::Kind::Number,
                            .fallback = "10",
                            .is_positional = true,
                            .least = 1},
                           {.name = "every",
                            .title = "Every",
                            .description = "seconds from number to number",
                            .value_name = "SECONDS",
                            .kind = Parameter::Kind::Seconds,
                            .fallback = "1",
                            .most = 86'400}},
            .run = count};
}

} // namespace braid::tasks

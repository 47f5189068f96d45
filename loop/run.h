#pragma once

#include "loop/event_loop.h"
#include "loop/task.h"

#include <functional>
#include <string>
#include <type_traits>
#include <utility>

namespace braid {

/// Turns the loop until the task is done.
void run_until_done(EventLoop& loop, const AnyTask& task);

/// Runs one program: makes a loop, runs `main` as its first task, and when that is done cancels
/// the tasks that are left. Returns or throws what `main` did.
///
///     int main() { return braid::run(my_main()); }
template<typename T>
T run(Coroutine<T> main) {
    EventLoop loop;
    Task<T> task = create_task(loop, std::move(main), "main");
    run_until_done(loop, task);
    if constexpr (std::is_void_v<T>) {
        task.result();
    } else if constexpr (std::is_reference_v<T>) {
        return task.result();
    } else {
        task.result(); // throws, if it must
        return task.state()->hand_out(2);
    }
}

} // namespace braid

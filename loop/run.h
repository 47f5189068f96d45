// SPDX-License-Identifier: MIT
#pragma once

#include "loop/event_loop.h"
#include "loop/task.h"

#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

namespace braid {

/// Ctrl-C ended the main task: see `Runner`.
class KeyboardInterrupt : public std::runtime_error {
public:
    KeyboardInterrupt()
        : std::runtime_error("interrupted") {}
};

/// Turns the loop until the task is done.
void run_until_done(EventLoop& loop, const AnyTask& task);

/// A loop that runs one program after the other. While one runs, Ctrl-C (SIGINT, unless somebody
/// else handles it) cancels its main task; a second one ends the process as usual.
///
///     Runner runner;
///     const Page page = runner.run(fetch(url));
class Runner {
public:
    EventLoop& loop() noexcept { return loop_; }

    /// Runs `main` as a task until it is done; returns or throws what it did. Throws
    /// KeyboardInterrupt if it was cancelled by Ctrl-C. Other tasks stay, for the next run; they
    /// are cancelled with the loop.
    template<typename T>
    T run(Coroutine<T> main) {
        Task<T> task = create_task(loop_, std::move(main), "main");
        run_main(task);
        const auto state = task.state();
        task.result(); // throws, if it must
        if constexpr (std::is_object_v<T>)
            return state->hand_out(2);
        else
            return task.result();
    }

private:
    void run_main(const AnyTask& main);
    EventLoop loop_;
};

/// Runs one program: makes a loop, runs `main` as its first task, and when that is done cancels
/// the tasks that are left and waits for their end. Returns or throws what `main` did.
///
///     int main() { return braid::run(my_main()); }
template<typename T>
T run(Coroutine<T> main) {
    Runner runner;
    return runner.run(std::move(main));
}

} // namespace braid

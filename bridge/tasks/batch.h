// SPDX-License-Identifier: MIT
#pragma once

#include "loop/coroutine.h"
#include "loop/event.h"
#include "loop/semaphore.h"
#include "loop/task.h"

#include <cstddef>
#include <list>
#include <memory>
#include <string>

namespace braid {

/// Tasks that end before their batch does, so many at a time, and whose failures are their own:
/// where a TaskGroup gives up all of its tasks with the first that fails, these go on.
///
///     Coroutine<> start_all(Batch& batch, std::vector<std::string> urls) {
///         for (const std::string& url : urls)
///             co_await batch.start(fetch(url), url);
///     }
///     Batch batch(10);
///     co_await batch.run(start_all(batch, urls));
class Batch {
public:
    explicit Batch(std::size_t at_once);
    Batch(const Batch&) = delete;
    Batch& operator=(const Batch&) = delete;
    /// One that was not run to its end, because its coroutine is destroyed, unwinds its tasks.
    ~Batch();

    /// Runs the body as a part of the task that awaits this, then waits for all tasks. If the body
    /// fails or is cancelled, so are the tasks, and this throws the same when they have ended.
    Coroutine<> run(Coroutine<> body);
    /// For the body: waits for a place, and starts a task. How that ends, nobody hears but who
    /// looks at its lane.
    Coroutine<> start(Coroutine<> work, std::string name);

    std::size_t running() const noexcept { return state_->tasks.size(); }

private:
    struct State {
        explicit State(std::size_t at_once)
            : places(at_once) {}
        Semaphore places;
        std::list<Task<>> tasks;
        Event empty;
    };
    void cancel();

    std::shared_ptr<State> state_; ///< shared with callbacks, which may come late
};

} // namespace braid

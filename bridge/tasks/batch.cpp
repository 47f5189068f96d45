// SPDX-License-Identifier: MIT
#include "bridge/tasks/batch.h"

#include "loop/errors.h"

#include <exception>
#include <utility>

namespace braid {

Batch::Batch(std::size_t at_once)
    : state_(std::make_shared<State>(at_once)) {}

Batch::~Batch() {
    for (const Task<>& task : std::exchange(state_->tasks, {}))
        if (!task.done())
            task.any_state()->unwind("its batch was destroyed");
}

Coroutine<> Batch::start(Coroutine<> work, std::string name) {
    co_await state_->places.acquire();
    const Task<> task = create_task(std::move(work), std::move(name));
    const auto place = state_->tasks.insert(state_->tasks.end(), task);
    task.add_done_callback([state = state_, place](const Task<>& done) {
        if (!done.cancelled())
            done.exception(); // has been looked at
        if (state->tasks.empty())
            return; // they were unwound
        state->tasks.erase(place);
        state->places.release();
        if (state->tasks.empty())
            state->empty.set();
    });
}

Coroutine<> Batch::run(Coroutine<> body) {
    std::exception_ptr error;
    try {
        co_await std::move(body);
    } catch (...) {
        error = std::current_exception();
    }
    if (error)
        cancel();
    while (!state_->tasks.empty()) {
        state_->empty.clear();
        try {
            co_await state_->empty.wait();
        } catch (const CancelledError&) {
            error = std::current_exception();
        }
        if (error)
            cancel();
    }
    if (error)
        std::rethrow_exception(error);
}

void Batch::cancel() {
    for (const Task<>& task : state_->tasks)
        task.cancel();
}

} // namespace braid

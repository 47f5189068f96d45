// SPDX-License-Identifier: MIT
#include "bridge/python/script_scheduler.h"

#include "bridge/python/braid_module.h"
#include "bridge/python/code_note.h"
#include "bridge/python/cpython_internals.h"
#include "bridge/python/interpreter.h"
#include "bridge/python/script_run.h"

#include <algorithm>
#include <stdexcept>

namespace braid {

ScriptScheduler::ScriptScheduler(EventLoop& loop)
    : loop_(loop)
    , preemption_(preemption_handler(), loop.budget.interrupt_again)
    , relay_(*this, Preemption::signal_number()) {
    if (!CodeNote::prepare()) {
        PyErr_Clear();
        throw std::runtime_error("Python has no room for notes about code");
    }
    loop_.add_guest(*this);
    ScriptRun::set_loop_there(true);
}

ScriptScheduler::~ScriptScheduler() {
    ScriptRun::set_loop_there(false);
    loop_.remove_guest(*this);
}

void ScriptScheduler::add(std::shared_ptr<ScriptRun> run) { runs_.push_back(std::move(run)); }

void ScriptScheduler::make_ready(ScriptRun& run) {
    if (run.queued_ || run.over_)
        return;
    run.queued_ = true;
    queue_.push_back(&run);
}

void ScriptScheduler::forget(ScriptRun& run) {
    std::erase(queue_, &run);
    run.queued_ = false;
    if (preempted_ == &run)
        preempted_ = nullptr;
    std::erase_if(runs_, [&](const auto& known) { return known.get() == &run; });
}

// -- the loop's side --------------------------------------------------------------------------

bool ScriptScheduler::ready() const noexcept {
    return preempted_ ? preempted_->queued_ : !queue_.empty();
}

ScriptRun* ScriptScheduler::take_next() {
    if (!ready())
        return nullptr;
    ScriptRun* next = preempted_ ? preempted_ : queue_.front();
    std::erase(queue_, next);
    next->queued_ = false;
    preempted_ = nullptr;
    return next;
}

void ScriptScheduler::run(TimePoint until) {
    // One round, so that what a script has made ready elsewhere gets its turn before the script.
    for (std::size_t n = queue_.size(); n > 0; --n) {
        ScriptRun* next = take_next();
        if (!next)
            return;
        enter(*next, until);
        if (preempted_ || preemption_.time_is_over())
            return;
    }
}

void ScriptScheduler::enter(ScriptRun& run, TimePoint until) {
    const auto keep = run.shared_from_this();
    preemption_.begin_slice(until);
    run.resume();
    preemption_.end_slice();
}

void ScriptScheduler::hurry() noexcept { preemption_.hurry(); }

void ScriptScheduler::turn_began() noexcept {
    ScriptRun* below = ScriptRun::on_this_stack();
    turns_.push_back(below);
    if (below) {
        ++below->no_switch_;
        preemption_.end_slice();
    }
}

void ScriptScheduler::turn_ended() noexcept {
    ScriptRun* below = turns_.back();
    turns_.pop_back();
    if (below) {
        --below->no_switch_;
        preemption_.begin_slice(Clock::now() + loop_.budget.least_guests);
    }
}

// -- the script's side ------------------------------------------------------------------------

void ScriptScheduler::show_world_of(ScriptRun& run) {
    if (world_owner_ == &run)
        return;
    ++run.no_switch_;
    if (world_owner_)
        world_owner_->globals_.leave();
    world_owner_ = &run;
    run.globals_.enter();
    --run.no_switch_;
}

void ScriptScheduler::leave(ScriptRun& run) {
    PyThreadState* state = PyEval_SaveThread();
    run.fiber_.leave();
    braid_bind_gilstate(state);
    PyEval_RestoreThread(state);
    show_world_of(run);
}

bool ScriptScheduler::preempt(ScriptRun& run) {
    if (run.no_switch_ || !preemption_.signal_is_for_this_slice())
        return true;
    make_ready(run);
    preempted_ = &run;
    run.tasks().interrupted();
    leave(run);
    return run.deliver_interrupts();
}

} // namespace braid

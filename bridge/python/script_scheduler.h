// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/python/preemption.h"
#include "bridge/python/signal_relay.h"
#include "loop/event_loop.h"

#include <deque>
#include <memory>
#include <vector>

namespace braid {

class ScriptRun;

/// Gives scripts their turns on the loop's thread: round robin, last in a turn of the loop, and
/// taken away again when the time is over.
///
/// A script that is interrupted in the middle goes on first: until it leaves its stack of its own
/// accord no other script runs, because Python's locks and imports know threads only, and all
/// scripts are on one.
class ScriptScheduler final : public Guest {
public:
    /// Both with the GIL, on Python's main thread.
    explicit ScriptScheduler(EventLoop& loop);
    ~ScriptScheduler() override;

    EventLoop& loop() noexcept { return loop_; }

    /// A new run, kept alive from here until it is over.
    void add(std::shared_ptr<ScriptRun> run);
    const std::vector<std::shared_ptr<ScriptRun>>& runs() const noexcept { return runs_; }

    /// `run` gets a turn. The loop's thread.
    void make_ready(ScriptRun& run);

    // -- the script's side ----------------------------------------------------------------

    /// Leaves the stack of `run`, which holds the GIL, until its next turn.
    void leave(ScriptRun& run);
    /// What Python calls when the time is over: leaves the stack in the middle. Returns false with
    /// a Python exception set if the script was interrupted meanwhile.
    [[nodiscard]] bool preempt(ScriptRun& run);

    // -- Guest ----------------------------------------------------------------------------

    bool ready() const noexcept override;
    void run(TimePoint until) override;
    void hurry() noexcept override;
    void turn_began() noexcept override;
    void turn_ended() noexcept override;

private:
    ScriptRun* take_next();
    void enter(ScriptRun& run, TimePoint until);
    void show_world_of(ScriptRun& run);
    void forget(ScriptRun& run);
    friend class ScriptRun;

    EventLoop& loop_;
    Preemption preemption_;
    SignalRelay relay_;
    std::vector<std::shared_ptr<ScriptRun>> runs_;
    std::deque<ScriptRun*> queue_;
    ScriptRun* preempted_ = nullptr;   ///< nobody else may run
    ScriptRun* world_owner_ = nullptr; ///< whose globals shared modules show
    /// Stacks that turns of the loop were opened on; null for the thread's own.
    std::vector<ScriptRun*> turns_;
};

} // namespace braid

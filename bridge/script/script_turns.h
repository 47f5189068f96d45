// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/script/process_signals.h"
#include "bridge/script/slice_timer.h"
#include "loop/event_loop.h"

#include <deque>
#include <memory>
#include <vector>

namespace braid {

class SemaphoreWaits;
class StackRun;

/// Gives scripts of all languages their turns on the loop's thread: round robin, last in a turn of
/// the loop, and taken away again when the time is over. One for a loop, and for a process.
class ScriptTurns final : public Guest {
public:
    /// On the loop's thread. `loop` must outlive it.
    explicit ScriptTurns(EventLoop& loop);
    ~ScriptTurns() override;
    ScriptTurns(const ScriptTurns&) = delete;
    ScriptTurns& operator=(const ScriptTurns&) = delete;

    EventLoop& loop() noexcept { return loop_; }
    const SliceTimer& slice() const noexcept { return slice_; }
    ProcessSignals& process_signals() noexcept { return signals_; }
    /// Who waits for one. Throws std::system_error.
    SemaphoreWaits& semaphores();

    /// `run` gets a turn, if it does not wait for one already. The loop's thread.
    void queue(StackRun& run);
    /// It gets none any more.
    void forget(StackRun& run) noexcept;

    // -- Guest ----------------------------------------------------------------------------

    bool ready() const noexcept override;
    void run(TimePoint until) override;
    void hurry() noexcept override;
    void turn_began() noexcept override;
    void turn_ended() noexcept override;

private:
    StackRun* take_next() noexcept;

    EventLoop& loop_;
    SliceTimer slice_;
    ProcessSignals signals_;
    std::shared_ptr<SemaphoreWaits> semaphores_; ///< made when somebody waits
    std::deque<StackRun*> queue_;
    /// Stacks that turns of the loop were opened on; null for the thread's own.
    std::vector<StackRun*> turns_;
};

} // namespace braid

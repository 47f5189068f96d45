// SPDX-License-Identifier: MIT
#pragma once

#include "loop/event_loop.h"

#include <chrono>
#include <memory>
#include <vector>

namespace braid {

class ScriptTurns;
class StackRun;

/// The scripts of one language that run: keeps them alive until they have ended.
///
/// Of one language only one script at a time may stand interrupted in the middle: until that one
/// leaves its stack of its own accord the others wait, because locks and imports of interpreters
/// know threads only, and all scripts are on one. Scripts of other languages go on.
class RunningScripts {
public:
    /// `turns` must outlive it.
    explicit RunningScripts(ScriptTurns& turns)
        : turns_(turns) {}
    RunningScripts(const RunningScripts&) = delete;
    RunningScripts& operator=(const RunningScripts&) = delete;

    ScriptTurns& turns() noexcept { return turns_; }
    EventLoop& loop() noexcept;
    const std::vector<std::shared_ptr<StackRun>>& runs() const noexcept { return runs_; }

    /// Stops all of them, gently at first, then harder, and runs the loop until they have ended or
    /// `patience` is over. False if a stack is left standing: what it may refer
    /// to must stay as it is.
    bool shut_down(std::chrono::milliseconds patience);

    // -- what runs say --------------------------------------------------------------------

    void add(std::shared_ptr<StackRun> run);
    void remove(StackRun& run) noexcept;
    /// It is interrupted in the middle.
    void stands(StackRun& run) noexcept { standing_ = &run; }
    /// Its stack is entered.
    void goes_on(StackRun& run) noexcept {
        if (standing_ == &run)
            standing_ = nullptr;
    }
    bool may_run(const StackRun& run) const noexcept { return !standing_ || standing_ == &run; }

private:
    ScriptTurns& turns_;
    std::vector<std::shared_ptr<StackRun>> runs_;
    StackRun* standing_ = nullptr;
};

} // namespace braid

// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <utility>

namespace braid {

class StackRun;

/// Whose code this thread runs.
class CurrentRun {
public:
    /// The run whose stack this thread is on; null elsewhere, also in a script's threads. As cheap
    /// as a variable: calls that may wait ask this first.
    static StackRun* on_stack() noexcept { return on_stack_; }
    /// The run that the code on this thread belongs to: as above, or the one that started the
    /// thread, or the process that was forked.
    static StackRun* of_thread() noexcept;
    /// This thread, not the loop's, works for `run` from now on; null: no longer.
    static void adopt_thread(std::shared_ptr<StackRun> run) noexcept;

    /// This process was forked from the one that has the loop: nobody is there to switch to.
    static bool in_forked_child() noexcept;
    /// This is the process that has the loop, and not even a child that shares its memory until it
    /// becomes another program (vfork), which takes itself for it. Asks the kernel.
    static bool in_own_process() noexcept;
    /// Sees to it that forked children know. For the process that has the loop.
    static void watch_forks();

    /// What runs now, for as long as it lives, is no code of the run's: a signal handler on top of
    /// it.
    class Aside {
    public:
        Aside() noexcept
            : run_(exchange(nullptr)) {}
        ~Aside() { exchange(run_); }
        Aside(const Aside&) = delete;
        Aside& operator=(const Aside&) = delete;

    private:
        StackRun* const run_;
    };

private:
    friend class StackRun;
    static StackRun* exchange(StackRun* run) noexcept { return std::exchange(on_stack_, run); }

    static inline constinit thread_local StackRun* on_stack_ = nullptr;
};

} // namespace braid

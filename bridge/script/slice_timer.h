// SPDX-License-Identifier: MIT
#pragma once

#include "loop/event_loop.h"

namespace braid {

/// What runs on the loop's thread for a limited time.
class Sliced {
public:
    /// The time is over: the stack should be left at the next place where that can be. Called by a
    /// signal handler, on top of that stack, and again every few milliseconds until it was left;
    /// so it does little, and is async-signal-safe.
    virtual void time_is_over() noexcept = 0;

protected:
    ~Sliced() = default;
};

/// The slice of time that a script has got, and what interrupts the script at its end.
///
/// A POSIX timer sends a signal to the loop's thread, and only while a script runs. It also cuts
/// short the system call that the script may wait in. There is one object of this class in a
/// process, made and used on the loop's thread.
class SliceTimer {
public:
    /// A call that ignores the signal is interrupted again after `interrupt_again`.
    explicit SliceTimer(Duration interrupt_again);
    ~SliceTimer();
    SliceTimer(const SliceTimer&) = delete;
    SliceTimer& operator=(const SliceTimer&) = delete;

    /// The stack of `who` is entered, and may run until `deadline`.
    void begin(Sliced& who, TimePoint deadline) noexcept;
    /// It was left.
    void end() noexcept;

    /// The time given to the slice, or to the last one, is over.
    bool over() const noexcept;
    /// The slice that runs was told so. A language may hear of it late, when another one runs.
    bool told() const noexcept;

    /// The time is over now. Any thread; async-signal-safe.
    void hurry() noexcept;

    /// The same from inside of a signal handler, of the one that there is. Async-signal-safe.
    static void interrupt() noexcept;

    /// The signal that is used. Its handler must stay.
    static int signal_number() noexcept;
};

} // namespace braid

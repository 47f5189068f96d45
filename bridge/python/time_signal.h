// SPDX-License-Identifier: MIT
#pragma once

namespace braid {

/// How Python hears that the time of its script is over: as of a signal, for which it calls
/// `_braid.preempt` between two instructions, or inside a system call that was cut short. From
/// there the script's stack may be left.

/// Registers that handler for the signal of `SliceTimer`, which goes on to get the signal itself.
/// With the GIL, on the loop's thread; throws std::runtime_error if that is not Python's main
/// thread.
void handle_time_signal();

/// What the timer's handler does for a Python script. Async-signal-safe.
void pass_on_time_signal() noexcept;

} // namespace braid

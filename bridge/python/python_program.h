// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace braid {

class LoopClock;
struct PythonEnvironment;
class Trace;

/// How to record a Python program that is the process.
struct ProgramRecording {
    Trace& trace;
    LoopClock& clock; ///< that of the trace; the program itself goes by the steady clock
    std::string name; ///< of its strand
    /// Before each round of its asyncio loop; `waits`: it has nothing to do but wait. Also in
    /// children that it forks.
    std::function<void(bool waits)> before_round;
    /// The program has ended, and its lanes with it: the last chance to write them. Not called in
    /// children that it forks, nor if it is ended by force.
    std::function<void()> ended;
};

/// Runs a Python program as `python3 WORDS…` would, and returns the exit status, if it does not end
/// the process itself, as most do. Everything is CPython's own: command line and environment
/// variables, streams on the descriptors 0 to 2, signals, threads, the end. Only the event loop
/// under asyncio is Braid's.
///
/// Once in a process, on its first thread, and in place of a `PythonEngine`.
///
/// Without `recording` nothing is recorded, and nothing is paid for it.
int run_python_program(const PythonEnvironment& environment, const std::vector<std::string>& words,
                       const ProgramRecording* recording = nullptr);

} // namespace braid

// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/python/py_ref.h"
#include "bridge/script/script_report.h"

#include <string>
#include <utility>

namespace braid {

class PythonRun;

/// The program of a script that is not the process, from its first line to its end, as `python3
/// FILE` has it: Py_RunMain and Py_FinalizeEx in small. No frame of ours is below its code.
///
/// On the script's stack, with the GIL.
class ScriptProgram {
public:
    /// `world` is its `braid_world.World`.
    ScriptProgram(PythonRun& run, PyRef world)
        : run_(run)
        , world_(std::move(world)) {}

    /// Needs `threading`, once. False with a Python exception set.
    static bool prepare();

    /// Runs it and all that belongs to its end. In a forked child too, which ends then.
    ScriptEnd run();

private:
    PyRef code();
    void run_code();
    void run_parts(PyObject* main);
    void run_main();
    void end_by_exception();
    void show(PyObject* type, PyObject* value, PyObject* traceback);
    void shut_threads_down();
    void shut_down();
    void drop_modules();

    PythonRun& run_;
    PyRef world_;
    ScriptEnd end_;
    std::string advice_; ///< what to do about what has ended it
};

} // namespace braid

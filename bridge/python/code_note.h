// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/python/cpython_internals.h"
#include "loop/trace/trace.h"

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace braid {

/// What the trace wants to know of a piece of Python code, found out once and kept with the code
/// object. The GIL must be held.
class CodeNote {
public:
    /// Before the first `of`, and for each new engine. False with a Python exception set if the
    /// interpreter has no room for notes.
    static bool prepare();
    static CodeNote& of(PyCodeObject* code, Trace& trace);

    /// The program's own code: neither Python's library nor an installed package.
    bool own = false;
    /// What asyncio.run does at its end, by itself.
    bool closing = false;
    /// What somebody who awaits this coroutine of asyncio waits for; Nothing for other code, and
    /// for coroutines that only pass the wait on.
    WaitKind wait = WaitKind::Nothing;
    /// Its name, "Queue.get".
    TextId name = TextId::None;
    /// What the number of a task that runs it follows: "get Task-".
    TextId task_name = TextId::None;
    /// Coroutines that say more than their name.
    enum class Words { Name, Sleep, WaitFor, Wait, TaskGroup, ToThread } words = Words::Name;

    LocationId location(BraidPosition position, Trace& trace);
    /// Its name with that of its module, which has these globals: "subprocess.run".
    TextId full_name(PyObject* globals, Trace& trace);

private:
    CodeNote(PyCodeObject* code, Trace& trace);

    std::uint64_t generation_;
    std::string_view qualified_name_;
    TextId full_name_ = TextId::None;
    std::vector<std::pair<int, LocationId>> locations_; ///< by instruction; few
};

} // namespace braid

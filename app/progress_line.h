// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/script/script.h"
#include "loop/clock.h"

namespace braid {

/// How far a script is, as the last line of a terminal on stderr; nothing if it is none.
class ProgressLine {
public:
    ProgressLine();

    void show(const Progress& progress);
    /// Before something else is printed.
    void clear();
    /// It has ended: its last progress stays.
    void finish();

private:
    void draw();

    const bool is_terminal_;
    bool drawn_ = false;
    bool known_ = false; ///< there was some progress
    TimePoint drawn_at_;
    Progress progress_;
};

} // namespace braid

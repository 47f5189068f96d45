// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/notes/expected_output.h"
#include "widgets/notes/block_output.h"

#include <optional>

namespace braid {

/// What came of a block of a note when it ran last.
struct BlockResult {
    enum class State {
        Waiting, ///< for the blocks before it in its program
        Running,
        Finished,
        Failed,
        LeftOut,    ///< what it needs has failed
        NotReached, ///< its program ended before
        Stopped,
    };

    State state = State::Waiting;
    int run = -1; ///< of the session's scripts
    BlockOutput output;
    QString failure;           ///< in one line
    std::int64_t beginNs = -1; ///< in the trace's time; -1: it has not begun
    std::int64_t endNs = -1;   ///< -1: it goes on
    /// It has finished, and the note says what it should print.
    bool isCompared = false;
    std::optional<ExpectedOutput::Difference> difference;
    /// The note has another text there by now.
    bool isOutdated = false;

    bool isOver() const { return state != State::Waiting && state != State::Running; }
};

} // namespace braid

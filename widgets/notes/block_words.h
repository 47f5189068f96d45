// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/notes/note_plan.h"
#include "widgets/notes/block_result.h"

#include <QString>

namespace braid {

/// The window's words for what is known of a block of a note.

/// "Block 3".
QString nameOfBlock(int number);
/// Whether it runs, and after what, before anybody runs it: "runs after block 2". `plan` is null
/// while that is not known.
QString explainBlock(const Note& note, const NotePlan* plan, int number);
/// What came of it: "finished after 0.31 s". `nowNs` is the present.
QString describeResult(const BlockResult& result, std::int64_t nowNs);
/// "as written", or where it differs: "line 41: expected “x”, got “y”"; empty if nothing was
/// compared.
QString describeComparison(const BlockResult& result);
/// "3 blocks run, 1 does not".
QString summarize(const Note& note, const NotePlan* plan);

} // namespace braid

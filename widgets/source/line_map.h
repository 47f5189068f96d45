// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

namespace braid {

/// Where the lines of a text are after it has been edited. Lines count from 0; -1: deleted, or new.
class LineMap {
public:
    /// The text has `lines` lines, where they are.
    void reset(int lines);
    /// `count` line ends were inserted in `line`, or at its very beginning.
    void insert(int line, int count, bool atBeginning);
    /// `count` line ends were removed from `line` on, or from its very beginning on.
    void remove(int line, int count, bool atBeginning);

    int now(int then) const;
    int then(int now) const;

private:
    std::vector<int> now_;
};

} // namespace braid

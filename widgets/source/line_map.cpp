// SPDX-License-Identifier: MIT
#include "widgets/source/line_map.h"

#include <algorithm>
#include <numeric>

namespace braid {

void LineMap::reset(int lines) {
    now_.resize(std::size_t(lines));
    std::iota(now_.begin(), now_.end(), 0);
}

void LineMap::insert(int line, int count, bool atBeginning) {
    const int first = atBeginning ? line : line + 1;
    for (int& now : now_)
        if (now >= first)
            now += count;
}

void LineMap::remove(int line, int count, bool atBeginning) {
    const int first = atBeginning ? line : line + 1;
    for (int& now : now_) {
        if (now >= first + count)
            now -= count;
        else if (now >= first)
            now = -1;
    }
}

int LineMap::now(int then) const {
    return then >= 0 && then < int(now_.size()) ? now_[std::size_t(then)] : -1;
}

int LineMap::then(int now) const {
    const auto found = std::find(now_.begin(), now_.end(), now);
    return found == now_.end() ? -1 : int(found - now_.begin());
}

} // namespace braid

// SPDX-License-Identifier: MIT
#include "widgets/session/cursor.h"

#include <utility>

namespace braid {

void Cursor::setInstant(std::int64_t timeNs) {
    if (std::exchange(instant_, timeNs) != timeNs)
        emit moved();
}

void Cursor::setLive() {
    if (std::exchange(instant_, std::nullopt))
        emit moved();
}

} // namespace braid

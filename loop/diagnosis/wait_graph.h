// SPDX-License-Identifier: MIT
#pragma once

#include "loop/trace/trace.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace braid {

/// Who waits for whom at an instant, in layers: whoever nobody waits for comes first, and what one
/// waits for always in a later layer, unless they wait for each other.
///
/// Tasks that neither wait for another nor are waited for are only counted.
struct WaitGraph {
    struct Node {
        LaneId lane = LaneId::None;
        std::uint32_t layer = 0;
        std::uint32_t place = 0; ///< in its layer
        bool in_cycle = false;   ///< it waits, through others, for itself: it will not go on
    };
    struct Edge {
        std::size_t waiter = 0; ///< index of a node
        std::size_t waited_for = 0;
        /// It waits for several, this one among them by all that is known: it created it.
        bool is_one_of_several = false;
    };

    std::vector<Node> nodes;
    std::vector<Edge> edges;
    std::uint32_t layers = 0;
    std::size_t alone = 0;    ///< pending tasks that have no node
    std::size_t left_out = 0; ///< tasks for which there was no room

    /// Of at most `most` tasks, those first that wait. O(tasks × log slices + edges).
    static WaitGraph at(const Trace& trace, std::int64_t at_ns, std::int64_t now_ns,
                        std::size_t most = 5000);
};

} // namespace braid

// SPDX-License-Identifier: MIT
#pragma once

#include "loop/trace/record.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace braid {

class Trace;

/// Somebody's place in a trace: what has changed since he last looked. So a view does work for
/// what changed, not for what there is. At most 32 at a time per trace, which must outlive them;
/// for the trace's thread.
class TraceReader {
public:
    /// What has changed, each once, in the order of its first change. What is not in the trace any
    /// more (`Trace::find` says so) has gone since.
    struct Changes {
        std::vector<LaneId> lanes;
        std::vector<StrandId> strands; ///< also those with a new mark
        /// There was more than could be listed: look at everything.
        bool everything = false;
        /// Something other than the window itself has changed. What a window does is no reason to
        /// look: to show it would be something that the window does.
        bool worth_looking = false;

        bool empty() const noexcept { return lanes.empty() && strands.empty() && !everything; }
    };

    /// At first, everything has changed. `on_change` is called at the first change after each
    /// `take` that is worth looking, in the middle of the writer's work, wherever that stands: it
    /// must touch nothing of the trace, so all it can do is to have somebody look later.
    explicit TraceReader(Trace& trace, std::function<void()> on_change = {});
    ~TraceReader();
    TraceReader(const TraceReader&) = delete;
    TraceReader& operator=(const TraceReader&) = delete;

    /// There is something to take.
    bool behind() const noexcept { return !changes_.empty(); }
    /// What has changed since the last call.
    Changes take();

private:
    friend class Trace;

    Trace& trace_;
    std::function<void()> on_change_;
    const std::uint32_t bit_;
    Changes changes_;
};

} // namespace braid

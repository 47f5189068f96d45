// SPDX-License-Identifier: MIT
#pragma once

#include "loop/trace/trace.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace braid {

/// What tasks of one name did, together. Those with generated names are one by the function they
/// run and the place that made them.
struct TaskTotals {
    std::uint64_t tasks = 0;
    std::uint64_t failed = 0;
    std::int64_t life_ns = 0;                  ///< all of them
    std::array<std::int64_t, 4> by_activity{}; ///< ns

    std::int64_t mean_ns() const noexcept { return tasks > 0 ? life_ns / std::int64_t(tasks) : 0; }
};

/// A wait at one place: what for, and where.
struct WaitSum {
    std::string what; ///< "Lock.acquire in get"
    std::uint64_t before_count = 0;
    std::uint64_t after_count = 0;
    std::int64_t before_ns = 0;
    std::int64_t after_ns = 0;
};

/// What became of the tasks of one name between two runs.
struct TaskChange {
    std::string name;   ///< "get-1"; of generated ones that of their function
    std::string strand; ///< the file's name
    TaskTotals before;
    TaskTotals after;
    std::vector<WaitSum> waits; ///< what changed most first

    /// On the average, so much longer in the second run; negative: shorter.
    std::int64_t slower_ns() const noexcept { return after.mean_ns() - before.mean_ns(); }
    bool is_new() const noexcept { return before.tasks == 0; }
    bool is_gone() const noexcept { return after.tasks == 0; }
};

/// Two runs over each other, aligned by the names of tasks and where they were made.
struct TraceDiff {
    std::int64_t before_ns = 0; ///< how long each took, from the first thing to the last
    std::int64_t after_ns = 0;
    std::vector<TaskChange> tasks; ///< all of them, the most changed first
};

/// What counts as no change: below both.
struct DiffTolerance {
    double share = 0.1;
    std::int64_t ns = 2'000'000;

    bool changed(const TaskChange& task) const noexcept;
    bool changed(const WaitSum& wait) const noexcept;
};

/// Compares what scripts and C++ tasks did; `before_end_ns`: until when what had not ended goes on.
TraceDiff compare(const Trace& before, std::int64_t before_end_ns, const Trace& after,
                  std::int64_t after_end_ns);

} // namespace braid

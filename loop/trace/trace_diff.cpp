// SPDX-License-Identifier: MIT
#include "loop/trace/trace_diff.h"

#include "loop/trace/task_kinds.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <tuple>

namespace braid {

namespace {

std::string file_name(std::string_view path) {
    return std::string(path.substr(path.rfind('/') + 1));
}

using Key = std::tuple<std::string, std::string, std::string>; // strand, name, place
struct Entry {
    TaskChange change;
    std::map<std::string, WaitSum> waits;
};
using Entries = std::map<Key, Entry>;

/// One of the two runs.
class Side {
public:
    Side(const Trace& trace, std::int64_t end_ns, bool is_after)
        : trace_(trace)
        , end_(end_ns)
        , is_after_(is_after) {}

    /// Returns how long it took.
    std::int64_t add_to(Entries& entries) {
        std::int64_t first = end_, last = 0;
        trace_.for_each_lane([&](const Lane& lane) {
            const Strand& strand = trace_.strand(lane.strand);
            if (strand.kind == StrandKind::Window || lane.kind != LaneKind::Loop)
                return;
            first = std::min(first, lane.begin_ns);
            last = std::max(last, end_of(lane));
            Entry& entry = entries[key_of(lane, strand)];
            entry.change.name = name_of(lane);
            entry.change.strand = file_name(trace_.text(strand.name));
            add(lane, entry);
        });
        return std::max<std::int64_t>(0, last - first);
    }

private:
    std::int64_t end_of(const Lane& lane) const { return lane.pending() ? end_ : lane.end_ns; }

    std::string name_of(const Lane& lane) const {
        return has_generated_name(trace_, lane) ? kind_of(trace_, lane) : trace_.name(lane.name);
    }

    /// A line may have moved: the function stays.
    std::string function_of(LocationId where) const {
        return where == LocationId::None
                   ? std::string()
                   : std::string(trace_.text(trace_.location(where).function));
    }

    Key key_of(const Lane& lane, const Strand& strand) const {
        return {file_name(trace_.text(strand.name)), name_of(lane), function_of(lane.created_at)};
    }

    /// What for and in which function.
    const std::string& wait_key(const Slice& slice) {
        const auto id = std::tuple(std::uint32_t(slice.what), std::uint32_t(slice.where),
                                   std::uint32_t(slice.wait));
        std::string& key = wait_keys_[id];
        if (key.empty()) {
            key = slice.what == TextId::None ? std::string(to_string(slice.wait))
                                             : std::string(trace_.text(slice.what));
            // How many tasks a gather has is no other wait.
            if (slice.detail == LaneState::Detail::Tasks && key.ends_with(" of"))
                key.resize(key.size() - 3);
            if (const std::string function = function_of(slice.where); !function.empty())
                key += " in " + function;
        }
        return key;
    }

    void add(const Lane& lane, Entry& entry) {
        TaskTotals& group = is_after_ ? entry.change.after : entry.change.before;
        const std::int64_t life = std::max<std::int64_t>(0, end_of(lane) - lane.begin_ns);
        ++group.tasks;
        group.failed += lane.outcome == Outcome::Failed;
        group.life_ns += life;
        for (std::size_t i = 0; i < lane.size(); ++i) {
            const Slice& slice = lane[i];
            const std::int64_t length =
                std::max<std::int64_t>(0, lane.end_of(i, end_) - slice.begin_ns);
            group.by_activity[std::size_t(lane.activity_of(i, end_))] += length;
            if (slice.activity != Activity::Waiting)
                continue;
            WaitSum& wait = entry.waits[wait_key(slice)];
            (is_after_ ? wait.after_ns : wait.before_ns) += length;
            ++(is_after_ ? wait.after_count : wait.before_count);
        }
    }

    const Trace& trace_;
    const std::int64_t end_;
    const bool is_after_;
    std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>, std::string> wait_keys_;
};

} // namespace

bool DiffTolerance::changed(const TaskChange& task) const noexcept {
    const std::int64_t difference = std::abs(task.slower_ns());
    return task.before.tasks != task.after.tasks || task.before.failed != task.after.failed ||
           (difference > ns && double(difference) > share * double(task.before.mean_ns()));
}

bool DiffTolerance::changed(const WaitSum& wait) const noexcept {
    const std::int64_t difference = std::abs(wait.after_ns - wait.before_ns);
    return (wait.before_count == 0) != (wait.after_count == 0) ||
           (difference > ns && double(difference) > share * double(wait.before_ns));
}

TraceDiff compare(const Trace& before, std::int64_t before_end_ns, const Trace& after,
                  std::int64_t after_end_ns) {
    Entries entries;
    TraceDiff diff;
    diff.before_ns = Side(before, before_end_ns, false).add_to(entries);
    diff.after_ns = Side(after, after_end_ns, true).add_to(entries);
    for (auto& [key, entry] : entries) {
        for (auto& [what, wait] : entry.waits) {
            wait.what = what;
            entry.change.waits.push_back(wait);
        }
        std::stable_sort(entry.change.waits.begin(), entry.change.waits.end(),
                         [](const WaitSum& a, const WaitSum& b) {
                             return std::abs(a.after_ns - a.before_ns) >
                                    std::abs(b.after_ns - b.before_ns);
                         });
        diff.tasks.push_back(std::move(entry.change));
    }
    const auto weight = [](const TaskChange& task) {
        return std::abs(task.after.life_ns - task.before.life_ns);
    };
    std::stable_sort(
        diff.tasks.begin(), diff.tasks.end(),
        [&](const TaskChange& a, const TaskChange& b) { return weight(a) > weight(b); });
    return diff;
}

} // namespace braid

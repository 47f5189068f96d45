// SPDX-License-Identifier: MIT
#include "loop/trace/task_kinds.h"

#include "loop/trace/moment.h"

#include <algorithm>
#include <map>
#include <memory>
#include <tuple>
#include <utility>

namespace braid {

namespace {

constexpr std::string_view generated = "Task-";

/// "fetch" of "fetch Task-", "get" of "get-".
std::string_view without_tail(std::string_view text) {
    if (text.ends_with(generated) && text.size() > generated.size())
        text.remove_suffix(generated.size());
    const auto last = text.find_last_not_of(" -_#.:");
    return last == std::string_view::npos ? text : text.substr(0, last + 1);
}

} // namespace

bool has_generated_name(const Trace& trace, const Lane& lane) {
    return lane.name.number != LaneName::no_number &&
           trace.text(lane.name.text).ends_with(generated);
}

std::string kind_of(const Trace& trace, const Lane& lane) {
    const std::string_view text = trace.text(lane.name.text);
    return std::string(lane.name.number == LaneName::no_number ? text : without_tail(text));
}

std::vector<TaskKindSums> task_kinds_at(const Trace& trace, std::int64_t at_ns,
                                        std::int64_t now_ns) {
    // Names are few texts with many numbers.
    std::map<std::tuple<StrandId, TextId, bool>, std::size_t> by_text;
    std::map<std::pair<StrandId, std::string>, std::size_t> by_name;
    std::vector<std::unique_ptr<TaskKindSums>> kinds;
    trace.for_each_lane([&](const Lane& lane) {
        if (lane.kind != LaneKind::Loop || lane.begin_ns > at_ns ||
            trace.strand(lane.strand).kind == StrandKind::Window)
            return;
        const auto [place, is_new] = by_text.try_emplace(
            {lane.strand, lane.name.text, lane.name.number == LaneName::no_number}, kinds.size());
        if (is_new) {
            const auto [known, fresh] =
                by_name.try_emplace({lane.strand, kind_of(trace, lane)}, kinds.size());
            place->second = known->second;
            if (fresh) {
                kinds.push_back(std::make_unique<TaskKindSums>());
                TaskKindSums& kind = *kinds.back();
                kind.name = known->first.second;
                kind.strand = lane.strand;
                kind.created_at = lane.created_at;
                kind.first = lane.id;
            }
        }
        TaskKindSums& kind = *kinds[place->second];
        ++kind.tasks;
        const Moment moment = moment_of(lane, at_ns, now_ns);
        if (moment.phase == Moment::Phase::Ended) {
            ++kind.ended[std::size_t(lane.outcome)];
            kind.lives.add(lane.end_ns - lane.begin_ns);
        } else {
            ++kind.doing[std::size_t(moment.activity)];
            kind.oldest_ns = std::max(kind.oldest_ns, std::min(at_ns, now_ns) - lane.begin_ns);
        }
    });
    std::vector<TaskKindSums> sums;
    sums.reserve(kinds.size());
    for (const auto& kind : kinds)
        sums.push_back(std::move(*kind));
    std::stable_sort(sums.begin(), sums.end(), [](const TaskKindSums& a, const TaskKindSums& b) {
        return a.tasks > b.tasks;
    });
    return sums;
}

} // namespace braid

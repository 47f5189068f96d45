// SPDX-License-Identifier: MIT
#include "loop/diagnosis/wait_graph.h"

#include "loop/trace/moment.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>
#include <unordered_set>

namespace braid {

namespace {

using Neighbours = std::vector<std::vector<std::size_t>>;

/// Takes away whoever has no more neighbours behind him, again and again; what is left is marked.
std::vector<bool> left_after_peeling(const Neighbours& forward, const Neighbours& back) {
    std::vector<std::size_t> degree(forward.size()), ready;
    std::vector<bool> left(forward.size(), true);
    for (std::size_t i = 0; i < forward.size(); ++i) {
        degree[i] = back[i].size();
        if (degree[i] == 0)
            ready.push_back(i);
    }
    while (!ready.empty()) {
        const std::size_t node = ready.back();
        ready.pop_back();
        left[node] = false;
        for (const std::size_t next : forward[node])
            if (--degree[next] == 0)
                ready.push_back(next);
    }
    return left;
}

/// One behind the last of those who wait for it. Who waits in a circle comes behind those outside.
void lay_in_layers(WaitGraph& graph, const Neighbours& waited_for, const Neighbours& waiters) {
    std::vector<std::size_t> degree(graph.nodes.size()), order;
    std::vector<bool> done(graph.nodes.size(), false);
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        degree[i] = waiters[i].size();
        if (degree[i] == 0)
            order.push_back(i);
    }
    std::size_t start = 0; // of a circle, where it is cut open
    for (std::size_t next = 0;; ++next) {
        if (next == order.size()) {
            while (start < degree.size() && (done[start] || degree[start] == 0))
                ++start;
            if (start == degree.size())
                break;
            degree[start] = 0;
            order.push_back(start);
        }
        const std::size_t node = order[next];
        done[node] = true;
        for (const std::size_t other : waited_for[node]) {
            if (done[other] || degree[other] == 0)
                continue;
            graph.nodes[other].layer =
                std::max(graph.nodes[other].layer, graph.nodes[node].layer + 1);
            if (--degree[other] == 0)
                order.push_back(other);
        }
    }
}

/// Beside those who wait for it, so that lines are short.
void place_in_layers(WaitGraph& graph, const Neighbours& waiters) {
    std::vector<std::size_t> order(graph.nodes.size());
    std::iota(order.begin(), order.end(), 0);
    std::vector<double> wish(graph.nodes.size(), 0);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return graph.nodes[a].layer < graph.nodes[b].layer;
    });
    for (auto begin = order.begin(); begin != order.end();) {
        const std::uint32_t layer = graph.nodes[*begin].layer;
        const auto end = std::find_if(
            begin, order.end(), [&](std::size_t node) { return graph.nodes[node].layer != layer; });
        for (auto node = begin; node != end; ++node) {
            double sum = 0, count = 0;
            for (const std::size_t waiter : waiters[*node])
                if (graph.nodes[waiter].layer < layer) {
                    sum += graph.nodes[waiter].place;
                    ++count;
                }
            wish[*node] = count > 0 ? sum / count : 0;
        }
        std::stable_sort(begin, end,
                         [&](std::size_t a, std::size_t b) { return wish[a] < wish[b]; });
        std::uint32_t place = 0;
        for (; begin != end; ++begin)
            graph.nodes[*begin].place = place++;
        graph.layers = layer + 1;
    }
}

} // namespace

WaitGraph WaitGraph::at(const Trace& trace, std::int64_t at_ns, std::int64_t now_ns,
                        std::size_t most) {
    WaitGraph graph;
    std::unordered_map<LaneId, std::size_t> known;
    std::unordered_set<LaneId> left_out;
    std::size_t pending = 0;
    const auto node_of = [&](LaneId lane) -> std::size_t {
        const auto found = known.find(lane);
        if (found != known.end())
            return found->second;
        if (graph.nodes.size() >= most) {
            left_out.insert(lane);
            return most;
        }
        graph.nodes.push_back({.lane = lane});
        return known[lane] = graph.nodes.size() - 1;
    };
    const auto waits = [&](LaneId waiter, LaneId other, bool several) {
        const std::size_t from = node_of(waiter), to = node_of(other);
        if (from < most && to < most)
            graph.edges.push_back({from, to, several});
    };
    trace.for_each_lane([&](const Lane& lane) {
        const Moment moment = moment_of(lane, at_ns, now_ns);
        if (!moment.pending() || lane.kind != LaneKind::Loop ||
            trace.strand(lane.strand).kind == StrandKind::Window)
            return;
        ++pending;
        if (moment.slice && moment.activity == Activity::Waiting)
            if (const Lane* const other = trace.find(moment.slice->other());
                other && moment_of(*other, at_ns, now_ns).pending())
                waits(lane.id, other->id, false);
        // Which the several are that somebody waits for is not recorded; that it made them, is.
        if (const Lane* const creator = trace.find(lane.creator)) {
            const Moment made = moment_of(*creator, at_ns, now_ns);
            if (made.slice && made.activity == Activity::Waiting &&
                made.slice->wait == WaitKind::Task && made.slice->tasks() > 0)
                waits(creator->id, lane.id, true);
        }
    });
    graph.left_out = left_out.size();
    graph.alone = pending - std::min(pending, graph.nodes.size() + graph.left_out);

    Neighbours waited_for(graph.nodes.size()), waiters(graph.nodes.size());
    for (const Edge& edge : graph.edges) {
        waited_for[edge.waiter].push_back(edge.waited_for);
        waiters[edge.waited_for].push_back(edge.waiter);
    }
    const auto behind = left_after_peeling(waited_for, waiters);
    const auto before = left_after_peeling(waiters, waited_for);
    for (std::size_t i = 0; i < graph.nodes.size(); ++i)
        graph.nodes[i].in_cycle = behind[i] && before[i];
    lay_in_layers(graph, waited_for, waiters);
    place_in_layers(graph, waiters);
    return graph;
}

} // namespace braid

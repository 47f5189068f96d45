// SPDX-License-Identifier: MIT
#include "widgets/source/source_lines.h"

#include "widgets/session/source_place.h"

#include <QFileInfo>

#include <algorithm>

namespace braid {

namespace {

/// Counts a stretch in which `lane` held the loop.
void count(SourceLine::Cost& cost, LaneId lane, std::int64_t beginNs, std::int64_t endNs) {
    const std::int64_t took = endNs - beginNs;
    cost.totalNs += took;
    ++cost.count;
    if (took >= cost.worstNs) {
        cost.worst = lane;
        cost.worstBeginNs = beginNs;
        cost.worstNs = took;
    }
}

bool isEmpty(const SourceLine& line) {
    return line.cost.count == 0 && std::all_of(line.groups.begin(), line.groups.end(),
                                               [](const auto& group) { return group.count == 0; });
}

} // namespace

SourceLines::SourceLines(Trace& trace)
    : trace_(trace)
    , reader_(trace) {}

QString SourceLines::nameOf(const QString& path) {
    const QString canonical = QFileInfo(path).canonicalFilePath();
    return canonical.isEmpty() ? path : canonical;
}

// -- keeping up ---------------------------------------------------------------------------------

void SourceLines::refresh(std::int64_t nowNs) {
    nowNs_ = nowNs;
    const TraceReader::Changes changes = reader_.take();
    if (changes.everything) {
        lanes_.clear();
        spots_.clear();
        files_.clear();
        names_.clear();
        trace_.for_each_lane([this](const Lane& lane) { look(lane); });
    }
    for (const LaneId id : changes.lanes) {
        if (const Lane* const lane = trace_.find(id)) {
            look(*lane);
        } else if (const auto gone = lanes_.find(id); gone != lanes_.end()) {
            leave(gone->second);
            lanes_.erase(gone);
        }
    }
    if (!changes.empty())
        past_.instantNs = -1;
}

void SourceLines::look(const Lane& lane) {
    Known& known = lanes_[lane.id];
    leave(known);
    std::size_t i = known.next > lane.dropped() ? known.next - lane.dropped() : 0;
    for (; i < lane.size(); ++i) {
        if (lane.pending() && i + 1 == lane.size())
            break;
        if (lane.activity_of(i, nowNs_) != Activity::Blocked)
            continue;
        Spot* const spot = spotOf(lane[i].where);
        if (!spot)
            continue;
        const Block block{lane[i].begin_ns, lane.end_of(i, nowNs_), lane.id};
        count(spot->cost, block.lane, block.beginNs, block.endNs);
        spot->blocks.push_back(block);
        if (spot->blocks.size() > mostBlocks)
            spot->blocks.pop_front();
    }
    known.next = lane.dropped() + i;
    if (!lane.pending() || lane.empty())
        return;
    if (Spot* const spot = spotOf(lane.back().where)) {
        known.spot = spot;
        known.index = spot->stands.size();
        spot->stands.push_back({lane.back().begin_ns, lane.id, lane.back().activity});
        spot->stale = true;
    }
}

void SourceLines::leave(Known& known) {
    Spot* const spot = std::exchange(known.spot, nullptr);
    if (!spot)
        return;
    // The last one takes its place.
    Stand& last = spot->stands.back();
    lanes_[last.lane].index = known.index;
    std::swap(spot->stands[known.index], last);
    spot->stands.pop_back();
    spot->stale = true;
}

SourceLines::Spot* SourceLines::spotOf(LocationId where) {
    const auto [known, isNew] = spots_.try_emplace(where, nullptr);
    if (isNew)
        if (const Location place = trace_.location(where); place.line > 0)
            known->second = &files_[fileOf(place.file)][place.line];
    return known->second;
}

QString SourceLines::fileOf(TextId file) const {
    QString& name = names_[file];
    if (name.isEmpty())
        name = nameOf(toPath(trace_.text(file)));
    return name;
}

// -- what is told -------------------------------------------------------------------------------

/// Running for long is to hold the loop: known only with time.
Activity SourceLines::activityOf(const Stand& stand, std::int64_t instantNs) const {
    if (stand.activity != Activity::Running || instantNs - stand.sinceNs < Lane::blocked_after_ns)
        return stand.activity;
    const Lane* const lane = trace_.find(stand.lane);
    return lane && lane->kind == LaneKind::Loop ? Activity::Blocked : Activity::Running;
}

std::array<SourceLine::Group, 4> SourceLines::group(const std::vector<Stand>& stands,
                                                    std::int64_t instantNs) const {
    std::array<SourceLine::Group, 4> groups{};
    for (const Stand& stand : stands) {
        SourceLine::Group& group = groups[std::size_t(activityOf(stand, instantNs))];
        if (group.count++ == 0 || stand.sinceNs < group.sinceNs) {
            group.longest = stand.lane;
            group.sinceNs = stand.sinceNs;
        }
    }
    return groups;
}

SourceLine::Cost SourceLines::costOf(const Spot& spot, std::int64_t instantNs) const {
    if (instantNs >= nowNs_)
        return spot.cost;
    SourceLine::Cost cost;
    // What is kept no longer is older than anything that is.
    if (spot.cost.count > spot.blocks.size()) {
        cost.count = spot.cost.count - spot.blocks.size();
        cost.totalNs = spot.cost.totalNs;
        for (const Block& block : spot.blocks)
            cost.totalNs -= block.endNs - block.beginNs;
    }
    for (const Block& block : spot.blocks)
        if (block.endNs <= instantNs) // the others stand there
            count(cost, block.lane, block.beginNs, block.endNs);
    return cost;
}

const SourceLines::Spots& SourceLines::spotsOf(const QString& file) const {
    static const Spots none;
    const auto found = files_.find(file);
    return found == files_.end() ? none : found->second;
}

const SourceLines::Past& SourceLines::past(const QString& file, std::int64_t instantNs) const {
    if (past_.instantNs == instantNs && past_.file == file)
        return past_;
    past_ = {file, instantNs, {}};
    // The same few places for ever so many tasks.
    std::unordered_map<LocationId, int> lines;
    trace_.for_each_lane([&](const Lane& lane) {
        if (lane.empty() || lane[0].begin_ns > instantNs ||
            (!lane.pending() && lane.end_ns <= instantNs))
            return;
        const Slice& slice = lane[lane.index_at(instantNs)];
        const auto [line, isNew] = lines.try_emplace(slice.where, 0);
        if (isNew)
            if (const Location place = trace_.location(slice.where);
                place.line > 0 && fileOf(place.file) == file)
                line->second = place.line;
        if (line->second > 0)
            past_.stands[line->second].push_back({slice.begin_ns, lane.id, slice.activity});
    });
    return past_;
}

std::vector<SourceLine> SourceLines::at(const QString& file, std::int64_t instantNs) const {
    const bool live = instantNs >= nowNs_;
    std::map<int, SourceLine> lines;
    for (const auto& [number, spot] : spotsOf(file)) {
        SourceLine& line = lines[number];
        line.cost = costOf(spot, instantNs);
        if (!live)
            continue;
        if (spot.stale) {
            spot.groups = group(spot.stands, nowNs_);
            // What runs may block the next time.
            spot.stale = spot.groups[std::size_t(Activity::Running)].count > 0;
        }
        line.groups = spot.groups;
    }
    if (!live)
        for (const auto& [number, stands] : past(file, instantNs).stands)
            lines[number].groups = group(stands, instantNs);

    std::vector<SourceLine> told;
    for (auto& [number, line] : lines) {
        line.line = number;
        if (const SourceLine::Group& blocked = line.group(Activity::Blocked); blocked.count > 0) {
            count(line.cost, blocked.longest, blocked.sinceNs, instantNs);
            line.cost.lasts = true;
        }
        if (!isEmpty(line))
            told.push_back(line);
    }
    return told;
}

std::vector<LaneId> SourceLines::tasksAt(const QString& file, int line, std::int64_t instantNs,
                                         std::size_t most) const {
    std::vector<Stand> stands;
    if (instantNs >= nowNs_) {
        const Spots& spots = spotsOf(file);
        if (const auto spot = spots.find(line); spot != spots.end())
            stands = spot->second.stands;
    } else if (const Past& then = past(file, instantNs);
               then.stands.find(line) != then.stands.end()) {
        stands = then.stands.at(line);
    }
    const auto end = stands.begin() + std::ptrdiff_t(std::min(most, stands.size()));
    std::partial_sort(stands.begin(), end, stands.end(), [](const Stand& a, const Stand& b) {
        return std::pair(a.sinceNs, a.lane) < std::pair(b.sinceNs, b.lane);
    });
    std::vector<LaneId> lanes;
    for (auto stand = stands.begin(); stand != end; ++stand)
        lanes.push_back(stand->lane);
    return lanes;
}

} // namespace braid

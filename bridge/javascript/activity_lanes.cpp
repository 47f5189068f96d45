// SPDX-License-Identifier: MIT
#include "bridge/javascript/activity_lanes.h"

namespace braid {

void ActivityLanes::begin(StrandId strand) {
    strand_ = strand;
    const std::int64_t now = clock_.now_ns();
    const auto add_fixed = [&](Fixed id, std::string_view name, std::string_view waits) {
        const LaneState state(Activity::Waiting, WaitKind::Nothing, trace_.intern(waits));
        const LaneId lane = trace_.begin_lane(now, strand_, name);
        entries_[id] = {lane, state};
        trace_.record(now, lane, state);
    };
    add_fixed(CallStack, "call stack", "the event loop");
    add_fixed(Microtasks, "microtasks", "a microtask");
    add_fixed(Macrotasks, "macrotasks", "a macrotask");
}

void ActivityLanes::end(Outcome outcome, std::string_view message) {
    const std::int64_t now = clock_.now_ns();
    for (const auto& [id, entry] : entries_) {
        if (id == CallStack)
            trace_.end_lane(now, entry.lane, outcome, message);
        else
            trace_.end_lane(now, entry.lane,
                            id < first_free ? Outcome::Finished : Outcome::Cancelled);
    }
    entries_.clear();
    running_.clear();
}

void ActivityLanes::add(std::uint32_t id, std::string_view name, WaitKind kind, double seconds,
                        const Place& where) {
    const std::int64_t now = clock_.now_ns();
    const LocationId place =
        where.line > 0 ? trace_.intern(where.file, where.line, where.function) : LocationId::None;
    LaneState waits(Activity::Waiting, kind, TextId::None, place);
    if (seconds >= 0)
        waits = waits.for_seconds(seconds);
    const LaneId creator =
        running_.empty() ? entries_[CallStack].lane : entries_[running_.back()].lane;
    const LaneId lane = trace_.begin_lane(now, strand_, name, creator, place);
    entries_[id] = {lane, waits};
    trace_.record(now, lane, waits);
}

void ActivityLanes::remove(std::uint32_t id, Outcome outcome) {
    const auto entry = entries_.find(id);
    if (entry == entries_.end() || id < first_free)
        return;
    // Its code may be what runs, and goes on; it has no lane then.
    trace_.end_lane(clock_.now_ns(), entry->second.lane, outcome);
    entries_.erase(entry);
}

LaneState ActivityLanes::running(std::uint32_t id) const {
    const auto entry = entries_.find(id);
    return {Activity::Running, WaitKind::Nothing, TextId::None,
            entry == entries_.end() ? LocationId::None : entry->second.waits.where};
}

void ActivityLanes::record(std::uint32_t id, const LaneState& state) {
    if (const auto entry = entries_.find(id); entry != entries_.end())
        trace_.record(clock_.now_ns(), entry->second.lane, state);
}

void ActivityLanes::enter(std::uint32_t id) {
    if (!running_.empty())
        record(running_.back(), {Activity::Ready});
    running_.push_back(id);
    record(id, running(id));
}

void ActivityLanes::leave(double seconds) {
    if (running_.empty())
        return;
    const std::uint32_t id = running_.back();
    running_.pop_back();
    if (const auto entry = entries_.find(id); entry != entries_.end()) {
        if (seconds >= 0)
            entry->second.waits = entry->second.waits.for_seconds(seconds);
        record(id, entry->second.waits);
    }
    if (!running_.empty())
        record(running_.back(), running(running_.back()));
}

void ActivityLanes::block(WaitKind kind, std::string_view what) {
    if (!running_.empty())
        record(running_.back(), {Activity::Blocked, kind, trace_.intern(what)});
}

void ActivityLanes::unblock() {
    if (!running_.empty())
        record(running_.back(), running(running_.back()));
}

std::uint32_t ActivityLanes::id_of(LaneId lane) const noexcept {
    for (const auto& [id, entry] : entries_)
        if (entry.lane == lane && id >= first_free)
            return id;
    return 0;
}

std::vector<LocationId> ActivityLanes::where(LaneId lane) const {
    for (const auto& [id, entry] : entries_)
        if (entry.lane == lane && entry.waits.where != LocationId::None)
            return {entry.waits.where};
    return {};
}

} // namespace braid

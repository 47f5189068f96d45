// SPDX-License-Identifier: MIT
#include "loop/trace/file_lanes.h"

#include "loop/trace/trace.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>

namespace braid::detail {

namespace {

/// Farther from its beginning no trace reaches: a year. Sums of such times are far from overflow.
constexpr std::int64_t farthest_ns = std::int64_t(1) << 55;
/// Ids beyond it are not kept: they are no trace's.
constexpr std::int64_t most_ids = std::int64_t(1) << 31;

template<typename Kind>
std::optional<Kind> named(std::string_view word, Kind last) {
    for (int i = 0; i <= int(last); ++i)
        if (to_string(Kind(i)) == word)
            return Kind(i);
    return {};
}

std::int64_t within(std::int64_t time_ns) { return std::clamp(time_ns, -farthest_ns, farthest_ns); }

/// The words without the number that `Trace::describe_what` has put behind them.
std::string_view without_number(std::string_view words, const LaneState& state) {
    const std::string amount = describe_amount(state);
    if (words.ends_with(amount))
        words.remove_suffix(amount.size());
    if (words.ends_with(' '))
        words.remove_suffix(1);
    return words;
}

} // namespace

// -- the file's events --------------------------------------------------------------------------

void FileLanes::add(ChromeEvent& event, bool ours) {
    ours_ = ours;
    switch (event.phase) {
    case 'M':
        add_name(event);
        break;
    case 'X':
        add_slice(event);
        break;
    case 'B':
        begin_slice(event);
        break;
    case 'E':
        end_slice(event);
        break;
    case 'i':
    case 'I':
        add_instant(event);
        break;
    default: // counters, flows, samples: nothing a lane shows
        break;
    }
}

void FileLanes::add_name(ChromeEvent& event) {
    if (event.name == "process_name") {
        FileStrand& strand = strand_of(event.process);
        strand.name = std::move(event.args.name);
        strand.kind = named(event.args.kind, StrandKind::Window).value_or(StrandKind::Script);
        strand.begin_ns = time_of(event.time_us);
    } else if (event.name == "thread_name" && event.has_thread) {
        FileLane& lane = lane_of(event);
        lane.name = std::move(event.args.name);
        lane.declared = ours_;
        lane.begin_ns = time_of(event.time_us);
        if (!ours_ || event.args.kind == "thread")
            lane.kind = LaneKind::Thread;
        lane.creator = event.args.creator;
        lane.created_at = place(event.args.where);
        if (ours_)
            end_ns_ = std::max(end_ns_, lane.begin_ns);
    } else if (event.name == "source") {
        places_.push_back({std::move(event.args.file), std::move(event.args.function),
                           int(std::clamp<std::int64_t>(event.args.line, -1, INT32_MAX))});
        place_ids_[std::move(event.args.where)] = LocationId(places_.size());
    }
}

void FileLanes::add_slice(const ChromeEvent& event) {
    const std::int64_t begin = time_of(event.time_us);
    const std::int64_t end = begin + std::max<std::int64_t>(0, time_of(event.duration_us));
    if (ours_ && event.name == "lost") {
        if (!event.has_thread) {
            FileStrand& strand = strand_of(event.process);
            strand.lost = std::uint64_t(std::max<std::int64_t>(0, event.args.tasks));
            strand.lost_end_ns = end;
            return;
        }
        FileLane& lane = lane_of(event);
        if (lane.stretches.empty()) {
            lane.lost = std::uint64_t(std::max<std::int64_t>(0, event.args.slices));
            lane.lost_end_ns = end;
        } else {
            LaneState lost(Activity::Waiting);
            lost.what = text(std::to_string(event.args.slices) + " slices lost");
            put(lane, {begin, end, lost});
        }
        return;
    }
    FileLane& lane = lane_of(event);
    put(lane, {begin, end, state_of(event, lane, end - begin)});
}

void FileLanes::begin_slice(const ChromeEvent& event) {
    FileLane& lane = lane_of(event);
    const std::int64_t begin = time_of(event.time_us);
    lane.open.push_back(lane.stretches.size());
    put(lane, {begin, INT64_MAX, state_of(event, lane, INT64_MAX)});
}

void FileLanes::end_slice(const ChromeEvent& event) {
    FileLane& lane = lane_of(event);
    if (lane.open.empty())
        return;
    Stretch& stretch = lane.stretches[lane.open.back()];
    stretch.end_ns = std::max(stretch.begin_ns, time_of(event.time_us));
    end_ns_ = std::max(end_ns_, stretch.end_ns);
    lane.open.pop_back();
}

void FileLanes::add_instant(const ChromeEvent& event) {
    const std::int64_t time = time_of(event.time_us);
    end_ns_ = std::max(end_ns_, time);
    first_ns_ = std::min(first_ns_, time);
    if (ours_) {
        if (const auto outcome = named(event.name, Outcome::Failed)) {
            if (event.has_thread) {
                FileLane& lane = lane_of(event);
                lane.outcome = *outcome;
                lane.end_ns = time;
                lane.message = event.args.message;
                lane.cancelled_by = event.args.by;
            } else {
                FileStrand& strand = strand_of(event.process);
                strand.outcome = *outcome;
                strand.end_ns = time;
            }
            return;
        }
    }
    const auto kind = ours_ ? named(event.name, MarkKind::Note) : std::nullopt;
    marks_.push_back({time, event.process, event.thread, event.has_thread,
                      kind.value_or(MarkKind::Note),
                      text(ours_ ? std::string_view(event.args.text) : event.name),
                      std::uint32_t(std::clamp<std::int64_t>(event.args.amount, 0, UINT32_MAX))});
    if (event.has_thread)
        lane_of(event);
    else
        strand_of(event.process);
}

void FileLanes::put(FileLane& lane, const Stretch& stretch) {
    if (!lane.stretches.empty() && stretch.begin_ns < lane.stretches.back().end_ns)
        lane.in_order = false;
    lane.stretches.push_back(stretch);
    first_ns_ = std::min(first_ns_, stretch.begin_ns);
    end_ns_ = std::max(end_ns_, stretch.end_ns == INT64_MAX ? stretch.begin_ns : stretch.end_ns);
    ++slices_;
}

LaneState FileLanes::state_of(const ChromeEvent& event, const FileLane& lane,
                              std::int64_t length_ns) {
    const auto activity = ours_ ? named(event.name, Activity::Blocked) : std::nullopt;
    if (!activity) {
        LaneState state(Activity::Running);
        state.what = text(event.name);
        return state;
    }
    LaneState state(*activity, named(event.args.kind, WaitKind::Input).value_or(WaitKind::Nothing));
    // It was called so for its length: see `Lane::activity_of`.
    if (state.activity == Activity::Blocked && lane.kind == LaneKind::Loop &&
        length_ns >= Lane::blocked_after_ns)
        state.activity = Activity::Running;
    std::string_view what = event.args.what;
    if (event.args.seconds >= 0)
        state = state.for_seconds(event.args.seconds);
    else if (event.args.tasks >= 0)
        state =
            state.for_tasks(std::uint32_t(std::min<std::int64_t>(event.args.tasks, UINT32_MAX)));
    else if (event.args.id > 0 && event.args.id < most_ids)
        state = state.with(LaneId(event.args.id));
    if (state.detail == LaneState::Detail::Seconds || state.detail == LaneState::Detail::Tasks)
        what = without_number(what, state);
    state.what = text(what);
    state.where = place(event.args.where);
    return state;
}

FileLanes::FileLane& FileLanes::lane_of(const ChromeEvent& event) {
    // Most events are of the lane of the one before.
    if (last_lane_ < lanes_.size() && lanes_[last_lane_].process == event.process &&
        lanes_[last_lane_].thread == event.thread)
        return lanes_[last_lane_];
    strand_of(event.process);
    const auto [found, is_new] =
        lane_by_thread_.try_emplace({event.process, event.thread}, lanes_.size());
    if (is_new) {
        FileLane& lane = lanes_.emplace_back();
        lane.process = event.process;
        lane.thread = event.thread;
        if (!ours_)
            lane.kind = LaneKind::Thread;
    }
    last_lane_ = found->second;
    return lanes_[last_lane_];
}

FileLanes::FileStrand& FileLanes::strand_of(std::int64_t process) { return strands_[process]; }

TextId FileLanes::text(std::string_view words) {
    if (words.empty())
        return TextId::None;
    if (const auto known = text_ids_.find(words); known != text_ids_.end())
        return known->second;
    const auto id = TextId(texts_.size() + 1);
    text_ids_.emplace(texts_.emplace_back(words), id);
    return id;
}

LocationId FileLanes::place(const std::string& words) {
    if (words.empty())
        return LocationId::None;
    if (const auto known = place_ids_.find(words); known != place_ids_.end())
        return known->second;
    FilePlace place; // as `Trace::describe` says it
    const std::size_t in = words.find(" in ");
    const std::size_t colon = words.rfind(':', in);
    place.file = words.substr(0, colon < in ? colon : in);
    if (colon < in)
        place.line = std::atoi(words.c_str() + colon + 1);
    if (in != words.npos)
        place.function = words.substr(in + 4);
    places_.push_back(std::move(place));
    return place_ids_[words] = LocationId(places_.size());
}

/// In ns of the file. What is too far away to be true comes as near as that.
std::int64_t FileLanes::time_of(double us) {
    constexpr double farthest = 4e18; // the sum of two still is a number
    const double ns = us * 1000;
    return std::isnan(ns) ? 0 : std::llround(std::clamp(ns, -farthest, farthest));
}

// -- into the trace -----------------------------------------------------------------------------

void FileLanes::finish() {
    // Other people's clocks count from anywhere.
    shift_ns_ = ours_ || first_ns_ == INT64_MAX ? 0 : first_ns_;
    for (FileLane& lane : lanes_) {
        for (const std::size_t open : lane.open)
            lane.stretches[open].end_ns = std::max(lane.stretches[open].begin_ns, end_ns_);
        if (!lane.in_order)
            straighten(lane);
    }
    end_ns_ = within(end_ns_ - shift_ns_);
}

/// Where one lies within another, the outer one is what goes on around it.
void FileLanes::straighten(FileLane& lane) {
    std::vector<Stretch> sorted = std::move(lane.stretches);
    std::stable_sort(sorted.begin(), sorted.end(), [](const Stretch& a, const Stretch& b) {
        return a.begin_ns != b.begin_ns ? a.begin_ns < b.begin_ns : a.end_ns > b.end_ns;
    });
    std::vector<Stretch> flat;
    std::vector<Stretch> around;
    std::int64_t until = 0;
    const auto show = [&](std::int64_t end_ns) {
        if (!around.empty() && end_ns > until)
            flat.push_back({until, end_ns, around.back().state});
        until = std::max(until, end_ns);
    };
    const auto leave = [&](std::int64_t time_ns) {
        while (!around.empty() && around.back().end_ns <= time_ns) {
            show(around.back().end_ns);
            around.pop_back();
        }
    };
    for (const Stretch& stretch : sorted) {
        leave(stretch.begin_ns);
        show(stretch.begin_ns);
        // One that ends later is not within it, if only for the rounding of times.
        while (!around.empty() && around.back().end_ns < stretch.end_ns)
            around.pop_back();
        until = stretch.begin_ns;
        around.push_back(stretch);
    }
    leave(INT64_MAX);
    lane.stretches = std::move(flat);
}

void FileLanes::begin(Trace& trace) {
    begun_ = true;
    text_in_trace_.resize(texts_.size());
    place_in_trace_.resize(places_.size());
    generation_ = trace.generation();
    for (auto& [process, strand] : strands_) {
        if (ours_ && process > unsigned(trace.last_strand()) && process < most_ids)
            trace.skip_to(StrandId(process));
        strand.id = trace.begin_strand(within(strand.begin_ns), strand.kind,
                                       strand.name.empty() ? "process " + std::to_string(process)
                                                           : strand.name);
        if (strand.lost > 0)
            trace.lost(strand.id, strand.lost, within(strand.lost_end_ns));
    }
    begin_lanes(trace);
    slices_ = 0;
    for (std::size_t i = 0; i < lanes_.size(); ++i) {
        slices_ += lanes_[i].stretches.size();
        if (!lanes_[i].stretches.empty())
            turns_.emplace(lanes_[i].stretches.front().begin_ns, i);
    }
}

/// In the order of their ids, which is that of their beginnings.
void FileLanes::begin_lanes(Trace& trace) {
    std::vector<FileLane*> order;
    for (FileLane& lane : lanes_)
        order.push_back(&lane);
    std::stable_sort(order.begin(), order.end(), [this](const FileLane* a, const FileLane* b) {
        return ours_ ? a->thread < b->thread : a->process < b->process;
    });
    for (FileLane* const lane : order) {
        if (ours_ && lane->thread > unsigned(trace.last_lane()) && lane->thread < most_ids)
            trace.skip_to(LaneId(lane->thread));
        if (!lane->declared) {
            lane->begin_ns = lane->stretches.empty() ? end_ns_ : lane->stretches.front().begin_ns;
            lane->begin_ns -= shift_ns_;
        }
        const LaneName name = trace.intern_name(
            lane->name.empty() ? "thread " + std::to_string(lane->thread) : lane->name);
        const StrandId strand = strands_[lane->process].id;
        const auto creator = LaneId(std::clamp<std::int64_t>(lane->creator, 0, most_ids));
        lane->id = lane->kind == LaneKind::Thread
                       ? trace.begin_thread(within(lane->begin_ns), strand, name)
                       : trace.begin_lane(within(lane->begin_ns), strand, name, creator,
                                          place_in(trace, lane->created_at));
        if (lane->lost > 0)
            trace.lost(lane->id, lane->lost, within(lane->lost_end_ns));
    }
}

bool FileLanes::record_some(Trace& trace, std::size_t slices) {
    if (!begun_)
        begin(trace);
    for (; slices > 0 && !turns_.empty(); --slices, ++recorded_) {
        const std::size_t index = turns_.top().second;
        turns_.pop();
        FileLane& lane = lanes_[index];
        record_next(trace, lane);
        if (lane.next < lane.stretches.size())
            turns_.emplace(lane.stretches[lane.next].begin_ns, index);
        else
            std::vector<Stretch>().swap(lane.stretches);
    }
    if (!turns_.empty())
        return true;
    complete(trace);
    return false;
}

void FileLanes::record_next(Trace& trace, FileLane& lane) {
    const Stretch& stretch = lane.stretches[lane.next++];
    trace.record(within(stretch.begin_ns - shift_ns_), lane.id, in_trace(trace, stretch.state));
    const std::int64_t end = within(stretch.end_ns - shift_ns_);
    const bool is_last = lane.next == lane.stretches.size();
    if (is_last && !lane.declared)
        trace.end_lane(end, lane.id, Outcome::Finished);
    // Between two of them the file knows of nothing.
    if (!is_last && lane.stretches[lane.next].begin_ns - shift_ns_ > end)
        trace.record(end, lane.id, Activity::Waiting);
}

void FileLanes::complete(Trace& trace) {
    for (const FileLane& lane : lanes_) {
        if (lane.cancelled_by > 0)
            trace.cancel_requested(lane.id, lane_in(trace, lane.cancelled_by));
        if (lane.outcome != Outcome::Pending)
            trace.end_lane(within(lane.end_ns - shift_ns_), lane.id, lane.outcome, lane.message);
    }
    for (const FileMark& mark : marks_) {
        const auto lane = lane_by_thread_.find({mark.process, mark.thread});
        trace.mark({.time_ns = within(mark.time_ns - shift_ns_),
                    .strand = strands_[mark.process].id,
                    .lane = mark.has_thread && lane != lane_by_thread_.end()
                                ? lanes_[lane->second].id
                                : LaneId::None,
                    .text = text_in(trace, mark.text),
                    .amount = mark.amount,
                    .kind = mark.kind});
    }
    for (const auto& [process, strand] : strands_)
        if (strand.outcome != Outcome::Pending)
            trace.end_strand(within(strand.end_ns), strand.id, strand.outcome);
}

LaneState FileLanes::in_trace(Trace& trace, const LaneState& state) {
    LaneState known = state;
    known.what = text_in(trace, state.what);
    known.where = place_in(trace, state.where);
    if (state.detail == LaneState::Detail::Lane)
        known = known.with(lane_in(trace, std::int64_t(state.value)));
    return known;
}

TextId FileLanes::text_in(Trace& trace, TextId id) {
    if (id == TextId::None)
        return id;
    forget_stale(trace);
    TextId& known = text_in_trace_[std::size_t(id) - 1];
    if (known == TextId::None)
        known = trace.intern(texts_[std::size_t(id) - 1]);
    return known;
}

LocationId FileLanes::place_in(Trace& trace, LocationId id) {
    if (id == LocationId::None)
        return id;
    forget_stale(trace);
    LocationId& known = place_in_trace_[std::size_t(id) - 1];
    if (known == LocationId::None) {
        const FilePlace& place = places_[std::size_t(id) - 1];
        known = trace.intern(place.file, place.line, place.function);
    }
    return known;
}

void FileLanes::forget_stale(const Trace& trace) {
    if (generation_ == trace.generation())
        return;
    generation_ = trace.generation();
    std::fill(text_in_trace_.begin(), text_in_trace_.end(), TextId::None);
    std::fill(place_in_trace_.begin(), place_in_trace_.end(), LocationId::None);
}

/// A file of ours names lanes by their ids; others name none.
LaneId FileLanes::lane_in(const Trace& trace, std::int64_t thread) {
    const auto id = LaneId(std::clamp<std::int64_t>(thread, 0, most_ids));
    return trace.find(id) ? id : LaneId::None;
}

} // namespace braid::detail

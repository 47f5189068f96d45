// SPDX-License-Identifier: MIT
#include "loop/diagnosis/critical_path.h"

#include "loop/diagnosis/cause.h"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

namespace braid {

namespace {

/// A slice that had the loop.
struct Step {
    LaneId lane;
    std::size_t index;
    std::int64_t begin_ns;
    std::int64_t end_ns;
};

/// All steps of the loop until an instant, in order. The window's are the loop itself: whoever
/// followed them back would end with its own timers, which no program made.
std::vector<Step> steps_of(const Trace& trace, std::int64_t begin_ns, std::int64_t end_ns) {
    std::vector<Step> steps;
    trace.for_each_lane([&](const Lane& lane) {
        if (lane.kind != LaneKind::Loop || lane.empty() ||
            trace.strand(lane.strand).kind == StrandKind::Window)
            return;
        for (std::size_t i = lane.index_at(begin_ns); i < lane.size() && lane[i].begin_ns < end_ns;
             ++i)
            if (has_loop(lane[i].activity) && lane.end_of(i, end_ns) > begin_ns)
                steps.push_back(
                    {lane.id, i, lane[i].begin_ns, std::min(lane.end_of(i, end_ns), end_ns)});
    });
    std::sort(steps.begin(), steps.end(), [](const Step& a, const Step& b) {
        return std::tie(a.begin_ns, a.end_ns, a.lane) < std::tie(b.begin_ns, b.end_ns, b.lane);
    });
    return steps;
}

class Walk {
public:
    Walk(const Trace& trace, std::int64_t begin_ns, std::int64_t end_ns)
        : trace_(trace)
        , begin_(begin_ns)
        , time_(end_ns)
        , steps_(steps_of(trace, begin_ns, end_ns)) {}

    std::vector<PathStretch> from(LaneId last) {
        lane_ = trace_.find(last);
        if (lane_ && !lane_->pending())
            time_ = std::min(time_, lane_->end_ns);
        if (lane_ && !lane_->empty())
            index_ = before(*lane_, time_);
        // Each round takes time or leads to an earlier slice or a creator: it ends. An instant in
        // which nothing lasts any time must not go round in a circle all the same.
        std::size_t rounds = 0;
        while (lane_ && !lane_->empty() && time_ > begin_ && rounds++ < most_rounds())
            step_back();
        if (time_ > begin_)
            add(LaneId::None, 0, begin_);
        std::reverse(path_.begin(), path_.end());
        return std::move(path_);
    }

private:
    std::size_t most_rounds() const { return 8 * (trace_.stored_slices() + trace_.lane_count()); }

    /// The slice that goes on just before an instant, or else the first.
    static std::size_t before(const Lane& lane, std::int64_t time_ns) {
        std::size_t index = lane.index_at(time_ns);
        while (index > 0 && lane[index].begin_ns >= time_ns)
            --index;
        return index;
    }

    void add(LaneId lane, std::size_t index, std::int64_t begin_ns) {
        begin_ns = std::max(begin_ns, begin_);
        if (begin_ns >= time_)
            return;
        path_.push_back({lane, index, begin_ns, time_});
        time_ = begin_ns;
    }

    void go(LaneId lane, std::size_t index) {
        lane_ = trace_.find(lane);
        index_ = index;
    }

    /// The last step that ended after `after_ns`, and by now.
    std::optional<Step> step_before(std::int64_t after_ns) const {
        auto place = std::lower_bound(
            steps_.begin(), steps_.end(), time_,
            [](const Step& step, std::int64_t time) { return step.begin_ns < time; });
        if (place == steps_.begin())
            return std::nullopt;
        --place;
        if (place->end_ns > time_ || place->end_ns <= after_ns)
            return std::nullopt;
        return *place;
    }

    /// Goes there, if it was another task's.
    bool to_step_before(std::int64_t after_ns) {
        const auto step = step_before(after_ns);
        if (!step || step->lane == lane_->id)
            return false;
        add(LaneId::None, 0, step->end_ns);
        go(step->lane, step->index);
        return true;
    }

    void step_back() {
        const Lane& lane = *lane_;
        const Slice& slice = lane[index_];
        if (slice.begin_ns >= time_ && index_ == 0) {
            created();
            return;
        }
        switch (slice.activity) {
        case Activity::Running:
        case Activity::Blocked:
            add(lane.id, index_, slice.begin_ns);
            before_step();
            return;
        case Activity::Ready: // it was not its turn when all was over
            ready(index_);
            return;
        case Activity::Waiting: // for what nobody in the record did
            if (const auto within = woken_by_step_within_ns(slice.wait);
                within >= 0 &&
                to_step_before(std::max(slice.begin_ns, time_ - std::min(time_, within))))
                return;
            add(lane.id, index_, slice.begin_ns);
            previous();
            return;
        }
    }

    void before_step() {
        if (index_ == 0)
            created();
        else if ((*lane_)[index_ - 1].activity == Activity::Ready)
            ready(index_ - 1);
        else
            due((*lane_)[index_ - 1], time_);
    }

    /// It had been ready since slice `index` began.
    void ready(std::size_t index) {
        const Slice& slice = (*lane_)[index];
        index_ = index;
        if (due(slice, slice.begin_ns))
            return;
        if (const LaneId waker = slice.other(); waker != LaneId::None && waker != lane_->id)
            if (const Lane* const other = trace_.find(waker); other && !other->empty()) {
                go(waker, acting(*other));
                return;
            }
        previous();
    }

    /// It could have gone on since then, or as soon as its timer was due: a loop that is busy sees
    /// that later. True if a step of another task kept it from that.
    bool due(const Slice& slice, std::int64_t since_ns) {
        const Slice* wait = &slice;
        if (slice.activity == Activity::Ready && index_ > 0)
            wait = &(*lane_)[index_ - 1];
        else if (slice.activity != Activity::Ready)
            --index_;
        if (wait->activity == Activity::Waiting && wait->seconds() > 0)
            since_ns = std::min(since_ns, wait->begin_ns + std::int64_t(wait->seconds() * 1e9));
        if (to_step_before(since_ns))
            return true;
        // The loop was free. What is left is its own time to begin a step.
        if (slice.activity == Activity::Ready)
            add(LaneId::None, 0, slice.begin_ns);
        return false;
    }

    /// The slice in which a task did something just now.
    std::size_t acting(const Lane& lane) const {
        std::size_t index = lane.index_at(time_);
        if (index > 0 && (!has_loop(lane[index].activity) || lane[index].begin_ns >= time_))
            --index;
        return index;
    }

    void previous() {
        if (index_ > 0)
            --index_;
        else
            created();
    }

    void created() {
        const Lane& lane = *lane_;
        add(LaneId::None, 0, lane.begin_ns);
        lane_ = lane.dropped() > 0 ? nullptr : trace_.find(lane.creator);
        if (lane_ && !lane_->empty())
            index_ = acting(*lane_);
    }

    const Trace& trace_;
    const std::int64_t begin_;
    std::int64_t time_; ///< all behind it is known
    const std::vector<Step> steps_;
    const Lane* lane_ = nullptr;
    std::size_t index_ = 0;
    std::vector<PathStretch> path_; ///< the last first
};

} // namespace

std::vector<PathStretch> critical_path(const Trace& trace, LaneId last, std::int64_t begin_ns,
                                       std::int64_t end_ns) {
    return Walk(trace, begin_ns, end_ns).from(last);
}

LaneId last_at_work(const Trace& trace, StrandId strand, std::int64_t end_ns) {
    LaneId last = LaneId::None;
    std::int64_t latest = -1;
    trace.for_each_lane([&](const Lane& lane) {
        if (lane.empty() || lane.kind != LaneKind::Loop || lane.begin_ns >= end_ns ||
            (strand != StrandId::None ? lane.strand != strand
                                      : trace.strand(lane.strand).kind == StrandKind::Window))
            return;
        std::size_t index = lane.index_at(end_ns);
        while (index > 0 && (!has_loop(lane[index].activity) || lane[index].begin_ns >= end_ns))
            --index;
        if (!has_loop(lane[index].activity))
            return;
        const std::int64_t end = std::min(lane.end_of(index, end_ns), end_ns);
        if (end > latest) {
            latest = end;
            last = lane.id;
        }
    });
    return last;
}

std::vector<PathPlace> places_of(const Trace& trace, const std::vector<PathStretch>& path) {
    using Key = std::tuple<LocationId, Activity, WaitKind, TextId, bool>;
    std::map<Key, PathPlace> found;
    for (const PathStretch& stretch : path) {
        const Lane* const lane = trace.find(stretch.lane);
        PathPlace place{.lane = stretch.lane, .first_ns = stretch.begin_ns};
        if (lane && stretch.index < lane->size()) {
            const Slice& slice = (*lane)[stretch.index];
            place.where = slice.where;
            place.activity = lane->activity_of(stretch.index, stretch.end_ns);
            place.wait = slice.wait;
            place.what = slice.what;
        }
        PathPlace& sum = found
                             .try_emplace(Key{place.where, place.activity, place.wait, place.what,
                                              lane != nullptr},
                                          place)
                             .first->second;
        sum.ns += stretch.length_ns();
        ++sum.stretches;
    }
    std::vector<PathPlace> places;
    for (const auto& [key, place] : found)
        places.push_back(place);
    std::stable_sort(places.begin(), places.end(),
                     [](const PathPlace& a, const PathPlace& b) { return a.ns > b.ns; });
    return places;
}

} // namespace braid

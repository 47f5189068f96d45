// SPDX-License-Identifier: MIT
#include "loop/trace/trace_recording.h"

#include "loop/trace/chrome_events.h"
#include "loop/trace/reader.h"
#include "loop/trace/trace.h"
#include "loop/trace/trace_file.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace braid {

struct TraceRecording::Private {
    Private(Trace& trace, const std::filesystem::path& file, std::function<void()> on_change)
        : trace_(trace)
        , file_(file, detail::TraceFile::Appears::AtOnce)
        , events_(trace, file_)
        , reader_(trace, std::move(on_change)) {
        events_.begin_file();
        file_.secure(events_.end_of_file);
    }

    void write(std::int64_t now_ns) {
        const TraceReader::Changes changes = reader_.take();
        if (changes.empty())
            return;
        trace_.for_each_strand([&](const Strand& strand) { write_strand(strand); });
        const LaneId known = last_lane_;
        begin_lanes(now_ns);
        const auto go_on = [&](LaneId id) {
            if (id <= known)
                write_known(id, now_ns);
        };
        if (changes.everything)
            trace_.for_each_lane([&](const Lane& lane) { go_on(lane.id); });
        else
            std::for_each(changes.lanes.begin(), changes.lanes.end(), go_on);
        write_marks();
        write_lost(now_ns);
        file_.secure(events_.end_of_file);
    }

    void complete(std::int64_t now_ns) {
        write(now_ns);
        for (const auto& [id, written] : lanes_)
            if (const Lane* const lane = trace_.find(id); lane && written.goes_on)
                events_.put_slice_end(*lane, std::max(now_ns, lane->back().begin_ns));
        file_.put(events_.end_of_file);
        file_.complete();
    }

private:
    /// How far a lane is written that has not ended.
    struct Written {
        LaneName name;
        std::uint64_t slices = 0; ///< counted from the lane's first
        bool goes_on = false;     ///< the last of them has only begun
    };

    void write_strand(const Strand& strand) {
        if (strand.id > last_strand_) {
            events_.put(strand);
            last_strand_ = strand.id;
        }
        if (strand.end_ns >= 0 && ended_strands_.insert(strand.id).second)
            events_.put_end(strand);
    }

    void begin_lanes(std::int64_t now_ns) {
        while (last_lane_ < trace_.last_lane()) {
            last_lane_ = LaneId(unsigned(last_lane_) + 1);
            const Lane* const lane = trace_.find(last_lane_);
            if (!lane) {
                ++lost_;
                continue;
            }
            events_.put(*lane);
            write_lane(*lane, lanes_[last_lane_] = {.name = lane->name}, now_ns);
        }
    }

    /// One that has begun in an earlier `write`, and perhaps ended in it.
    void write_known(LaneId id, std::int64_t now_ns) {
        const auto known = lanes_.find(id);
        if (known == lanes_.end())
            return;
        const Lane* const lane = trace_.find(id);
        if (!lane) { // it has ended and gone since
            ++lost_;
            lanes_.erase(known);
            return;
        }
        if (known->second.name != lane->name)
            events_.put(*lane);
        known->second.name = lane->name;
        write_lane(*lane, known->second, now_ns);
    }

    void write_lane(const Lane& lane, Written& written, std::int64_t now_ns) {
        const std::uint64_t end = lane.dropped() + lane.size();
        if (written.goes_on && (written.slices < end || !lane.pending())) {
            const std::size_t next =
                std::size_t(std::max(written.slices, lane.dropped()) - lane.dropped());
            events_.put_slice_end(lane, next < lane.size() ? lane[next].begin_ns : lane.end_ns);
            written.goes_on = false;
        }
        if (written.slices < lane.dropped()) {
            events_.put_lost_slices(lane, lane.begin_ns, lane.gap_end_ns(),
                                    lane.dropped() - written.slices);
            written.slices = lane.dropped();
        }
        for (; written.slices < end; ++written.slices) {
            const std::size_t index = std::size_t(written.slices - lane.dropped());
            written.goes_on = lane.pending() && written.slices + 1 == end;
            if (written.goes_on)
                events_.put_slice_begin(lane, index, now_ns);
            else
                events_.put_slice(lane, index, now_ns);
        }
        if (lane.pending())
            return;
        events_.put_end(lane);
        lanes_.erase(lane.id);
    }

    void write_marks() {
        mark_ = std::max(mark_, trace_.dropped_marks());
        const auto& marks = trace_.marks();
        for (; mark_ < trace_.dropped_marks() + marks.size(); ++mark_)
            events_.put(marks[std::size_t(mark_ - trace_.dropped_marks())]);
    }

    /// What came and went between two calls is told of as a strand's: nobody knows whose it was.
    void write_lost(std::int64_t now_ns) {
        const Strand* const strand = trace_.find(last_strand_);
        if (lost_ == told_lost_ || !strand)
            return;
        told_lost_ = lost_;
        events_.put_lost_tasks(strand->id, strand->begin_ns, now_ns, lost_);
    }

    Trace& trace_;
    detail::TraceFile file_;
    detail::ChromeEvents events_;
    TraceReader reader_;
    StrandId last_strand_ = StrandId::None;
    LaneId last_lane_ = LaneId::None;
    std::uint64_t mark_ = 0;
    std::uint64_t lost_ = 0; ///< tasks whose end is in no file
    std::uint64_t told_lost_ = 0;
    std::unordered_map<LaneId, Written> lanes_; ///< those that have not ended
    std::unordered_set<StrandId> ended_strands_;
};

TraceRecording::TraceRecording(Trace& trace, const std::filesystem::path& file,
                               std::function<void()> on_change)
    : d(std::make_unique<Private>(trace, file, std::move(on_change))) {}

TraceRecording::~TraceRecording() = default;

void TraceRecording::write(std::int64_t now_ns) { d->write(now_ns); }

void TraceRecording::complete(std::int64_t now_ns) { d->complete(now_ns); }

} // namespace braid

// SPDX-License-Identifier: MIT
#include "loop/trace/chrome_trace.h"

#include "loop/trace/chrome_events.h"
#include "loop/trace/trace.h"
#include "loop/trace/trace_file.h"

#include <algorithm>

namespace braid {

struct ChromeTraceWriter::Private {
    Private(const Trace& trace, std::int64_t now_ns, const std::filesystem::path& path)
        : trace_(trace)
        , now_(now_ns)
        , last_strand_(trace.last_strand())
        , last_lane_(trace.last_lane())
        , slices_(std::max<std::size_t>(trace.stored_slices(), 1))
        , file_(path)
        , events_(trace, file_) {
        events_.begin_file();
    }

    bool write_some(std::size_t slices) {
        // What is not there takes time, too: many have gone from a trace that has run for long.
        for (; slices > 0 && strand_ < last_strand_; --slices) {
            strand_ = StrandId(unsigned(strand_) + 1);
            if (const Strand* const strand = trace_.find(strand_);
                strand && began(strand->begin_ns))
                write_strand(*strand);
        }
        while (slices > 0 && lane_ <= last_lane_)
            write_lane(slices);
        for (; slices > 0 && has_marks(); --slices, ++mark_)
            if (const Mark& mark = trace_.marks()[mark_ - trace_.dropped_marks()];
                began(mark.time_ns))
                events_.put(mark);
        if (strand_ < last_strand_ || lane_ <= last_lane_ || has_marks())
            return true;
        file_.put(events_.end_of_file);
        file_.complete();
        return false;
    }

    double progress() const noexcept {
        return lane_ > last_lane_ ? 1 : std::min(1.0, double(written_) / double(slices_));
    }

private:
    bool began(std::int64_t time_ns) const noexcept { return time_ns <= now_; }

    /// Marks have no ids: they are counted from the first there was.
    bool has_marks() noexcept {
        mark_ = std::max(mark_, trace_.dropped_marks());
        return mark_ < last_mark_;
    }

    void write_strand(const Strand& strand) {
        events_.put(strand);
        if (strand.retired > 0)
            events_.put_lost_tasks(strand.id, strand.begin_ns, strand.retired_end_ns,
                                   strand.retired);
        if (strand.end_ns >= 0 && began(strand.end_ns))
            events_.put_end(strand);
    }

    /// As much of a lane as there is room for in `slices`, which it takes from.
    void write_lane(std::size_t& slices) {
        const Lane* const lane = trace_.find(lane_);
        if (!lane || !began(lane->begin_ns)) {
            --slices;
            next_lane();
            return;
        }
        if (!lane_begun_) {
            begin_lane(*lane);
            --slices;
        }
        // Old slices may have gone since the last step.
        slice_ = std::max(slice_, lane->dropped());
        for (; slices > 0 && slice_ < lane->dropped() + lane->size(); --slices, ++slice_) {
            const std::size_t index = slice_ - lane->dropped();
            if (!began((*lane)[index].begin_ns))
                break;
            events_.put_slice(*lane, index, now_);
            ++written_;
        }
        if (slices > 0) {
            end_lane(*lane);
            next_lane();
        }
    }

    void next_lane() {
        lane_ = LaneId(unsigned(lane_) + 1);
        lane_begun_ = false;
        slice_ = 0;
    }

    void begin_lane(const Lane& lane) {
        lane_begun_ = true;
        events_.put(lane);
        if (lane.dropped() > 0)
            events_.put_lost_slices(lane, lane.begin_ns, lane.gap_end_ns(), lane.dropped());
    }

    void end_lane(const Lane& lane) {
        if (!lane.pending() && began(lane.end_ns))
            events_.put_end(lane);
    }

    const Trace& trace_;
    const std::int64_t now_;
    const StrandId last_strand_;
    const LaneId last_lane_;
    const std::uint64_t last_mark_ = trace_.dropped_marks() + trace_.marks().size();
    const std::size_t slices_; ///< so many there are, about

    // What comes next.
    StrandId strand_ = StrandId::None; ///< behind this one
    LaneId lane_ = LaneId(1);
    bool lane_begun_ = false;
    std::uint64_t slice_ = 0; ///< of the lane, counted from the first it has had
    std::uint64_t mark_ = 0;
    std::size_t written_ = 0;

    detail::TraceFile file_;
    detail::ChromeEvents events_;
};

ChromeTraceWriter::ChromeTraceWriter(const Trace& trace, std::int64_t now_ns,
                                     const std::filesystem::path& file)
    : d(std::make_unique<Private>(trace, now_ns, file)) {}

ChromeTraceWriter::~ChromeTraceWriter() = default;

bool ChromeTraceWriter::write_some(std::size_t slices) { return d->write_some(slices); }

double ChromeTraceWriter::progress() const noexcept { return d->progress(); }

void write_chrome_trace(const Trace& trace, std::int64_t now_ns,
                        const std::filesystem::path& file) {
    ChromeTraceWriter writer(trace, now_ns, file);
    while (writer.write_some(100'000)) {
    }
}

} // namespace braid

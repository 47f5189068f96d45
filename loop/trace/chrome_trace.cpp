// SPDX-License-Identifier: MIT
#include "loop/trace/chrome_trace.h"

#include "loop/trace/trace.h"
#include "loop/trace/trace_file.h"
#include "loop/utf8.h"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <cstdio>
#include <string>
#include <unordered_map>

namespace braid {

namespace {

/// Lane and file names come from outside and need not be UTF-8, but JSON must be.
std::string json_string(std::string_view text) {
    return boost::json::serialize(well_formed_utf8(text));
}

} // namespace

struct ChromeTraceWriter::Private {
    Private(const Trace& trace, std::int64_t now_ns, const std::filesystem::path& path)
        : trace_(trace)
        , now_(now_ns)
        , last_strand_(trace.last_strand())
        , last_lane_(trace.last_lane())
        , slices_(std::max<std::size_t>(trace.stored_slices(), 1))
        , file_(path) {
        put("{\"displayTimeUnit\":\"ms\",\"traceEvents\":[\n");
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
                write_mark(mark);
        if (strand_ < last_strand_ || lane_ <= last_lane_ || has_marks())
            return true;
        put("\n]}\n");
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
        begin_event("M", strand.id);
        put(",\"name\":\"process_name\",\"args\":{\"name\":");
        put(json(strand.name));
        put("}}");
        if (strand.retired > 0) {
            begin_event("X", strand.id);
            put(",\"name\":\"lost\"");
            put_span(strand.begin_ns, strand.retired_end_ns);
            put(",\"args\":{\"tasks\":" + std::to_string(strand.retired) + "}}");
        }
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
            write_slice(*lane, index);
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
        begin_event("M", lane.strand, lane.id);
        put(",\"name\":\"thread_name\",\"args\":{\"name\":");
        put(json_string(trace_.name(lane.name)));
        put("}}");
        if (lane.dropped() > 0) {
            begin_event("X", lane.strand, lane.id);
            put(",\"name\":\"lost\"");
            put_span(lane.begin_ns, lane.gap_end_ns());
            put(",\"args\":{\"slices\":" + std::to_string(lane.dropped()) + "}}");
        }
    }

    void end_lane(const Lane& lane) {
        if (lane.pending() || !began(lane.end_ns))
            return;
        begin_event("i", lane.strand, lane.id);
        put(",\"name\":\"");
        put(to_string(lane.outcome));
        put("\",\"s\":\"t\"");
        put_time("ts", lane.end_ns);
        begin_arguments();
        if (lane.message != TextId::None)
            put_argument("message", json(lane.message));
        if (lane.cancelled_by != LaneId::None)
            put_argument("cancelled by", json_string(trace_.name_of(lane.cancelled_by)));
        end_arguments();
    }

    void write_slice(const Lane& lane, std::size_t index) {
        const Slice& slice = lane[index];
        begin_event("X", lane.strand, lane.id);
        put(",\"name\":\"");
        put(to_string(lane.activity_of(index, now_)));
        put("\"");
        put_span(slice.begin_ns, std::min(lane.end_of(index, now_), now_));
        begin_arguments();
        if (slice.wait != WaitKind::Nothing)
            put_argument("kind", "\"" + std::string(to_string(slice.wait)) + "\"");
        if (slice.detail == LaneState::Detail::Seconds || slice.detail == LaneState::Detail::Tasks)
            put_argument("what", json_string(trace_.describe_what(slice)));
        else if (slice.what != TextId::None)
            put_argument("what", json(slice.what));
        if (slice.where != LocationId::None)
            put_argument("where", json(slice.where));
        if (trace_.find(slice.other()))
            put_argument(slice.activity == Activity::Ready ? "woken by" : "task",
                         json_string(trace_.name_of(slice.other())));
        end_arguments();
    }

    void write_mark(const Mark& mark) {
        begin_event("i", mark.strand, mark.lane);
        put(",\"name\":\"");
        put(to_string(mark.kind));
        put(mark.lane == LaneId::None ? "\",\"s\":\"p\"" : "\",\"s\":\"t\"");
        put_time("ts", mark.time_ns);
        begin_arguments();
        if (mark.text != TextId::None)
            put_argument("text", json(mark.text));
        if (mark.amount != 0)
            put_argument("amount", std::to_string(mark.amount));
        end_arguments();
    }

    void begin_event(const char* phase, StrandId strand, LaneId lane = LaneId::None) {
        put(first_ ? "{\"ph\":\"" : ",\n{\"ph\":\"");
        first_ = false;
        put(phase);
        put("\",\"pid\":" + std::to_string(unsigned(strand)));
        if (lane != LaneId::None)
            put(",\"tid\":" + std::to_string(unsigned(lane)));
    }

    void begin_arguments() { first_argument_ = true; }
    void put_argument(std::string_view key, std::string_view value) {
        put(first_argument_ ? ",\"args\":{\"" : ",\"");
        put(key);
        put("\":");
        put(value);
        first_argument_ = false;
    }
    /// The end of the event, too.
    void end_arguments() { put(first_argument_ ? "}" : "}}"); }

    void put_span(std::int64_t begin_ns, std::int64_t end_ns) {
        put_time("ts", begin_ns);
        put_time("dur", end_ns - begin_ns);
    }

    /// The format counts microseconds; the fraction keeps the nanoseconds.
    void put_time(const char* key, std::int64_t time_ns) {
        char text[64];
        const int length =
            std::snprintf(text, sizeof text, ",\"%s\":%lld.%03d", key,
                          static_cast<long long>(time_ns / 1000), static_cast<int>(time_ns % 1000));
        put({text, std::size_t(length)});
    }

    void put(std::string_view text) { file_.put(text); }

    const std::string& json(TextId id) {
        std::string& known = texts_[id];
        if (known.empty())
            known = json_string(trace_.text(id));
        return known;
    }

    const std::string& json(LocationId id) {
        std::string& known = locations_[id];
        if (known.empty())
            known = json_string(trace_.describe(id));
        return known;
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
    bool first_ = true;
    bool first_argument_ = true;
    std::unordered_map<TextId, std::string> texts_;
    std::unordered_map<LocationId, std::string> locations_;
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

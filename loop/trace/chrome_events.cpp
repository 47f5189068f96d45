// SPDX-License-Identifier: MIT
#include "loop/trace/chrome_events.h"

#include "loop/trace/trace.h"
#include "loop/trace/trace_file.h"
#include "loop/utf8.h"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <cstdio>

namespace braid::detail {

namespace {

/// Lane and file names come from outside and need not be UTF-8, but JSON must be.
std::string json_string(std::string_view text) {
    return boost::json::serialize(well_formed_utf8(text));
}

} // namespace

ChromeEvents::ChromeEvents(const Trace& trace, TraceFile& file)
    : trace_(trace)
    , file_(file)
    , generation_(trace.generation()) {}

void ChromeEvents::begin_file() {
    file_.put(
        "{\"displayTimeUnit\":\"ms\",\"otherData\":{\"writer\":\"braid\"},\"traceEvents\":[\n");
}

// -- strands ------------------------------------------------------------------------------------

void ChromeEvents::put(const Strand& strand) {
    begin_event("M", strand.id);
    event_ += ",\"name\":\"process_name\"";
    put_time("ts", strand.begin_ns);
    put_argument("name", json(strand.name));
    put_argument("kind", '"' + std::string(to_string(strand.kind)) + '"');
    end_arguments();
}

void ChromeEvents::put_end(const Strand& strand) {
    begin_event("i", strand.id);
    event_.append(",\"name\":\"").append(to_string(strand.outcome)).append("\",\"s\":\"p\"");
    put_time("ts", strand.end_ns);
    end_arguments();
}

void ChromeEvents::put_lost_tasks(StrandId strand, std::int64_t begin_ns, std::int64_t end_ns,
                                  std::uint64_t tasks) {
    begin_event("X", strand);
    event_ += ",\"name\":\"lost\"";
    put_span(begin_ns, end_ns);
    put_argument("tasks", tasks);
    end_arguments();
}

// -- lanes --------------------------------------------------------------------------------------

void ChromeEvents::put(const Lane& lane) {
    put_place(lane.strand, lane.created_at);
    begin_event("M", lane.strand, lane.id);
    event_ += ",\"name\":\"thread_name\"";
    put_time("ts", lane.begin_ns);
    put_argument("name", json_string(trace_.name(lane.name)));
    if (lane.kind == LaneKind::Thread)
        put_argument("kind", "\"thread\"");
    if (lane.creator != LaneId::None)
        put_argument("creator", std::uint64_t(lane.creator));
    if (lane.created_at != LocationId::None)
        put_argument("where", json(lane.created_at));
    end_arguments();
}

void ChromeEvents::put_lost_slices(const Lane& lane, std::int64_t begin_ns, std::int64_t end_ns,
                                   std::uint64_t slices) {
    begin_event("X", lane.strand, lane.id);
    event_ += ",\"name\":\"lost\"";
    put_span(begin_ns, end_ns);
    put_argument("slices", slices);
    end_arguments();
}

void ChromeEvents::put_slice(const Lane& lane, std::size_t index, std::int64_t now_ns) {
    const Slice& slice = lane[index];
    put_place(lane.strand, slice.where);
    begin_event("X", lane.strand, lane.id);
    event_.append(",\"name\":\"").append(to_string(lane.activity_of(index, now_ns))).append("\"");
    put_span(slice.begin_ns,
             std::max(slice.begin_ns, std::min(lane.end_of(index, now_ns), now_ns)));
    put_state(slice);
    end_arguments();
}

void ChromeEvents::put_slice_begin(const Lane& lane, std::size_t index, std::int64_t now_ns) {
    const Slice& slice = lane[index];
    put_place(lane.strand, slice.where);
    begin_event("B", lane.strand, lane.id);
    event_.append(",\"name\":\"").append(to_string(lane.activity_of(index, now_ns))).append("\"");
    put_time("ts", slice.begin_ns);
    put_state(slice);
    end_arguments();
}

void ChromeEvents::put_slice_end(const Lane& lane, std::int64_t end_ns) {
    begin_event("E", lane.strand, lane.id);
    put_time("ts", end_ns);
    end_arguments();
}

void ChromeEvents::put_end(const Lane& lane) {
    begin_event("i", lane.strand, lane.id);
    event_.append(",\"name\":\"").append(to_string(lane.outcome)).append("\",\"s\":\"t\"");
    put_time("ts", lane.end_ns);
    if (lane.message != TextId::None)
        put_argument("message", json(lane.message));
    if (trace_.find(lane.cancelled_by)) {
        put_argument("cancelled by", json_string(trace_.name_of(lane.cancelled_by)));
        put_argument("by id", std::uint64_t(lane.cancelled_by));
    }
    end_arguments();
}

void ChromeEvents::put_state(const LaneState& state) {
    using Detail = LaneState::Detail;
    if (state.wait != WaitKind::Nothing)
        put_argument("kind", '"' + std::string(to_string(state.wait)) + '"');
    if (state.detail == Detail::Seconds || state.detail == Detail::Tasks)
        put_argument("what", json_string(trace_.describe_what(state)));
    else if (state.what != TextId::None)
        put_argument("what", json(state.what));
    if (state.detail == Detail::Seconds) {
        char number[32];
        std::snprintf(number, sizeof number, "%.9g", double(state.seconds()));
        put_argument("seconds", number);
    } else if (state.detail == Detail::Tasks) {
        put_argument("tasks", state.tasks());
    }
    if (state.where != LocationId::None)
        put_argument("where", json(state.where));
    if (trace_.find(state.other())) {
        put_argument(state.activity == Activity::Ready ? "woken by" : "task",
                     json_string(trace_.name_of(state.other())));
        put_argument("id", std::uint64_t(state.other()));
    }
}

void ChromeEvents::put(const Mark& mark) {
    begin_event("i", mark.strand, mark.lane);
    event_.append(",\"name\":\"").append(to_string(mark.kind));
    event_ += mark.lane == LaneId::None ? "\",\"s\":\"p\"" : "\",\"s\":\"t\"";
    put_time("ts", mark.time_ns);
    if (mark.text != TextId::None)
        put_argument("text", json(mark.text));
    if (mark.amount != 0)
        put_argument("amount", mark.amount);
    end_arguments();
}

// -- words --------------------------------------------------------------------------------------

/// The words of a place leave out its folder: what stands for which file is said before the first
/// that uses them, and again if they are to mean another.
void ChromeEvents::put_place(StrandId strand, LocationId id) {
    forget_stale();
    if (id == LocationId::None)
        return;
    LocationId& known = sources_[json(id)];
    if (known == id)
        return;
    known = id;
    const Location place = trace_.location(id);
    begin_event("M", strand);
    event_ += ",\"name\":\"source\"";
    put_argument("where", json(id));
    put_argument("file", json(place.file));
    if (place.line >= 0)
        put_argument("line", std::uint64_t(place.line));
    if (place.function != TextId::None)
        put_argument("function", json(place.function));
    end_arguments();
}

/// The trace has dropped texts: what is kept of them here must not grow for ever either.
void ChromeEvents::forget_stale() {
    if (generation_ == trace_.generation())
        return;
    generation_ = trace_.generation();
    texts_.clear();
    places_.clear();
    sources_.clear();
}

const std::string& ChromeEvents::json(TextId id) {
    std::string& known = texts_[id];
    if (known.empty())
        known = json_string(trace_.text(id));
    return known;
}

const std::string& ChromeEvents::json(LocationId id) {
    std::string& known = places_[id];
    if (known.empty())
        known = json_string(trace_.describe(id));
    return known;
}

// -- an event -----------------------------------------------------------------------------------

void ChromeEvents::begin_event(const char* phase, StrandId strand, LaneId lane) {
    event_ = first_ ? "{\"ph\":\"" : ",\n{\"ph\":\"";
    first_ = false;
    first_argument_ = true;
    event_.append(phase).append("\",\"pid\":").append(std::to_string(unsigned(strand)));
    if (lane != LaneId::None)
        event_.append(",\"tid\":").append(std::to_string(unsigned(lane)));
}

void ChromeEvents::put_argument(std::string_view key, std::string_view value) {
    event_.append(first_argument_ ? ",\"args\":{\"" : ",\"")
        .append(key)
        .append("\":")
        .append(value);
    first_argument_ = false;
}

void ChromeEvents::put_argument(std::string_view key, std::uint64_t value) {
    put_argument(key, std::string_view(std::to_string(value)));
}

/// The end of the event, too.
void ChromeEvents::end_arguments() {
    event_ += first_argument_ ? "}" : "}}";
    file_.put(event_);
}

void ChromeEvents::put_span(std::int64_t begin_ns, std::int64_t end_ns) {
    put_time("ts", begin_ns);
    put_time("dur", end_ns - begin_ns);
}

/// The format counts microseconds; the fraction keeps the nanoseconds.
void ChromeEvents::put_time(const char* key, std::int64_t time_ns) {
    char text[64];
    const bool negative = time_ns < 0;
    const auto size = negative ? 0 - std::uint64_t(time_ns) : std::uint64_t(time_ns);
    const int length =
        std::snprintf(text, sizeof text, ",\"%s\":%s%llu.%03u", key, negative ? "-" : "",
                      static_cast<unsigned long long>(size / 1000), unsigned(size % 1000));
    event_.append(text, std::size_t(length));
}

} // namespace braid::detail

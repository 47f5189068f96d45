// SPDX-License-Identifier: MIT
#include "loop/trace/chrome_trace.h"

#include "loop/trace/trace.h"
#include "loop/utf8.h"

#include <boost/json/serialize.hpp>
#include <zlib.h>

#include <cerrno>
#include <cstdio>
#include <memory>
#include <string>
#include <system_error>
#include <unordered_map>

namespace braid {

namespace {

/// Lane and file names come from outside and need not be UTF-8, but JSON must be.
std::string json_string(std::string_view text) {
    return boost::json::serialize(well_formed_utf8(text));
}

class Writer {
public:
    Writer(const Trace& trace, std::int64_t now_ns, const std::filesystem::path& path)
        : trace_(trace)
        , now_(now_ns)
        , path_(path)
        // "T" writes plain text through the same interface.
        , file_(gzopen(path.c_str(), path.extension() == ".gz" ? "wb6" : "wbT"), &gzclose) {
        if (!file_)
            fail(errno);
        gzbuffer(file_.get(), 1 << 18);
    }

    void write() {
        put("{\"displayTimeUnit\":\"ms\",\"traceEvents\":[\n");
        trace_.for_each_strand([this](const Strand& strand) { write_strand(strand); });
        trace_.for_each_lane([this](const Lane& lane) { write_lane(lane); });
        for (const Mark& mark : trace_.marks())
            write_mark(mark);
        put("\n]}\n");
        if (const int error = gzclose(file_.release()); error != Z_OK)
            fail(error == Z_ERRNO ? errno : EIO);
    }

private:
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

    void write_lane(const Lane& lane) {
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
        for (std::size_t i = 0; i < lane.size(); ++i)
            write_slice(lane, i);
        if (!lane.pending()) {
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
    }

    void write_slice(const Lane& lane, std::size_t index) {
        const Slice& slice = lane[index];
        begin_event("X", lane.strand, lane.id);
        put(",\"name\":\"");
        put(to_string(lane.activity_of(index, now_)));
        put("\"");
        put_span(slice.begin_ns, lane.end_of(index, now_));
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

    void put(std::string_view text) {
        if (gzwrite(file_.get(), text.data(), unsigned(text.size())) != int(text.size()))
            fail(errno);
    }

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

    [[noreturn]] void fail(int error) {
        if (file_) {
            file_.reset();
            std::error_code ignored;
            if (std::filesystem::is_regular_file(path_, ignored))
                std::filesystem::remove(path_, ignored);
        }
        throw std::filesystem::filesystem_error("the trace cannot be written", path_,
                                                std::error_code(error, std::generic_category()));
    }

    const Trace& trace_;
    const std::int64_t now_;
    std::filesystem::path path_;
    std::unique_ptr<gzFile_s, decltype(&gzclose)> file_;
    bool first_ = true;
    bool first_argument_ = true;
    std::unordered_map<TextId, std::string> texts_;
    std::unordered_map<LocationId, std::string> locations_;
};

} // namespace

void write_chrome_trace(const Trace& trace, std::int64_t now_ns,
                        const std::filesystem::path& file) {
    Writer(trace, now_ns, file).write();
}

} // namespace braid

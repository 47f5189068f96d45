// SPDX-License-Identifier: MIT
#include "loop/trace/chrome_trace.h"

#include "loop/trace/trace.h"

#include <boost/json/serialize.hpp>
#include <boost/locale/utf.hpp>
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
std::string well_formed(std::string_view text) {
    namespace utf = boost::locale::utf;
    using Traits = utf::utf_traits<char>;
    std::string out;
    for (auto at = text.begin(); at != text.end();) {
        const auto begin = at;
        const utf::code_point point = Traits::decode(at, text.end());
        if (point == utf::illegal || point == utf::incomplete) {
            out += "\uFFFD";
            at = begin + 1;
        } else {
            out.append(begin, at);
        }
    }
    return out;
}

std::string json_string(std::string_view text) { return boost::json::serialize(well_formed(text)); }

class Writer {
public:
    Writer(const Trace& trace, const std::filesystem::path& path)
        : trace_(trace)
        , path_(path)
        // "T" writes plain text through the same interface.
        , file_(gzopen(path.c_str(), path.extension() == ".gz" ? "wb6" : "wbT"), &gzclose) {
        if (!file_)
            fail(errno);
        gzbuffer(file_.get(), 1 << 18);
    }

    void write() {
        put("{\"displayTimeUnit\":\"ms\",\"traceEvents\":[\n");
        for (std::size_t i = 1; i <= trace_.strand_count(); ++i)
            write_strand(trace_.strand(StrandId(i)));
        put("\n]}\n");
        if (const int error = gzclose(file_.release()); error != Z_OK)
            fail(error == Z_ERRNO ? errno : EIO);
    }

private:
    void write_strand(const Strand& strand) {
        begin_event("M", strand, nullptr);
        put(",\"name\":\"process_name\",\"args\":{\"name\":");
        put(json(strand.name));
        put("}}");
        for (const LaneId id : strand.lanes)
            write_lane(strand, trace_.lane(id));
    }

    void write_lane(const Strand& strand, const Lane& lane) {
        begin_event("M", strand, &lane);
        put(",\"name\":\"thread_name\",\"args\":{\"name\":");
        put(json(lane.name));
        put("}}");
        if (lane.dropped() > 0) {
            begin_event("X", strand, &lane);
            put(",\"name\":\"lost\"");
            put_span(lane.begin_ns, lane.gap_end_ns());
            put(",\"args\":{\"slices\":" + std::to_string(lane.dropped()) + "}}");
        }
        const std::int64_t now_ns = trace_.now_ns();
        for (std::size_t i = 0; i < lane.size(); ++i)
            write_slice(strand, lane, i, now_ns);
        if (lane.outcome != Outcome::Pending) {
            begin_event("i", strand, &lane);
            put(",\"name\":\"");
            put(to_string(lane.outcome));
            put("\",\"s\":\"t\"");
            put_time("ts", lane.end_ns);
            if (lane.message != TextId::None) {
                put(",\"args\":{\"message\":");
                put(json(lane.message));
                put("}");
            }
            put("}");
        }
    }

    void write_slice(const Strand& strand, const Lane& lane, std::size_t index,
                     std::int64_t now_ns) {
        const Slice& slice = lane[index];
        begin_event("X", strand, &lane);
        put(",\"name\":\"");
        put(to_string(lane.activity_of(index, now_ns)));
        put("\"");
        put_span(slice.begin_ns, lane.end_of(index, now_ns));
        bool first_argument = true;
        const auto argument = [&](std::string_view key, std::string_view value) {
            put(first_argument ? ",\"args\":{\"" : ",\"");
            put(key);
            put("\":");
            put(value);
            first_argument = false;
        };
        if (slice.wait != WaitKind::Nothing)
            argument("kind", "\"" + std::string(to_string(slice.wait)) + "\"");
        if (slice.what != TextId::None)
            argument("what", json(slice.what));
        if (slice.where != LocationId::None)
            argument("where", json(slice.where));
        if (slice.other != LaneId::None)
            argument(slice.activity == Activity::Ready ? "woken by" : "task",
                     json(trace_.lane(slice.other).name));
        put(first_argument ? "}" : "}}");
    }

    void begin_event(const char* phase, const Strand& strand, const Lane* lane) {
        put(first_ ? "{\"ph\":\"" : ",\n{\"ph\":\"");
        first_ = false;
        put(phase);
        put("\",\"pid\":" + std::to_string(unsigned(strand.id)));
        if (lane)
            put(",\"tid\":" + std::to_string(unsigned(lane->id)));
    }

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
    std::filesystem::path path_;
    std::unique_ptr<gzFile_s, decltype(&gzclose)> file_;
    bool first_ = true;
    std::unordered_map<TextId, std::string> texts_;
    std::unordered_map<LocationId, std::string> locations_;
};

} // namespace

void write_chrome_trace(const Trace& trace, const std::filesystem::path& file) {
    Writer(trace, file).write();
}

} // namespace braid

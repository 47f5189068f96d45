// SPDX-License-Identifier: MIT
#pragma once

#include "loop/trace/record.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

namespace braid {

class Lane;
class Trace;
struct Strand;

namespace detail {

class TraceFile;

/// Puts what a trace holds into a file as events of Chrome's JSON format, in whatever order: a
/// process per strand, a thread per lane, an `X` event per slice, named by its activity. For those
/// who read it back (`TraceImport`), each says more than viewers show: ids, whole paths, numbers.
///
/// Memory is that of the trace's texts, at most.
class ChromeEvents {
public:
    /// Both must outlive it.
    ChromeEvents(const Trace& trace, TraceFile& file);

    void begin_file();
    /// What every file ends with.
    static constexpr std::string_view end_of_file = "\n]}\n";

    void put(const Strand& strand);
    void put_end(const Strand& strand);
    void put(const Lane& lane);
    /// Slice `index`, as long as it goes on at `now_ns` until then.
    void put_slice(const Lane& lane, std::size_t index, std::int64_t now_ns);
    /// The same in two: for one that goes on.
    void put_slice_begin(const Lane& lane, std::size_t index, std::int64_t now_ns);
    void put_slice_end(const Lane& lane, std::int64_t end_ns);
    void put_end(const Lane& lane);
    void put(const Mark& mark);
    /// There was more, which is in no file.
    void put_lost_slices(const Lane& lane, std::int64_t begin_ns, std::int64_t end_ns,
                         std::uint64_t slices);
    void put_lost_tasks(StrandId strand, std::int64_t begin_ns, std::int64_t end_ns,
                        std::uint64_t tasks);

private:
    void begin_event(const char* phase, StrandId strand, LaneId lane = LaneId::None);
    void put_state(const LaneState& state);
    void put_argument(std::string_view key, std::string_view value);
    void put_argument(std::string_view key, std::uint64_t value);
    void end_arguments();
    void put_span(std::int64_t begin_ns, std::int64_t end_ns);
    void put_time(const char* key, std::int64_t time_ns);
    void put_place(StrandId strand, LocationId place);
    void forget_stale();

    const std::string& json(TextId id);
    const std::string& json(LocationId id);

    const Trace& trace_;
    TraceFile& file_;
    std::string event_; ///< the one that is made
    bool first_ = true;
    bool first_argument_ = true;
    std::uint32_t generation_;
    std::unordered_map<TextId, std::string> texts_;
    std::unordered_map<LocationId, std::string> places_;
    std::unordered_map<std::string, LocationId> sources_; ///< what a place's words stand for
};

} // namespace detail
} // namespace braid
